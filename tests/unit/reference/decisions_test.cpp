// Section 7 of docs/language.md: what the small world of decision_oracle_test.cpp leaves out: intervals, lists of
// tests, computed tests, outputs that are pending, none or faults, inputs that are faults.
#include <gtest/gtest.h>

#include "state_sheet.hpp"

namespace carefare::reference {
namespace {

using namespace test;
using syntax::hit_policy;

class decisions : public ::testing::Test {
protected:
    state_sheet s;

    static checked::cell_test dash() {
        checked::cell_test t;
        t.any = true;
        return t;
    }
    static checked::cell_test values(std::vector<constant_value> of, bool negated = false) {
        checked::cell_test t;
        t.values = std::move(of);
        t.negated = negated;
        return t;
    }
    static checked::cell_test below(std::int64_t end) {
        return values({checked::interval{std::nullopt, scalar_value{rational(end)}, true, false}});
    }
    static checked::cell_test from(std::int64_t end) {
        return values({checked::interval{scalar_value{rational(end)}, std::nullopt, true, true}});
    }
    static checked::cell_test predicate(node_id n) {
        checked::cell_test t;
        t.predicates = {n};
        return t;
    }
    struct line {
        std::vector<checked::cell_test> tests;
        node_id output;
    };
    std::string decide(hit_policy policy, std::vector<node_id> inputs, std::vector<line> const& lines,
                       std::optional<node_id> otherwise = std::nullopt) {
        checked::decision_table made;
        made.policy = policy;
        made.inputs = std::move(inputs);
        for (auto const& l : lines)
            made.rows.push_back({l.tests, l.output, {}, {}});
        made.otherwise = otherwise;
        s.graph.decisions.push_back(made);
        return s.of(op::decide, or_none(number), {}, static_cast<std::uint32_t>(s.graph.decisions.size() - 1));
    }
};

TEST_F(decisions, intervals_and_their_ends) {
    for (auto const& [hours, result] : std::vector<std::pair<int, std::string>>{{29, "1"}, {30, "2"}, {31, "2"}}) {
        EXPECT_EQ(decide(hit_policy::unique, {s.num(hours)}, {{{below(30)}, s.num(1)}, {{from(30)}, s.num(2)}}),
                  result);
    }
}

TEST_F(decisions, a_list_of_tests_and_its_negation) {
    std::vector<constant_value> const one_or_over_ten{
        scalar_value{rational(1)}, checked::interval{scalar_value{rational(10)}, std::nullopt, false, true}};
    for (auto const& [input, inside] :
         std::vector<std::pair<int, bool>>{{1, true}, {2, false}, {10, false}, {11, true}}) {
        EXPECT_EQ(decide(hit_policy::unique, {s.num(input)},
                         {{{values(one_or_over_ten)}, s.num(1)}, {{values(one_or_over_ten, true)}, s.num(2)}}),
                  inside ? "1" : "2");
    }
}

TEST_F(decisions, a_computed_test) {
    auto const equals = [&](node_id x, node_id y) { return predicate(s.node(op::equal, boolean, {x, y})); };
    auto const run = [&](node_id input, node_id other) {
        return decide(hit_policy::first, {input}, {{{equals(input, other)}, s.num(1)}}, s.num(2));
    };
    EXPECT_EQ(run(s.num(5), s.num(5)), "1");
    EXPECT_EQ(run(s.num(5), s.num(6)), "2");
    EXPECT_EQ(run(s.num(5), s.missing("m")), "pending: sheet.m[s]");
    EXPECT_EQ(run(s.missing("i"), s.missing("m")), "pending: sheet.i[s]; sheet.m[s]");
    EXPECT_EQ(run(s.missing("i"), s.bad_number()), "fault R009");
    EXPECT_EQ(run(s.num(5), s.bad_number()), "fault R009");
    // An input that is none matches `none` and `-` only: the test is not looked at.
    EXPECT_EQ(run(s.none(number), s.num(5)), "2");
}

TEST_F(decisions, a_row_that_is_out_is_out_whatever_its_other_cells) {
    auto const bad = predicate(s.bad_truth());
    EXPECT_EQ(
        decide(hit_policy::unique, {s.num(5), s.num(1)}, {{{below(5), bad}, s.num(1)}, {{from(5), dash()}, s.num(2)}}),
        "2");
    EXPECT_EQ(
        decide(hit_policy::unique, {s.num(5), s.num(1)}, {{{bad, below(1)}, s.num(1)}, {{from(5), dash()}, s.num(2)}}),
        "2");
    EXPECT_EQ(
        decide(hit_policy::unique, {s.num(4), s.num(1)}, {{{below(5), bad}, s.num(1)}, {{from(5), dash()}, s.num(2)}}),
        "fault R009");
}

TEST_F(decisions, under_first_nothing_below_the_row_that_decides_counts) {
    auto const bad = predicate(s.bad_truth());
    EXPECT_EQ(decide(hit_policy::first, {s.num(1)}, {{{dash()}, s.num(1)}, {{bad}, s.num(2)}}), "1");
    EXPECT_EQ(decide(hit_policy::first, {s.num(1)}, {{{bad}, s.num(2)}, {{dash()}, s.num(1)}}), "fault R009");
    EXPECT_EQ(decide(hit_policy::first, {s.missing("m")}, {{{below(5)}, s.num(2)}, {{dash()}, s.num(1)}}),
              "pending: sheet.m[s]");
    EXPECT_EQ(decide(hit_policy::first, {s.missing("m")}, {{{dash()}, s.num(1)}, {{below(5)}, s.num(2)}}), "1");
}

TEST_F(decisions, an_input_that_is_a_fault_makes_the_table_one) {
    EXPECT_EQ(decide(hit_policy::first, {s.bad_number()}, {{{dash()}, s.num(1)}}), "fault R009");
    EXPECT_EQ(decide(hit_policy::collect_count, {s.bad_number()}, {{{dash()}, s.num(1)}}), "fault R009");
}

TEST_F(decisions, outputs_in_every_state) {
    for (auto const policy : {hit_policy::unique, hit_policy::any, hit_policy::first}) {
        EXPECT_EQ(decide(policy, {s.num(1)}, {{{dash()}, s.missing("m")}}), "pending: sheet.m[s]");
        EXPECT_EQ(decide(policy, {s.num(1)}, {{{dash()}, s.none(number)}}), "none");
        EXPECT_EQ(decide(policy, {s.num(1)}, {{{dash()}, s.bad_number()}}), "fault R009");
        EXPECT_EQ(decide(policy, {s.num(1)}, {{{below(0)}, s.num(1)}}, s.missing("o")), "pending: sheet.o[s]");
    }
    // The output of a row that does not decide is not looked at.
    EXPECT_EQ(decide(hit_policy::unique, {s.num(1)}, {{{below(0)}, s.bad_number()}, {{from(0)}, s.num(3)}}), "3");
}

TEST_F(decisions, outputs_of_any) {
    auto const both = [&](node_id a, node_id b) {
        return decide(hit_policy::any, {s.num(1)}, {{{dash()}, a}, {{dash()}, b}});
    };
    EXPECT_EQ(both(s.num(1), s.num(1)), "1");
    EXPECT_EQ(both(s.num(1), s.num(2)), "fault R012");
    EXPECT_EQ(both(s.none(number), s.none(number)), "none");
    EXPECT_EQ(both(s.none(number), s.num(2)), "fault R012");
    EXPECT_EQ(both(s.missing("m"), s.num(2)), "pending: sheet.m[s]");
    EXPECT_EQ(both(s.missing("m"), s.bad_number()), "fault R009");
}

TEST_F(decisions, outputs_collected) {
    auto const collect = [&](hit_policy policy, node_id a, node_id b) {
        return decide(policy, {s.num(1)}, {{{dash()}, a}, {{dash()}, b}});
    };
    EXPECT_EQ(collect(hit_policy::collect_sum, s.num(1), s.none(number)), "1");
    EXPECT_EQ(collect(hit_policy::collect_min, s.num(1), s.none(number)), "1");
    EXPECT_EQ(collect(hit_policy::collect_max, s.none(number), s.none(number)), "none");
    EXPECT_EQ(collect(hit_policy::collect_sum, s.missing("m"), s.missing("n")), "pending: sheet.m[s]; sheet.n[s]");
    EXPECT_EQ(collect(hit_policy::collect_sum, s.missing("m"), s.bad_number()), "fault R009");
    EXPECT_EQ(collect(hit_policy::collect_count, s.missing("m"), s.bad_number()), "2");
}

}  // namespace
}  // namespace carefare::reference
