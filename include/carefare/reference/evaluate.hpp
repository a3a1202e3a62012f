// The reference evaluator: slow, obvious, exact rationals over the checked graph, written from docs/language.md alone.
// It reads timelines entry by entry, tables row by row, dates by stepping days. It shares the checked graph and big
// integers with the rest and nothing else.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <carefare/base/date.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/dataset.hpp>

namespace carefare::reference {

/// Something that has to be known before a result is.
struct need {
    enum class kind : std::uint8_t { fact, determination, option, reading, gap, completeness } what{};
    std::string name;     ///< "family.annual_gross_income", "option.family_share_percent", "market_rate"
    std::string row_key;  ///< of a fact; empty otherwise
    std::string reason;   ///< gap: its name; option: state of the answer
    friend auto operator<=>(need const&, need const&) = default;
};

enum class state : std::uint8_t { value, pending, none, fault };

/// A result: a value, pending with what it needs, none, or a fault with its code.
struct outcome {
    state is = state::none;
    checked::constant_value value;
    std::set<need> needs;
    std::string fault_code, fault_message;
};

/// Sees every step of an evaluation, in order of completion; explanations are built from it.
class listener {
public:
    virtual ~listener() = default;
    /// A node of the graph has been evaluated for `row` of `rule`'s entity. `items` are the rows of enclosing aggregates.
    virtual void on_node(checked::rule_id rule, row_index row, checked::node_id node, std::vector<row_index> const& items,
                         outcome const& result) = 0;
    /// A timeline or schedule entry was chosen (entry index) for the read at `node`; `dated_at` unset for a constant.
    virtual void on_entry(checked::rule_id rule, row_index row, checked::node_id node, std::size_t entry, std::optional<date> dated_at,
                          bool clamped) = 0;
    /// A row of a rate table (index into the schedule) or decision table hit.
    virtual void on_row(checked::rule_id rule, row_index row, checked::node_id node, std::size_t table_row) = 0;
    virtual void on_rule_begin(checked::rule_id rule, row_index row) = 0;
    virtual void on_rule_end(checked::rule_id rule, row_index row, std::size_t version, outcome const& computed,
                             outcome const& result, override_record const* replaced_by) = 0;
};

/// What a run reads beside the programme.
struct settings {
    std::map<checked::slot_id, std::vector<checked::value_entry>> readings;  ///< replace those of the programme
    std::map<checked::slot_id, std::vector<checked::value_entry>> options;   ///< replace those of the plan (cases, assumptions)
    std::optional<date> known_on;                                            ///< unset: everything is known
};

/// Evaluates rules of one dataset under one plan. Results are kept, so each rule of a row is computed once.
class evaluator {
public:
    evaluator(checked::rule_graph const& graph, checked::plan const& plan, settings const& with, dataset const& data);
    ~evaluator();
    evaluator(evaluator const&) = delete;
    evaluator& operator=(evaluator const&) = delete;

    /// Result of a rule for a row of its entity (row 0 for a rule without entity).
    [[nodiscard]] outcome const& result(checked::rule_id rule, row_index row);
    /// The same, telling every step to `to`; nothing is taken from or kept in the store of results.
    [[nodiscard]] outcome result_with(checked::rule_id rule, row_index row, listener& to);
    /// Evaluation steps so far (nodes visited), for tests of bounded work.
    [[nodiscard]] std::uint64_t steps() const;

private:
    struct implementation;
    std::unique_ptr<implementation> inside_;
};

}  // namespace carefare::reference
