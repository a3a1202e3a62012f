// A programme compiled, and its tables described.
#include <algorithm>

#include <carefare/caseload/totals.hpp>
#include <carefare/program/program.hpp>

#include "cases/caseload_text.hpp"
#include "engine/plan_inside.hpp"
#include "engine/value_kinds.hpp"

namespace carefare::engine {

namespace {

using column_kind = cases::caseload_column::kind;

constexpr unsigned most_decimals = 18;
constexpr unsigned decimals_of_cents = 2;

/// With how many decimals parts of a unit are written.
void find_decimals(column_info& into, rational denominator) {
    if (into.kind == value_kind::percent) denominator = denominator / rational(100);
    rational scale = 1;
    for (into.decimals = 0; into.decimals <= most_decimals; ++into.decimals, scale = scale * rational(10)) {
        if ((scale / denominator).is_integer()) break;
    }
    into.is_decimal = into.decimals <= most_decimals;
    if (!into.is_decimal) into.decimals = 0;
    if (into.is_decimal && into.kind == value_kind::money) into.decimals = std::max(into.decimals, decimals_of_cents);
}

column_info described(std::string name, checked::type const& t, std::optional<rational> const& denominator, checked::rule_graph const& graph) {
    column_info made;
    made.name = std::move(name);
    made.kind = kind_of(t);
    made.type = graph.to_string(t);
    made.may_be_none = t.optional;
    if (t.kind == checked::scalar::word) made.words = graph.word_lists[t.words].words;
    if (t.kind == checked::scalar::number && denominator) find_decimals(made, *denominator);
    if (t.kind == checked::scalar::number && !denominator) made.is_decimal = false;
    return made;
}

std::optional<rational> denominator_of(std::optional<checked::numeric_bounds> const& bounds, std::optional<rational> const& step) {
    if (bounds && !bounds->ratio) return bounds->denominator;
    if (step) return step->denominator();
    return std::nullopt;
}

column_info input_column(cases::caseload_column const& column, checked::rule_graph const& graph) {
    auto const text = [&](value_kind kind, std::string type) {
        column_info made;
        made.name = column.name;
        made.kind = kind;
        made.type = std::move(type);
        made.required = column.required;
        return made;
    };
    switch (column.what) {
        case column_kind::key: return text(value_kind::text, "key");
        case column_kind::owner: return text(value_kind::link, "key of the row that owns it");
        case column_kind::link: return text(value_kind::link, "key of a row");
        case column_kind::override_reason:
        case column_kind::override_authorizer: return text(value_kind::text, "text");
        case column_kind::override_recorded_on: return text(value_kind::date, "date");
        case column_kind::override_value: {
            auto const& rule = graph.rules[column.id];
            return described(column.name, rule.type_of, denominator_of({}, rule.step), graph);
        }
        case column_kind::fact:
        case column_kind::range_from:
        case column_kind::range_to: break;
    }
    auto const& fact = graph.facts[column.id];
    auto type = fact.type_of;
    if (column.what != column_kind::fact) {
        type.kind = type.element;
        type.optional = true;  // none: an open end
    }
    auto made = described(column.name, type, denominator_of(fact.bounds, fact.step), graph);
    made.label = fact.label;
    made.ask = fact.ask;
    return made;
}

}  // namespace

compiled::compiled(checked::rule_graph const& of) : graph(of), layout(of) {
    try {
        auto const made = std::make_shared<program::program const>(program::lower(graph));
        how = eval::plan_run(*made);
        listed = std::make_shared<caseload::column_plan const>(*made, layout);
        program = made;
    } catch (program::not_representable const&) {
        // Beyond 127 bits: the reference evaluator knows no bound.
    }
    for (checked::entity_id e = 0; e < graph.entities.size(); ++e) {
        auto const& entity = graph.entities[e];
        if (entity.made.kind != checked::maker_kind::host) continue;
        table_info table;
        table.name = entity.rows;
        table.entity = entity.name;
        if (entity.owner != checked::no_id) table.owner = graph.entities[entity.owner].name;
        table.is_partition = entity.partition;
        table.has_days = entity.dated_by.has_value();
        for (auto const& column : cases::columns_of(e, graph)) table.columns.push_back(input_column(column, graph));
        input_tables.push_back(std::move(table));
        inputs.push_back(describe_input(e, graph, program.get()));
    }
    for (auto const& result : layout.nothing().results) {
        table_info table;
        table.name = result.entity == checked::no_id ? "programme" : graph.entities[result.entity].rows;
        if (result.entity != checked::no_id) {
            auto const& entity = graph.entities[result.entity];
            table.entity = entity.name;
            if (entity.owner != checked::no_id) table.owner = graph.entities[entity.owner].name;
            table.is_partition = entity.partition;
        }
        for (auto const rule : result.outputs) {
            std::optional<rational> denominator;
            for (std::size_t i = 0; program && i < program->outputs.size(); ++i) {
                if (program->outputs[i].rule == rule) denominator = program->outputs[i].denominator;
            }
            auto made = described(graph.rules[rule].name, graph.rules[rule].type_of, denominator, graph);
            made.label = graph.rules[rule].label;
            table.columns.push_back(std::move(made));
        }
        output_tables.push_back(std::move(table));
    }
    if (program) direct = direct_plan(inputs, *program);
}

}  // namespace carefare::engine
