// See input_columns.hpp.
#include "engine/input_columns.hpp"

#include <utility>

#include <carefare/bind/cell_of.hpp>
#include <carefare/eval/cell_value.hpp>

namespace carefare::engine {

using column_kind = cases::caseload_column::kind;

namespace {

checked::type type_of(cases::caseload_column const& column, checked::rule_graph const& graph) {
    checked::type made;
    made.kind = checked::scalar::text;
    switch (column.what) {
        case column_kind::key:
        case column_kind::owner:
        case column_kind::override_reason:
        case column_kind::override_authorizer: break;
        case column_kind::link: made.kind = checked::scalar::link; break;
        case column_kind::override_recorded_on: made.kind = checked::scalar::date; break;
        case column_kind::override_value: made = graph.rules[column.id].type_of; break;
        case column_kind::fact: made = graph.facts[column.id].type_of; break;
        case column_kind::range_from:
        case column_kind::range_to:
            made = graph.facts[column.id].type_of;
            made.kind = made.element;
            made.optional = true;  // none: an open end
            break;
    }
    return made;
}

bool is_fact(column_kind what) {
    return what == column_kind::fact || what == column_kind::range_from || what == column_kind::range_to;
}

void list_column(std::uint32_t number, column_plan const& column, input_table& into) {
    auto const replacement = [&]() -> input_table::replacement& {
        if (into.replacements.empty() || into.replacements.back().rule != column.id) into.replacements.push_back({column.id});
        return into.replacements.back();
    };
    switch (column.what) {
        case column_kind::range_from: into.ranges.push_back({column.id, number, input_table::none}); break;
        case column_kind::range_to: into.ranges.back().to = number; break;
        case column_kind::override_value: replacement().value = number; break;
        case column_kind::override_reason: replacement().reason = number; break;
        case column_kind::override_authorizer: replacement().authorizer = number; break;
        case column_kind::override_recorded_on: replacement().recorded_on = number; break;
        default: break;
    }
}

}  // namespace

std::optional<std::int64_t> column_plan::cell_of(checked::scalar_value const& value) const {
    auto const cell = cells ? bind::cell_of(value, denominator) : std::nullopt;
    return cell && cells->takes(*cell) ? cell : std::nullopt;
}

checked::scalar_value column_plan::value_of(std::int64_t cell) const {
    return eval::scalar_of(cell, type.kind, denominator, [](std::int64_t) { return std::string(); });
}

input_table describe_input(checked::entity_id entity, checked::rule_graph const& graph, program::program const* program) {
    input_table made;
    made.entity = entity;
    for (auto& column : cases::columns_of(entity, graph)) {
        auto& its = made.columns.emplace_back();
        its.name = std::move(column.name);
        its.what = column.what;
        its.id = column.id;
        its.type = type_of(column, graph);
        if (program != nullptr && is_fact(its.what) && its.type.kind != checked::scalar::text) {
            its.denominator = program->fact_denominators[its.id];
            its.cells.emplace(graph, its.id, its.denominator);
        }
        list_column(static_cast<std::uint32_t>(made.columns.size() - 1), its, made);
    }
    for (std::uint32_t c = 0; c < made.columns.size(); ++c) made.by_name.emplace(made.columns[c].name, c);
    return made;
}

}  // namespace carefare::engine
