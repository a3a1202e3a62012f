// One evaluation: the walk over the graph, one function for each construct of the table in section 4 of
// docs/language.md, in its order. Results of rules are kept by rule and row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <carefare/reference/evaluate.hpp>

#include "reference/owned_rows.hpp"
#include "reference/timeline.hpp"

namespace carefare::reference {

/// A rule for one row of its entity; row 0 for a rule without entity.
using rule_row = std::pair<checked::rule_id, row_index>;

/// Where a node is evaluated: for which rule row (what a listener is told), for which row as `self`, at which rows of
/// enclosing aggregates.
struct place {
    rule_row of;
    row_index self = 0;
    std::vector<row_index> items;
};

/// What everything is evaluated against.
struct world {
    checked::rule_graph const& graph;
    checked::plan const& plan;
    settings const& with;
    dataset const& data;
    std::optional<date> known_on;
    owned_rows owned;
};

class evaluation {
public:
    evaluation(world const& in, std::uint64_t& steps) : in_(in), graph_(in.graph), steps_(steps) {}
    /// The result, with all that it reads.
    outcome const& settle(rule_row asked);
    /// Tells all that has been settled, each rule row after those it reads.
    void tell_everything(listener& to);

private:
    struct rule_outcome {
        std::size_t version = no_version;
        outcome computed, result;
        override_record const* replaced_by = nullptr;
    };

    // evaluation.cpp: the walk
    outcome evaluate(checked::node_id id, place const& at);
    outcome construct(checked::node_id id, place const& at);
    std::vector<outcome> children(checked::node_id id, place const& at);
    outcome const& read(rule_row asked);

    // evaluate_reads.cpp
    outcome literal(checked::node const& n);
    outcome owner_of(checked::node_id id, place const& at);
    outcome link_of(checked::node_id id, place const& at);
    outcome fact(checked::node_id id, place const& at);
    outcome slot(checked::node_id id, place const& at);
    std::vector<checked::value_entry> const& entries_of(checked::slot_id id) const;
    need need_of_slot(checked::slot const& s, std::vector<checked::value_entry> const& entries,
                      chosen_entry const& chosen) const;
    std::optional<outcome> clamped_to_bound(checked::slot const& s, outcome const& answer,
                                            reading_date const& when) const;

    // evaluate_operations.cpp
    outcome operation(checked::node_id id, place const& at);

    // evaluate_logic.cpp
    outcome conjunction(checked::node_id id, place const& at);
    outcome disjunction(checked::node_id id, place const& at);
    outcome negation(checked::node_id id, place const& at);
    outcome conditional(checked::node_id id, place const& at);
    outcome otherwise(checked::node_id id, place const& at);
    outcome equals_none(checked::node_id id, place const& at);
    outcome membership(checked::node_id id, place const& at);

    // evaluate_lookup.cpp
    outcome lookup(checked::node_id id, place const& at);
    outcome cell_of(checked::rate_table const& table, checked::schedule const& rates,
                    std::vector<checked::scalar_value> const& keys, checked::node_id id, place const& at);

    // evaluate_aggregates.cpp
    outcome sum(checked::node_id id, place const& at);
    outcome count(checked::node_id id, place const& at);
    outcome extreme(checked::node_id id, place const& at, bool greatest);
    outcome some(checked::node_id id, place const& at);
    outcome every(checked::node_id id, place const& at);
    /// The rows an aggregate runs over, each as its outcome (rows a filter leaves out are gone), then what says whether
    /// they are all.
    struct run {
        std::optional<outcome> no_rows;  ///< the owner itself is pending or a fault
        std::vector<outcome> rows;
        std::vector<outcome> complete;  ///< those that are not true
        [[nodiscard]] std::vector<outcome> everything() const;
    };
    run run_over_rows(checked::node_id id, place const& at);
    std::optional<outcome> one_row(checked::node_id id, place const& inner);
    outcome is_complete(checked::entity_id items, row_index owner, place const& at);

    // evaluate_rules.cpp
    outcome rule(checked::node_id id, place const& at);
    rule_outcome compute(rule_row of);
    outcome version_that_counts(checked::rule const& r, place const& at, std::size_t& version);

    // evaluate_decisions.cpp
    outcome decide(checked::node_id id, place const& at);
    outcome unique(checked::node_id id, place const& at, std::vector<outcome> const& rows);
    outcome any(checked::node_id id, place const& at, std::vector<outcome> const& rows);
    outcome first(checked::node_id id, place const& at, std::vector<outcome> const& rows);
    outcome collect(checked::node_id id, place const& at, std::vector<outcome> const& rows);
    outcome no_row_applies(checked::node_id id, place const& at);
    outcome output(checked::node_id id, place const& at, std::size_t row);
    outcome decision_row(checked::decision_row const& row, std::vector<outcome> const& inputs, place const& at);
    outcome cell(checked::cell_test const& test, outcome const& input, place const& at);

    // names and rows
    [[nodiscard]] std::string name_of(checked::entity_id entity, std::string const& member) const;
    [[nodiscard]] row const& row_at(checked::entity_id entity, row_index r) const {
        return in_.data.tables.at(entity).at(r);
    }
    [[nodiscard]] bool is_used(checked::entity_id entity, row_index r) const {
        return in_.data.fates.at(entity).at(r) == row_fate::used;
    }
    /// The entity of the rows that a node stands for.
    [[nodiscard]] checked::entity_id entity_of(checked::node_id id) const { return graph_.nodes[id].type_of.entity; }

    world const& in_;
    checked::rule_graph const& graph_;
    std::uint64_t& steps_;
    std::size_t depth_ = 0;
    listener* to_ = nullptr;
    std::map<rule_row, outcome> results_;
    std::vector<rule_row> settled_;  ///< in order of completion
};

}  // namespace carefare::reference
