// A small programme from its files to results: each expected result is worked by hand from programme/rules.yaml.
#include <gtest/gtest.h>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/checked/check.hpp>
#include <carefare/syntax/read_files.hpp>

#include "support/graph_builder.hpp"

namespace carefare::reference {
namespace {

using namespace test;

checked::rule_graph const& small_programme() {
    static checked::rule_graph const graph = [] {
        std::string const folder = std::string(CAREFARE_SOURCE_DIR) + "/tests/unit/reference/programme";
        source_map sources;
        diagnostics sink;
        syntax::file_access const files(folder);
        auto const read = syntax::read_programme(files, folder, sources, sink);
        auto checked_graph = read ? checked::check(*read, files, sources, sink) : std::nullopt;
        for (auto const& item : sink.items())
            ADD_FAILURE() << to_string(sources, item.where) << ": " << item.message;
        return checked_graph.value();
    }();
    return graph;
}

class small : public ::testing::Test {
protected:
    checked::rule_graph const& graph = small_programme();
    checked::plan plan;
    settings with;
    dataset data;

    small() {
        data.tables.resize(graph.entities.size());
        plan.answers[*graph.find_slot(checked::slot_kind::option, "percent")] = {
            value_entry("2018-01-01", "", exact("0.27"))};
        add("family", "f", "",
            {{"decided_on", day("2019-05-20")}, {"income", exact("45009.00")}, {"members_complete", true}});
        add("member", "ann", "f", {{"born_on", day("2017-03-31")}, {"pay", rational(100)}, {"side", checked::word{0}}});
        add("member", "ben", "f", {{"born_on", day("2018-01-01")}, {"pay", rational(50)}, {"side", checked::word{1}}});
        add("provider", "full", "", {{"care", checked::word{0}}});
        add("provider", "half", "", {{"care", checked::word{1}}});
    }
    entity_id entity(std::string_view name) const { return *graph.find_entity(name); }
    void add(std::string_view of, std::string key, std::string owner,
             std::vector<std::pair<std::string, scalar_value>> const& facts,
             std::optional<std::string> link = std::nullopt) {
        reference::row r;
        r.key = std::move(key);
        r.owner_key = std::move(owner);
        if (of == "week") r.link_keys = {link};
        for (auto const& [name, value] : facts)
            r.facts.emplace(graph.find_fact(entity(of), name).value(), value);
        data.tables[entity(of)].push_back(std::move(r));
    }
    void set(std::string_view of, std::string_view fact, scalar_value value) {
        data.tables[entity(of)][0].facts[graph.find_fact(entity(of), fact).value()] = std::move(value);
    }
    void forget(std::string_view of, std::string_view fact) {
        data.tables[entity(of)][0].facts.erase(graph.find_fact(entity(of), fact).value());
    }
    std::string result(std::string_view of, std::string_view rule, row_index row = 0) {
        check_dataset(data, graph);
        evaluator run(graph, plan, with, data);
        auto const id = graph.find_rule(entity(of), rule).value();
        graph_builder printer;
        printer.graph.word_lists = graph.word_lists;
        return printer.shown(run.result(id, row), graph.rules[id].type_of);
    }
};

TEST_F(small, share_with_a_clamp_and_what_was_known) {
    EXPECT_EQ(result("family", "share"), "$233.70");  // 0.27 x 45009 / 52 = 233.7005...
    set("family", "decided_on", day("2021-05-01"));
    with.known_on = day("2021-05-01");
    EXPECT_EQ(result("family", "share"), "$233.70");
    with.known_on = day("2021-08-01");
    EXPECT_EQ(result("family", "share"), "$86.56");  // 0.10 x 45009 / 52 = 86.5557...
    set("family", "decided_on", day("2017-12-31"));
    EXPECT_EQ(result("family", "share"), "pending: option.percent: nothing known before 2018-01-01");
    forget("family", "decided_on");
    EXPECT_EQ(result("family", "share"), "pending: family.decided_on[f]");
    plan.answers.clear();
    set("family", "decided_on", day("2019-05-20"));
    EXPECT_EQ(result("family", "share"), "pending: option.percent: not stated");
}

TEST_F(small, a_reading_decides_the_tie) {
    with.options[*graph.find_slot(checked::slot_kind::option, "percent")] = {value_entry("", "", exact("0.10"))};
    set("family", "income", exact("2.60"));  // 0.10 x 2.60 / 52 = 0.005
    EXPECT_EQ(result("family", "share"), "$0.01");
    auto const mode = *graph.find_slot(checked::slot_kind::reading, "mode");
    with.readings[mode] = {entry<constant_value>("", "", constant_value{scalar_value{checked::word{3}}})};  // half down
    EXPECT_EQ(result("family", "share"), "$0");
    with.readings[mode] = {gap_entry("", "", "not settled")};
    EXPECT_EQ(result("family", "share"), "pending: reading.mode: not settled");
}

TEST_F(small, an_override_within_its_range) {
    auto const share = *graph.find_rule(entity("family"), "share");
    data.tables[entity("family")][0].overrides[share] = {scalar_value{rational(5)}, "hardship", "supervisor",
                                                         day("2019-06-01")};
    EXPECT_EQ(result("family", "share"), "$5");
    data.tables[entity("family")][0].overrides[share].value = rational(1001);
    EXPECT_EQ(result("family", "share"), "fault R005");
}

TEST_F(small, aggregates) {
    EXPECT_EQ(result("family", "pay"), "$150");
    EXPECT_EQ(result("family", "left_pay"), "$100");
    EXPECT_EQ(result("family", "member_count"), "2");
    EXPECT_EQ(result("family", "any_left"), "yes");
    EXPECT_EQ(result("family", "hours"), "0");
    set("family", "members_complete", false);
    EXPECT_EQ(result("family", "pay"), "pending: complete family.members_complete[f]: complete rows of members");
    EXPECT_EQ(result("family", "any_left"), "yes");
    forget("family", "members_complete");
    EXPECT_EQ(result("family", "member_count"), "pending: family.members_complete[f]");
    EXPECT_EQ(result("family", "hours"), "pending: family.members_complete[f]");
    set("family", "members_complete", true);
    forget("member", "side");
    EXPECT_EQ(result("family", "left_pay"), "pending: member.side[ann]");
    EXPECT_EQ(result("family", "any_left"), "pending: member.side[ann]");
}

TEST_F(small, what_is_needed_and_what_is_idle) {
    EXPECT_EQ(result("family", "open"), "pending: determination family.approved[f]");
    set("family", "income", rational(19999));
    EXPECT_EQ(result("family", "open"), "yes");  // a known fact decides: the determination is not asked for
    forget("family", "income");
    EXPECT_EQ(result("family", "open"), "pending: family.income[f]; determination family.approved[f]");
    set("family", "approved", true);
    EXPECT_EQ(result("family", "open"), "yes");
    EXPECT_EQ(result("family", "asset_or_nothing"), "$0");
    set("family", "asset", rational(7));
    EXPECT_EQ(result("family", "asset_or_nothing"), "$7");
}

TEST_F(small, versions_and_months) {
    EXPECT_EQ(result("family", "below_limit"), "no");  // 45009 against 30000
    set("family", "decided_on", day("2021-06-01"));
    set("family", "income", rational(40000));
    EXPECT_EQ(result("family", "below_limit"), "yes");
    set("family", "decided_on", day("2017-01-01"));
    EXPECT_EQ(result("family", "below_limit"), "pending: family.limit: nothing known before 2018-01-01");
    set("family", "decided_on", day("2019-05-20"));
    EXPECT_EQ(result("member", "age", 0), "25");  // 25 months on 2019-04-30, 26 only on 2019-05-31
    EXPECT_EQ(result("member", "age", 1), "16");
}

TEST_F(small, a_decision_table_with_lookups_gaps_and_maybes) {
    auto const week = [&](std::string key, std::string member, std::string_view start, std::optional<int> hours,
                          std::optional<std::string> provider) {
        std::vector<std::pair<std::string, scalar_value>> facts{{"start", day(start)}};
        if (hours) facts.emplace_back("hours", rational(*hours));
        add("week", std::move(key), std::move(member), facts, std::move(provider));
        return result("week", "paid", static_cast<row_index>(data.tables[entity("week")].size() - 1));
    };
    EXPECT_EQ(week("w1", "ann", "2019-07-08", 40, "full"), "$150");  // min($300, $100 + $50)
    EXPECT_EQ(week("w2", "ben", "2019-07-08", 20, "half"), "$10");
    EXPECT_EQ(week("w3", "ann", "2019-07-08", 40, "half"), "$0");  // the cell is none
    EXPECT_EQ(week("w4", "ann", "2020-05-04", 20, "full"), "pending: allowance: letter not found");
    EXPECT_EQ(week("w5", "ann", "2021-05-03", 20, "full"), "$24");
    EXPECT_EQ(week("w6", "ann", "2019-07-08", 0, std::nullopt), "$0");  // `-` matches the provider that is not named
    EXPECT_EQ(week("w7", "ann", "2019-07-08", 20, std::nullopt), "pending: week.provider[w7]");
    EXPECT_EQ(week("w8", "ann", "2019-07-08", std::nullopt, "half"), "pending: week.hours[w8]");
    EXPECT_EQ(week("w9", "ben", "2017-07-03", 40, "half"), "pending: rate: nothing known before 2018-01-01");
    EXPECT_EQ(result("family", "hours"), "pending: week.hours[w8]");
    EXPECT_EQ(result("week", "rate", 0), "$300");
    EXPECT_EQ(result("week", "rate", 2), "none");
}

}  // namespace
}  // namespace carefare::reference
