// See direct_plan.hpp.
#include "engine/direct_plan.hpp"

#include <algorithm>

#include <carefare/bind/cell_of.hpp>
#include <carefare/checked/partition.hpp>

#include "eval/place_rows.hpp"

namespace carefare::engine {

using cases::caseload_column;
using checked::no_id;

namespace {

direct_plan::fact fact_of(column_plan const& column, std::uint32_t number, checked::rule_graph const& graph, std::uint32_t place) {
    auto const& declared = graph.facts[column.id];
    direct_plan::fact made;
    made.column = number;
    made.place = place;
    made.is_range = column.what == caseload_column::kind::range_from;
    if (made.is_range) {
        made.to = number + 1;
        made.flags = column.cells ? column.cells->range_flags() : 0;
    }
    if (!declared.absent) return made;
    made.absent = eval::state::none;
    if (made.is_range || std::holds_alternative<checked::none_value>(*declared.absent)) return made;
    made.absent = eval::state::value;
    if (auto const* text = std::get_if<std::string>(&*declared.absent)) made.absent_text = *text;
    return made;
}

}  // namespace

direct_plan::direct_plan(std::vector<input_table> const& inputs, program::program const& of) {
    auto const& graph = *of.graph;
    auto const within_of = checked::entities_within(graph);
    auto const places = eval::host_tables::columns_of(graph);
    // What is handed to the next run is listed partition by partition.
    is_possible = graph.stages.empty() && std::all_of(graph.carried.begin(), graph.carried.end(), [&](auto const& one) { return within_of[one.from]; });
    std::vector<std::uint32_t> number_of(graph.entities.size(), none);
    for (std::uint32_t t = 0; t < inputs.size(); ++t) number_of[inputs[t].entity] = t;
    for (auto const& input : inputs) {
        auto const& entity = graph.entities[input.entity];
        auto& made = tables.emplace_back();
        made.entity = input.entity;
        made.within = within_of[input.entity];
        made.is_partition = eval::partition_above(graph, input.entity) == input.entity;
        if (entity.owner != no_id) made.owner = number_of[entity.owner];
        if (entity.at_most) made.at_most = static_cast<std::int64_t>(*entity.at_most);
        // One row that stands without being given, and rows of their own kind: the door knows them.
        is_possible = is_possible && !entity.single && entity.owner != input.entity && (entity.owner == no_id || made.owner != none);
        for (std::uint32_t c = 0; c < input.columns.size(); ++c) {
            auto const& column = input.columns[c];
            if (column.what == caseload_column::kind::link) made.links.push_back({c, number_of[entity.links[column.id].to]});
            if (column.what != caseload_column::kind::fact && column.what != caseload_column::kind::range_from) continue;
            auto& one = made.facts.emplace_back(fact_of(column, c, graph, places[column.id]));
            if (one.absent == eval::state::value && !one.absent_text) {
                auto const cell = bind::cell_of(*graph.facts[column.id].absent, of.fact_denominators[column.id]);
                is_possible = is_possible && cell.has_value();
                one.absent_cell = cell.value_or(0);
            }
            if (entity.versions && entity.versions->by == column.id) {
                made.versions_by = c;
                made.versions_by_moment = column.type.kind == checked::scalar::date_time;
            }
            if (entity.versions && entity.versions->void_by && *entity.versions->void_by == column.id) made.void_by = c;
        }
        for (auto const& one : made.links) is_possible = is_possible && one.to != none;
        is_possible = is_possible && (!entity.versions || made.versions_by != none);
    }
    for (checked::fact_id f = 0; f < graph.facts.size(); ++f) {
        auto const t = number_of[graph.facts[f].owner];
        if (t == none) continue;
        tables[t].places = std::max<std::size_t>(tables[t].places, places[f] + (graph.facts[f].type_of.kind == checked::scalar::range ? 3 : 1));
        // What one stage hands to another stands in no column that is handed in.
        auto const same = [&](fact const& one) { return one.place == places[f]; };
        is_possible = is_possible && std::any_of(tables[t].facts.begin(), tables[t].facts.end(), same);
    }
    std::vector<bool> placed(tables.size());
    for (bool more = true; more;) {
        more = false;
        for (std::uint32_t t = 0; t < tables.size(); ++t) {
            if (placed[t] || (tables[t].owner != none && !placed[tables[t].owner])) continue;
            placed[t] = more = true;
            order.push_back(t);
        }
    }
    is_possible = is_possible && order.size() == tables.size();
}

}  // namespace carefare::engine
