// Section 12 of docs/language.md: merged ranges against an oracle over pairs of rows; ranges of date and time.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/graph_builder.hpp"

namespace carefare::reference {
namespace {

using namespace test;
using checked::maker_kind;

struct stays_of_visits {
    graph_builder g;
    entity_id family = g.entity("family");
    entity_id visit = g.entity("visit", family);
    checked::fact_id times;
    entity_id stay = g.made("stay", family, maker_kind::merge, visit);
    checked::rule_id count;

    stays_of_visits(checked::scalar kind, int gap) : times(g.fact(visit, "times", or_none(range_of(kind)))) {
        g.graph.entities[family].partition = true;
        g.graph.entities[stay].made.over = g.read(times, g.self(visit));
        g.graph.entities[stay].made.gap = rational(gap);
        g.made_field(stay, "from", type_of(kind));
        g.made_field(stay, "to", type_of(kind));
        g.made_field(stay, "parts", number);
        count = g.rule(family, "count", g.over(op::count, stay, g.self(family), no_id, no_id));
        g.row(family, "f");
    }
    void add(scalar_value from, scalar_value to, bool low_closed, bool high_closed) {
        auto& row = g.row(visit, "v" + std::to_string(g.data.tables[visit].size()), "f");
        row.facts[times] = checked::interval{std::move(from), std::move(to), low_closed, high_closed};
    }
    void add(std::string_view from, std::string_view to, bool closed = false) {
        add(parse_date_time(from).value(), parse_date_time(to).value(), true, closed);
    }
};

/// Days between two ranges of days, each [first, last]; below zero where they overlap.
int apart(std::pair<int, int> a, std::pair<int, int> b) { return std::max(a.first - b.second, b.first - a.second) - 1; }

TEST(merge, of_dates_against_pairs) {
    std::mt19937 dice(12);
    auto const roll = [&](int most) { return static_cast<int>(dice() % static_cast<unsigned>(most + 1)); };
    for (int round = 0; round < 200; ++round) {
        int const gap = roll(2);
        stays_of_visits w(checked::scalar::date, gap);
        std::vector<std::pair<int, int>> all;
        for (int i = 0; i < 5; ++i) {
            int const first = roll(20), last = first + roll(3);
            bool const low = roll(1) == 1, high = roll(1) == 1;
            all.emplace_back(first, last);
            w.add(date{low ? first : first - 1}, date{high ? last : last + 1}, low, high);
        }
        // Rows of one stay are those that lead to each other by steps no wider than the gap.
        std::vector<std::size_t> stay_of{0, 1, 2, 3, 4};
        for (std::size_t times = 0; times < all.size(); ++times) {
            for (std::size_t i = 0; i < all.size(); ++i) {
                for (std::size_t j = 0; j < all.size(); ++j) {
                    if (apart(all[i], all[j]) <= gap) stay_of[i] = stay_of[j] = std::min(stay_of[i], stay_of[j]);
                }
            }
        }
        std::sort(stay_of.begin(), stay_of.end());
        auto const stays = std::unique(stay_of.begin(), stay_of.end()) - stay_of.begin();
        EXPECT_EQ(w.g.shown(w.count), std::to_string(stays)) << "round " << round;

        auto const keys = w.g.keys(w.stay);
        auto& rows = w.g.data.tables[w.visit];
        std::reverse(rows.begin(), rows.end());
        EXPECT_EQ(w.g.keys(w.stay), keys) << "round " << round;
    }
}

TEST(merge, of_moments) {
    stays_of_visits w(checked::scalar::date_time, 15);
    auto const from = w.g.rule(w.stay, "from", w.g.field(w.stay, 0, w.g.self(w.stay)));
    auto const to = w.g.rule(w.stay, "to", w.g.field(w.stay, 1, w.g.self(w.stay)));
    auto const parts = w.g.rule(w.stay, "parts", w.g.field(w.stay, 2, w.g.self(w.stay)));
    w.add("2019-06-10T13:00", "2019-06-10T14:00");
    w.add("2019-06-10T08:00", "2019-06-10T12:00");
    w.add("2019-06-10T09:00", "2019-06-10T10:00");
    w.add("2019-06-10T12:15", "2019-06-10T12:44");
    EXPECT_EQ(w.g.keys(w.stay), "f, 2019-06-10T08:00; f, 2019-06-10T13:00");
    EXPECT_EQ(w.g.shown_at(to, "f, 2019-06-10T08:00"), "2019-06-10T12:44");
    EXPECT_EQ(w.g.shown_at(parts, "f, 2019-06-10T08:00"), "3");
    EXPECT_EQ(w.g.shown_at(from, "f, 2019-06-10T13:00"), "2019-06-10T13:00");
    w.g.row(w.visit, "missing", "f");
    EXPECT_EQ(w.g.shown(w.count), "pending: visit.times[missing]");
}

TEST(merge, a_range_that_ends_before_it_starts_or_never) {
    stays_of_visits w(checked::scalar::date_time, 0);
    w.add("2019-06-10T12:00", "2019-06-10T12:00");
    EXPECT_EQ(w.g.shown(w.count), "1");
    w.add("2019-06-10T14:00", "2019-06-10T13:00");
    auto const got = w.g.shown(w.count);
    EXPECT_TRUE(got == "fault R017" || got == "fault R005" || got == "fault R007") << got;
}

}  // namespace
}  // namespace carefare::reference
