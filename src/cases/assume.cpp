// Assumptions of one run: an option gets a value for this run, whatever the plan says.
#include <carefare/cases/run_case.hpp>
#include <carefare/checked/check.hpp>

namespace carefare::cases {

void assume(std::vector<syntax::assumption_syntax> const& assumptions, checked::rule_graph const& graph,
            reference::settings& into, diagnostics& sink) {
    for (auto const& one : assumptions) {
        auto const id = graph.find_slot(checked::slot_kind::option, one.option.value);
        if (!id) {
            std::vector<std::string> names;
            for (auto const& slot : graph.slots) {
                if (slot.kind == checked::slot_kind::option) names.push_back(slot.name);
            }
            auto const near = nearest_name(one.option.value, names);
            sink.error(diagnostic_code::W008, one.option.where, "there is no option '" + one.option.value + "'",
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
