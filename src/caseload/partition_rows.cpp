// Rows from columns: keys, owners, links, facts and overrides.
#include "caseload/partition_rows.hpp"

#include <algorithm>

#include <carefare/checked/partition.hpp>
#include <carefare/eval/cell_value.hpp>

#include "caseload/paid_rows.hpp"

namespace carefare::caseload {

using checked::entity_id;
using checked::no_id;
using checked::scalar;
using eval::row_number;
using eval::state;

partition_rows::partition_rows(cases::columnar_caseload const& of, checked::rule_graph const& graph, cases::blocks const& rest)
    : of_(of), graph_(graph), rest_(rest), within_(checked::entities_within(graph)), columns_(eval::host_tables::columns_of(graph)), facts_(graph.entities.size()),
      shared_(graph.entities.size()) {
    for (checked::fact_id f = 0; f < graph.facts.size(); ++f) facts_[graph.facts[f].owner].push_back(f);
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        if (within_[e]) continue;
        auto const& rows = of.rest.data.tables[e];
        for (reference::row_index r = 0; r < rows.size(); ++r) shared_[e].emplace(rows[r].key, r);
    }
}

reference::dataset partition_rows::take(std::vector<std::size_t> const& partitions) const {
    reference::dataset data;
    data.known_on = of_.rest.data.known_on;
    data.windows = of_.rest.data.windows;
    data.tables.resize(graph_.entities.size());
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (!within_[e] || graph_.entities[e].made.kind != checked::maker_kind::host) continue;
        auto const& begins = of_.clean.tables[e].begins;
        for (auto const p : partitions) {
            for (auto r = begins[p]; r < begins[p + 1]; ++r) data.tables[e].push_back(row_of(e, r));
        }
    }
    rest_.add_shared(data);
    reference::check_dataset(data, graph_);
    return data;
}

reference::row partition_rows::row_of(entity_id e, row_number r, std::set<checked::fact_id> const* wanted) const {
    auto const& table = of_.clean.tables[e];
    auto const& entity = graph_.entities[e];
    reference::row row;
    row.key = table.keys[r];
    if (entity.owner != no_id) {
        row.owner_key = of_.clean.tables[entity.owner].keys[table.owner[r]];
        auto const& shared = shared_[entity.owner];
        if (auto const found = shared.find(row.owner_key); found != shared.end()) row.owner = found->second;
    }
    row.link_keys.resize(entity.links.size());
    row.links.assign(entity.links.size(), reference::no_row);
    for (std::size_t l = 0; l < entity.links.size(); ++l) {
        auto const target = table.links[l][r];
        if (target == eval::no_row) continue;
        auto const to = entity.links[l].to;
        auto const& key = row.link_keys[l].emplace(of_.clean.tables[to].keys[target]);
        if (within_[to]) continue;
        if (auto const found = shared_[to].find(key); found != shared_[to].end()) row.links[l] = found->second;
    }
    add_facts(e, r, wanted, row);
    add_overrides(e, r, row);
    return row;
}

checked::scalar_value partition_rows::scalar_of(program::wide whole, scalar kind, rational const& denominator) const {
    return eval::scalar_of(whole, kind, denominator, [&](std::int64_t number) { return of_.clean.texts.at(static_cast<std::size_t>(number)); });
}

void partition_rows::add_facts(entity_id e, row_number r, std::set<checked::fact_id> const* wanted, reference::row& into) const {
    auto const& table = of_.clean.tables[e];
    auto const state_of = [&](std::uint32_t column) { return table.facts[column].states.empty() ? state::value : table.facts[column].states[r]; };
    for (auto const f : facts_[e]) {
        if (wanted != nullptr && !wanted->contains(f)) continue;
        if (auto const open = table.open.find({f, r}); open != table.open.end()) {
            into.open[f] = open->second;
            continue;
        }
        auto const& type = graph_.facts[f].type_of;
        auto const& denominator = of_.clean.of->fact_denominators[f];
        auto const column = columns_[f];
        auto const is = state_of(column);
        if (is == state::pending) continue;
        if (is != state::value) {
            into.facts[f] = checked::scalar_value{checked::none_value{}};
        } else if (type.kind != scalar::range) {
            into.facts[f] = scalar_of(table.facts[column].cells[r], type.kind, denominator);
        } else {
            auto const end = [&](std::uint32_t part) -> std::optional<checked::scalar_value> {
                if (state_of(column + part) != state::value) return std::nullopt;
                return scalar_of(table.facts[column + part].cells[r], type.element, denominator);
            };
            checked::interval range;
            range.low_closed = (table.facts[column].cells[r] & 1) != 0;
            range.high_closed = (table.facts[column].cells[r] & 2) != 0;
            range.low = end(1);
            range.high = end(2);
            into.facts[f] = std::move(range);
        }
    }
}

void partition_rows::add_overrides(entity_id e, row_number r, reference::row& into) const {
    auto const& all = of_.clean.tables[e].overrides;
    auto const from = std::lower_bound(all.begin(), all.end(), r, [](eval::given_override const& one, row_number row) { return one.row < row; });
    for (auto one = from; one != all.end() && one->row == r; ++one) {
        auto& record = into.overrides[one->rule];
        if (one->is == state::none)
            record.value = checked::none_value{};
        else
            record.value = scalar_of(one->value, graph_.rules[one->rule].type_of.kind, of_.clean.of->rule_denominators[one->rule]);
    }
}

}  // namespace carefare::caseload
