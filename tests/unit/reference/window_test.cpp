// Sections 12 to 14 of docs/language.md under a window: dates made outside it, partial groups, limits that began before
// it, and where a row lies that has no results.
#include <gtest/gtest.h>

#include "support/graph_builder.hpp"

namespace carefare::reference {
namespace {

using namespace test;
using checked::maker_kind;

/// Days of a range with a number each (a dated table), their months, and an allocation of one a day to a limit of the
/// month. The range is 25 May to 4 July 2019; the window is set by each test.
class windowed : public ::testing::Test {
protected:
    graph_builder g;
    entity_id family = g.entity("family");
    entity_id stay = g.entity("stay", family);
    entity_id note = g.entity("note", stay);
    checked::fact_id dates = g.fact(stay, "dates", range_of(checked::scalar::date));
    checked::fact_id paid_before = g.fact(stay, "paid_before", number);
    checked::fact_id written = g.fact(note, "written", date_type);
    entity_id care_day = g.made("day", stay, maker_kind::each_date);
    entity_id month = g.made("month", stay, maker_kind::group, care_day);
    checked::rule_id one{}, notes{}, month_of_day{}, days_of_stay{}, days_of_month{}, first_of_month{}, paid{};

    windowed() {
        auto& entities = g.graph.entities;
        entities[family].partition = true;
        entities[note].dated_by = written;
        entities[note].computed = {{"day", care_day, g.read(written, g.self(note)), {}}};
        g.made_field(care_day, "date", date_type);
        entities[care_day].made.over = g.read(dates, g.self(stay));
        entities[care_day].at_most = 60;
        entities[care_day].at = date_of(g.self(care_day));
        g.made_field(month, "start", date_type);
        entities[month].made.by = {g.node(op::month_start, date_type, {date_of(g.self(care_day))})};
        one = g.rule(care_day, "one", g.num(1));
        notes = g.rule(care_day, "notes", g.over(op::count, note, g.self(care_day), no_id, no_id));
        month_of_day = g.rule(care_day, "month", g.field(month, 0, its_month()));
        days_of_stay = g.rule(stay, "days", g.over(op::count, care_day, g.self(stay), no_id, no_id));
        days_of_month = g.rule(month, "days", g.over(op::count, care_day, g.self(month), no_id, no_id));
        first_of_month = g.rule(month, "first", g.node(op::min_of, or_none(date_type),
                                                       {g.self(month), no_id, date_of(g.item(0, care_day))}, care_day));
        checked::allocation how;
        how.ask = g.num(1);
        how.whole = true;
        how.order = {{date_of(g.self(care_day)), false}};
        how.partition = stay;
        how.limits.push_back({its_month(), g.num(5), std::nullopt, std::nullopt, "monthly", {}});
        g.graph.allocations.push_back(std::move(how));
        paid = g.rule(care_day, "paid", std::vector<checked::dated<node_id>>{}, number);
        g.graph.rules[paid].allocate = 0;
        g.row(family, "f");
        g.row(stay, "s", "f").facts[dates] =
            checked::interval{scalar_value{day("2019-05-25")}, scalar_value{day("2019-07-04")}, true, true};
    }
    node_id date_of(node_id row) { return g.field(care_day, 0, row); }
    node_id its_month() { return g.node(op::follow_group, row_of(month), {g.self(care_day)}, month); }
    void partial() {
        g.graph.entities[month].made.partial = true;
        g.made_field(month, "began_before", boolean);
        began = g.rule(month, "began", g.field(month, 1, g.self(month)));
    }
    void limit_knows_what_was_used() {
        g.graph.allocations[0].limits[0].used_before = g.read(paid_before, g.owner(g.self(care_day)));
    }
    void window(std::string_view from, std::string_view to) { g.data.windows[note] = {day(from), day(to)}; }
    std::string place(node_id expression, entity_id e, std::string const& key) {
        reference::check_dataset(g.data, g.graph);
        reference::evaluator run(g.graph, g.plan, g.with, g.data);
        return g.shown(run.place_of(expression, e, run.find_row(e, key).value()), g.graph.nodes[expression].type_of);
    }
    checked::rule_id began{};
};

TEST_F(windowed, a_date_outside_has_no_results_and_counts_nowhere) {
    window("2019-06-01", "2019-06-30");
    EXPECT_EQ(g.shown_at(one, "s, 2019-05-31"), "incomplete");
    EXPECT_EQ(g.shown_at(one, "s, 2019-06-01"), "1");
    EXPECT_EQ(g.shown_at(one, "s, 2019-06-30"), "1");
    EXPECT_EQ(g.shown_at(one, "s, 2019-07-01"), "incomplete");
    EXPECT_EQ(g.shown(days_of_stay), "30");
    EXPECT_EQ(g.keys(month), "s, 2019-06-01");
    g.data.windows.clear();
    EXPECT_EQ(g.shown(days_of_stay), "41");  // 7 of May, 30, 4 of July
}

TEST_F(windowed, without_an_at_a_date_lies_nowhere) {
    window("2019-06-01", "2019-06-30");
    g.graph.entities[care_day].at.reset();
    EXPECT_EQ(g.shown(days_of_stay), "41");
}

TEST_F(windowed, a_cut_group_is_incomplete_unless_it_is_partial) {
    window("2019-06-03", "2019-07-02");
    EXPECT_EQ(g.keys(month), "s, 2019-06-01 (incomplete); s, 2019-07-01 (incomplete)");
    EXPECT_EQ(g.shown_at(days_of_month, "s, 2019-06-01"), "incomplete");
    partial();
    EXPECT_EQ(g.keys(month), "s, 2019-06-01; s, 2019-07-01");
    EXPECT_EQ(g.shown_at(days_of_month, "s, 2019-06-01"), "28");
    EXPECT_EQ(g.shown_at(days_of_month, "s, 2019-07-01"), "2");
    EXPECT_EQ(g.shown_at(first_of_month, "s, 2019-06-01"), "2019-06-03");
    EXPECT_EQ(g.shown_at(began, "s, 2019-06-01"), "yes");
    EXPECT_EQ(g.shown_at(began, "s, 2019-07-01"), "no");
    EXPECT_EQ(g.shown_at(month_of_day, "s, 2019-06-03"), "2019-06-01");
}

TEST_F(windowed, a_partial_group_of_rows_from_outside_counts_those_inside) {
    auto const notes_of = g.made("note_month", stay, maker_kind::group, note);
    g.made_field(notes_of, "start", date_type);
    g.graph.entities[notes_of].made.by = {g.node(op::month_start, date_type, {g.read(written, g.self(note))})};
    auto const count = g.rule(notes_of, "notes", g.over(op::count, note, g.self(notes_of), no_id, no_id));
    for (auto const* when : {"2019-06-02", "2019-06-03", "2019-06-04"})
        g.row(note, when, "s").facts[written] = scalar_value{day(when)};
    window("2019-06-03", "2019-06-30");
    EXPECT_EQ(g.shown_at(count, "s, 2019-06-01"), "incomplete");
    g.graph.entities[notes_of].made.partial = true;
    g.made_field(notes_of, "began_before", boolean);
    EXPECT_EQ(g.shown_at(count, "s, 2019-06-01"), "2");
}

TEST_F(windowed, groups_of_groups_are_cut_by_those_that_are_not_made) {
    auto& entities = g.graph.entities;
    auto const year = g.made("year", stay, maker_kind::group, month);
    g.made_field(year, "number", number);
    entities[month].at = g.field(month, 0, g.self(month));
    entities[year].made.by = {g.node(op::year_of, number, {g.field(month, 0, g.self(month))})};
    window("2019-06-01", "2019-07-31");
    EXPECT_EQ(g.keys(month), "s, 2019-06-01; s, 2019-07-01");  // May lies outside
    EXPECT_EQ(g.keys(year), "s, 2019 (incomplete)");
    window("2019-05-01", "2019-07-31");
    EXPECT_EQ(g.keys(year), "s, 2019");
}

TEST_F(windowed, a_limit_that_began_before_needs_what_was_used) {
    partial();
    window("2019-06-03", "2019-07-04");
    EXPECT_EQ(g.shown_at(paid, "s, 2019-06-03"), "incomplete");  // nobody says what was used: never zero
    EXPECT_EQ(g.shown_at(paid, "s, 2019-07-01"), "1");           // began inside
    limit_knows_what_was_used();
    EXPECT_EQ(g.shown_at(paid, "s, 2019-06-03"), "pending: stay.paid_before[s]");
    EXPECT_EQ(g.shown_at(paid, "s, 2019-07-04"), "1");  // it is not asked
    g.data.tables[stay][0].facts[paid_before] = scalar_value{rational(3)};
    EXPECT_EQ(g.shown_at(paid, "s, 2019-06-04"), "1");  // 3 + 2 = 5
    EXPECT_EQ(g.shown_at(paid, "s, 2019-06-05"), "0");
    EXPECT_EQ(g.shown_at(paid, "s, 2019-06-02"), "incomplete");
    window("2019-05-01", "2019-07-31");
    EXPECT_EQ(g.shown_at(paid, "s, 2019-06-05"), "1");  // the fifth of June; nothing lies before
    EXPECT_EQ(g.shown_at(paid, "s, 2019-06-06"), "0");
}

TEST_F(windowed, a_limit_within_an_incomplete_group_is_incomplete) {
    window("2019-06-01", "2019-07-02");
    EXPECT_EQ(g.shown_at(paid, "s, 2019-06-05"), "1");
    EXPECT_EQ(g.shown_at(paid, "s, 2019-07-01"), "incomplete");
}

TEST_F(windowed, where_a_row_lies_is_known_outside_as_far_as_no_row_can_be_missing) {
    window("2019-06-01", "2019-06-30");
    auto const by_rule = g.read_rule(month_of_day, g.self(care_day));
    EXPECT_EQ(place(by_rule, care_day, "s, 2019-05-31"), "2019-05-01");  // a month that is not made
    EXPECT_EQ(place(by_rule, care_day, "s, 2019-06-30"), "2019-06-01");
    auto const by_notes = g.read_rule(notes, g.self(care_day));
    EXPECT_EQ(place(by_notes, care_day, "s, 2019-05-31"), "incomplete");
    EXPECT_EQ(place(by_notes, care_day, "s, 2019-06-30"), "0");
    EXPECT_EQ(g.shown_at(month_of_day, "s, 2019-05-31"), "incomplete");  // a result all the same it has not
}

TEST_F(windowed, dropped_rows_outside_stay_where_only_missing_rows_could_drop_them) {
    auto const of_the_date = g.node(op::equal, boolean, {g.read(written, g.item(0, note)), date_of(g.self(care_day))});
    g.graph.entities[care_day].made.where_true = g.node(
        op::negation, boolean, {g.over(op::some, note, g.owner(g.self(care_day)), no_id, of_the_date)});
    window("2019-06-01", "2019-06-30");
    g.row(note, "n", "s").facts[written] = scalar_value{day("2019-06-10")};
    EXPECT_EQ(g.shown(days_of_stay), "29");
    EXPECT_EQ(g.shown_at(one, "s, 2019-06-10"), "no row");
    EXPECT_EQ(g.shown_at(one, "s, 2019-05-25"), "incomplete");
}

}  // namespace
}  // namespace carefare::reference
