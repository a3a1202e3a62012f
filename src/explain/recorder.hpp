// Listens to one evaluation and keeps, for each rule row, what it read and decided, in order.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include <carefare/explain/explanation.hpp>

namespace carefare::explain {

/// A node that matters to a reader: a read, a lookup, a rounding, a decision table, a part of a grant.
struct event {
    checked::node_id node = checked::no_id;
    std::vector<reference::row_index> items;
    reference::outcome result;
    reference::outcome child;                    ///< rounding: the number before
    reference::outcome mode;                     ///< rounding by a computed mode: the word
    std::optional<std::size_t> entry;            ///< of a timeline
    std::optional<date> dated_at;                ///< the date the timeline was read at
    bool clamped = false;
    std::optional<std::size_t> table_row;
    reference::row_index read_row = reference::no_row;  ///< facts and rules: the row they were read of
};

struct rule_record {
    std::vector<event> events;
    std::size_t version = reference::no_version;
    reference::outcome computed, result;
    reference::override_record const* replaced_by = nullptr;
};

/// What an allocation kept beside its grant.
[[nodiscard]] bool is_part_of_grant(checked::op what);

using rule_row = std::pair<checked::rule_id, reference::row_index>;

class recorder final : public reference::listener {
public:
    explicit recorder(checked::rule_graph const& graph) : graph_(graph) {}

    [[nodiscard]] std::map<rule_row, rule_record> const& records() const { return records_; }

    void on_node(checked::rule_id rule, reference::row_index row, checked::node_id node,
                 std::vector<reference::row_index> const& items, reference::outcome const& result) override;
    void on_entry(checked::rule_id rule, reference::row_index row, checked::node_id node, std::size_t entry,
                  std::optional<date> dated_at, bool clamped) override;
    void on_row(checked::rule_id rule, reference::row_index row, checked::node_id node, std::size_t table_row) override;
    void on_rule_begin(checked::rule_id rule, reference::row_index row) override;
    void on_rule_end(checked::rule_id rule, reference::row_index row, std::size_t version, reference::outcome const& computed,
                     reference::outcome const& result, reference::override_record const* replaced_by) override;

private:
    checked::rule_graph const& graph_;
    std::map<rule_row, rule_record> records_;
    std::map<checked::node_id, reference::outcome> latest_;  ///< what stood before a rounding, and which row a row node is
    struct choice {
        std::optional<std::size_t> entry, table_row;
        std::optional<date> dated_at;
        bool clamped = false;
    };
    std::map<checked::node_id, choice> choices_;             ///< told before the node they belong to completes
};

}  // namespace carefare::explain
