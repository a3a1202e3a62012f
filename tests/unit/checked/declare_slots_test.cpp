// Parameters, readings, options and rules: values within their ranges, bounds and carriers, citations and reasons.
#include "declare_fixture.hpp"

namespace carefare::checked {
namespace {

TEST(declare_parameters_test, values_and_carrier) {
    declared in(
        "parameters:\n"
        "  share.minimum:\n    type: money per week\n    range: \"[$0..$100]\"\n    carrier: \"[$0..$500]\"\n    step: "
        "$0.50\n    cite: c\n"
        "    values:\n      - { from: 2004-01-01, value: $1.50, cite: d }\n"
        "      - { from: 2010-01-01, known: 2011-01-01, value: not known, reason: lost }\n"
        "  weeks: { type: weeks per year, range: \"[52..52]\", step: 1, divisor: yes, constant: 52, cite: c }\n");
    EXPECT_EQ(in.problems(), "");
    auto const& s = in.slot_named(slot_kind::parameter, "share.minimum");
    ASSERT_EQ(s.entries.size(), 2U);
    EXPECT_EQ(value_of(s.entries[0]), scalar_value(rational::fraction(3, 2)));
    EXPECT_EQ(s.entries[0].cite.text, "d");
    EXPECT_FALSE(s.entries[1].payload);
    EXPECT_EQ(s.entries[1].gap, "lost");
    EXPECT_EQ(s.entries[1].cite.text, "c");
    EXPECT_EQ(s.entries[1].known, parse_date("2011-01-01"));
    ASSERT_TRUE(s.carrier);
    EXPECT_EQ(s.carrier->high, rational(500));
    EXPECT_EQ(s.carrier->denominator, rational(2));
    auto const& weeks = in.slot_named(slot_kind::parameter, "weeks");
    EXPECT_TRUE(weeks.divisor);
    ASSERT_EQ(weeks.entries.size(), 1U);
    EXPECT_FALSE(weeks.entries[0].from);
}

TEST(declare_parameters_test, what_is_wrong_with_them) {
    EXPECT_EQ(declare_problems(
                  "parameters:\n  p: { type: money, range: \"[$0..$9]\", step: $1, constant: $9.50, cite: c }\n"),
              "F001 rules.yaml:2:60 'p' is $9.50, outside its range [$0..$9] | Give a value in [$0..$9], or widen the "
              "declared range.\n");
    EXPECT_EQ(declare_problems(
                  "parameters:\n  p: { type: money, range: \"[$0..$9]\", step: $1, constant: $8.50, cite: c }\n"),
              "F002 rules.yaml:2:60 'p' is $8.50, which is no whole multiple of its step $1 | Give a multiple of $1, "
              "or declare a "
              "smaller step.\n");
    EXPECT_EQ(
        declare_problems(
            "parameters:\n  p: { type: money, range: \"[$0..$9]\", carrier: \"[$0..$5]\", constant: $8, cite: c }\n"),
        "N006 rules.yaml:2:49 the carrier of parameter 'p' does not hold its range [$0..$9] | Widen the carrier: it is "
        "what the "
        "value may ever be.\n");
    EXPECT_EQ(
        declare_problems(
            "parameters:\n  p:\n    type: boolean\n    values:\n      - { from: 2019-01-01, value: yes, cite: c }\n"
            "      - { from: 2020-01-01, value: no }\n"),
        "N009 rules.yaml:6:9 an entry of 'p' has no citation | Add 'cite:' with the text of the law, the plan or the "
        "source it "
        "is taken from.\n");
    EXPECT_EQ(declare_problems("parameters:\n  p: { type: boolean, divisor: yes, constant: yes, cite: c }\n"),
              "N006 rules.yaml:2:3 parameter 'p' is marked as a divisor, but it is no number | Take 'divisor' away.\n");
}

TEST(declare_readings_test, words_in_place_are_a_list_of_their_own) {
    declared in(
        "readings:\n  share.date: { words: [decision, week], value: week, reason: r, fact: f }\n"
        "  other: { type: month_end, value: not known, reason: r2, fact: f2 }\n");
    EXPECT_EQ(in.problems(), "");
    auto const& s = in.slot_named(slot_kind::reading, "share.date");
    EXPECT_EQ(in.b.graph.to_string(s.type_of), "share.date");
    EXPECT_EQ(value_of(s.entries.at(0)), scalar_value(word{1}));
    EXPECT_EQ(s.open_fact, "f");
    auto const& other = in.slot_named(slot_kind::reading, "other");
    EXPECT_FALSE(other.entries.at(0).payload);
    EXPECT_EQ(other.entries.at(0).gap, "r2");
}

TEST(declare_options_test, the_carrier_is_the_hull_of_the_bounds) {
    declared in(
        "options:\n  share:\n    type: percent\n    cite: c\n    bounds:\n"
        "      - { from: 2004-01-01, range: \"[10%..35%]\", step: 1% }\n"
        "      - { from: 2021-04-16, known: 2021-07-27, range: \"[1.5%..10%]\", step: 0.5%, clamp: yes }\n");
    EXPECT_EQ(in.problems(), "");
    auto const& s = in.slot_named(slot_kind::option, "share");
    ASSERT_TRUE(s.carrier && s.range);
    EXPECT_EQ(in.b.graph.to_string(*s.range, s.type_of), "[1.5%..35%]");
    EXPECT_EQ(s.step, rational::fraction(1, 200));
    EXPECT_EQ(s.carrier->denominator, rational(200));
    ASSERT_EQ(s.limits.size(), 2U);
    EXPECT_TRUE(s.limits[1].payload->clamp);
    EXPECT_EQ(s.limits[0].cite.text, "c");
}

TEST(declare_options_test, what_is_wrong_with_them) {
    EXPECT_EQ(declare_problems("options:\n  share:\n    type: percent\n    cite: c\n    carrier: \"[0%..20%]\"\n    "
                               "step: 1%\n    bounds:\n"
                               "      - { from: 2004-01-01, range: \"[10%..35%]\" }\n"),
              "N006 rules.yaml:8:9 the bound [10%..35%] of option 'share' does not lie in its carrier [0%..20%] | "
              "Widen the carrier, or "
              "give it a smaller step.\n");
    EXPECT_EQ(declare_problems("options:\n  share: { type: percent, cite: c }\n"),
              "N005 rules.yaml:2:3 option 'share' is a number and says no 'bounds' and no 'carrier' | Add the range a "
              "plan may choose "
              "from under 'bounds', with its date and citation.\n"
              "N005 rules.yaml:2:3 option 'share' is a number and says no 'step' | Add the step of its values, such as "
              "step: 1%.\n");
    EXPECT_EQ(
        declare_problems("types: { use: [some, all] }\noptions:\n  use:\n    type: use\n    cite: c\n    bounds:\n"
                         "      - { from: 2004-01-01, allowed: [sone] }\n"),
        "F006 rules.yaml:7:39 'sone' is no word of 'use' | Did you mean 'some'?\n");
    EXPECT_EQ(declare_problems("options:\n  open:\n    type: boolean\n    cite: c\n    bounds:\n      - { from: "
                               "2004-01-01, range: \"[0..1]\" }\n"),
              "N006 rules.yaml:6:36 option 'open' has a 'range', which values of type boolean have not | Take the "
              "range away.\n");
}

TEST(declare_rules_test, versions_and_overrides) {
    declared in(
        "rules:\n  limit:\n    type: money per year\n    overridable: yes\n    range: \"[$0..$9]\"\n    versions:\n"
        "      - { from: 2004-01-01, value: $4, cite: c }\n"
        "      - { from: 2010-01-01, value: not known, reason: lost, cite: d }\n");
    EXPECT_EQ(in.problems(), "");
    auto const& r = in.b.graph.rules.at(0);
    EXPECT_EQ(r.owner, no_id);
    EXPECT_EQ(r.step, rational::fraction(1, 100));
    ASSERT_EQ(r.versions.size(), 2U);
    EXPECT_EQ(r.version_texts, (std::vector<std::string>{"$4", ""}));
    EXPECT_EQ(r.versions[1].gap, "lost");
    EXPECT_EQ(r.cite.text, "c");
    EXPECT_EQ(declare_problems("rules:\n  limit: { type: money, range: \"[$0..$9]\", cite: c, value: $3 }\n"),
              "N006 rules.yaml:2:32 rule 'limit' has a 'range', which bounds overrides, but it is not 'overridable' | "
              "Take the range "
              "away, or add 'overridable: yes'.\n");
    EXPECT_EQ(declare_problems("rules:\n  famly.limit: { type: boolean, cite: c, value: true }\n"),
              "N004 rules.yaml:2:3 the rule 'limit' belongs to the entity 'famly', which there is not | Declare it "
              "under 'entities'.\n");
}

}  // namespace
}  // namespace carefare::checked
