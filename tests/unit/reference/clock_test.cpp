// Section 12 of docs/language.md, clock arithmetic; section 13, versions of a record.
#include <gtest/gtest.h>

#include "unit/reference/state_sheet.hpp"

namespace carefare::reference {
namespace {

using namespace test;

class clock : public ::testing::Test {
protected:
    state_sheet g;

    /// "[08:00..12:30)" of 10 June 2019, "[2019-06-01..2019-06-03]"; an end that is empty is open.
    node_id range(std::string const& written) {
        auto const dots = written.find("..");
        auto const end = [&](std::string const& text) -> node_id {
            if (text.empty()) return no_id;
            if (text.size() == 10) return g.on(text);
            return g.moment_at(text.size() == 5 ? "2019-06-10T" + text : text);
        };
        auto const low = end(written.substr(1, dots - 1));
        auto const high = end(written.substr(dots + 2, written.size() - dots - 3));
        auto const closed = (written.front() == '[' ? 1U : 0U) + (written.back() == ']' ? 2U : 0U);
        return g.node(op::make_range, range_of(written.size() == 24 ? checked::scalar::date : checked::scalar::date_time), {low, high}, closed);
    }
    std::string length(std::string const& a) { return g.of(op::length, number, {range(a)}); }
    std::string overlap(std::string const& a, std::string const& b) {
        auto const both = g.node(op::overlap, or_none(range_of(checked::scalar::date)), {range(a), range(b)});
        return g.of(op::length, number, {both});
    }
    bool are_apart(std::string const& a, std::string const& b) {
        auto const both = g.node(op::overlap, or_none(range_of(checked::scalar::date)), {range(a), range(b)});
        return g.of(op::is_none, boolean, {both}) == "yes";
    }
    std::string evening(std::string const& a, int from, int to) {
        return g.of(op::clock_overlap, number, {range(a), g.num(from * 60), g.num(to * 60)});
    }
};

TEST_F(clock, length_of_days_and_minutes) {
    EXPECT_EQ(length("[2019-06-01..2019-06-03]"), "3");
    EXPECT_EQ(length("[2019-06-01..2019-06-03)"), "2");
    EXPECT_EQ(length("(2019-06-01..2019-06-03)"), "1");
    EXPECT_EQ(length("(2019-06-01..2019-06-01)"), "0");
    EXPECT_EQ(length("[08:00..12:30)"), "270");
    EXPECT_EQ(length("[08:00..12:30]"), "270");
    EXPECT_EQ(length("[08:00..)"), "fault R016");
}

TEST_F(clock, overlap_by_brackets) {
    EXPECT_EQ(overlap("[2019-06-01..2019-06-05]", "[2019-06-03..2019-06-09]"), "3");
    EXPECT_EQ(overlap("[2019-06-01..2019-06-05]", "(2019-06-01..2019-06-05)"), "3");
    EXPECT_TRUE(are_apart("[2019-06-01..2019-06-05)", "[2019-06-05..2019-06-09]"));
    EXPECT_TRUE(are_apart("[2019-06-01..2019-06-06)", "(2019-06-05..2019-06-09]"));  // nothing between the fifth and the sixth
    EXPECT_FALSE(are_apart("[2019-06-01..2019-06-05]", "[2019-06-05..2019-06-09]"));
    EXPECT_TRUE(are_apart("[08:00..12:00)", "[12:00..13:00)"));
    EXPECT_EQ(overlap("[08:00..12:00)", "[11:15..13:00)"), "45");
}

TEST_F(clock, minutes_between_two_clock_times_of_any_day) {
    EXPECT_EQ(evening("[16:00..23:00)", 18, 6), "300");
    EXPECT_EQ(evening("[02:00..08:00)", 18, 6), "240");
    EXPECT_EQ(evening("[2019-06-10T17:00..2019-06-12T07:00)", 18, 6), "1440");
    EXPECT_EQ(evening("[2019-06-10T17:00..2019-06-12T07:00)", 6, 18), "840");
    EXPECT_EQ(evening("[05:00..19:00)", 18, 18), "0");
    EXPECT_EQ(evening("[05:00..)", 6, 18), "fault R016");
}

TEST_F(clock, weeks_months_and_moments) {
    auto const of = [&](op what, std::string_view d, std::uint32_t payload = no_id) { return g.of(what, date_type, {g.on(d)}, payload); };
    EXPECT_EQ(of(op::week_start, "2019-06-09", 1), "2019-06-03");
    EXPECT_EQ(of(op::week_start, "2019-06-10", 1), "2019-06-10");
    EXPECT_EQ(of(op::week_start, "2019-06-08", 7), "2019-06-02");
    EXPECT_EQ(of(op::week_start, "0001-01-01", 7), "fault R010");
    EXPECT_EQ(of(op::month_start, "2020-02-29"), "2020-02-01");
    EXPECT_EQ(of(op::month_last, "2020-02-01"), "2020-02-29");
    EXPECT_EQ(of(op::month_last, "9999-12-01"), "9999-12-31");
    EXPECT_EQ(g.of(op::make_date_time, moment, {g.on("2019-06-10"), g.num(8 * 60 + 5)}), "2019-06-10T08:05");
    EXPECT_EQ(g.of(op::clock_of, number, {g.moment_at("1969-12-31T23:59")}), "1439");
}

class versions : public ::testing::Test {
protected:
    graph_builder g;
    entity_id family = g.entity("family");
    entity_id visit = g.entity("visit", family);
    checked::fact_id recorded = g.fact(visit, "recorded_on", date_type);
    checked::fact_id cancelled = g.fact(visit, "cancelled", boolean);
    checked::fact_id minutes = g.fact(visit, "minutes", number);
    checked::rule_id total{};

    versions() {
        g.graph.entities[family].partition = true;
        g.graph.entities[visit].versions = checked::version_facts{recorded, cancelled};
        g.graph.entities[visit].at_most = 2;
        total = g.rule(family, "total",
                       g.over(op::sum, visit, g.self(family), no_id, g.read(minutes, g.item(0, visit))));
        g.row(family, "f");
        add("v", "2019-06-03", 30);
        add("v", "2019-06-01", 20);
        add("w", "2019-06-02", 1);
        add("v", "2019-06-05", 40).facts[cancelled] = scalar_value{true};
    }
    reference::row& add(std::string key, std::string_view on, int m) {
        auto& row = g.row(visit, std::move(key), "f");
        row.facts = {{recorded, scalar_value{day(on)}}, {cancelled, scalar_value{false}}, {minutes, scalar_value{rational(m)}}};
        return row;
    }
};

TEST_F(versions, the_latest_that_was_known_counts) {
    EXPECT_EQ(g.shown(total), "1");
    for (auto const& [known, sum] : {std::pair{"2019-05-31", "0"}, {"2019-06-01", "20"}, {"2019-06-02", "21"}, {"2019-06-04", "31"}, {"2019-06-05", "1"}}) {
        g.with.known_on = day(known);
        EXPECT_EQ(g.shown(total), sum) << known;
    }
    EXPECT_EQ(g.keys(visit), "w");
}

TEST_F(versions, of_one_date_or_without_one) {
    add("w", "2019-06-02", 2);
    EXPECT_EQ(g.shown(total), "fault R014");
    g.data.tables[visit].back().facts.erase(recorded);
    EXPECT_EQ(g.shown(total), "fault R015");
}

TEST_F(versions, count_as_one_row) {
    EXPECT_EQ(g.shown(total), "1");
    add("x", "2019-06-02", 2);
    EXPECT_EQ(g.shown(total), "fault R004");
}

}  // namespace
}  // namespace carefare::reference
