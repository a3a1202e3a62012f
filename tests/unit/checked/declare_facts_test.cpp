// Entities and facts: owners, links, ranges and steps, what an absent cell means; names that mean two things.
#include "declare_fixture.hpp"

namespace carefare::checked {
namespace {

std::string facts(std::string const& lines) {
    return "types:\n  role: [parent, child]\nentities:\n  family: { rows: families }\n  member: { rows: members, of: "
           "family }\nfacts:\n" +
           lines;
}

TEST(declare_facts_test, money_has_a_step_of_one_cent) {
    declared in(facts("  family.income: { type: money per year, range: \"[$0..$1000)\", cite: c }\n"));
    EXPECT_EQ(in.problems(), "");
    auto const& f = in.fact_named("family", "income");
    EXPECT_EQ(f.step, rational::fraction(1, 100));
    ASSERT_TRUE(f.bounds);
    EXPECT_EQ(f.bounds->high, rational::fraction(99999, 100));
    EXPECT_EQ(f.bounds->denominator, rational(100));
    EXPECT_FALSE(f.absent);
    EXPECT_EQ(in.b.graph.full_name(f), "family.income");
}

TEST(declare_facts_test, absent_cells) {
    declared in(
        facts("  member.role: { type: role, absent: child, cite: c }\n"
              "  member.left_on: { type: date, absent: none, range: \"[@\\\"2000-01-01\\\"..none]\", cite: c }\n"
              "  member.count: { type: number, range: \"[0..9]\", step: 1, absent: 0, cite: c }\n"));
    EXPECT_EQ(in.problems(), "");
    EXPECT_EQ(in.fact_named("member", "role").absent, scalar_value(word{1}));
    EXPECT_TRUE(in.fact_named("member", "left_on").type_of.optional);
    EXPECT_EQ(in.fact_named("member", "left_on").absent, scalar_value(none_value{}));
    EXPECT_EQ(in.fact_named("member", "count").absent, scalar_value(rational(0)));
}

TEST(declare_facts_test, absent_values_must_fit) {
    EXPECT_EQ(
        declare_problems(facts("  member.count: { type: number, range: \"[0..9]\", step: 1, absent: 10, cite: c }\n")),
        "F001 rules.yaml:7:67 'member.count' is 10, outside its range [0..9] | Give a value in [0..9], or widen the "
        "declared range.\n");
    EXPECT_EQ(declare_problems(facts("  member.role: { type: role, absent: chid, cite: c }\n")),
              "F006 rules.yaml:7:38 'chid' is no word of 'role' | Did you mean 'child'?\n");
}

TEST(declare_facts_test, ranges_and_steps) {
    EXPECT_EQ(declare_problems(facts("  family.size: { type: number, step: 1, cite: c }\n")),
              "N005 rules.yaml:7:3 fact 'family.size' is a number and says no 'range' | Add the range of its values, "
              "such as "
              "range: \"[0..100]\".\n");
    EXPECT_EQ(declare_problems(facts("  family.size: { type: number, range: \"[1..20]\", cite: c }\n")),
              "N005 rules.yaml:7:3 fact 'family.size' is a number and says no 'step' | Add the step of its values, "
              "such as step: 1.\n");
    EXPECT_EQ(
        declare_problems(facts("  family.size: { type: number, range: \"[1..20]\", step: 0, cite: c }\n")),
        "N006 rules.yaml:7:56 the step 0 is not positive | Give the smallest difference of two values, such as 1.\n");
    EXPECT_EQ(declare_problems(facts("  family.size: { type: number, range: \"[1..20]\", step: 2, cite: c }\n")),
              "N006 rules.yaml:7:39 the range of fact 'family.size' ends at 1, which is no whole multiple of the step "
              "2 | Choose "
              "ends that are multiples of the step, or a smaller step.\n");
    EXPECT_EQ(declare_problems(facts("  family.size: { type: number, range: \"[1..none]\", step: 1, cite: c }\n")),
              "N006 rules.yaml:7:39 the range of fact 'family.size' has no upper end | Give both ends, since every "
              "number must be "
              "bounded.\n");
    EXPECT_EQ(declare_problems(facts("  member.role: { type: role, range: \"[1..2]\", cite: c }\n")),
              "N006 rules.yaml:7:37 fact 'member.role' has a 'range', but values of type role have none | Take the "
              "range away.\n");
}

TEST(declare_entities_test, owners_and_links) {
    declared in(
        "entities:\n  member: { rows: members, of: family, to: { payee: provider }, at_most: 20 }\n"
        "  family: { rows: families }\n  provider: { rows: providers }\n");
    EXPECT_EQ(in.problems(), "");
    auto const& member = in.b.graph.entities[0];
    EXPECT_EQ(member.owner, 1U);
    EXPECT_EQ(member.at_most, 20U);
    ASSERT_EQ(member.links.size(), 1U);
    EXPECT_EQ(member.links[0].name, "payee");
    EXPECT_EQ(member.links[0].to, 2U);
    ASSERT_EQ(in.b.entity_syntax.size(), 3U);
    EXPECT_EQ(in.b.entity_syntax[0]->name.value, "member");
}

TEST(declare_entities_test, what_is_wrong_with_them) {
    EXPECT_EQ(
        declare_problems("entities:\n  family: { rows: families, of: member }\n  member: { rows: members, of: week }\n"
                         "  week: { rows: weeks, of: family }\n"),
        "N007 rules.yaml:2:3 the entity 'family' owns itself: family of member of week of family | Take one 'of' "
        "away.\n");
    EXPECT_EQ(
        declare_problems("entities:\n  family: { rows: families, to: provder }\n  provider: { rows: providers }\n"),
        "N004 rules.yaml:2:33 'to' of entity 'family' names the entity 'provder', which there is not | Did you mean "
        "'provider'?\n");
    EXPECT_EQ(declare_problems("entities:\n  family: { rows: families, at_most: 9 }\n"),
              "N008 rules.yaml:2:38 entity 'family' says 'at_most', but its rows have no owner | Take it away, or name "
              "the owner "
              "with 'of'.\n");
}

TEST(name_clash_test, names_that_mean_two_things) {
    EXPECT_EQ(declare_problems(facts("  member.family: { type: boolean, cite: c }\n")),
              "N001 rules.yaml:7:3 the fact 'member.family' has a name that stands for the entity 'family' already | "
              "Give one of "
              "them another name.\n  rules.yaml:4:3 the entity 'family'\n");
    EXPECT_EQ(declare_problems(facts("  family.open: { type: boolean, cite: c }\n") +
                               "parameters:\n  open: { type: boolean, constant: yes, cite: c }\n"),
              "N001 rules.yaml:7:3 the fact 'family.open' has a name that stands for the parameter 'open' already | "
              "Give one of "
              "them another name.\n  rules.yaml:9:3 the parameter 'open'\n");
    EXPECT_EQ(declare_problems(facts("  family.members: { type: boolean, cite: c }\n")),
              "N001 rules.yaml:5:3 the section 'members' of the entity 'member' has a name that stands for the fact "
              "'family.members' "
              "already | Give one of them another name.\n  rules.yaml:7:3 the fact 'family.members'\n");
    EXPECT_EQ(
        declare_problems("options:\n  care: { type: boolean, cite: c }\n  care.daily: { type: boolean, cite: c }\n"),
        "N001 rules.yaml:3:3 the option 'care.daily' has a name that stands for the option 'care' already | Give one "
        "of them "
        "another name.\n  rules.yaml:2:3 the option 'care'\n");
    EXPECT_EQ(
        declare_problems("units: [week]\n"),
        "N001 rules.yaml:1:9 'week' is a unit already | Choose another name: in a type it would mean two things.\n");
    EXPECT_EQ(declare_problems("types: { month_end: [a, b] }\n"),
              "N001 rules.yaml:1:10 'month_end' is a built-in list of words already | Choose another name: in a type "
              "it would mean "
              "two things.\n");
}

TEST(name_clash_test, a_link_is_named_as_its_entity_and_a_rule_as_a_table) {
    EXPECT_EQ(declare_problems(
                  "entities:\n  provider: { rows: providers }\n  week: { rows: weeks, to: provider }\n"
                  "rules:\n  week.share: { type: boolean, cite: c, value: true }\n"
                  "  week.share.income_based: { type: boolean, cite: c, value: true }\n"
                  "  week.rate: { type: boolean, cite: c, value: true }\n"
                  "tables:\n  rate:\n    type: boolean\n    cite: c\n    keys: { mode: month_end }\n    entries:\n"
                  "      - { from: 2019-01-01, file: tables/t.csv, column: v, keys: { mode: [clamp] } }\n",
                  {{"tables/t.csv", "mode,v\nclamp,yes\n"}}),
              "");
}

}  // namespace
}  // namespace carefare::checked
