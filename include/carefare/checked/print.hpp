// A checked graph as text, in one notation: rules in the order of the programme, each version as a tree with one node a
// line, "operation name : type". Golden tests compare it; it is meant for reading, not for parsing.
#pragma once

#include <string>
#include <string_view>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

[[nodiscard]] std::string print(rule_graph const& graph);
[[nodiscard]] std::string print(rule_graph const& graph, rule_id rule);
/// One tree, `indent` levels to the right.
[[nodiscard]] std::string print_node(rule_graph const& graph, node_id node, unsigned indent = 0);
/// Name of an operation as printed: "date_add_days".
[[nodiscard]] std::string_view name_of(op what);

}  // namespace carefare::checked
