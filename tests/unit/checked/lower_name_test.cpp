// Names: in which order they are looked up, how far they reach, and what is said of those that are not found.
#include "unit/checked/lower_fixture.hpp"

namespace carefare::checked {
namespace {

TEST(lower_name, rows_owners_links_and_slots) {
    expect_types({
        {"visit", "family.income", "money per year"},
        {"visit", "visit.member.family.income", "money per year"},
        {"visit", "provider.rate", "money per week"},
        {"visit", "visit.provider.rate", "money per week"},
        {"visit", "visit.provider = provider", "boolean"},
        {"visit", "visit.provider = member", "T017"},
        {"visit", "provider + 1", "T003"},
        {"family", "family.last.seen.on.year", "number"},
        {"family", "family.twice", "money per year"},
        {"family", "floor.weekly", "money per week"},
        {"family", "option.slice", "percent"},
        {"family", "highest", "money"},
        {"", "highest", "money"},
        {"", "weeks_per_year", "weeks per year"},
        {"", "family.income", "T027"},
        {"family", "provider.rate", "T027"},
        {"provider", "family.income", "T027"},
        {"visit", "provider.key", "text"},
        {"visit", "visit.member.key", "text"},
        {"visit", "key", "T001"},
        {"family", "member", "T004"},
        {"family", "member.age", "T004"},
        {"family", "family.member", "T004"},
        {"family", "member[able]", "T004"},
        {"family", "member[able].age", "T004"},
    });
}

TEST(lower_name, dated_reads_carry_their_date) {
    lowered programme;
    EXPECT_EQ(programme.tree_in("family", "floor.weekly"),
              "slot floor.weekly : money per week\n"
              "  fact family.decided_on : date\n"
              "    self : row of family\n");
    EXPECT_EQ(programme.tree_in("family", "weeks_per_year"), "slot weeks_per_year : weeks per year\n");
    EXPECT_EQ(programme.problem_in("visit", "floor.weekly"),
              "T025 'floor.weekly' changes over time, but the expression does not say which date counts | Write at: with a date at "
              "the entity 'visit', or as_of: at the rule.");
    EXPECT_EQ(programme.type_in("visit", "option.slice + option.slice"), "T025") << "said once";
    EXPECT_EQ(programme.type_in("", "option.slice"), "T025");
}

TEST(lower_name, what_is_near_is_suggested) {
    lowered programme;
    EXPECT_EQ(programme.problem_in("family", "family.incom"), "T001 'family' has no 'incom' | Did you mean 'income'?");
    EXPECT_EQ(programme.problem_in("family", "option.slise"), "T001 unknown name 'option.slise' | Did you mean 'option.slice'?");
    EXPECT_EQ(programme.problem_in("family", "weeks_per_yaer"), "T001 unknown name 'weeks_per_yaer' | Did you mean 'weeks_per_year'?");
    EXPECT_EQ(programme.problem_in("family", "familly.income"), "T001 unknown name 'familly.income' | Did you mean 'family.income'?");
    EXPECT_EQ(programme.problem_in("provider", "family.income"),
              "T027 rows of 'family' are not owned by what the expression is about | Aggregate in a rule of an entity that owns 'family', and read that rule.");
    EXPECT_EQ(programme.problem_in("family", "family.size = yes"), "T001 unknown name 'yes' | Write true or false.");
    EXPECT_EQ(programme.problem_in("family", "family.decided_on < now"),
              "T001 unknown name 'now' | Name a fact that holds the date: an evaluation has no clock.");
}

TEST(lower_name, a_link_reached_in_two_ways_is_an_error) {
    lowered programme(R"(
entities:
  family:   { rows: families, to: provider }
  visit:    { rows: visits, of: family, to: provider, at_most: 9 }
  provider: { rows: providers }
facts:
  provider.open: { type: boolean }
)");
    EXPECT_EQ(programme.type_in("family", "provider.open"), "boolean");
    EXPECT_EQ(programme.type_in("visit", "visit.provider.open"), "boolean");
    EXPECT_EQ(programme.type_in("visit", "family.provider.open"), "boolean");
    EXPECT_EQ(programme.problem_in("visit", "provider.open"),
              "T002 'provider' is reached in two ways: 'visit.provider' and 'family.provider' | Write the way that is meant: one of "
              "'visit.provider' and 'family.provider'.");
}

}  // namespace
}  // namespace carefare::checked
