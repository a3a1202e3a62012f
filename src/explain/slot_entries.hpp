// What a run read of an option, parameter or reading: its entries, and the bound that held an answer.
#pragma once

#include <optional>
#include <vector>

#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/dataset.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::explain {

/// Null for an option that the plan does not name.
[[nodiscard]] std::vector<checked::value_entry> const* entries_of(checked::slot_id id, checked::rule_graph const& graph,
                                                                  checked::plan const& plan,
                                                                  reference::settings const& with);
/// The bound of an option in force on a day; null if none is.
[[nodiscard]] checked::dated<checked::bound> const* bound_in_force(checked::slot const& slot, std::optional<date> at,
                                                                   std::optional<date> known_on);

}  // namespace carefare::explain
