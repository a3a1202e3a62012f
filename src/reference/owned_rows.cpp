// Which rows a row owns: one pass over every table. How rows of another entity are reached from it.
#include "reference/owned_rows.hpp"

#include <algorithm>
#include <deque>
#include <set>

#include "reference/made_rows.hpp"

namespace carefare::reference {

using checked::entity_id;

owned_rows::owned_rows(checked::rule_graph const& graph, dataset const& data, counting_versions const* versions)
    : graph_(graph) {
    auto const counting = [&](entity_id e, row_index r) { return versions == nullptr ? r : versions->of(e, r); };
    owned_.resize(graph.entities.size());
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        auto const owner = graph.entities[e].owner;
        if (owner == checked::no_id) continue;
        owned_[e].resize(data.tables[owner].size());
        for (row_index r = 0; r < data.tables[e].size(); ++r) {
            auto const owner_row = counting(owner, data.tables[e][r].owner);
            if (owner_row != no_row && counting(e, r) == r) owned_[e][owner_row].push_back(r);
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

std::vector<relation_step> owned_rows::steps_from(entity_id from) const {
    using kind = relation_step::kind;
    std::vector<relation_step> steps;
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (graph_.entities[e].owner == from) steps.push_back({kind::owned, e, 0});
    }
    auto const& maker = graph_.entities[from].made;
    if (maker.kind == checked::maker_kind::group) steps.push_back({kind::grouped, maker.source, 0});
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        auto const& links = graph_.entities[e].computed;
        for (std::uint32_t i = 0; i < links.size(); ++i) {
            if (links[i].to == from) steps.push_back({kind::linked, e, i});
        }
    }
    return steps;
}

std::vector<relation_step> owned_rows::way(entity_id from, entity_id items) const {
    std::vector<relation_step> found;
    for (auto const e : way_down(from, items))
        found.push_back({relation_step::kind::owned, e, 0});
    if (!found.empty()) return found;
    std::deque<std::vector<relation_step>> ways{{}};
    std::set<entity_id> seen;
    while (!ways.empty()) {
        auto const so_far = ways.front();
        ways.pop_front();
        auto const at = so_far.empty() ? from : so_far.back().to;
        for (auto const& next : steps_from(at)) {
            if (!seen.insert(next.to).second) continue;
            auto longer = so_far;
            longer.push_back(next);
            if (next.to == items) return longer;
            ways.push_back(std::move(longer));
        }
    }
    return {};
}

}  // namespace carefare::reference
