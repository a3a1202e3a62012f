// Plans: known options, states, and every answer within the bound in force on every day it counts, as far as it was
// known.
#include "declare_fixture.hpp"

namespace carefare::checked {
namespace {

char const* const options = R"(types:
  use: [some, all, none at all]
options:
  share:
    type: percent
    ask: Which share?
    cite: c
    required: yes
    carrier: "[0%..50%]"
    step: 1%
    bounds:
      - { from: 2004-01-01, range: "[10%..35%]", step: 1% }
      - { from: 2021-04-16, known: 2021-07-27, range: "[1%..10%]", step: 1%, clamp: yes }
  strict:
    type: percent
    cite: c
    bounds:
      - { from: 2004-01-01, range: "[10%..35%]", step: 5% }
      - { from: 2021-04-16, known: 2021-07-27, range: "[0%..10%]", step: 5% }
  care.use:
    type: use
    cite: c
    bounds:
      - { from: 2004-01-01, until: 2010-12-31, allowed: [some] }
      - { from: 2011-01-01, allowed: [some, all] }
  care.open: { type: boolean, cite: c }
)";

struct checked_plan {
    explicit checked_plan(std::string const& answers) : programme(options) {
        EXPECT_EQ(programme.problems(), "");
        auto const id =
            programme.sources.add("plan.yaml", "plan: a/p\nprogramme: a/b\nsource: the plan\noptions:\n" + answers);
        auto const root = syntax::read_yaml(programme.sources, id, programme.found);
        auto const syntax = root ? syntax::read_plan(*root, programme.found) : std::nullopt;
        EXPECT_EQ(programme.problems(), "") << "the plan itself must be sound";
        if (syntax) result = check_plan(*syntax, programme.b.graph, programme.found);
        EXPECT_EQ(result.has_value(), !programme.found.has_errors());
    }
    [[nodiscard]] std::vector<value_entry> const& answers(std::string const& name) const {
        return result->answers.at(programme.b.graph.find_slot(slot_kind::option, name).value());
    }

