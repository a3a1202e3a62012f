// The reference evaluator: slow, obvious, exact rationals over the checked graph, written from docs/language.md alone.
// It reads timelines entry by entry, tables row by row, dates by stepping days. It shares the checked graph and big
// integers with the rest and nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <carefare/base/date.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/dataset.hpp>
#include <carefare/reference/state.hpp>

namespace carefare::reference {

/// A result: a value, pending with what it needs, none, a fault with its code, or incomplete.
struct outcome {
    state is = state::none;
    checked::constant_value value;
    row_index row = no_row;  ///< of a row (link) node: the row, in place of `value`
    std::set<need> needs;
    std::string fault_code, fault_message;
};

/// What an allocation decided for a row, and from what: the states of section 14 of docs/language.md.
struct grant_record {
    outcome ask, grant, unmet, before, left, place, bound_by;
    struct limit {
        std::size_t index = 0;  ///< of allocation::limits
        outcome within;         ///< the row of the limit's entity
        outcome counts, up_to;
        outcome before,
            left;  ///< what the limit had granted (with `used_before`) and had left when the row's turn came
    };
    std::vector<limit> limits;  ///< every limit of the rule, in its order
};

/// Sees every step of an evaluation, in order of completion; explanations are built from it. A rule row is told of
/// once, after all rule rows that it reads: what stands between `on_rule_begin` and `on_rule_end` belongs to that one
/// rule row (rules do not nest; a node that reads a rule has the result told of before).
class listener {
public:
    virtual ~listener() = default;
    /// A node of the graph has been evaluated for `row` of `rule`'s entity. `items` are the rows of enclosing
    /// aggregates. Nodes of an entity's `complete_by` stand for the row that owns, not for `row`: the `row` of the
    /// outcome of a row node says which row is read.
    virtual void on_node(checked::rule_id rule, row_index row, checked::node_id node,
                         std::vector<row_index> const& items, outcome const& result) = 0;
    /// An entry (index) of a timeline was chosen for the slot or lookup at `node`, a gap included; not called where
    /// none counts. For an option the index is into what `settings` gives, else into the plan's answers. `dated_at` is
    /// unset for a constant.
    virtual void on_entry(checked::rule_id rule, row_index row, checked::node_id node, std::size_t entry,
                          std::optional<date> dated_at, bool clamped) = 0;
    /// A row of a rate table (index into the schedule) or of a decision table hit; the number of rows: its `otherwise`.
    virtual void on_row(checked::rule_id rule, row_index row, checked::node_id node, std::size_t table_row) = 0;
    /// A row's turn in an allocation; between its `on_rule_begin` and `on_rule_end`.
    virtual void on_grant(checked::rule_id rule, row_index row, grant_record const& decided) {
        static_cast<void>(rule);
        static_cast<void>(row);
        static_cast<void>(decided);
    }
    virtual void on_rule_begin(checked::rule_id rule, row_index row) = 0;
    /// `version` is the version that counted, or `no_version`. `computed` differs from `result` where an override
    /// replaced it.
    virtual void on_rule_end(checked::rule_id rule, row_index row, std::size_t version, outcome const& computed,
                             outcome const& result, override_record const* replaced_by) = 0;
};
inline constexpr std::size_t no_version = static_cast<std::size_t>(-1);

/// What a run reads beside the programme.
struct settings {
    /// Replace those of the programme.
    std::map<checked::slot_id, std::vector<checked::value_entry>> readings;
    /// Replace those of the plan (cases, assumptions).
    std::map<checked::slot_id, std::vector<checked::value_entry>> options;
    /// Unset: the dataset's; unset there too: everything is known.
    std::optional<date> known_on;
};

/// Evaluates rules of one dataset, checked by `check_dataset`, under one plan. Results are kept, so each rule of a row
/// is computed once. All four arguments must outlive the evaluator. A row that was set aside or is an orphan has no
/// results: asked for one, the answer is a fault with the code of its finding. A fault while the rows of a partition
/// are made is the result of all its rows.
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

    /// A node over `self`, for a row: what a sentence for letters names. `to` is told the steps of the node alone, not of
    /// the rules that it reads; they are told under the rule no_id.
    [[nodiscard]] outcome value_of(checked::node_id node, row_index row, listener* to = nullptr);
    /// What an allocation decided for a row; null for a row that is not used.
    [[nodiscard]] grant_record const* grant(checked::rule_id rule, row_index row);

    // Rows, those of made tables included. Rows are numbered as they are made: from the same data and settings alike.
    // Not every number below `row_count` is a row: those that `where` drops have one, and so have versions of a record
    // that do not count.
    [[nodiscard]] std::size_t row_count(checked::entity_id entity);
    [[nodiscard]] bool is_row(checked::entity_id entity, row_index row);
    [[nodiscard]] std::vector<row_index> rows(checked::entity_id entity);
    /// "w1"; of a made row its owner's key and its fields: "ann at sunny, 2019-06-10".
    [[nodiscard]] std::string const& key_of(checked::entity_id entity, row_index row) const;
    /// The row of that key; of a record with versions the version that counts. Empty if there is none.
    [[nodiscard]] std::optional<row_index> find_row(checked::entity_id entity, std::string const& key);
    /// The row that owns a row; no_row at the top.
    [[nodiscard]] row_index owner_of(checked::entity_id entity, row_index row) const;
    /// What has to be known before it is certain which rows of a made table a row owns; empty where that is certain.
    [[nodiscard]] std::set<need> undecided(checked::entity_id entity, row_index owner);
    /// Does a group lie partly, or a row made for a date wholly, outside the window?
    [[nodiscard]] bool is_incomplete(checked::entity_id entity, row_index row) const;
    /// An expression over `self` that says where a row lies (`at`, `pay_by`): of a row outside the window, too.
    [[nodiscard]] outcome place_of(checked::node_id expression, checked::entity_id entity, row_index row);
    /// An expression over `self`, the row of an entity; incomplete where the row is.
    [[nodiscard]] outcome value_of(checked::node_id expression, checked::entity_id entity, row_index row);
    /// The fault that sets the row's partition aside while its rows are made, if there is one.
    [[nodiscard]] outcome const* fault_of_partition(checked::entity_id entity, row_index row);

    /// Evaluation steps so far (nodes visited), for tests of bounded work.
    [[nodiscard]] std::uint64_t steps() const;

private:
    struct implementation;
    std::unique_ptr<implementation> inside_;
};

}  // namespace carefare::reference
