// Section 5 of docs/language.md: owners, links, keys, at_most, and the one fate of every row.
#include <gtest/gtest.h>

#include "support/graph_builder.hpp"

namespace carefare::reference {
namespace {

using namespace test;

class fates : public ::testing::Test {
protected:
    graph_builder g;
    entity_id district = g.entity("district");
    entity_id family = g.entity("family", district);
    entity_id member = g.entity("member", family);
    entity_id week = g.entity("week", member);
    entity_id provider = g.entity("provider");
    entity_id charge = g.entity("charge", provider);
    checked::fact_id income = g.fact(family, "income", number);
    checked::fact_id amount = g.fact(charge, "amount", number);

    fates() {
        g.graph.entities[family].partition = true;
        g.graph.entities[member].at_most = 2;
        g.graph.entities[charge].at_most = 1;
        g.graph.entities[week].links = {{"provider", provider}};
        auto const hundred = checked::interval{scalar_value{rational(0)}, scalar_value{rational(100)}};
        for (auto const f : {income, amount}) {
            g.graph.facts[f].range = hundred;
            g.graph.facts[f].step = rational(1);
        }
        g.row(district, "d");
        g.row(provider, "p");
        for (std::string const key : {"f1", "f2"}) {
            g.row(family, key, "d").facts[income] = scalar_value{rational(50)};
            g.row(member, "m of " + key, key);
            g.row(week, "w of " + key, "m of " + key).link_keys = {"p"};
        }
        g.row(charge, "c", "p").facts[amount] = scalar_value{rational(5)};
    }
    /// "uu|uu|..": fates by table in order of declaration; the totals must add up.
    std::string all() {
        check_dataset(g.data, g.graph);
        std::string shown;
        for (entity_id e = 0; e < g.graph.entities.size(); ++e) {
            if (e > 0) shown += '|';
            for (row_index r = 0; r < g.data.tables[e].size(); ++r) {
                auto const fate = g.data.fates[e][r];
                shown += fate == row_fate::used ? 'u' : fate == row_fate::set_aside ? 's' : 'o';
                EXPECT_EQ(fate == row_fate::used, g.data.because[e][r] == no_finding);
                if (fate == row_fate::orphan) {
                    EXPECT_EQ(g.data.findings.at(g.data.because[e][r]).code, "R001");
                }
            }
            auto const counts = count_fates(g.data, e);
            EXPECT_EQ(counts.used + counts.set_aside + counts.orphan, g.data.tables[e].size());
        }
        return shown;
    }
    std::string findings() const {
        std::string shown;
        for (auto const& f : g.data.findings)
            shown += (shown.empty() ? "" : "; ") + f.code + " " + f.message;
        return shown;
    }
};

TEST_F(fates, all_used) {
    EXPECT_EQ(all(), "u|uu|uu|uu|u|u");
    EXPECT_EQ(findings(), "");
    EXPECT_EQ(g.data.tables[week][1].owner, 1U);
    EXPECT_EQ(g.data.tables[week][1].links, std::vector<row_index>{0});
}

TEST_F(fates, a_value_outside_its_range_sets_its_family_aside_and_no_other) {
    g.data.tables[family][1].facts[income] = scalar_value{rational(101)};
    EXPECT_EQ(all(), "u|us|us|us|u|u");
    EXPECT_EQ(findings(), "R005 family 'f2': 'income' is 101, outside [0..100]");
    EXPECT_EQ(g.data.findings[0].field, "income");
    EXPECT_EQ(g.data.findings[0].key, "f2");
    g.data.tables[family][1].facts[income] = scalar_value{exact("99.5")};
    EXPECT_EQ(all(), "u|us|us|us|u|u");
    EXPECT_EQ(findings(), "R006 family 'f2': 'income' is 99.5, between the steps of 1");
}

TEST_F(fates, a_faulty_row_deep_below_sets_the_family_aside) {
    g.data.tables[week][0].link_keys = {"nobody"};
    EXPECT_EQ(all(), "u|su|su|su|u|u");
    EXPECT_EQ(findings(), "R002 week 'w of f1': 'provider' names 'nobody', and there is no such row");
}

TEST_F(fates, a_link_that_is_absent_is_no_fault) {
    g.data.tables[week][0].link_keys = {std::nullopt};
    EXPECT_EQ(all(), "u|uu|uu|uu|u|u");
    EXPECT_EQ(g.data.tables[week][0].links[0], no_row);
}

TEST_F(fates, duplicate_keys) {
    g.row(member, "m of f1", "f2");
    EXPECT_EQ(all(), "u|ss|sss|ss|u|u");
    EXPECT_EQ(findings(),
              "R003 member 'm of f1': the key stands at 2 rows; R003 member 'm of f1': the key stands at 2 rows");
    g.data.tables[member].pop_back();
    g.row(provider, "p");
    EXPECT_EQ(all(), "u|uu|uu|uu|ss|u");
}

TEST_F(fates, one_too_many) {
    g.row(member, "second", "f1");
    EXPECT_EQ(all(), "u|uu|uuu|uu|u|u");
    g.row(member, "third", "f1");
    EXPECT_EQ(all(), "u|su|suss|su|u|u");
    EXPECT_EQ(findings(), "R004 member 'third': is number 3 of family 'f1', which may have 2");
    g.data.tables[member].resize(2);
    g.row(charge, "c2", "p");
    EXPECT_EQ(all(), "u|uu|uu|uu|u|us");
}

TEST_F(fates, orphans_and_all_they_own) {
    g.data.tables[family][0].owner_key = "nowhere";
    EXPECT_EQ(all(), "u|ou|ou|ou|u|u");
    EXPECT_EQ(findings(), "R001 family 'f1': 'district' names 'nowhere', and there is no such row");
    g.data.tables[family][0].owner_key.clear();
    EXPECT_EQ(all(), "u|ou|ou|ou|u|u");
    EXPECT_EQ(findings(), "R001 family 'f1': 'district' is not given");
}

TEST_F(fates, an_orphan_with_a_wrong_value_is_an_orphan) {
    g.data.tables[member][0].owner_key = "nobody";
    g.data.tables[week][0].link_keys = {"nobody"};
    EXPECT_EQ(all(), "u|uu|ou|ou|u|u");
    EXPECT_EQ(g.data.findings.size(), 2U);
}

TEST_F(fates, a_faulty_row_outside_the_partition_is_set_aside_alone) {
    g.data.tables[charge][0].facts[amount] = scalar_value{rational(-1)};
    EXPECT_EQ(all(), "u|uu|uu|uu|u|s");
    g.data.tables[district][0].facts[income] = scalar_value{rational(1)};  // a fact that it does not have
    EXPECT_EQ(all(), "s|uu|uu|uu|u|s");
    g.data.tables[charge][0].owner_key = "unknown";
    EXPECT_EQ(all(), "s|uu|uu|uu|u|o");
}

TEST_F(fates, checking_again_gives_the_same) {
    g.data.tables[family][1].facts[income] = scalar_value{rational(101)};
    auto const once = all();
    EXPECT_EQ(all(), once);
    EXPECT_EQ(g.data.findings.size(), 1U);
}

TEST_F(fates, rows_that_own_themselves_are_orphans_and_do_not_loop) {
    auto const region = g.entity("region");
    g.graph.entities[region].owner = region;
    g.row(region, "top");
    g.row(region, "below", "top");
    g.row(region, "own owner", "own owner");
    g.row(region, "ring 1", "ring 2");
    g.row(region, "ring 2", "ring 1");
    g.row(region, "under the ring", "ring 1");
    EXPECT_EQ(all(), "u|uu|uu|uu|u|u|uuoooo");
}

TEST_F(fates, results_of_rows_that_are_not_used) {
    auto const twice = g.rule(family, "twice", g.node(op::add, number, {g.read(income, g.self(family)), g.num(1)}));
    auto const paid = g.rule(charge, "paid", g.read(amount, g.self(charge)));
    auto const first = g.node(op::follow_link, row_of(provider), {g.self(week)}, 0);
    auto const all_charges = g.node(op::sum, number, {first, no_id, g.read(amount, g.item(0, charge))}, charge);
    auto const price = g.rule(week, "price", all_charges);
    g.data.tables[family][1].facts[income] = scalar_value{rational(101)};
    g.data.tables[charge][0].facts[amount] = scalar_value{rational(-1)};
    EXPECT_EQ(g.shown(twice, 0), "51");
    EXPECT_EQ(g.shown(twice, 1), "fault R005");
    EXPECT_EQ(g.shown(paid, 0), "fault R005");
    EXPECT_EQ(g.shown(price, 0), "pending: charge.amount[c]");  // its facts are absent to those who read them
    g.data.tables[member][0].owner_key = "nobody";
    EXPECT_EQ(g.shown(price, 0), "fault R001");
}

}  // namespace
}  // namespace carefare::reference
