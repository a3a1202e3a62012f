// What a caseload in columns says, line by line; and the two ways to it.
#pragma once

#include <carefare/checked/partition.hpp>

#include "unit/cases/columns_fixture.hpp"

namespace carefare::cases {

inline std::string span_text(location const& where) {
    return std::to_string(where.where.begin) + "-" + std::to_string(where.where.end);
}

inline std::string shown_cell(eval::host_tables const& of, checked::fact const& fact, eval::given_column const& column, std::size_t row) {
    auto const is = column.states.empty() ? eval::state::value : column.states[row];
    if (is != eval::state::value) return "state " + std::to_string(static_cast<int>(is));
    if (fact.type_of.kind == checked::scalar::text) return "'" + of.texts.at(static_cast<std::size_t>(column.cell(row))) + "'";
    return std::to_string(column.cell(row));
}

inline std::string shown_numbers(std::vector<eval::row_number> const& of) {
    std::string text;
    for (auto const one : of) text += " " + std::to_string(one);
    return text;
}

inline void add_table(eval::host_tables const& of, checked::entity_id e, checked::rule_graph const& graph, std::vector<std::string>& lines) {
    auto const& table = of.tables[e];
    auto const columns = eval::host_tables::columns_of(graph);
    auto const name = graph.entities[e].name;
    lines.push_back(name + " " + std::to_string(table.size) + " begins" + shown_numbers(table.begins));
    if (table.keys.size() != table.size) throw std::logic_error("keys are missing");
    for (std::size_t r = 0; r < table.size; ++r) {
        auto line = name + " " + std::string(table.keys[r]) + " of " + (table.owner.empty() ? "" : std::to_string(table.owner.at(r)));
        for (auto const& link : table.links) line += " to " + std::to_string(link.at(r));
        if (!table.used.empty()) line += " used " + std::to_string(table.used.at(r));
        for (checked::fact_id f = 0; f < graph.facts.size(); ++f) {
            if (graph.facts[f].owner != e) continue;
            auto const parts = graph.facts[f].type_of.kind == checked::scalar::range ? 3U : 1U;
            for (std::size_t part = 0; part < parts; ++part) line += " " + shown_cell(of, graph.facts[f], table.facts.at(columns[f] + part), r);
        }
        lines.push_back(line);
    }
    for (auto const& one : table.overrides) {
        auto const value = static_cast<std::int64_t>(one.value);
        bool const is_text = graph.rules[one.rule].type_of.kind == checked::scalar::text && one.is == eval::state::value;
        lines.push_back(name + " override " + std::to_string(one.row) + " " + std::to_string(one.rule) + " " + std::to_string(static_cast<int>(one.is)) + " " +
                        (is_text ? of.texts.at(static_cast<std::size_t>(value)) : std::to_string(value)));
    }
}

inline std::vector<std::string> lines_of(columnar_caseload const& of, checked::rule_graph const& graph) {
    std::vector<std::string> lines{"partitions " + std::to_string(of.clean.partitions)};
    for (checked::entity_id e = 0; e < graph.entities.size(); ++e) {
        add_table(of.clean, e, graph, lines);
        for (std::size_t i = 0; i < of.superseded[e].owner.size(); ++i) {
            lines.push_back(graph.entities[e].name + " superseded " + std::to_string(of.superseded[e].owner[i]) + " " + std::to_string(of.superseded[e].day[i]));
        }
        for (std::size_t r = 0; r < of.rest.data.tables[e].size(); ++r) {
            auto const& row = of.rest.data.tables[e][r];
            lines.push_back("rest " + graph.entities[e].name + " " + row.key + " of " + row.owner_key + " " + span_text(row.where) + " fate " +
                            std::to_string(static_cast<int>(of.rest.data.fates[e][r])) + " facts " + std::to_string(row.facts.size()));
        }
    }
    for (auto const& found : of.rest.data.findings) {
        lines.push_back("finding " + found.code + " " + graph.entities[found.entity].name + " " + found.key + " row " + std::to_string(found.row) + " " +
                        found.field + ": " + found.message);
    }
    return lines;
}

/// What does not depend on whether shared rows that stand in columns are rows, too.
inline std::vector<std::string> lines_of_all_but_shared_rows(columnar_caseload of, checked::rule_graph const& graph) {
    auto const within = checked::entities_within(graph);
    for (checked::entity_id e = 0; e < graph.entities.size(); ++e) {
        if (!within[e]) of.rest.data.tables[e].clear();
    }
    return lines_of(of, graph);
}

struct both_ways {
    std::vector<std::string> columns, rows;       ///< what each says, or its diagnostics
    std::vector<std::string> lean, full;          ///< of columns, shared rows in columns alone where they can be; the same with rows
    bool shared_in_columns = false;
    std::size_t clean = 0, findings = 0;
    bool refused = false;
};

inline both_ways read_both(char const* programme, folder_text const& files, std::optional<date> known_on, reading_ways ways) {
    auto& all = bound_programme::get(programme);
    auto const& graph = all.graph();
    auto const& binding = all.known(known_on);
    laid_folder const folder(files);
    both_ways out;
    workspace by_columns({folder.path()}), by_rows({folder.path()}), again({folder.path()});
    auto const described = read_folder(folder.path(), graph, by_columns);
    auto const columns = described ? read_columns(*described, binding, graph, known_on, ways, by_columns) : std::nullopt;
    auto const rows = read_caseload(folder.path(), graph, by_rows);
    auto const apart = rows ? std::optional(to_columns(*rows, binding, graph, known_on)) : std::nullopt;
    ways.shared_as_rows = false;
    auto const lean = described ? read_columns(*described, binding, graph, known_on, ways, again) : std::nullopt;
    if (columns && lean) {
        out.lean = lines_of_all_but_shared_rows(*lean, graph);
        out.full = lines_of_all_but_shared_rows(*columns, graph);
        out.shared_in_columns = lean->shared_in_columns;
    } else if (columns || lean) {
        out.lean.emplace_back("one way is refused");
    }
    out.columns = columns ? lines_of(*columns, graph) : std::vector{render_all(by_columns.sink, by_columns.sources)};
    out.rows = apart ? lines_of(*apart, graph) : std::vector{render_all(by_rows.sink, by_rows.sources)};
    out.refused = !rows;
    if (!apart) return out;
    out.clean = apart->clean.partitions;
    out.findings = rows->data.findings.size();
    // What is wrong with any row is seen among the rest, and as it was among all.
    std::vector<std::string> before, after;
    for (auto const& one : rows->data.findings) before.push_back(one.code + one.message);
    for (auto const& one : apart->rest.data.findings) after.push_back(one.code + one.message);
    if (before != after) out.columns.push_back("the findings of the rest are others");
    return out;
}

}  // namespace carefare::cases
