// A plan against its programme: known options, typed answers, what is required. Bounds are in check_answers.cpp.
#include <string>
#include <utility>
#include <vector>

#include <carefare/checked/check.hpp>

#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

std::vector<std::string> option_names(rule_graph const& graph) {
    std::vector<std::string> result;
    for (auto const& s : graph.slots) {
        if (s.kind == slot_kind::option) result.push_back(s.name);
    }
    return result;
}

void report_unanswered(syntax::plan_syntax const& syntax, plan const& checked, rule_graph const& graph,
                       diagnostics& sink) {
    for (slot_id id = 0; id < graph.slots.size(); ++id) {
        auto const& s = graph.slots[id];
        if (s.kind != slot_kind::option || !s.required || checked.answers.contains(id)) continue;
        diagnostic found{diagnostic_code::N013,
                         severity::error,
                         "the plan does not answer the option " + quoted(s.name) + ", which is required",
                         syntax.name.where,
                         {},
                         s.ask.empty() ? "Add it under 'options'." : "Add it under 'options': " + s.ask};
        found.labels.push_back({s.where, "the option"});
        sink.add(std::move(found));
    }
}

}  // namespace

std::optional<plan> check_plan(syntax::plan_syntax const& syntax, rule_graph const& graph, diagnostics& sink) {
    auto const errors = sink.error_count();
    plan result;
    result.name = syntax.name.value;
    result.source = syntax.source.value;
    result.where = syntax.name.where;
    if (syntax.programme.value != graph.name) {
        sink.error(
            diagnostic_code::N012, syntax.programme.where,
            "the plan belongs to the programme " + quoted(syntax.programme.value) + ", not to " + quoted(graph.name),
            "Check it with its own programme, or correct the name.");
        return std::nullopt;
    }
    citation const source{syntax.source.value, syntax.source.where};
    auto const known = option_names(graph);
    for (auto const& answers : syntax.options) {
        auto const id = graph.find_slot(slot_kind::option, answers.name.value);
        if (!id) {
            sink.error(diagnostic_code::N011, answers.name.where, "unknown option " + quoted(answers.name.value),
                       did_you_mean(answers.name.value, known, "Name an option of the programme."));
            continue;
        }
        auto entries = check_answers(answers, graph.slots[*id], source, graph, sink);
        result.answers[*id] = std::move(entries).value_or(std::vector<value_entry>{});
    }
    report_unanswered(syntax, result, graph, sink);
    if (sink.error_count() > errors) return std::nullopt;
    return result;
}

}  // namespace carefare::checked
