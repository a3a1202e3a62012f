// Every limit has its code, and hostile expressions end within them.
#include "unit/constant/outcome.hpp"

namespace carefare::constant {

TEST(limit, each_has_a_code) {
    expect_outcomes({{"for i in 1..2000000 return 1", "L021"},
                     {"count(for i in 1..90000 return if i > 0 then 1 else [2][1]) + sum(for i in 1..90000 return i * i) + "
                      "count(for i in 1..90000 return some j in 1..20 satisfies j = 20)",
                      "L020"},
                     {"string length(string join(for i in 1..90000 return \"aaaaaaaaaaaa\"))", "L022"},
                     {"10 ** 20000", "L023"},
                     {"1E9999", "L023"},
                     {"matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\", \"^(a+)+$\")", "L024"},
                     {"for i in 1..200 return if i = 1 then [] else [partial[-1]]", "L025"}});
}

TEST(limit, growth_is_counted_through_all_levels) {
    EXPECT_EQ(outcome("for i in 1..1000 return partial"), "L021");
    EXPECT_EQ(outcome("for i in 1..60 return if i = 1 then \"aaaaaaaaaaaaaaaa\" else partial[-1] + partial[-1]"), "L022");
    EXPECT_EQ(outcome("for i in 1..60 return if i = 1 then 7 else partial[-1] * partial[-1]"), "L023");
    EXPECT_EQ(outcome("for i in 1..60 return if i = 1 then 1/7 else partial[-1] ** 3 + 1/3"), "L023");
}

TEST(limit, no_logic_swallows_one) {
    EXPECT_EQ(outcome("10 ** 20000 = 1 or true"), "L023");
    EXPECT_EQ(outcome("some i in [1, 2] satisfies 10 ** 20000 = i"), "L023");
    EXPECT_EQ(outcome("5 in (10 ** 20000, 5)"), "L023");
    EXPECT_EQ(outcome("list contains([10 ** 20000], 1)"), "L023");
}

TEST(limit, steps_are_counted_and_bounded) {
    evaluation_counters few, many;
    EXPECT_EQ(outcome("sum(for i in 1..100 return i)", {}, &few), "number 5050");
    EXPECT_EQ(outcome("sum(for i in 1..1000 return i)", {}, &many), "number 500500");
    EXPECT_GT(few.steps, 100U);
    EXPECT_LT(many.steps, 11 * few.steps);
    evaluation_limits tight;
    tight.steps = few.steps - 1;
    EXPECT_EQ(outcome("sum(for i in 1..100 return i)", tight), "L020");
    tight.steps = few.steps;
    EXPECT_EQ(outcome("sum(for i in 1..100 return i)", tight), "number 5050");
}

TEST(limit, searching_draws_on_the_steps) {
    evaluation_counters used;
    EXPECT_EQ(outcome("matches(\"aaaaaaaaaaaaaaaaaaaab\", \"^(a|aa)+$\")", {}, &used), "boolean false");
    EXPECT_GT(used.steps, 1000U);
}

TEST(limit, deep_and_long_expressions_end) {
    std::string sum = "1";
    for (int i = 0; i < 900; ++i) sum += "+1";
    EXPECT_EQ(outcome(sum), "number 901");
    std::string names = "for a in [1]";
    for (int i = 0; i < 60; ++i) names += ", a in [a]";
    EXPECT_EQ(outcome(names + " return a"), "C025");
    std::string const lists = std::string(90, '[') + "1" + std::string(90, ']');
    EXPECT_EQ(outcome("count(" + lists + ")"), "number 1");
    EXPECT_EQ(outcome("flatten(" + lists + ")"), "list [1]");
}

}  // namespace carefare::constant
