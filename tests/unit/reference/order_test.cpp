// Section 12 of docs/language.md: best, previous and next, the running aggregates.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/graph_builder.hpp"

namespace carefare::reference {
namespace {

using namespace test;

class orders : public ::testing::Test {
protected:
    graph_builder g;
    entity_id family = g.entity("family");
    entity_id care_day = g.entity("day", family);
    checked::fact_id on = g.fact(care_day, "on", date_type);
    checked::fact_id pay = g.fact(care_day, "pay", or_none(number));
    checked::fact_id open = g.fact(care_day, "open", boolean);
    checked::rule_id before{}, after{}, total{}, counted{}, least{}, balance{};

    orders() {
        g.graph.entities[care_day].order = {{g.read(on, g.self(care_day)), false}};
        auto const paid = g.read(pay, g.item(0, care_day));
        auto const far = [&](op what, node_id filter, node_id body) {
            return g.node(what, or_none(number), {g.self(care_day), filter, body}, care_day);
        };
        before = g.rule(care_day, "before", far(op::previous, no_id, paid));
        after = g.rule(care_day, "after", far(op::next, no_id, paid));
        total = g.rule(care_day, "total", far(op::running_sum, no_id, paid));
        counted = g.rule(care_day, "counted", far(op::running_count, g.read(open, g.item(0, care_day)), no_id));
        least = g.rule(care_day, "least", far(op::running_min, no_id, paid));
        g.row(family, "f");
        add("c", "2019-06-03", 5);
        add("a", "2019-06-01", 7);
        add("b", "2019-06-02", 9);
    }
    reference::row& add(std::string key, std::string_view date, int amount) {
        auto& row = g.row(care_day, std::move(key), "f");
        row.facts = {{on, scalar_value{day(date)}}, {pay, scalar_value{rational(amount)}}, {open, scalar_value{amount != 9}}};
        return row;
    }
    std::string of_all(checked::rule_id rule) {
        std::string all;
        for (auto const* key : {"a", "b", "c"}) all += (all.empty() ? "" : " ") + g.shown_at(rule, key);
        return all;
    }
    std::string best(bool descending, node_id filter = no_id) {
        auto const item = g.item(0, care_day);
        g.graph.bests.push_back({care_day, {{g.read(pay, item), descending}, {g.read(on, item), false}}, 0});
        auto const link = g.node(op::best, or_none(row_of(care_day)), {g.self(family), filter},
                                 static_cast<std::uint32_t>(g.graph.bests.size() - 1));
        return g.shown(g.rule(family, "best" + std::to_string(g.graph.rules.size()), g.read(on, link)));
    }
};

TEST_F(orders, neighbours_and_what_has_run_up) {
    EXPECT_EQ(of_all(before), "none 7 9");
    EXPECT_EQ(of_all(after), "9 5 none");
    EXPECT_EQ(of_all(total), "7 16 21");
    EXPECT_EQ(of_all(counted), "1 1 2");
    EXPECT_EQ(of_all(least), "7 7 5");
    auto& rows = g.data.tables[care_day];
    std::reverse(rows.begin(), rows.end());
    EXPECT_EQ(of_all(total), "7 16 21");
    rows[0].facts.erase(pay);  // of the second day
    EXPECT_EQ(of_all(total), "7 pending: day.pay[b] pending: day.pay[b]");
    EXPECT_EQ(of_all(before), "none 7 pending: day.pay[b]");
    rows[0].facts.erase(on);
    EXPECT_EQ(of_all(before), "pending: day.on[b] pending: day.on[b] pending: day.on[b]");
}

TEST_F(orders, two_rows_in_one_place) {
    add("d", "2019-06-03", 1);
    EXPECT_EQ(g.shown_at(before, "a"), "fault R019");
}

TEST_F(orders, a_rule_that_reads_itself_of_the_row_before_through_a_year) {
    auto const carried = g.rule(care_day, "carried", std::vector<checked::dated<node_id>>{}, number);
    auto const last = g.node(op::previous, or_none(number),
                             {g.self(care_day), no_id, g.read_rule(carried, g.item(0, care_day))}, care_day);
    auto const value = g.node(op::add, number, {g.node(op::otherwise, number, {last, g.num(0)}), g.num(1)});
    g.graph.rules[carried].versions = {entry<node_id>({}, {}, value)};
    auto const first = day("2020-01-01");
    for (int i = 0; i < 400; ++i) {
        add("x" + std::to_string(i), "2020-01-01", 1).facts[on] = scalar_value{date{first.days + i}};
    }
    EXPECT_EQ(g.shown_at(carried, "x399"), "403");
}

TEST_F(orders, the_best_row) {
    EXPECT_EQ(best(true), "2019-06-02");
    EXPECT_EQ(best(false), "2019-06-03");
    EXPECT_EQ(best(true, g.read(open, g.item(0, care_day))), "2019-06-01");
    EXPECT_EQ(best(true, g.truth(false)), "none");
    add("d", "2019-06-05", 9);
    EXPECT_EQ(best(true), "2019-06-02");  // the second key decides
    add("e", "2019-06-05", 9);
    EXPECT_EQ(best(true), "fault R019");
    g.data.tables[care_day].back().facts[pay] = scalar_value{checked::none_value{}};
    EXPECT_EQ(best(false), "2019-06-03");  // rows whose first key is none are skipped
    g.data.tables[care_day].back().facts.erase(pay);
    EXPECT_EQ(best(true), "pending: day.pay[e]");
}

}  // namespace
}  // namespace carefare::reference
