// Section 6 of docs/language.md: which entry counts, with orders of knowing and holding, gaps with their reasons,
// clamping.
#include <gtest/gtest.h>

#include "support/graph_builder.hpp"

namespace carefare::reference {
namespace {

using namespace test;
using checked::slot_kind;

class timeline : public ::testing::Test {
protected:
    graph_builder g;
    checked::slot_id percent = g.slot(slot_kind::option, "percent");

    std::string at(std::string_view date, std::string_view known_on, checked::slot_id slot) {
        g.with.known_on = known_on.empty() ? std::nullopt : parse_date(known_on);
        return g.shown(g.rule(no_id, "r" + std::to_string(g.graph.rules.size()), g.read_slot(slot, g.on(date))));
    }
    std::string at(std::string_view date, std::string_view known_on = {}) { return at(date, known_on, percent); }
    void answers(std::vector<checked::value_entry> entries) { g.plan.answers[percent] = std::move(entries); }
};

/// 27% from 2018; 10% from 2021-04-16, decided 2021-07-27; 1% from 2023-10-01.
TEST_F(timeline, a_cap_decided_later) {
    answers({value_entry("2018-01-01", "", 27), value_entry("2021-04-16", "2021-07-27", 10),
             value_entry("2023-10-01", "", 1)});
    EXPECT_EQ(at("2021-05-01", "2021-05-01"), "27");
    EXPECT_EQ(at("2021-05-01", "2021-07-26"), "27");
    EXPECT_EQ(at("2021-05-01", "2021-07-27"), "10");
    EXPECT_EQ(at("2021-05-01", "2021-08-01"), "10");
    EXPECT_EQ(at("2021-05-01"), "10");
    EXPECT_EQ(at("2021-04-15"), "27");
    EXPECT_EQ(at("2021-04-16"), "10");
    EXPECT_EQ(at("2023-11-01", "2023-11-01"), "1");
    EXPECT_EQ(at("2023-09-30"), "10");
    EXPECT_EQ(at("2023-11-01", "2021-05-01"), "1");
}

TEST_F(timeline, the_later_decision_replaces_back_to_its_own_from) {
    // A decision of 2020 that reaches back to 2018 replaces the entry of 2019, too.
    answers({value_entry("2018-01-01", "", 1), value_entry("2019-01-01", "", 2),
             value_entry("2018-06-01", "2020-01-01", 3)});
    EXPECT_EQ(at("2018-05-31"), "1");
    EXPECT_EQ(at("2018-06-01"), "3");
    EXPECT_EQ(at("2019-05-01"), "3");
    EXPECT_EQ(at("2019-05-01", "2019-12-31"), "2");
    EXPECT_EQ(at("2018-07-01", "2019-12-31"), "1");
}

TEST_F(timeline, an_entry_that_begins_after_a_decision_stands) {
    answers({value_entry("2018-01-01", "", 1), value_entry("2018-06-01", "2019-01-01", 2),
             value_entry("2020-01-01", "", 3)});
    EXPECT_EQ(at("2020-01-01"), "3");
    EXPECT_EQ(at("2019-12-31"), "2");
}

TEST_F(timeline, known_long_before_it_begins) {
    answers({value_entry("2022-01-01", "2021-01-01", 2), value_entry("2021-06-01", "2021-06-01", 1)});
    EXPECT_EQ(at("2021-12-31"), "1");
    EXPECT_EQ(at("2022-01-01"), "2");  // takes hold on its from, after the other
    EXPECT_EQ(at("2022-01-01", "2021-01-01"), "2");
    EXPECT_EQ(at("2021-12-31", "2021-05-31"), "pending: option.percent: nothing known before 2022-01-01");
}

TEST_F(timeline, two_decisions_about_one_day) {
    answers({value_entry("2020-01-01", "2020-03-01", 1), value_entry("2020-01-01", "2020-05-01", 2),
             value_entry("2020-01-01", "", 3)});
    EXPECT_EQ(at("2020-02-01", "2020-02-01"), "3");
    EXPECT_EQ(at("2020-02-01", "2020-03-01"), "1");
    EXPECT_EQ(at("2020-02-01", "2020-05-01"), "2");
    EXPECT_EQ(at("2020-02-01"), "2");
}

TEST_F(timeline, the_order_of_writing_does_not_matter) {
    std::vector<checked::value_entry> entries{value_entry("2018-01-01", "", 27),
                                              value_entry("2021-04-16", "2021-07-27", 10),
                                              value_entry("2023-10-01", "", 1)};
    std::vector<std::size_t> order{0, 1, 2};
    do {
        answers({entries[order[0]], entries[order[1]], entries[order[2]]});
        EXPECT_EQ(at("2021-05-01", "2021-08-01"), "10");
        EXPECT_EQ(at("2021-05-01", "2021-06-01"), "27");
        EXPECT_EQ(at("2024-01-01"), "1");
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(timeline, an_entry_without_from_holds_for_all_time_until_another) {
    answers(
        {entry<constant_value>("", "", constant_value{scalar_value{rational(5)}}), value_entry("2020-01-01", "", 6)});
    EXPECT_EQ(at("0001-01-01"), "5");
    EXPECT_EQ(at("2019-12-31"), "5");
    EXPECT_EQ(at("2020-01-01"), "6");
}

TEST_F(timeline, gaps_are_never_the_older_entry) {
    answers({value_entry("2018-01-01", "", 1), value_entry("2019-01-01", "", 2, "2019-06-30"),
             gap_entry("2020-01-01", "", "schedule not found"), value_entry("2021-01-01", "", 4)});
    EXPECT_EQ(at("2017-12-31"), "pending: option.percent: nothing known before 2018-01-01");
    EXPECT_EQ(at("2019-06-30"), "2");
    EXPECT_EQ(at("2019-07-01"), "pending: option.percent: nothing known after 2019-06-30");
    EXPECT_EQ(at("2020-05-01"), "pending: option.percent: schedule not found");
    EXPECT_EQ(at("2021-01-01"), "4");
}

TEST_F(timeline, answers_without_value_name_their_state) {
    EXPECT_EQ(at("2020-01-01"), "pending: option.percent: not stated");
    using syntax::answer_state;
    for (auto const& [state, words] :
         std::vector<std::pair<answer_state, std::string>>{{answer_state::not_stated, "not stated"},
                                                           {answer_state::details_missing, "details missing"},
                                                           {answer_state::not_asked, "not asked"},
                                                           {answer_state::determination, "determination"}}) {
        auto open = entry<constant_value>("", "", std::nullopt);
        open.state = state;
        answers({open});
        EXPECT_EQ(at("2020-01-01"), "pending: option.percent: " + words);
    }
    answers({value_entry("2020-01-01", "2020-06-01", 1)});
    EXPECT_EQ(at("2020-02-01", "2020-02-01"), "pending: option.percent: nothing known on 2020-02-01");
}

TEST_F(timeline, parameters_and_readings_name_their_gaps) {
    auto const parameter = g.slot(slot_kind::parameter, "minimum", {gap_entry("2004-01-01", "", "letter not found")});
    auto const reading = g.slot(slot_kind::reading, "rounding", {gap_entry("", "", "the law is silent")});
    EXPECT_EQ(at("2005-01-01", "", parameter), "pending: minimum: letter not found");
    EXPECT_EQ(at("2003-01-01", "", parameter), "pending: minimum: nothing known before 2004-01-01");
    EXPECT_EQ(at("2005-01-01", "", reading), "pending: reading.rounding: the law is silent");
    g.with.readings[reading] = {value_entry("", "", 9)};
    EXPECT_EQ(at("2005-01-01", "", reading), "9");
    auto const constant = g.slot(slot_kind::parameter, "constant", {value_entry("", "", 52)});
    EXPECT_EQ(g.shown(g.rule(no_id, "undated", g.read_slot(constant, std::nullopt))), "52");
}

TEST_F(timeline, the_date_of_a_read_is_an_operand) {
    auto const sheet = g.entity("sheet");
    g.row(sheet, "s");
    auto const when = g.read(g.fact(sheet, "when", date_type), g.self(sheet));
    answers({value_entry("2018-01-01", "", 27)});
    EXPECT_EQ(g.shown(g.rule(sheet, "dated", g.read_slot(percent, when))), "pending: sheet.when[s]");
    auto const bad = g.node(op::make_date, date_type, {g.num(2023), g.num(2), g.num(30)});
    EXPECT_EQ(g.shown(g.rule(sheet, "bad", g.read_slot(percent, bad))), "fault R009");
}

TEST_F(timeline, a_run_replaces_the_plan_and_the_dataset_says_what_is_known) {
    answers({value_entry("2018-01-01", "", 27), value_entry("2018-01-01", "2021-01-01", 10)});
    g.data.known_on = day("2020-01-01");
    EXPECT_EQ(at("2019-01-01"), "27");
    EXPECT_EQ(at("2019-01-01", "2021-01-01"), "10");
    g.with.options[percent] = {value_entry("", "", 35)};
    EXPECT_EQ(at("2019-01-01"), "35");
    EXPECT_EQ(at("1990-01-01"), "35");
}

TEST_F(timeline, a_bound_that_clamps_gives_its_nearest_end) {
    auto const bound = [](std::int64_t low, std::int64_t high, bool clamp) {
        checked::bound b;
        b.range = checked::interval{scalar_value{rational(low)}, scalar_value{rational(high)}};
        b.clamp = clamp;
        return std::optional(b);
    };
    g.graph.slots[percent].limits = {
        entry<checked::bound>("2004-01-01", "", bound(10, 35, false)),
        entry<checked::bound>("2021-04-16", "2021-07-27", bound(1, 10, true), "2023-09-30"),
        entry<checked::bound>("2024-01-01", "", bound(30, 40, true))};
    answers({value_entry("2018-01-01", "", 27)});
    EXPECT_EQ(at("2021-04-15"), "27");
    EXPECT_EQ(at("2021-05-01", "2021-05-01"), "27");
    EXPECT_EQ(at("2021-05-01", "2021-08-01"), "10");
    EXPECT_EQ(at("2021-05-01"), "10");
    EXPECT_EQ(at("2023-10-01"), "27");  // the bound is no longer in force
    EXPECT_EQ(at("2024-01-01"), "30");
    g.with.options[percent] = {value_entry("", "", 35)};
    EXPECT_EQ(at("2024-01-01"), "35");
    EXPECT_EQ(at("2021-05-01"), "10");
}

TEST_F(timeline, two_entries_that_take_hold_on_one_day_contradict_the_checker) {
    answers({value_entry("2020-01-01", "", 1), value_entry("2019-01-01", "2020-01-01", 2)});
    EXPECT_EQ(at("2020-05-01"), "fault R013");
    EXPECT_EQ(at("2019-05-01"), "2");
}

}  // namespace
}  // namespace carefare::reference
