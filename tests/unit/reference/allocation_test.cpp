// Section 14 of docs/language.md: every small world against an oracle that tries all grants, what a missing ask leaves
// decided against all that it may be, and the record beside a grant.
#include <gtest/gtest.h>

#include <random>

#include "support/graph_builder.hpp"

namespace carefare::reference {
namespace {

using namespace test;

/// Days of two months of one family; the first limit is the month's, the second the family's and counts some days only.
struct world_of_days {
    graph_builder g;
    entity_id family = g.entity("family");
    entity_id month = g.entity("month", family);
    entity_id care_day = g.entity("day", month);
    checked::fact_id of_family = g.fact(family, "limit", or_none(number));
    checked::fact_id of_month = g.fact(month, "limit", number);
    checked::fact_id used = g.fact(month, "used", number);
    checked::fact_id ask = g.fact(care_day, "ask", or_none(number));
    checked::fact_id counts = g.fact(care_day, "counts", boolean);
    checked::fact_id turn = g.fact(care_day, "turn", number);
    checked::rule_id grant{};

    world_of_days() {
        auto const self = g.self(care_day);
        checked::allocation how;
        how.ask = g.read(ask, self);
        how.order = {{g.read(turn, self), false}};
        how.partition = family;
        auto const its_month = g.owner(self);
        how.limits.push_back({its_month, g.read(of_month, its_month), std::nullopt, g.read(used, its_month), "monthly", {}});
        auto const its_family = g.owner(g.owner(self));
        how.limits.push_back({its_family, g.read(of_family, its_family), g.read(counts, self), std::nullopt, "yearly", {}});
        g.graph.allocations.push_back(std::move(how));
        grant = g.rule(care_day, "paid", std::vector<checked::dated<node_id>>{}, number);
        g.graph.rules[grant].allocate = 0;
        g.row(family, "f").facts[of_family] = scalar_value{rational(100)};
        for (auto const* key : {"m0", "m1"}) {
            g.row(month, key, "f").facts = {{of_month, scalar_value{rational(100)}}, {used, scalar_value{rational(0)}}};
        }
    }
    checked::allocation& how() { return g.graph.allocations[0]; }
    void limit(int in_month, int in_family) {
        for (auto& row : g.data.tables[month]) row.facts[of_month] = scalar_value{rational(in_month)};
        g.data.tables[family][0].facts[of_family] = scalar_value{rational(in_family)};
    }
    /// An ask below zero is missing.
    void add(int asked, int in_month = 0, bool counted = true) {
        auto const place = static_cast<int>(g.data.tables[care_day].size());
        auto& row = g.row(care_day, "d" + std::to_string(place), "m" + std::to_string(in_month));
        row.facts = {{counts, scalar_value{counted}}, {turn, scalar_value{rational(place)}}};
        if (asked >= 0) row.facts[ask] = scalar_value{rational(asked)};
    }
    std::vector<std::string> grants() {
        std::vector<std::string> all;
        for (row_index r = 0; r < g.data.tables[care_day].size(); ++r) all.push_back(g.shown(grant, r));
        return all;
    }
    /// "1 0 ?", in the order of the keys.
    std::string text() {
        std::string all;
        for (auto const& one : grants()) all += (all.empty() ? "" : " ") + (one.rfind("pending", 0) == 0 ? "?" : one);
        return all;
    }
    std::string part(op what, type t, row_index row) {
        return g.shown(g.rule(care_day, "part" + std::to_string(g.graph.rules.size()),
                              g.node(what, std::move(t), {g.self(care_day)}, grant)),
                       row);
    }
};

struct asked_day {
    int asks, month;
    bool counted;
};

/// The first, in the order of rows, of all grants that no limit forbids: each row as much as it can have before those
/// after it have anything.
std::vector<int> oracle(std::vector<asked_day> const& days, int of_month, int of_family, bool whole) {
    std::vector<int> best, grants(days.size(), 0);
    auto const allowed = [&] {
        int months[2] = {0, 0}, family = 0;
        for (std::size_t i = 0; i < days.size(); ++i) {
            if (whole && grants[i] != 0 && grants[i] != days[i].asks) return false;
            months[days[i].month] += grants[i];
            if (days[i].counted) family += grants[i];
        }
        return months[0] <= of_month && months[1] <= of_month && family <= of_family;
    };
    while (true) {
        if (allowed() && (best.empty() || best < grants)) best = grants;
        std::size_t at = 0;
        while (at < days.size() && grants[at] == days[at].asks) grants[at++] = 0;
        if (at == days.size()) return best;
        ++grants[at];
    }
}

TEST(allocation, small_worlds_against_all_grants) {
    std::mt19937 dice(14);
    auto const roll = [&](int most) { return static_cast<int>(dice() % static_cast<unsigned>(most + 1)); };
    for (int round = 0; round < 300; ++round) {
        world_of_days w;
        std::vector<asked_day> days;
        for (int i = 0; i < 5; ++i) days.push_back({roll(3), roll(1), roll(2) > 0});
        int const of_month = roll(6), of_family = roll(8);
        bool const whole = roll(1) == 1;
        w.how().whole = whole;
        w.limit(of_month, of_family);
        for (auto const& d : days) w.add(d.asks, d.month, d.counted);
        std::vector<std::string> expected;
        for (int const g : oracle(days, of_month, of_family, whole)) expected.push_back(std::to_string(g));
        EXPECT_EQ(w.grants(), expected) << "round " << round;

        // The order of the rows in the data changes nothing.
        auto& rows = w.g.data.tables[w.care_day];
        std::reverse(rows.begin(), rows.end());
        std::reverse(expected.begin(), expected.end());
        EXPECT_EQ(w.grants(), expected) << "round " << round;
    }
}

TEST(allocation, what_is_decided_beside_a_missing_ask_is_so_whatever_it_is) {
    std::mt19937 dice(41);
    auto const roll = [&](int most) { return static_cast<int>(dice() % static_cast<unsigned>(most + 1)); };
    int decided_after = 0;
    for (int round = 0; round < 60; ++round) {
        std::vector<asked_day> days;
        for (int i = 0; i < 5; ++i) days.push_back({roll(2), roll(1), roll(1) > 0});
        auto const missing = static_cast<std::size_t>(roll(4));
        int const of_month = roll(3), of_family = roll(4);
        bool const whole = roll(1) == 1, stops = roll(1) == 1;
        auto const grants_if = [&](int asks) {
            world_of_days w;
            w.how().whole = whole;
            w.how().stops_when_full = stops;
            w.limit(of_month, of_family);
            for (std::size_t i = 0; i < days.size(); ++i) {
                w.add(i == missing ? asks : days[i].asks, days[i].month, days[i].counted);
            }
            return w.grants();
        };
        auto const open = grants_if(-1);
        for (int asks = 0; asks <= 3; ++asks) {
            auto const known = grants_if(asks);
            for (std::size_t i = 0; i < days.size(); ++i) {
                if (open[i].rfind("pending", 0) == 0) continue;
                EXPECT_EQ(open[i], known[i]) << "round " << round << ", day " << i << ", asking " << asks;
                if (i > missing) ++decided_after;
            }
        }
    }
    EXPECT_GT(decided_after, 0);
}

TEST(allocation, block_and_skip) {
    world_of_days w;
    w.limit(2, 100);
    for (int const asks : {1, -1, 1, 0, 1}) w.add(asks);
    w.add(1, 1);  // another month, but the family's limit may count the pending one
    EXPECT_EQ(w.text(), "1 ? ? 0 ? ?");
    EXPECT_EQ(w.g.shown(w.grant, 4), "pending: day.ask[d1]");
    w.g.data.tables[w.family][0].facts[w.of_family] = scalar_value{checked::none_value{}};
    EXPECT_EQ(w.text(), "1 ? ? 0 ? 1");
    w.how().pending_skips = true;
    EXPECT_EQ(w.text(), "1 ? 1 0 0 1");
    w.limit(0, 100);
    EXPECT_EQ(w.text(), "0 0 0 0 0 0");
}

TEST(allocation, skip_and_stop_when_full) {
    world_of_days w;
    w.how().whole = true;
    w.limit(3, 100);
    for (int const asks : {2, 2, 1}) w.add(asks);
    EXPECT_EQ(w.text(), "2 0 1");
    w.how().stops_when_full = true;
    EXPECT_EQ(w.text(), "2 0 0");
}

TEST(allocation, the_record_beside_a_grant) {
    world_of_days w;
    w.limit(5, 100);
    w.g.data.tables[w.month][0].facts[w.used] = scalar_value{rational(2)};
    for (int const asks : {1, 4, 1}) w.add(asks);
    EXPECT_EQ(w.text(), "1 2 0");
    EXPECT_EQ(w.part(op::grant_unmet, number, 1), "2");
    EXPECT_EQ(w.part(op::grant_before, or_none(number), 1), "3");
    EXPECT_EQ(w.part(op::grant_left, or_none(number), 1), "2");
    EXPECT_EQ(w.part(op::grant_place, number, 1), "2");
    EXPECT_EQ(w.part(op::grant_bound_by, or_none(text), 1), "\"monthly\"");
    EXPECT_EQ(w.part(op::grant_bound_by, or_none(text), 0), "none");
    w.g.data.tables[w.care_day][0].facts[w.ask] = scalar_value{checked::none_value{}};
    EXPECT_EQ(w.text(), "none 3 0");
}

TEST(allocation, two_rows_in_one_place) {
    world_of_days w;
    w.add(1);
    w.add(1);
    w.g.data.tables[w.care_day][1].facts[w.turn] = scalar_value{rational(0)};
    EXPECT_EQ(w.text(), "fault R019 fault R019");
}

TEST(allocation, in_proportion) {
    world_of_days w;
    w.how().in_proportion = true;
    w.how().limits.pop_back();
    w.limit(10, 0);
    for (int const asks : {5, 5, 5}) w.add(asks);
    EXPECT_EQ(w.text(), "4 3 3");  // 3 1/3 each; one step is left, the tie goes to the first
    w.add(0);
    w.add(35);
    EXPECT_EQ(w.text(), "1 1 1 0 7");
    w.limit(100, 0);
    EXPECT_EQ(w.text(), "5 5 5 0 35");
    w.add(-1);
    EXPECT_EQ(w.text(), "? ? ? 0 ? ?");
    w.how().pending_skips = true;
    EXPECT_EQ(w.text(), "5 5 5 0 35 ?");
}

}  // namespace
}  // namespace carefare::reference
