// From keys to rows of columns, and on from there by the numbers of rows.
#include "cases/shared_rows.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include <carefare/checked/partition.hpp>

namespace carefare::cases {

using checked::entity_id;
using checked::no_id;
using eval::no_row;
using eval::row_number;

shared_rows::shared_rows(eval::host_tables const& of, checked::rule_graph const& graph)
    : of_(of), graph_(graph), rows_(of, graph), within_(checked::entities_within(graph)), below_(graph.entities.size()), keys_(graph.entities.size()) {
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        auto const& entity = graph.entities[e];
        if (!within_[e] && entity.owner != no_id && entity.made.kind == checked::maker_kind::host) below_[entity.owner].push_back(e);
    }
}

void shared_rows::find_keys() const {
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (within_[e]) continue;
        auto const& table = of_.tables[e];
        keys_[e].reserve(table.size);
        for (row_number r = 0; r < table.size; ++r) keys_[e].emplace(table.keys[r], r);
    }
}

row_number shared_rows::find(entity_id entity, std::string_view key) const {
    std::call_once(are_found_, [&] { find_keys(); });
    auto const found = keys_[entity].find(key);
    return found == keys_[entity].end() ? no_row : found->second;
}

/// Tables of a caseload stand in the order of their keys.
void shared_rows::add(entity_id entity, std::vector<row_number> rows, reference::dataset& into) const {
    auto const& keys = of_.tables[entity].keys;
    std::sort(rows.begin(), rows.end(), [&](row_number a, row_number b) { return keys[a] < keys[b]; });
    for (auto const r : rows) into.tables[entity].push_back(rows_.row_of(entity, r));
}

void shared_rows::add_all(reference::dataset& rows) const {
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (within_[e]) continue;
        std::vector<row_number> all(of_.tables[e].size);
        std::iota(all.begin(), all.end(), row_number{0});
        add(e, std::move(all), rows);
    }
}

void shared_rows::add_to(reference::dataset& rows) const {
    std::set<std::pair<entity_id, row_number>> found;
    std::vector<std::pair<entity_id, row_number>> reached;
    auto const reach = [&](entity_id entity, row_number row) {
        if (row != no_row && found.emplace(entity, row).second) reached.emplace_back(entity, row);
    };
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        auto const& entity = graph_.entities[e];
        for (auto const& row : rows.tables[e]) {
            if (entity.owner != no_id && !within_[entity.owner]) reach(entity.owner, find(entity.owner, row.owner_key));
            for (std::size_t l = 0; l < entity.links.size(); ++l) {
                if (row.link_keys[l] && !within_[entity.links[l].to]) reach(entity.links[l].to, find(entity.links[l].to, *row.link_keys[l]));
            }
        }
    }
    for (std::size_t next = 0; next < reached.size(); ++next) {
        auto const [e, r] = reached[next];
        auto const& table = of_.tables[e];
        if (!table.owner.empty()) reach(graph_.entities[e].owner, table.owner[r]);
        for (std::size_t l = 0; l < table.links.size(); ++l) reach(graph_.entities[e].links[l].to, table.links[l][r]);
        for (auto const below : below_[e]) {
            // Rows stand in the order of their owners.
            auto const& owner = of_.tables[below].owner;
            auto const [first, last] = std::equal_range(owner.begin(), owner.end(), r);
            for (auto at = first; at != last; ++at) reach(below, static_cast<row_number>(at - owner.begin()));
        }
    }
    for (auto one = found.begin(); one != found.end();) {
        auto const e = one->first;
        std::vector<row_number> of_table;
        for (; one != found.end() && one->first == e; ++one) of_table.push_back(one->second);
        add(e, std::move(of_table), rows);
    }
}

}  // namespace carefare::cases
