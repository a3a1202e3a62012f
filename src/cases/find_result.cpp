// "family_week[w1].share", "family.income_limit" where the table has one row, "highest_rate" without a row.
#include <carefare/cases/run_case.hpp>

namespace carefare::cases {

namespace {

struct parts {
    std::string entity, key, rule;
    bool has_key = false;
};

std::optional<parts> split(std::string const& text) {
    parts out;
    auto const open = text.find('[');
    if (open == std::string::npos) {
        auto const dot = text.find('.');
        if (dot == std::string::npos) {
            out.rule = text;
        } else {
            out.entity = text.substr(0, dot);
            out.rule = text.substr(dot + 1);
        }
        return out;
    }
    auto const close = text.rfind("].");
    if (close == std::string::npos || close < open) return std::nullopt;
    out.entity = text.substr(0, open);
    out.key = text.substr(open + 1, close - open - 1);
    out.rule = text.substr(close + 2);
    out.has_key = true;
    return out;
}

}  // namespace

std::optional<expectation> find_result(located_text const& name, checked::rule_graph const& graph,
                                       reference::dataset const& data, diagnostics& sink) {
    auto const where = name.everything();
    auto const named = split(name.text);
    if (!named || named->rule.empty()) {
        sink.error(diagnostic_code::W005, where, "'" + name.text + "' names no result", "Write entity[key].rule, or entity.rule where there is one row.");
        return std::nullopt;
    }
    expectation out;
    out.result = name.text;
    auto const entity = graph.find_entity(named->entity);
    // A rule without entity may have dots in its name.
    auto const owner = entity.value_or(checked::no_id);
    auto const rule = graph.find_rule(owner, entity || named->entity.empty() ? named->rule : name.text);
    if (!rule) {
        std::vector<std::string> names;
        for (auto const& r : graph.rules) names.push_back(graph.full_name(r));
        auto const near = nearest_name(named->entity.empty() ? named->rule : named->entity + "." + named->rule, names);
        sink.error(diagnostic_code::W003, where, "there is no rule for '" + name.text + "'",
                   near.empty() ? "Name a rule of the programme as entity[key].rule." : "Did you mean '" + near + "'?");
        return std::nullopt;
    }
    out.rule = *rule;
    if (!entity) {
        out.row = 0;
        return out;
    }
    auto const& declared = graph.entities[*entity];
    if ((declared.made.kind != checked::maker_kind::host || declared.versions) && named->has_key) {
        out.key = named->key;
        return out;
    }
    auto const& table = data.tables[*entity];
    if (!named->has_key && table.size() == 1) out.row = 0;
    for (reference::row_index r = 0; named->has_key && r < table.size(); ++r) {
        if (table[r].key == named->key) out.row = r;
    }
    if (out.row != reference::no_row) return out;
    sink.error(diagnostic_code::W006, where,
               named->has_key ? "there is no row '" + named->key + "' of '" + named->entity + "'"
                              : "'" + named->entity + "' has " + std::to_string(table.size()) + " rows",
               named->has_key ? "Use the key of a row of the case." : "Say which row: " + named->entity + "[key]." + named->rule + ".");
    return std::nullopt;
}

}  // namespace carefare::cases