    declared programme;
    std::optional<plan> result;
};

std::string problems(std::string const& answers) {
    return checked_plan(answers).programme.problems();
}
std::string const with_share = "  share: { from: 2019-01-01, value: 27% }\n";

TEST(check_plan_test, answers_with_their_states) {
    checked_plan const p(
        "  share:\n    - { from: 2019-01-01, value: 27%, cite: page 3, state: inferred, ground: the plan year }\n"
        "    - { from: 2020-01-01, state: details missing }\n  care:\n    use: not stated\n"
        "    open: { from: 2019-01-01, value: yes }\n");
    ASSERT_TRUE(p.result);
    auto const& share = p.answers("share");
    ASSERT_EQ(share.size(), 2U);
    EXPECT_EQ(value_of(share[0]), scalar_value(rational::fraction(27, 100)));
    EXPECT_EQ(share[0].state, syntax::answer_state::inferred);
    EXPECT_EQ(share[0].ground, "the plan year");
    EXPECT_EQ(share[0].cite.text, "page 3");
    EXPECT_FALSE(share[1].payload);
    EXPECT_EQ(share[1].gap, "details missing");
    EXPECT_EQ(share[1].cite.text, "the plan");
    EXPECT_EQ(p.answers("care.use").at(0).state, syntax::answer_state::not_stated);
    EXPECT_EQ(value_of(p.answers("care.open").at(0)), scalar_value(true));
}

TEST(check_plan_test, names) {
    EXPECT_EQ(problems(with_share + "  care:\n    opn: { from: 2019-01-01, value: yes }\n"),
              "N011 plan.yaml:7:5 unknown option 'care.opn' | Did you mean 'care.open'?\n");
    EXPECT_EQ(problems("  care: { open: { from: 2019-01-01, value: yes } }\n"),
              "N013 plan.yaml:1:7 the plan does not answer the option 'share', which is required | Add it under "
              "'options': Which share?\n"
              "  rules.yaml:4:3 the option\n");
}

TEST(check_plan_test, types) {
    EXPECT_EQ(problems("  share: { from: 2019-01-01, value: 27 }\n"),
              "F005 plan.yaml:5:37 percent is asked, and 27 has no % | Write 27%.\n");
    EXPECT_EQ(problems(with_share + "  care.use: { from: 2019-01-01, value: sone }\n"),
              "F006 plan.yaml:6:40 'sone' is no word of 'use' | Did you mean 'some'?\n");
}

TEST(check_plan_test, a_clamping_bound_takes_any_answer) {
    EXPECT_EQ(problems(with_share), "");
}

TEST(check_plan_test, any_day_in_force_counts) {
    EXPECT_EQ(problems(with_share + "  strict: { from: 2019-01-01, value: 25% }\n"),
              "P006 plan.yaml:6:38 option 'strict' is 25% on 2021-04-16, when the bound in force is [0%..10%] | Give "
              "an answer within "
              "the bound from that day on, with the day it was decided as 'known'.\n  rules.yaml:19:9 the bound\n");
    EXPECT_EQ(problems(with_share + "  strict:\n    - { from: 2019-01-01, value: 25% }\n    - { from: 2021-04-16, "
                                    "known: 2021-08-01, value: 5% }\n"),
              "P006 plan.yaml:7:34 option 'strict' is 25% on 2021-04-16 as known on 2021-07-27, when the bound in "
              "force is [0%..10%] | "
              "Give an answer within the bound from that day on, with the day it was decided as 'known'.\n"
              "  rules.yaml:19:9 the bound\n");
    EXPECT_EQ(problems(with_share + "  strict:\n    - { from: 2019-01-01, value: 25% }\n    - { from: 2021-04-16, "
                                    "known: 2021-07-27, value: 5% }\n"),
              "");
    EXPECT_EQ(problems(with_share + "  strict: { from: 2019-01-01, until: 2021-04-15, value: 25% }\n"), "");
    EXPECT_EQ(problems(with_share + "  strict: { from: 2019-01-01, until: 2021-04-16, value: 25% }\n").substr(0, 4),
              "P006");
}

TEST(check_plan_test, a_decision_earlier_than_the_bound_must_keep_the_bound_of_its_day) {
    EXPECT_EQ(problems(with_share + "  strict: { from: 2021-04-16, known: 2021-05-01, value: 5% }\n"),
              "P006 plan.yaml:6:57 option 'strict' is 5% on 2021-04-16 as known on 2021-05-01, when the bound in force "
              "is [10%..35%] | "
              "Give an answer within the bound from that day on, with the day it was decided as 'known'.\n"
              "  rules.yaml:18:9 the bound\n");
    EXPECT_EQ(problems(with_share + "  strict: { from: 2021-04-16, known: 2021-08-01, value: 5% }\n"), "");
}

TEST(check_plan_test, steps_words_and_carriers) {
    EXPECT_EQ(problems(with_share + "  strict: { from: 2004-01-01, until: 2005-01-01, value: 12% }\n"),
              "P006 plan.yaml:6:57 option 'strict' is 12% on 2004-01-01, when the bound in force is whole multiples of "
              "5% | Give an "
              "answer within the bound from that day on, with the day it was decided as 'known'.\n  rules.yaml:18:9 "
              "the bound\n");
    EXPECT_EQ(problems(with_share + "  care.use: { from: 2010-06-01, value: all }\n"),
              "P006 plan.yaml:6:40 option 'care.use' is \"all\" on 2010-06-01, when the bound in force is \"some\" | "
              "Give an answer within "
              "the bound from that day on, with the day it was decided as 'known'.\n  rules.yaml:24:9 the bound\n");
    EXPECT_EQ(problems("  share: { from: 2022-01-01, value: 60% }\n"),
              "F001 plan.yaml:5:37 'share' is 60%, outside its range [0%..50%] | Give a value in [0%..50%], or widen "
              "the declared range.\n");
}

TEST(check_plan_test, timelines) {
    EXPECT_EQ(problems("  share:\n    - { from: 2019-01-01, value: 27% }\n    - { from: 2019-01-01, value: 26% }\n"),
              "P002 plan.yaml:7:7 two entries of option 'share' are effective from 2019-01-01 and take hold on "
              "2019-01-01 | Keep one of "
              "them.\n  plan.yaml:6:7 the other entry\n");
    checked_plan const shadowed(
        "  share:\n    - { from: 2019-07-01, value: 27% }\n    - { from: 2019-01-01, known: 2020-01-01, value: 26% "
        "}\n");
    EXPECT_TRUE(shadowed.result);
    EXPECT_EQ(shadowed.programme.found.items().at(0).code, diagnostic_code::P004);
    EXPECT_EQ(shadowed.programme.found.items().at(0).level, severity::warning);
}

}  // namespace
}  // namespace carefare::checked
