// Section 4 and 5 of docs/language.md: aggregates over owned rows, none and missing values, filters, completeness.
#include <gtest/gtest.h>

#include "support/graph_builder.hpp"

namespace carefare::reference {
namespace {

using namespace test;

class aggregates : public ::testing::Test {
protected:
    graph_builder g;
    entity_id family = g.entity("family");
    entity_id member = g.entity("member", family);
    entity_id job = g.entity("job", member);
    checked::fact_id complete = g.fact(family, "complete", boolean);
    checked::fact_id kept = g.fact(member, "kept", boolean);
    checked::fact_id pay = g.fact(member, "pay", or_none(number));
    checked::fact_id hours = g.fact(job, "hours", number);
    checked::fact_id month = g.fact(member, "month", number);

    aggregates() {
        g.row(family, "f");
        g.row(family, "other");
        g.row(member, "x", "other").facts = {{kept, scalar_value{true}}, {pay, scalar_value{rational(1000)}}};
    }
    /// kept: t, f, ? (missing), x (fault: month 13); pay: a number, "none", "?" (missing)
    void add(std::string key, char keep, std::string const& amount) {
        auto& r = g.row(member, std::move(key), "f");
        if (keep == 't' || keep == 'f') r.facts[kept] = scalar_value{keep == 't'};
        if (keep != 'x') r.facts[month] = scalar_value{rational(1)};
        if (keep == 'x') r.facts[month] = scalar_value{rational(13)};
        if (keep == 'x') r.facts[kept] = scalar_value{true};
        if (amount == "none") r.facts[pay] = scalar_value{checked::none_value{}};
        if (amount != "none" && amount != "?") r.facts[pay] = scalar_value{exact(amount)};
    }
    node_id item() { return g.item(0, member); }
    /// kept, and a day that exists: a fault in rows marked x.
    node_id filter() {
        auto const made = g.node(op::make_date, date_type, {g.num(2023), g.read(month, item()), g.num(1)});
        return g.node(op::conjunction, boolean, {g.node(op::equal, boolean, {made, made}), g.read(kept, item())});
    }
    std::string over(op what, type t, node_id f, node_id body) {
        auto const n = g.node(what, std::move(t), {g.self(family), f, body}, member);
        return g.shown(g.rule(family, "r" + std::to_string(g.graph.rules.size()), n));
    }
    std::string sum(bool filtered = true) {
        return over(op::sum, number, filtered ? filter() : no_id, g.read(pay, item()));
    }
    std::string count(bool filtered = true) { return over(op::count, number, filtered ? filter() : no_id, no_id); }
    std::string least() { return over(op::min_of, or_none(number), filter(), g.read(pay, item())); }
    std::string greatest() { return over(op::max_of, or_none(number), filter(), g.read(pay, item())); }
    node_id over_ten() { return g.node(op::less, boolean, {g.num(10), g.read(pay, item())}); }
    std::string some() { return over(op::some, boolean, no_id, over_ten()); }
    std::string every() { return over(op::every, boolean, no_id, over_ten()); }
};

TEST_F(aggregates, of_no_rows) {
    EXPECT_EQ(sum(), "0");
    EXPECT_EQ(count(), "0");
    EXPECT_EQ(least(), "none");
    EXPECT_EQ(greatest(), "none");
    EXPECT_EQ(some(), "no");
    EXPECT_EQ(every(), "yes");
}

TEST_F(aggregates, of_values_none_and_rows_left_out) {
    add("a", 't', "12.5");
    add("b", 't', "none");
    add("c", 't', "7");
    add("d", 'f', "100");
    EXPECT_EQ(sum(), "19.5");
    EXPECT_EQ(count(), "3");
    EXPECT_EQ(count(false), "4");
    EXPECT_EQ(least(), "7");
    EXPECT_EQ(greatest(), "12.5");
}

TEST_F(aggregates, a_filter_that_is_false_leaves_out_whatever_the_value) {
    add("a", 't', "5");
    add("b", 'f', "?");
    EXPECT_EQ(sum(), "5");
    EXPECT_EQ(sum(false), "pending: member.pay[b]");
    EXPECT_EQ(greatest(), "5");
}

TEST_F(aggregates, a_missing_filter_or_value_is_pending) {
    add("a", 't', "5");
    add("b", '?', "?");
    add("c", 't', "?");
    EXPECT_EQ(sum(), "pending: member.kept[b]; member.pay[c]");
    EXPECT_EQ(count(), "pending: member.kept[b]");
    EXPECT_EQ(least(), "pending: member.kept[b]; member.pay[c]");
    EXPECT_EQ(greatest(), "pending: member.kept[b]; member.pay[c]");
}

TEST_F(aggregates, a_fault_stands_before_what_is_missing) {
    add("a", '?', "5");
    add("b", 'x', "5");
    EXPECT_EQ(sum(), "fault R009");
    EXPECT_EQ(count(), "fault R009");
    EXPECT_EQ(least(), "fault R009");
    EXPECT_EQ(count(false), "2");
}

TEST_F(aggregates, only_none) {
    add("a", 't', "none");
    EXPECT_EQ(sum(), "0");
    EXPECT_EQ(least(), "none");
    EXPECT_EQ(count(), "1");
}

TEST_F(aggregates, some_and_every_are_decided_by_one_row) {
    add("a", 't', "?");
    EXPECT_EQ(some(), "pending: member.pay[a]");
    EXPECT_EQ(every(), "pending: member.pay[a]");
    add("b", 't', "11");
    EXPECT_EQ(some(), "yes");
    EXPECT_EQ(every(), "pending: member.pay[a]");
    add("c", 't', "9");
    EXPECT_EQ(some(), "yes");
    EXPECT_EQ(every(), "no");
}

TEST_F(aggregates, completeness) {
    g.graph.entities[member].complete_by = g.read(complete, g.self(family));
    add("a", 't', "11");
    auto& facts = g.data.tables[family][0].facts;
    EXPECT_EQ(sum(), "pending: family.complete[f]");
    facts[complete] = scalar_value{false};
    std::string const incomplete = "pending: complete family.complete[f]: complete rows of members";
    EXPECT_EQ(sum(), incomplete);
    EXPECT_EQ(count(), incomplete);
    EXPECT_EQ(least(), incomplete);
    EXPECT_EQ(greatest(), incomplete);
    EXPECT_EQ(some(), "yes");
    EXPECT_EQ(every(), incomplete);
    add("b", 't', "9");
    EXPECT_EQ(every(), "no");
    add("c", 't', "?");
    EXPECT_EQ(sum(), "pending: member.pay[c]; complete family.complete[f]: complete rows of members");
    facts[complete] = scalar_value{true};
    EXPECT_EQ(sum(false), "pending: member.pay[c]");
    EXPECT_EQ(count(), "3");
}

TEST_F(aggregates, completeness_that_is_no_simple_fact_names_the_rows) {
    g.graph.entities[member].complete_by = g.node(op::negation, boolean, {g.read(complete, g.self(family))});
    g.data.tables[family][0].facts[complete] = scalar_value{true};
    EXPECT_EQ(count(), "pending: complete members[f]: complete rows of members");
}

TEST_F(aggregates, several_levels_down_and_back_up) {
    add("a", 't', "1");
    add("b", 't', "2");
    g.row(job, "j1", "a").facts[hours] = scalar_value{rational(10)};
    g.row(job, "j2", "b").facts[hours] = scalar_value{rational(20)};
    g.row(job, "j3", "b").facts[hours] = scalar_value{rational(5)};
    g.row(job, "j4", "x").facts[hours] = scalar_value{rational(99)};
    auto const job_item = g.item(0, job);
    auto const weighted = g.node(op::multiply, number, {g.read(hours, job_item), g.read(pay, g.owner(job_item))});
    auto const all = g.node(op::sum, number, {g.self(family), no_id, weighted}, job);
    EXPECT_EQ(g.shown(g.rule(family, "weighted", all)), "60");  // 10 x 1 + 20 x 2 + 5 x 2

    // Each level must be complete: jobs of members that are not there are missing, too.
    g.graph.entities[member].complete_by = g.read(complete, g.self(family));
    EXPECT_EQ(g.shown(g.rule(family, "incomplete", all)), "pending: family.complete[f]");
}

TEST_F(aggregates, nested_items) {
    add("a", 't', "1");
    add("b", 't', "2");
    // How many pairs of members are there where the first is paid less? Item 0 is the outer row, 1 the inner.
    auto const less = g.node(op::less, boolean, {g.read(pay, g.item(0, member)), g.read(pay, g.item(1, member))});
    auto const inner = g.node(op::count, number, {g.owner(g.item(0, member)), less, no_id}, member);
    EXPECT_EQ(over(op::sum, number, no_id, inner), "1");
}

TEST_F(aggregates, an_owner_that_is_not_known) {
    g.graph.entities[family].links = {{"partner", family}};
    add("a", 't', "1");
    auto const partner = g.node(op::follow_link, row_of(family), {g.self(family)}, 0);
    auto const n = g.node(op::sum, number, {partner, no_id, g.read(pay, item())}, member);
    auto const rule = g.rule(family, "partners", n);
    EXPECT_EQ(g.shown(rule), "pending: family.partner[f]");
    g.data.tables[family][0].link_keys = {"other"};
    EXPECT_EQ(g.shown(rule), "1000");
}

}  // namespace
}  // namespace carefare::reference
