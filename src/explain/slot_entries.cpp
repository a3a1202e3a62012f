// What a run read of an option, parameter or reading.
#include "explain/slot_entries.hpp"

#include "reference/timeline.hpp"

namespace carefare::explain {

std::vector<checked::value_entry> const* entries_of(checked::slot_id id, checked::rule_graph const& graph,
                                                    checked::plan const& plan, reference::settings const& with) {
    auto const& replaced = graph.slots[id].kind == checked::slot_kind::reading ? with.readings : with.options;
    if (auto const found = replaced.find(id); found != replaced.end()) return &found->second;
    if (graph.slots[id].kind != checked::slot_kind::option) return &graph.slots[id].entries;
    auto const found = plan.answers.find(id);
    return found == plan.answers.end() ? nullptr : &found->second;
}

checked::dated<checked::bound> const* bound_in_force(checked::slot const& slot, std::optional<date> at,
                                                     std::optional<date> known_on) {
    auto const chosen = reference::choose_entry(slot.limits, {at, known_on});
    return chosen.index && !chosen.gap ? &slot.limits[*chosen.index] : nullptr;
}

}  // namespace carefare::explain
