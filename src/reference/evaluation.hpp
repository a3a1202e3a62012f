// One evaluation: the walk over the graph, one function for each construct of the table in section 4 of
// docs/language.md, in its order. Results of rules are kept by rule and row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <carefare/checked/stages.hpp>
#include <carefare/reference/evaluate.hpp>

#include "reference/made_rows.hpp"
#include "reference/owned_rows.hpp"
#include "reference/timeline.hpp"

namespace carefare::reference {

/// A rule for one row of its entity; row 0 for a rule without entity.
using rule_row = std::pair<checked::rule_id, row_index>;

/// A rule that is read too deep inside others; thrown to whoever can settle it first and start again.
struct put_off {
    rule_row next;
    bool placing = false;  ///< it was read of a row outside the window, for where that row lies
};

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
    counting_versions const& versions;
    owned_rows owned;
    made_rows& made;  ///< filled while evaluating: a table is made when its first row is asked for
    checked::stage_plan stages;
};

/// What an allocation decided for all rows of one partition.
using allocation_pass = std::map<row_index, grant_record>;

class evaluation {
public:
    evaluation(world const& in, std::uint64_t& steps) : in_(in), graph_(in.graph), steps_(steps) {}
    /// The result, with all that it reads.
    outcome const& settle(rule_row asked, bool placing = false);
    /// What `action` gives once the rules that it puts off are settled.
    template <class Action>
    decltype(auto) settle_with(Action action) {
        while (true) {
            try {
                return action();
            } catch (put_off const& deeper) {
                settle(deeper.next, deeper.placing);
            }
        }
    }
    /// A fault of the rows of its stage: what a result is to who asks from outside. Nothing where there is none.
    std::optional<outcome> fault_of_stage(rule_row of) {
        return settle_with([&] { return fault_across(of); });
    }
    /// A node for a row, told to `to` (if there is one) once all that it reads is settled.
    outcome settle_node(checked::node_id node, row_index self, listener* to);
    grant_record const& grant_of(rule_row of);
    /// An expression of a row that says where it lies (`at`, `by`, `pay_by`): known outside the window too, as far as
    /// it reads no rows that could be missing there.
    outcome place_of_row(checked::node_id expression, checked::entity_id e, row_index r);
    outcome value_of(checked::node_id expression, row_index r) { return evaluate(expression, at_maker(r)); }
    /// Tells all that has been settled, each rule row after those it reads.
    void tell_everything(listener& to);
    /// Makes the rows of a row and of all that it owns, and finds the rows they link to. The first fault, if any.
    std::optional<outcome> make_everything_below(checked::entity_id entity, row_index r);
    [[nodiscard]] bool is_made(checked::entity_id e) const {
        return graph_.entities[e].made.kind != checked::maker_kind::host;
    }
    [[nodiscard]] std::string const& key_of(checked::entity_id e, row_index r) const;
    /// no_row at the top
    [[nodiscard]] row_index owner_row_of(checked::entity_id e, row_index r) const;
    [[nodiscard]] bool is_incomplete_row(checked::entity_id e, row_index r) const;
    /// The row that lies wholly outside the window: this one, one it keeps or one that owns it.
    using entity_row = std::pair<checked::entity_id, row_index>;
    [[nodiscard]] std::optional<entity_row> outside_row(checked::entity_id e, row_index r) const;
    [[nodiscard]] bool is_outside_row(checked::entity_id e, row_index r) const { return outside_row(e, r).has_value(); }

private:
    /// Sets whether reads are for where a row lies, while it lives.
    class placing_is {
    public:
        placing_is(bool& placing, bool now) : placing_(placing), before_(placing) { placing_ = now; }
        ~placing_is() { placing_ = before_; }
        placing_is(placing_is const&) = delete;
        placing_is& operator=(placing_is const&) = delete;

    private:
        bool& placing_;
        bool before_;
    };
    /// Sets which stage reads, while it lives; what stands in all stages reads for the one that asks.
    class stage_is {
    public:
        stage_is(std::uint32_t& stage, std::uint32_t now) : stage_(stage), before_(stage) {
            if (now != checked::no_id) stage_ = now;
        }
        ~stage_is() { stage_ = before_; }
        stage_is(stage_is const&) = delete;
        stage_is& operator=(stage_is const&) = delete;

    private:
        std::uint32_t& stage_;
        std::uint32_t before_;
    };
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

    // evaluate_clock.cpp
    outcome clock_operation(checked::node_id id, place const& at);

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
    run evaluate_rows(checked::node_id id, std::vector<row_index> const& rows, place const& at);
    std::optional<outcome> one_row(checked::node_id id, place const& inner);
    static outcome sum_of(run const& over);
    static outcome count_of(run const& over);
    static outcome extreme_of(run const& over, bool greatest);
    outcome is_complete(checked::entity_id items, row_index owner, place const& at);

