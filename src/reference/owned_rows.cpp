// Which rows a row owns: one pass over every table.
#include "reference/owned_rows.hpp"

#include <algorithm>

namespace carefare::reference {

using checked::entity_id;

owned_rows::owned_rows(checked::rule_graph const& graph, dataset const& data) : graph_(graph) {
    owned_.resize(graph.entities.size());
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        auto const owner = graph.entities[e].owner;
        if (owner == checked::no_id) continue;
        owned_[e].resize(data.tables[owner].size());
        for (row_index r = 0; r < data.tables[e].size(); ++r) {
            auto const owner_row = data.tables[e][r].owner;
            if (owner_row != no_row) owned_[e][owner_row].push_back(r);
        }
    }
}

std::vector<row_index> const& owned_rows::of(entity_id items, row_index row) const {
    return owned_.at(items).at(row);
}

std::vector<entity_id> owned_rows::way_down(entity_id owner, entity_id items) const {
    std::vector<entity_id> way{items};
    // An entity may own rows of its own kind: the way from such an entity to itself is one step.
    while (graph_.entities[way.back()].owner != owner) {
        auto const up = graph_.entities[way.back()].owner;
        if (up == checked::no_id || way.size() > graph_.entities.size()) return {};
        way.push_back(up);
    }
    std::reverse(way.begin(), way.end());
    return way;
}

}  // namespace carefare::reference
