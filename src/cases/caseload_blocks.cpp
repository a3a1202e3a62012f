// Which partition a row belongs to, and datasets of some of them.
#include "cases/caseload_blocks.hpp"

#include <algorithm>
#include <set>

#include <carefare/base/diagnostic.hpp>
#include <carefare/cases/caseload.hpp>
#include <carefare/checked/partition.hpp>

namespace carefare::cases {

using checked::entity_id;
using reference::no_row;
using reference::row_fate;
using reference::row_index;

namespace {

/// The uppermost row of the partition entity that owns a row; no_row outside all partitions. Owners may lead in a ring.
row_index partition_of(reference::dataset const& data, checked::rule_graph const& graph, entity_id e, row_index r) {
    auto found = no_row;
    for (std::size_t steps = 0; r != no_row && steps <= data.tables[e].size() + graph.entities.size(); ++steps) {
        if (graph.entities[e].partition) found = r;
        auto const owner = graph.entities[e].owner;
        if (owner == checked::no_id) break;
        r = data.tables[e][r].owner;
        e = owner;
    }
    return found;
}

}  // namespace

void check_with_links(reference::dataset& data, checked::rule_graph const& graph) {
    reference::check_dataset(data, graph);
    bool found = false;
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        auto const& links = graph.entities[e].links;
        for (row_index r = 0; r < data.tables[e].size() && !links.empty(); ++r) {
            auto& row = data.tables[e][r];
            for (std::size_t i = 0; i < links.size(); ++i) {
                if (row.links[i] == no_row) continue;
                auto const there = partition_of(data, graph, links[i].to, row.links[i]);
                if (there == no_row || there == partition_of(data, graph, e, r)) continue;
                row.unread.push_back({std::string(name_of(diagnostic_code::W018)), links[i].name,
                                      "names '" + *row.link_keys[i] + "', a row of another partition", row.where});
                found = true;
            }
        }
    }
    if (found) reference::check_dataset(data, graph);
}

blocks::blocks(reference::dataset const& data, checked::rule_graph const& graph)
    : data_(data), graph_(graph), within_(checked::entities_within(graph)), members_(graph.entities.size()) {
    number_partitions();
    find_shared();
}

void blocks::number_partitions() {
    std::vector<std::size_t> number;
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (!graph_.entities[e].partition) continue;
        partition_ = e;
        number.resize(data_.tables[e].size());
        for (row_index r = 0; r < data_.tables[e].size(); ++r) {
            if (data_.fates[e][r] != row_fate::used || partition_of(data_, graph_, e, r) != r) continue;
            number[r] = partitions_.size();
            partitions_.push_back(r);
        }
    }
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (!within_[e]) continue;
        members_[e].resize(partitions_.size());
        for (row_index r = 0; r < data_.tables[e].size(); ++r) {
            if (data_.fates[e][r] == row_fate::used)
                members_[e][number[partition_of(data_, graph_, e, r)]].push_back(r);
        }
    }
}

void blocks::find_shared() {
    owned_.resize(graph_.entities.size());
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (within_[e]) continue;
        owned_[e].resize(data_.tables[e].size());
    }
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (within_[e]) continue;
        for (row_index r = 0; r < data_.tables[e].size(); ++r) {
            auto const owner = data_.tables[e][r].owner;
            if (owner != no_row) owned_[graph_.entities[e].owner][owner].emplace_back(e, r);
        }
    }
}

/// What the rows of the block lead to outside all partitions: their links, with owners, owned rows, links and rows of
/// the same key, so that each has the fate it has among all. All of it in every block would cost partitions times
/// shared rows.
void blocks::add_shared(reference::dataset& block) const {
    std::set<std::pair<entity_id, row_index>> found;
    std::vector<std::pair<entity_id, row_index>> reached;
    auto const reach = [&](entity_id entity, row_index row) {
        if (row != no_row && !within_[entity] && found.emplace(entity, row).second) reached.emplace_back(entity, row);
    };
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        for (auto const& row : block.tables[e]) {
            if (row.owner != no_row) reach(graph_.entities[e].owner, row.owner);
            for (std::size_t i = 0; i < row.links.size(); ++i)
                reach(graph_.entities[e].links[i].to, row.links[i]);
        }
    }
    for (std::size_t next = 0; next < reached.size(); ++next) {
        auto const [e, r] = reached[next];
        auto const& table = data_.tables[e];
        if (table[r].owner != no_row) reach(graph_.entities[e].owner, table[r].owner);
        for (auto const& [below, owned] : owned_[e][r])
            reach(below, owned);
        for (std::size_t i = 0; i < table[r].links.size(); ++i)
            reach(graph_.entities[e].links[i].to, table[r].links[i]);
        // Tables of a caseload stand in the order of their keys.
        if (r > 0 && table[r - 1].key == table[r].key) reach(e, r - 1);
        if (r + 1 < table.size() && table[r + 1].key == table[r].key) reach(e, r + 1);
    }
    for (auto const& [e, r] : found) block.tables[e].push_back(data_.tables[e][r]);
}

std::string const& blocks::key(std::size_t partition) const {
    return data_.tables[partition_][partitions_[partition]].key;
}

reference::dataset blocks::take(std::vector<std::size_t> const& partitions) const {
    reference::dataset block;
    block.known_on = data_.known_on;
    block.windows = data_.windows;
    block.tables.resize(graph_.entities.size());
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (!within_[e]) {
            if (partitions.empty()) block.tables[e] = data_.tables[e];
            continue;
        }
        for (auto const p : partitions) {
            for (auto const r : members_[e][p])
                block.tables[e].push_back(data_.tables[e][r]);
        }
    }
    if (!partitions.empty()) add_shared(block);
    reference::check_dataset(block, graph_);
    return block;
}

std::optional<reference::dataset> one_partition(caseload const& of, checked::rule_graph const& graph,
                                                std::string const& key) {
    blocks all(of.data, graph);
    for (std::size_t p = 0; p < all.partitions().size(); ++p) {
        if (all.key(p) == key) return all.take({p});
    }
    return std::nullopt;
}

}  // namespace carefare::cases