    // evaluate_relations.cpp
    /// Rows, and why there may be others (pending) or none at all (a fault).
    struct reached {
        std::vector<row_index> rows;
        std::vector<outcome> open;
    };
    reached reach(checked::entity_id from, row_index r, checked::entity_id items, place const& at);
    reached rows_owned(checked::entity_id e, row_index owner, place const& at);
    reached rows_of_group(checked::entity_id group, row_index r);
    reached rows_that_link(checked::entity_id from, row_index r, relation_step const& step, place const& at);
    outcome field(checked::node_id id, place const& at);
    outcome key_text(checked::node_id id, place const& at);
    outcome group_of(checked::node_id id, place const& at);
    outcome base_of(checked::node_id id, place const& at);
    outcome computed_link_of(checked::node_id id, place const& at);
    outcome const& linked_row(checked::entity_id e, std::uint32_t link, row_index r);
    outcome find_linked_row(checked::entity_id e, checked::computed_link const& link, row_index r);
    outcome const& field_of(checked::entity_id e, row_index r, std::uint32_t index) const;
    /// The row of `above` that owns a row, however far; the row itself if it is one; no_row.
    [[nodiscard]] row_index row_above(checked::entity_id e, row_index r, checked::entity_id above) const;
    [[nodiscard]] checked::entity_id common_owner(checked::entity_id a, checked::entity_id b) const;

    // make_rows.cpp and make_groups.cpp
    struct making {
        std::vector<made_row> rows;
        made_table table;
        std::vector<made_row> outside = {};  ///< groups wholly outside the window
    };
    made_table const& table_of(checked::entity_id e, row_index owner);
    making make(checked::entity_id e, row_index owner);
    making make_subset(checked::entity_id e, row_index owner);
    making make_each(checked::entity_id e, row_index owner);
    std::vector<outcome> elements_of(checked::entity_id e, row_index owner, making& made);
    std::vector<outcome> elements_of_range(checked::entity_id e, outcome const& range) const;
    void keep_where_true(checked::entity_id e, making& made);
    making make_groups(checked::entity_id e, row_index owner);
    std::vector<row_index> groups_outside(checked::entity_id source, checked::entity_id above, row_index owner);
    /// Where a row lies by its date. `is` is a value, or why that is not known.
    struct window_place {
        outcome is;
        bool before = false, after = false;
    };
    window_place place_in_window(checked::entity_id e, row_index r);
    void mark_outside(checked::entity_id e, making& made);
    making make_merged(checked::entity_id e, row_index owner);
    [[nodiscard]] made_row new_row(checked::entity_id e, row_index owner, std::vector<outcome> fields,
                                   std::size_t in_key) const;
    [[nodiscard]] std::string text_of_field(outcome const& field, checked::type const& type) const;
    static place at_maker(row_index self) { return place{{checked::no_id, 0}, self, {}}; }

    // evaluate_stages.cpp
    std::optional<outcome> const& out_of(std::uint32_t stage, row_index partition);
    std::optional<outcome> fault_before(std::uint32_t stage, row_index partition);
    std::optional<outcome> const& fault_above(std::uint32_t stage, row_index partition);
    template <class Goes>
    std::optional<outcome> fault_below(checked::entity_id entity, row_index row, Goes goes);
    std::optional<outcome> no_part(rule_row of);
    std::optional<outcome> fault_across(rule_row of);
    outcome seen(rule_row of);
    std::vector<row_index> with_part(std::vector<row_index> const& rows);

    // evaluate_order.cpp
    outcome best(checked::node_id id, place const& at);
    outcome neighbour(checked::node_id id, place const& at, bool next);
    outcome so_far(checked::node_id id, place const& at);
    /// Rows of the owner in the entity's order, or why there is none.
    struct ordered {
        std::vector<row_index> rows;
        std::optional<outcome> stopped;
    };
    ordered const& in_order(checked::entity_id e, row_index owner, place const& at);
    outcome order_keys(std::vector<checked::order_key> const& keys, place const& at, std::vector<outcome>& values);
    [[nodiscard]] int compare_keys(std::vector<checked::order_key> const& keys, std::vector<outcome> const& a,
                                   std::vector<outcome> const& b) const;

    // allocate.cpp
    outcome granted(rule_row of);
    outcome grant_part(checked::node_id id, place const& at);
    grant_record const& record_of(rule_row of);
    allocation_pass allocate(checked::rule_id rule, row_index partition);
    grant_record what_is_asked(checked::rule_id rule, place const& at);
    outcome used_before(checked::allocation_limit const& limit, row_index within, place const& at);

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
        return is_made(entity) || in_.data.fates.at(entity).at(r) == row_fate::used;
    }
    /// The entity of the rows that a node stands for.
    [[nodiscard]] checked::entity_id entity_of(checked::node_id id) const { return graph_.nodes[id].type_of.entity; }

    world const& in_;
    checked::rule_graph const& graph_;
    std::uint64_t& steps_;
    std::size_t depth_ = 0;
    listener* to_ = nullptr;
    std::uint32_t stage_ = checked::no_id;  ///< of the rule that is computed, or of the rows that are made
    std::map<std::pair<std::uint32_t, row_index>, std::optional<outcome>> outs_, above_;  ///< by stage and row of a partition
    bool placing_ = false;  ///< reading rules of a row outside the window, for where it lies
    std::map<rule_row, outcome> results_;
    std::map<rule_row, outcome> placed_;  ///< results of rows outside the window, for where they lie alone
    std::vector<rule_row> settled_;  ///< in order of completion
    std::set<std::pair<checked::entity_id, row_index>> being_made_;
    std::map<std::tuple<checked::entity_id, std::uint32_t, row_index>, outcome> links_;
    std::map<std::tuple<checked::entity_id, row_index, std::uint32_t>, ordered> orders_;  ///< by entity, owner and stage
    std::map<rule_row, allocation_pass> passes_;  ///< by rule and row of the partition
};

}  // namespace carefare::reference
