// Rows of the whole caseload, as few as a stage reads.
#include "caseload/gathered_rows.hpp"

#include <algorithm>

#include <carefare/checked/partition.hpp>

#include "caseload/fact_columns.hpp"
#include "caseload/partition_rows.hpp"
#include "cases/caseload_blocks.hpp"

namespace carefare::caseload {

using checked::entity_id;
using reference::row_fate;
using reference::row_index;

gathered_rows::gathered_rows(checked::pass const& of, checked::rule_graph const& read_by, run_input const& from) : pass_(of), graph_(read_by), from_(from) {
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (graph_.entities[e].partition) partition_ = e;
    }
    wanted_ = of.reads;
    for (auto const& [rule, fact] : of.stored) {
        if (graph_.facts[fact].owner == partition_) wanted_.insert(fact);
    }
    rows_.folder = from.read.rest.folder;
    rows_.data.known_on = from.read.rest.data.known_on;
    rows_.data.windows = from.read.rest.data.windows;
    rows_.data.tables.resize(graph_.entities.size());
    gather_above();
    gather_partitions();
    reference::check_dataset(rows_.data, of.graph);
}

bool gathered_rows::is_computed(checked::rule_id id) const {
    return !pass_.stored.contains(id) && std::find(pass_.graph.order.begin(), pass_.graph.order.end(), id) != pass_.graph.order.end();
}

/// An override of what another pass came to has done its work there.
void gathered_rows::keep_what_is_read(reference::row& row) const {
    std::erase_if(row.overrides, [&](auto const& one) { return !is_computed(one.first); });
}

/// Of a row that is set aside all facts are absent, here as in the first stage.
void gathered_rows::gather_above() {
    auto const within = checked::entities_within(graph_);
    auto const& data = from_.read.rest.data;
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (within[e]) continue;
        for (row_index r = 0; r < data.tables[e].size(); ++r) {
            if (data.fates[e][r] == row_fate::orphan) continue;
            auto row = data.tables[e][r];
            if (data.fates[e][r] == row_fate::set_aside) {
                row.facts.clear();
                row.open.clear();
                row.unread.clear();
                row.overrides.clear();
                std::fill(row.link_keys.begin(), row.link_keys.end(), std::nullopt);
            }
            keep_what_is_read(row);
            rows_.data.tables[e].push_back(std::move(row));
        }
    }
}

void gathered_rows::gather_partitions() {
    auto const& rest = from_.read.rest.data;
    for (row_index r = 0; r < rest.tables[partition_].size(); ++r) {
        if (rest.fates[partition_][r] != row_fate::used) continue;
        auto row = rest.tables[partition_][r];
        std::erase_if(row.facts, [&](auto const& one) { return !wanted_.contains(one.first); });
        std::erase_if(row.open, [&](auto const& one) { return !wanted_.contains(one.first); });
        add(std::move(row), false, r);
    }
    if (!from_.binding) return;
    cases::blocks const none(rest, graph_);
    partition_rows const columns(from_.read, graph_, none);
    for (eval::row_number r = 0; r < from_.read.clean.tables[partition_].size; ++r) add(columns.row_of(partition_, r, &wanted_), true, r);
}

/// "a family ... of which a result that the stage reads is a fault has no part"
void gathered_rows::add(reference::row row, bool in_columns, std::size_t number) {
    for (auto const& [rule, fact] : pass_.stored) {
        auto const open = row.open.find(fact);
        if (graph_.facts[fact].owner != partition_ || open == row.open.end() || open->second.is != reference::state::fault) continue;
        outs_.push_back({in_columns, number, open->second});
        return;
    }
    keep_what_is_read(row);
    rows_.data.tables[partition_].push_back(std::move(row));
}

void gathered_rows::tell_out(std::vector<checked::rule_id> const& gives, std::map<checked::rule_id, checked::fact_id> const& facts, run_input& into) const {
    facts_of_rows rows(into.read.rest.data, graph_);
    facts_in_columns columns(into.read.clean, graph_);
    for (auto const& one : outs_) {
        for (auto const id : gives) {
            auto const fact = facts.at(id);
            if (graph_.facts[fact].owner != partition_) continue;
            if (one.in_columns)
                columns.put_open(fact, one.row, one.why);
            else
                rows.put_open(fact, one.row, one.why);
        }
    }
}

}  // namespace carefare::caseload
