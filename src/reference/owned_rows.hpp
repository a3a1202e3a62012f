// Which rows a row owns, directly and through others: what aggregates run over.
#pragma once

#include <vector>

#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/dataset.hpp>

namespace carefare::reference {

class owned_rows {
public:
    owned_rows(checked::rule_graph const& graph, dataset const& data);
    /// Rows of `items` that `row` of the entity that owns `items` owns, in the table's order.
    [[nodiscard]] std::vector<row_index> const& of(checked::entity_id items, row_index row) const;
    /// The entities on the way down from `owner` to `items`, `items` last: family, ... gives member, care_week. Empty
    /// if `owner` does not own `items`.
    [[nodiscard]] std::vector<checked::entity_id> way_down(checked::entity_id owner, checked::entity_id items) const;

private:
    checked::rule_graph const& graph_;
    std::vector<std::vector<std::vector<row_index>>> owned_;  ///< by entity owned, by row of its owner
};

}  // namespace carefare::reference
