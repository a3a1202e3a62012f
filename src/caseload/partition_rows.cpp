// Rows from columns, and the shared rows that they lead to.
#include "caseload/partition_rows.hpp"

#include <carefare/checked/partition.hpp>

namespace carefare::caseload {

using checked::entity_id;
using checked::no_id;
using eval::row_number;

partition_rows::partition_rows(cases::columnar_caseload const& of, checked::rule_graph const& graph, cases::blocks const& rest)
    : of_(of), graph_(graph), rest_(rest), within_(checked::entities_within(graph)), rows_(of.clean, graph), in_columns_(of.clean, graph),
      shared_(graph.entities.size()) {}

void partition_rows::find_shared() const {
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (within_[e]) continue;
        auto const& rows = of_.rest.data.tables[e];
        shared_[e].reserve(rows.size());
        for (reference::row_index r = 0; r < rows.size(); ++r) shared_[e].emplace(rows[r].key, r);
    }
}

reference::dataset partition_rows::nothing_yet() const {
    reference::dataset data;
    data.known_on = of_.rest.data.known_on;
    data.windows = of_.rest.data.windows;
    data.tables.resize(graph_.entities.size());
    return data;
}

reference::dataset partition_rows::take(std::vector<std::size_t> const& partitions) const {
    if (!of_.shared_in_columns) std::call_once(is_found_, [&] { find_shared(); });
    auto data = nothing_yet();
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (!within_[e] || graph_.entities[e].made.kind != checked::maker_kind::host) continue;
        auto const& begins = of_.clean.tables[e].begins;
        for (auto const p : partitions) {
            for (auto r = begins[p]; r < begins[p + 1]; ++r) data.tables[e].push_back(row_of(e, r));
        }
    }
    if (of_.shared_in_columns)
        in_columns_.add_to(data);
    else
        rest_.add_shared(data);
    reference::check_dataset(data, graph_);
    return data;
}

reference::dataset partition_rows::take_shared() const {
    if (!of_.shared_in_columns) return rest_.take({});
    auto data = nothing_yet();
    in_columns_.add_all(data);
    reference::check_dataset(data, graph_);
    return data;
}

reference::row partition_rows::row_of(entity_id e, row_number r, std::set<checked::fact_id> const* wanted) const {
    auto const& entity = graph_.entities[e];
    auto row = rows_.row_of(e, r, wanted);
    if (of_.shared_in_columns) return row;
    // Their numbers among the shared rows of the rest.
    auto const find = [&](entity_id to, std::string const& key) {
        auto const found = shared_[to].find(key);
        return found == shared_[to].end() ? reference::no_row : found->second;
    };
    if (entity.owner != no_id) row.owner = find(entity.owner, row.owner_key);
    for (std::size_t l = 0; l < entity.links.size(); ++l) {
        if (row.link_keys[l] && !within_[entity.links[l].to]) row.links[l] = find(entity.links[l].to, *row.link_keys[l]);
    }
    return row;
}

}  // namespace carefare::caseload
