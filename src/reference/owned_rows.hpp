// Which rows a row owns, directly and through others: what aggregates run over.
#pragma once

#include <cstdint>
#include <vector>

#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/dataset.hpp>

namespace carefare::reference {

class counting_versions;

/// How one leads from a row to rows of `to`: it owns them, it is their group, or they link to it.
struct relation_step {
    enum class kind : std::uint8_t { owned, grouped, linked } how{};
    checked::entity_id to = checked::no_id;
    std::uint32_t link = 0;  ///< linked: index into `to`'s computed links
};

class owned_rows {
public:
    /// With `versions`: of each record only the version that counts.
    owned_rows(checked::rule_graph const& graph, dataset const& data, counting_versions const* versions = nullptr);
    /// Rows of `items` that `row` of the entity that owns `items` owns, in the table's order.
    [[nodiscard]] std::vector<row_index> const& of(checked::entity_id items, row_index row) const;
    /// The entities on the way down from `owner` to `items`, `items` last: family, ... gives member, care_week. Empty
    /// if `owner` does not own `items`.
    [[nodiscard]] std::vector<checked::entity_id> way_down(checked::entity_id owner, checked::entity_id items) const;
    /// The steps from a row of `from` to its rows of `items`: down the owners where `from` owns them, else the fewest
    /// steps.
    [[nodiscard]] std::vector<relation_step> way(checked::entity_id from, checked::entity_id items) const;

private:
    [[nodiscard]] std::vector<relation_step> steps_from(checked::entity_id from) const;

    checked::rule_graph const& graph_;
    std::vector<std::vector<std::vector<row_index>>> owned_;  ///< by entity owned, by row of its owner
};

}  // namespace carefare::reference
