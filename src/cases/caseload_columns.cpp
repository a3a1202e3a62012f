// Names of columns: the key, the owner, links, facts, overrides.
#include "cases/caseload_columns.hpp"

#include <algorithm>

namespace carefare::cases {

using kind = caseload_column::kind;

std::vector<caseload_column> columns_of(checked::entity_id entity, checked::rule_graph const& graph) {
    auto const& e = graph.entities.at(entity);
    std::vector<caseload_column> all{{"key", kind::key, 0, true}};
    if (e.owner != checked::no_id) all.push_back({graph.entities[e.owner].name, kind::owner, e.owner, e.owner != entity && !graph.entities[e.owner].single});
    for (std::uint32_t i = 0; i < e.links.size(); ++i) all.push_back({e.links[i].name, kind::link, i, false});
    for (std::uint32_t f = 0; f < graph.facts.size(); ++f) {
        auto const& fact = graph.facts[f];
        // What one stage hands to another stands in no table.
        if (fact.owner != entity || (fact.from && fact.from->use == checked::no_id)) continue;
        if (fact.type_of.kind == checked::scalar::range) {
            all.push_back({fact.name + "_from", kind::range_from, f, false});
            all.push_back({fact.name + "_to", kind::range_to, f, false});
        } else {
            all.push_back({fact.name, kind::fact, f, false});
        }
    }
    for (std::uint32_t r = 0; r < graph.rules.size(); ++r) {
        auto const& rule = graph.rules[r];
        if (rule.owner != entity || !rule.overridable) continue;
        all.push_back({rule.name + ".override", kind::override_value, r, false});
        all.push_back({rule.name + ".override_reason", kind::override_reason, r, false});
        all.push_back({rule.name + ".override_authorizer", kind::override_authorizer, r, false});
        all.push_back({rule.name + ".override_recorded_on", kind::override_recorded_on, r, false});
    }
    return all;
}

std::optional<std::vector<caseload_column>> find_columns(std::vector<checked::csv_cell> const& header, checked::entity_id entity,
                                                         checked::rule_graph const& graph, checked::csv_reader const& file,
                                                         diagnostics& sink) {
    auto const errors = sink.error_count();
    auto const all = columns_of(entity, graph);
    auto const table = "'" + graph.entities[entity].rows + "'";
    std::vector<std::string> names;
    for (auto const& one : all) names.push_back(one.name);
    std::vector<caseload_column> found;
    for (auto const& cell : header) {
        auto const same = [&](caseload_column const& one) { return one.name == cell.text; };
        if (std::find_if(found.begin(), found.end(), same) != found.end()) {
            sink.error(diagnostic_code::M006, file.place(cell.where), "the column '" + cell.text + "' stands twice", "Take one of them away.");
            continue;
        }
        auto const known = std::find_if(all.begin(), all.end(), same);
        if (known != all.end()) {
            found.push_back(*known);
            continue;
        }
        auto const near = nearest_name(cell.text, names);
        sink.error(diagnostic_code::M007, file.place(cell.where), "'" + cell.text + "' is no column of " + table,
                   near.empty() ? "Use the name of a link, a fact or an overridable rule of the entity, or take the column away."
                                : "Did you mean '" + near + "'?");
    }
    auto const missing = [&](caseload_column const& one) {
        return std::none_of(header.begin(), header.end(), [&](checked::csv_cell const& cell) { return cell.text == one.name; });
    };
    for (auto const& one : all) {
        bool const half = (one.what == kind::range_from || one.what == kind::range_to) &&
                          std::any_of(found.begin(), found.end(), [&](caseload_column const& other) {
                              return other.id == one.id && other.what == (one.what == kind::range_from ? kind::range_to : kind::range_from);
                          });
        if ((one.required || half) && missing(one)) {
            sink.error(diagnostic_code::M008, file.place({header.front().where.begin, header.back().where.end}),
                       "the table " + table + " has no column '" + one.name + "'", "Add the column.");
        }
    }
    if (sink.error_count() != errors) return std::nullopt;
    return found;
}

}  // namespace carefare::cases
