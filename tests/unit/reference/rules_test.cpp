// Sections 4 and 6 of docs/language.md: rules read by rules, versions, overrides; chains of any length, steps,
// listeners.
#include <gtest/gtest.h>

#include "state_sheet.hpp"

namespace carefare::reference {
namespace {

using namespace test;

class rules : public ::testing::Test {
protected:
    state_sheet s;
    checked::rule_id versioned(std::vector<checked::dated<node_id>> versions,
                               std::optional<node_id> as_of = std::nullopt) {
        auto const id = s.rule(s.sheet, "limit" + std::to_string(s.graph.rules.size()), std::move(versions), number);
        s.graph.rules[id].as_of = as_of;
        return id;
    }
    node_id sheet_row() { return s.self(s.sheet); }
};

TEST_F(rules, the_version_that_counts_at_the_rule_s_date) {
    auto const at = [&](std::string_view date) {
        return s.shown(
            versioned({entry<node_id>("2004-01-01", "", s.num(1)), entry<node_id>("2022-08-01", "", s.num(2)),
                       entry<node_id>("2023-01-01", "", std::nullopt, "", "law not found"),
                       entry<node_id>("2024-01-01", "", s.num(4), "2024-06-30")},
                      s.on(date)));
    };
    EXPECT_EQ(at("2022-07-31"), "1");
    EXPECT_EQ(at("2022-08-01"), "2");
    EXPECT_EQ(at("2003-12-31"), "pending: sheet.limit2: nothing known before 2004-01-01");
    EXPECT_EQ(at("2023-05-01"), "pending: sheet.limit3: law not found");
    EXPECT_EQ(at("2024-06-30"), "4");
    EXPECT_EQ(at("2024-07-01"), "pending: sheet.limit5: nothing known after 2024-06-30");
}

TEST_F(rules, as_of_or_else_the_entity_s_at) {
    auto const versions = [&] {
        return std::vector{entry<node_id>("2004-01-01", "", s.num(1)), entry<node_id>("2022-08-01", "", s.num(2))};
    };
    s.graph.entities[s.sheet].at = s.on("2022-08-01");
    EXPECT_EQ(s.shown(versioned(versions())), "2");
    EXPECT_EQ(s.shown(versioned(versions(), s.on("2010-01-01"))), "1");
    EXPECT_EQ(s.shown(versioned(versions(), s.missing("when", date_type))), "pending: sheet.when[s]");
    EXPECT_EQ(s.shown(versioned(versions(), s.bad_day())), "fault R009");
    s.graph.entities[s.sheet].at.reset();
    EXPECT_EQ(s.shown(versioned(versions())), "fault R013");
    // A rule that is not dated needs no date, though its as_of is missing.
    EXPECT_EQ(s.shown(versioned({entry<node_id>("", "", s.num(7))}, s.missing("when", date_type))), "7");
}

TEST_F(rules, a_version_decided_later) {
    auto const id =
        versioned({entry<node_id>("2004-01-01", "", s.num(1)), entry<node_id>("2004-01-01", "2010-01-01", s.num(2))},
                  s.on("2005-01-01"));
    s.with.known_on = day("2009-12-31");
    EXPECT_EQ(s.shown(id), "1");
    s.with.known_on = day("2010-01-01");
    EXPECT_EQ(s.shown(id), "2");
}

TEST_F(rules, a_rule_gives_its_state_to_those_who_read_it) {
    auto const reads = [&](node_id value) {
        auto const inner = s.rule(s.sheet, "inner" + std::to_string(s.graph.rules.size()), value);
        return s.of(s.read_rule(inner, sheet_row()));
    };
    EXPECT_EQ(reads(s.num(5)), "5");
    EXPECT_EQ(reads(s.missing("m")), "pending: sheet.m[s]");
    EXPECT_EQ(reads(s.none(number)), "none");
    EXPECT_EQ(reads(s.bad_number()), "fault R009");
    auto const over_slots = s.rule(no_id, "highest", s.num(9));
    EXPECT_EQ(s.of(s.node(op::rule, number, {}, over_slots)), "9");
    EXPECT_EQ(s.of(s.node(op::rule, number, {no_id}, over_slots)), "9");
}

TEST_F(rules, an_override_is_the_result) {
    auto const inner = s.rule(s.sheet, "inner", s.missing("m"));
    auto const outer = s.rule(s.sheet, "outer", s.node(op::add, number, {s.read_rule(inner, sheet_row()), s.num(1)}));
    EXPECT_EQ(s.shown(outer), "pending: sheet.m[s]");
    s.graph.rules[inner].overridable = true;
    s.data.tables[s.sheet][0].overrides[inner] = {scalar_value{rational(41)}, "hardship", "supervisor",
                                                  day("2020-01-01")};
    EXPECT_EQ(s.shown(outer), "42");
    EXPECT_EQ(s.shown(inner), "41");
}

TEST_F(rules, a_long_chain_needs_no_long_stack_and_no_more_steps_than_twice_its_nodes) {
    constexpr std::uint32_t length = 20'000;
    auto last = s.rule(s.sheet, "rule0", s.num(1));
    for (std::uint32_t i = 1; i <= length; ++i) {
        auto const sum = s.node(op::add, number, {s.read_rule(last, sheet_row()), s.num(1)});
        last = s.rule(s.sheet, "rule" + std::to_string(i), sum);
    }
    check_dataset(s.data, s.graph);
    evaluator run(s.graph, s.plan, s.with, s.data);
    EXPECT_EQ(s.shown(run.result(last, 0), number), "20001");
    auto const steps = run.steps();
    EXPECT_LE(steps, 2 * s.graph.nodes.size());
    EXPECT_EQ(s.shown(run.result(last, 0), number), "20001");
    EXPECT_EQ(run.steps(), steps);  // kept
}

TEST_F(rules, a_high_expression_below_a_long_chain) {
    auto last = s.rule(s.sheet, "rule0", s.num(1));
    for (std::uint32_t i = 1; i <= 100; ++i) {
        auto value = s.read_rule(last, sheet_row());
        for (int height = 0; height < 999; ++height)
            value = s.node(op::negate, number, {value});
        last = s.rule(s.sheet, "rule" + std::to_string(i), value);
    }
    EXPECT_EQ(s.shown(last), "1");  // 100 times an odd number of negations
}

/// Writes down what it is told.
struct written_down : listener {
    std::vector<std::string> lines;
    void on_node(checked::rule_id, row_index, checked::node_id node, std::vector<row_index> const& items,
                 outcome const& result) override {
        auto line = "node " + std::to_string(node) + (result.is == state::value ? " value" : " other");
        for (auto const item : items)
            line += " item " + std::to_string(item);
        lines.push_back(line);
    }
    void on_entry(checked::rule_id, row_index, checked::node_id, std::size_t entry, std::optional<date> at,
                  bool clamped) override {
        lines.push_back("entry " + std::to_string(entry) + (at ? " dated" : "") + (clamped ? " clamped" : ""));
    }
    void on_row(checked::rule_id, row_index, checked::node_id, std::size_t row) override {
        lines.push_back("row " + std::to_string(row));
    }
    void on_rule_begin(checked::rule_id rule, row_index row) override {
        lines.push_back("begin " + std::to_string(rule) + " of " + std::to_string(row));
    }
    void on_rule_end(checked::rule_id rule, row_index, std::size_t version, outcome const& computed,
                     outcome const& result, override_record const* replaced_by) override {
        lines.push_back(
            "end " + std::to_string(rule) + " version " + (version == no_version ? "none" : std::to_string(version)) +
            (computed.is == result.is ? "" : " replaced") + (replaced_by != nullptr ? " " + replaced_by->reason : ""));
    }
};

TEST_F(rules, a_listener_hears_every_rule_once_after_those_it_reads) {
    auto const slot = s.slot(checked::slot_kind::parameter, "p",
                             {value_entry("2004-01-01", "", 1), value_entry("2010-01-01", "", 2)});
    auto const on = s.on("2011-01-01");       // node 0
    auto const read = s.read_slot(slot, on);  // node 1
    auto const inner = s.rule(s.sheet, "inner", read);
    s.graph.rules[inner].overridable = true;
    s.data.tables[s.sheet][0].overrides[inner] = {scalar_value{rational(5)}, "hardship", "supervisor", {}};
    auto const self = sheet_row();                                                        // node 2
    auto const once = s.read_rule(inner, self), twice = s.read_rule(inner, self);         // nodes 3, 4
    auto const outer = s.rule(s.sheet, "outer", s.node(op::add, number, {once, twice}));  // node 5
    check_dataset(s.data, s.graph);
    evaluator run(s.graph, s.plan, s.with, s.data);
    std::vector<std::string> const expected{
        "begin 0 of 0", "node 0 value",   "entry 1 dated", "node 1 value", "end 0 version 0 hardship",
        "begin 1 of 0", "node 2 value",   "node 3 value",  "node 2 value", "node 4 value",
        "node 5 value", "end 1 version 0"};
    for (int time = 0; time < 2; ++time) {
        written_down heard;
        EXPECT_EQ(s.shown(run.result_with(outer, 0, heard), number), "10");
        EXPECT_EQ(heard.lines, expected) << "time " << time;
        EXPECT_EQ(s.shown(run.result(outer, 0), number), "10");
    }
}

TEST_F(rules, a_listener_hears_of_items_and_of_versions_that_do_not_count) {
    auto const child = s.entity("child", s.sheet);
    s.row(child, "c1", "s");
    s.row(child, "c2", "s");
    auto const start = sheet_row();
    auto const body = s.num(2);
    auto const total = s.rule(s.sheet, "total", s.node(op::sum, number, {start, no_id, body}, child));
    auto const gap = versioned({entry<node_id>("2004-01-01", "", s.num(1))}, s.on("2003-01-01"));
    check_dataset(s.data, s.graph);
    evaluator run(s.graph, s.plan, s.with, s.data);
    written_down heard;
    EXPECT_EQ(s.shown(run.result_with(total, 0, heard), number), "4");
    EXPECT_EQ(heard.lines, (std::vector<std::string>{"begin 0 of 0", "node 0 value", "node 1 value item 0",
                                                     "node 1 value item 1", "node 2 value", "end 0 version 0"}));
    heard.lines.clear();
    EXPECT_EQ(run.result_with(gap, 0, heard).is, state::pending);
    EXPECT_EQ(heard.lines.back(), "end 1 version none");
}

}  // namespace
}  // namespace carefare::reference
