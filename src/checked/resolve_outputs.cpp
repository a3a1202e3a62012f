// The rules a programme answers with, by their full names.
#include <string>

#include "checked/builder.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

std::optional<rule_id> find_by_full_name(rule_graph const& graph, std::string const& name) {
    for (rule_id id = 0; id < graph.rules.size(); ++id) {
        if (graph.full_name(graph.rules[id]) == name) return id;
    }
    return {};
}

std::string advice_for(rule_graph const& graph, std::string const& name) {
    for (fact const& f : graph.facts) {
        if (f.owner != no_id && graph.full_name(f) == name)
            return "It is a fact, which its host knows already: take it away.";
    }
    std::vector<std::string> names;
    for (rule const& r : graph.rules)
        names.push_back(graph.full_name(r));
    return did_you_mean(name, names, "Name a rule by its entity and its name, such as family.income_limit.");
}

}  // namespace

void resolve_outputs(builder& b) {
    for (auto const& written : b.programme.outputs) {
        auto const id = find_by_full_name(b.graph, written.value);
        if (!id) {
            b.error(diagnostic_code::T040, written.where,
                    "there is no rule " + quoted(written.value) + " to be an output",
                    advice_for(b.graph, written.value));
        } else {
            b.graph.outputs.push_back(*id);
        }
    }
}

}  // namespace carefare::checked
