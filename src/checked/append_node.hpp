// A node at the end of a graph, with its children.
#pragma once

#include <cstdint>
#include <span>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

node_id append_node(rule_graph& graph, op what, type const& t, location where, std::span<std::uint32_t const> children,
                    std::uint32_t payload);

}  // namespace carefare::checked
