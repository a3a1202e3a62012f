// Literals take the type of what stands beside them; what does not fit is refused with the way to write it.
#include "unit/checked/lower_fixture.hpp"

namespace carefare::checked {
namespace {

TEST(lower_literal, takes_the_unit_of_the_other_side) {
    expect_types({
        {"family", "family.income > $300", "boolean"},
        {"family", "max($0, family.income)", "money per year"},
        {"family", "max(0, family.income)", "money per year"},
        {"family", "family.income - 30", "T019"},
        {"family", "family.size > $3", "T013"},
        {"family", "family.share_of_cost > 10%", "boolean"},
        {"family", "family.share_of_cost > 10", "T018"},
        {"family", "family.income > 10%", "T013"},
        {"member", "member.age >= 18", "boolean"},
        {"family", "if family.size > 3 then $1 else family.income", "money per year"},
        {"family", "family.income + (if family.size > 3 then $1 else 0)", "money per year"},
        {"family", "if family.size > 3 then $1 else 2", "T019"},
        {"family", "if family.size > 3 then \"red\" else family.colour", "colour"},
        {"family", "family.colour = (if family.size > 3 then \"red\" else \"blue\")", "T015"},
        {"family", "2 * family.income", "money per year"},
        {"family", "$2 * family.income", "T014"},
        {"family", "(2 * 3) * family.size", "number"},
    });
}

TEST(lower_literal, is_folded_into_one_constant_of_the_type_asked) {
    lowered programme;
    EXPECT_EQ(programme.tree_in("family", "family.income > $2 * 150"),
              "less : boolean\n"
              "  constant $300 : money per year\n"
              "  fact family.income : money per year\n"
              "    self : row of family\n");
    EXPECT_EQ(programme.tree_in("visit", "visit.period = \"daily\""),
              "equal : boolean\n"
              "  fact visit.period : period\n"
              "    self : row of visit\n"
              "  constant \"daily\" : period\n");
    EXPECT_EQ(programme.tree_in("family", "round half up(family.income, 1 + 1)"),
              "round 2 half up : money per year\n"
              "  fact family.income : money per year\n"
              "    self : row of family\n");
}

TEST(lower_literal, problems_say_how_it_is_written) {
    lowered programme;
    EXPECT_EQ(programme.problem_in("family", "family.share_of_cost > 27"),
              "T018 '27' stands where a percent is needed | Write it with %: 27% for 27 of 100.");
    EXPECT_EQ(programme.problem_in("visit", "visit.period = \"weekli\""), "T015 'weekli' is no word of 'period' | Did you mean 'weekly'?");
    EXPECT_EQ(programme.problem_in("visit", "visit.period = weekly"), "T001 unknown name 'weekly' | Write the word in quotes: \"weekly\".");
    EXPECT_EQ(programme.problem_in("visit", "visit.period = provider.colour"),
              "T016 'provider.colour' is a word of 'colour', but 'visit.period' is a word of 'period' | Give both one list, or "
              "translate one into the other by a decision table.");
}

TEST(lower_literal, ranges_are_constants_where_their_ends_are) {
    lowered programme;
    EXPECT_EQ(programme.tree_in("family", "family.income in [$1..none]"),
              "in_interval : boolean\n"
              "  fact family.income : money per year\n"
              "    self : row of family\n"
              "  constant [$1..) : range of money per year\n");
    EXPECT_EQ(programme.type_in("family", "family.size in [7..3]"), "T042");
    EXPECT_EQ(programme.type_in("family", "family.size in (3..family.size)"), "boolean");
    EXPECT_EQ(programme.type_in("family", "family.size in [none..none]"), "T022");
}

}  // namespace
}  // namespace carefare::checked
