// Assumptions of one run: an option or a hook gets an answer for this run, whatever the plan says.
#include <carefare/cases/run_case.hpp>
#include <carefare/checked/check.hpp>

namespace carefare::cases {

workspace::loaded_plan const* assume_hooks(std::vector<syntax::assumption_syntax> const& assumptions,
                                           workspace::loaded_plan const& plan, workspace& in,
                                           diagnostics& found) {
    std::vector<syntax::hook_answer_syntax> answers;
    for (auto const& one : assumptions) {
        if (!one.is_hook) continue;
        syntax::dated_value_syntax assumed;
        assumed.where = one.value.where;
        assumed.value = one.value;
        assumed.state = {syntax::answer_state::assumed, one.value.where};
        assumed.ground = one.reason;
        answers.push_back({one.name, {std::move(assumed)}});
    }
    return answers.empty() ? &plan : in.with_hooks(plan, answers, "assumed for this run", found);
}

void assume(std::vector<syntax::assumption_syntax> const& assumptions, checked::rule_graph const& graph,
            reference::settings& into, diagnostics& sink) {
    for (auto const& one : assumptions) {
        if (one.is_hook) continue;
        auto const id = graph.find_slot(checked::slot_kind::option, one.name.value);
        if (!id) {
            std::vector<std::string> names;
            for (auto const& slot : graph.slots) {
                if (slot.kind == checked::slot_kind::option) names.push_back(slot.name);
            }
            auto const near = nearest_name(one.name.value, names);
            sink.error(diagnostic_code::W008, one.name.where, "there is no option '" + one.name.value + "'",
                       near.empty() ? "Use the name of an option that the programme declares." : "Did you mean '" + near + "'?");
            continue;
        }
        auto const& slot = graph.slots[*id];
        auto value = checked::read_constant(one.value, slot.type_of, graph, sink);
        if (!value) continue;
        if (auto const* scalar = std::get_if<checked::scalar_value>(&*value); scalar != nullptr && slot.carrier) {
            checked::interval const range{slot.carrier->low, slot.carrier->high, true, true};
            if (!checked::check_value(*scalar, slot.type_of, range, rational(1) / slot.carrier->denominator,
                                      "option '" + slot.name + "'", one.value.where, graph, sink)) {
                continue;
            }
        }
        checked::value_entry entry;
        entry.payload = std::move(*value);
        entry.state = syntax::answer_state::assumed;
        entry.ground = one.reason.value;
        entry.where = one.value.where;
        into.options[*id] = {std::move(entry)};
    }
}

}  // namespace carefare::cases
