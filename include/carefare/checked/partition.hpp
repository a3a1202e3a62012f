// What belongs to a partition, by entity.
#pragma once

#include <vector>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

/// By entity: is it the partition, or does a partition own its rows?
[[nodiscard]] std::vector<bool> entities_within(rule_graph const& graph);

}  // namespace carefare::checked
