// Section 12 of docs/language.md: subsets, days of a range, groups, computed links; undecided tables and faults.
#include <gtest/gtest.h>

#include "support/graph_builder.hpp"

namespace carefare::reference {
namespace {

using namespace test;
using checked::maker_kind;

checked::constant_value days(std::string_view from, std::string_view to) {
    return checked::interval{scalar_value{day(from)}, scalar_value{day(to)}, true, true};
}

class made_tables : public ::testing::Test {
protected:
    graph_builder g;
    entity_id family = g.entity("family");
    entity_id authorization = g.entity("authorization", family);
    checked::fact_id dates = g.fact(authorization, "dates", or_none(range_of(checked::scalar::date)));
    checked::fact_id closed = g.fact(authorization, "closed", or_none(date_type));
    entity_id date_row = g.made("day", authorization, maker_kind::each_date);
    entity_id week = g.made("week", authorization, maker_kind::group, date_row);
    checked::rule_id days_counted{}, weeks_counted{}, days_of_week{}, start_of_week{};

    made_tables() {
        g.graph.entities[family].partition = true;
        auto const date_of_day = [&] { return g.field(date_row, 0, g.self(date_row)); };
        auto& entities = g.graph.entities;
        g.made_field(date_row, "date", date_type);
        entities[date_row].made.over = g.read(dates, g.self(authorization));
        entities[date_row].at_most = 40;
        entities[date_row].at = date_of_day();
        g.made_field(week, "start", date_type);
        entities[week].made.by = {g.node(op::week_start, date_type, {date_of_day()}, 1)};
        days_counted = g.rule(authorization, "days", g.over(op::count, date_row, g.self(authorization), no_id, no_id));
        weeks_counted = g.rule(authorization, "weeks", g.over(op::count, week, g.self(authorization), no_id, no_id));
        days_of_week = g.rule(week, "days", g.over(op::count, date_row, g.self(week), no_id, no_id));
        start_of_week = g.rule(date_row, "week_start",
                               g.field(week, 0, g.node(op::follow_group, row_of(week), {g.self(date_row)}, week)));
        g.row(family, "f");
        g.row(family, "other");
        g.row(authorization, "a", "f").facts[dates] = days("2019-06-08", "2019-06-18");  // Saturday to Tuesday
    }
};

TEST_F(made_tables, days_of_a_range_and_their_weeks) {
    EXPECT_EQ(g.shown(days_counted), "11");
    EXPECT_EQ(g.keys(week), "a, 2019-06-03; a, 2019-06-10; a, 2019-06-17");
    EXPECT_EQ(g.shown_at(days_of_week, "a, 2019-06-03"), "2");
    EXPECT_EQ(g.shown_at(days_of_week, "a, 2019-06-10"), "7");
    EXPECT_EQ(g.shown_at(start_of_week, "a, 2019-06-16"), "2019-06-10");
    EXPECT_EQ(g.shown_at(start_of_week, "a, 2019-06-19"), "no row");
}

TEST_F(made_tables, where_drops_rows_and_leaves_the_table_undecided_while_it_is_not_known) {
    auto const when = g.read(closed, g.owner(g.self(date_row)));
    g.graph.entities[date_row].made.where_true =
        g.node(op::not_equal, boolean, {when, g.field(date_row, 0, g.self(date_row))});
    auto const early = g.rule(authorization, "early",
        g.over(op::some, date_row, g.self(authorization), no_id,
               g.node(op::less, boolean, {g.field(date_row, 0, g.item(0, date_row)), g.on("2019-06-09")})));
    EXPECT_EQ(g.shown(days_counted), "pending: authorization.closed[a]");
    EXPECT_EQ(g.shown(weeks_counted), "pending: authorization.closed[a]");
    EXPECT_EQ(g.shown(early), "pending: authorization.closed[a]");
    g.data.tables[authorization][0].facts[closed] = scalar_value{day("2019-06-10")};
    EXPECT_EQ(g.shown(days_counted), "10");
    EXPECT_EQ(g.shown(early), "yes");
    EXPECT_EQ(g.shown_at(days_of_week, "a, 2019-06-10"), "6");
    EXPECT_EQ(g.shown_at(start_of_week, "a, 2019-06-10"), "no row");
}

TEST_F(made_tables, a_range_that_is_missing_or_none) {
    auto& facts = g.data.tables[authorization][0].facts;
    facts.clear();
    EXPECT_EQ(g.shown(days_counted), "pending: authorization.dates[a]");
    EXPECT_EQ(g.shown(weeks_counted), "pending: authorization.dates[a]");
    facts[dates] = scalar_value{checked::none_value{}};
    EXPECT_EQ(g.shown(days_counted), "0");
    EXPECT_EQ(g.shown(weeks_counted), "0");
    facts[dates] = days("2019-06-10", "2019-06-09");
    EXPECT_EQ(g.shown(days_counted), "0");
}

TEST_F(made_tables, a_fault_while_rows_are_made_sets_the_partition_aside) {
    auto const one = g.rule(family, "one", g.num(1));
    g.row(authorization, "b", "f").facts[dates] = days("2019-06-01", "2019-07-11");  // 41 days
    EXPECT_EQ(g.shown(one, 0), "fault R004");
    EXPECT_EQ(g.shown(days_counted, 0), "fault R004");
    EXPECT_EQ(g.shown(one, 1), "1");
    g.data.tables[authorization][1].facts[dates] = checked::interval{scalar_value{day("2019-06-01")}, std::nullopt, true, true};
    EXPECT_EQ(g.shown(one, 0), "fault R016");
}

TEST_F(made_tables, groups_that_the_window_cuts_are_incomplete) {
    g.data.windows[authorization] = {day("2019-06-10"), std::nullopt};
    g.data.windows[family] = {std::nullopt, day("2019-06-17")};
    EXPECT_EQ(g.keys(week), "a, 2019-06-10; a, 2019-06-17 (incomplete)");
    EXPECT_EQ(g.shown_at(days_of_week, "a, 2019-06-10"), "7");
    EXPECT_EQ(g.shown_at(days_of_week, "a, 2019-06-17"), "incomplete");
    auto const all = g.rule(authorization, "all", g.over(op::sum, week, g.self(authorization), no_id,
                                                         g.read_rule(days_of_week, g.item(0, week))));
    EXPECT_EQ(g.shown(all), "7");
    EXPECT_EQ(g.shown(weeks_counted), "1");
    EXPECT_EQ(g.shown_at(start_of_week, "a, 2019-06-08"), "incomplete");
}

TEST_F(made_tables, subsets_keep_rows_and_read_their_base) {
    auto const base = [&](node_id row) { return g.node(op::follow_base, row_of(authorization), {row}); };
    auto const kept = g.made("open", family, maker_kind::subset, authorization);
    g.graph.entities[kept].made.where_true =
        g.node(op::is_none, boolean, {g.read(closed, g.self(authorization))});
    auto const count = g.rule(family, "open", g.over(op::count, kept, g.self(family), no_id, no_id));
    auto const its_days = g.rule(kept, "days", g.read_rule(days_counted, base(g.self(kept))));
    auto& rows = g.data.tables[authorization];
    g.row(authorization, "b", "f").facts[closed] = scalar_value{checked::none_value{}};
    rows[1].facts[dates] = days("2019-06-08", "2019-06-08");
    EXPECT_EQ(g.shown(count), "pending: authorization.closed[a]");
    rows[0].facts[closed] = scalar_value{day("2019-06-10")};
    EXPECT_EQ(g.shown(count), "1");
    EXPECT_EQ(g.keys(kept), "b");
    EXPECT_EQ(g.shown_at(its_days, "b"), "1");
}

TEST_F(made_tables, links_by_key_and_their_relation) {
    auto const visit = g.entity("visit", authorization);
    auto const on = g.fact(visit, "on", or_none(date_type));
    g.graph.entities[visit].computed = {{"day", date_row, g.read(on, g.self(visit)), {}}};
    auto const visits = g.rule(date_row, "visits", g.over(op::count, visit, g.self(date_row), no_id, no_id));
    auto const link = g.node(op::follow_computed, or_none(row_of(date_row)), {g.self(visit)}, 0);
    auto const date = g.rule(visit, "date", g.field(date_row, 0, link));
    g.row(visit, "v1", "a").facts[on] = scalar_value{day("2019-06-09")};
    g.row(visit, "v2", "a").facts[on] = scalar_value{day("2019-06-09")};
    g.row(visit, "v3", "a").facts[on] = scalar_value{day("2019-07-09")};
    g.row(visit, "v4", "a").facts[on] = scalar_value{checked::none_value{}};
    EXPECT_EQ(g.shown_at(visits, "a, 2019-06-09"), "2");
    EXPECT_EQ(g.shown_at(visits, "a, 2019-06-10"), "0");
    EXPECT_EQ(g.shown(date, 0), "2019-06-09");
    EXPECT_EQ(g.shown(date, 2), "none");
    EXPECT_EQ(g.shown(date, 3), "none");
    g.row(visit, "v5", "a");
    EXPECT_EQ(g.shown_at(visits, "a, 2019-06-09"), "pending: visit.on[v5]");
}

TEST_F(made_tables, a_link_by_a_key_that_two_rows_share) {
    auto const visit = g.entity("visit", family);
    auto const on = g.fact(visit, "on", date_type);
    g.graph.entities[visit].computed = {{"day", date_row, g.read(on, g.self(visit)), {}}};
    auto const one = g.rule(family, "one", g.num(1));
    g.row(visit, "v1", "f").facts[on] = scalar_value{day("2019-06-09")};
    EXPECT_EQ(g.shown(one), "1");
    g.row(authorization, "b", "f").facts[dates] = days("2019-06-09", "2019-06-09");
    EXPECT_EQ(g.shown(one), "fault R018");
}

}  // namespace
}  // namespace carefare::reference
