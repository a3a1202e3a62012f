// Cells of host tables as values.
#include "cases/column_rows.hpp"

#include <algorithm>

#include <carefare/eval/cell_value.hpp>

namespace carefare::cases {

using checked::entity_id;
using checked::no_id;
using checked::scalar;
using eval::row_number;
using eval::state;

column_rows::column_rows(eval::host_tables const& of, checked::rule_graph const& graph)
    : of_(of), graph_(graph), columns_(eval::host_tables::columns_of(graph)), facts_(graph.entities.size()) {
    for (checked::fact_id f = 0; f < graph.facts.size(); ++f) facts_[graph.facts[f].owner].push_back(f);
}

reference::row column_rows::row_of(entity_id e, row_number r, std::set<checked::fact_id> const* wanted) const {
    auto const& table = of_.tables[e];
    auto const& entity = graph_.entities[e];
    reference::row row;
    row.key = table.keys[r];
    if (entity.owner != no_id) row.owner_key = of_.tables[entity.owner].keys[table.owner[r]];
    row.link_keys.resize(entity.links.size());
    row.links.assign(entity.links.size(), reference::no_row);
    for (std::size_t l = 0; l < entity.links.size(); ++l) {
        if (auto const target = table.links[l][r]; target != eval::no_row) row.link_keys[l].emplace(of_.tables[entity.links[l].to].keys[target]);
    }
    add_facts(e, r, wanted, row);
    add_overrides(e, r, row);
    return row;
}

checked::scalar_value column_rows::scalar_of(program::wide whole, scalar kind, rational const& denominator) const {
    return eval::scalar_of(whole, kind, denominator, [&](std::int64_t number) { return of_.texts.at(static_cast<std::size_t>(number)); });
}

void column_rows::add_facts(entity_id e, row_number r, std::set<checked::fact_id> const* wanted, reference::row& into) const {
    auto const& table = of_.tables[e];
    auto const state_of = [&](std::uint32_t column) { return table.facts[column].states.empty() ? state::value : table.facts[column].states[r]; };
    for (auto const f : facts_[e]) {
        if (wanted != nullptr && !wanted->contains(f)) continue;
        if (auto const open = table.open.find({f, r}); open != table.open.end()) {
            into.open[f] = open->second;
            continue;
        }
        auto const& type = graph_.facts[f].type_of;
        auto const& denominator = of_.of->fact_denominators[f];
        auto const column = columns_[f];
        auto const is = state_of(column);
        if (is == state::pending) continue;
        if (is != state::value) {
            into.facts[f] = checked::scalar_value{checked::none_value{}};
        } else if (type.kind != scalar::range) {
            into.facts[f] = scalar_of(table.facts[column].cell(r), type.kind, denominator);
        } else {
            auto const end = [&](std::uint32_t part) -> std::optional<checked::scalar_value> {
                if (state_of(column + part) != state::value) return std::nullopt;
                return scalar_of(table.facts[column + part].cell(r), type.element, denominator);
            };
            checked::interval range;
            range.low_closed = (table.facts[column].cell(r) & 1) != 0;
            range.high_closed = (table.facts[column].cell(r) & 2) != 0;
            range.low = end(1);
            range.high = end(2);
            into.facts[f] = std::move(range);
        }
    }
}

void column_rows::add_overrides(entity_id e, row_number r, reference::row& into) const {
    auto const& all = of_.tables[e].overrides;
    auto const from = std::lower_bound(all.begin(), all.end(), r, [](eval::given_override const& one, row_number row) { return one.row < row; });
    for (auto one = from; one != all.end() && one->row == r; ++one) {
        auto& record = into.overrides[one->rule];
        if (one->is == state::none)
            record.value = checked::none_value{};
        else
            record.value = scalar_of(one->value, graph_.rules[one->rule].type_of.kind, of_.of->rule_denominators[one->rule]);
    }
}

}  // namespace carefare::cases
