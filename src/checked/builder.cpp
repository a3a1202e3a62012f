// Adding to the graph while it is being built: nodes with their children, and constants.
#include "checked/builder.hpp"

#include <utility>

#include "checked/append_node.hpp"

namespace carefare::checked {

node_id builder::add_node(op what, type const& t, location where, std::span<std::uint32_t const> children,
                          std::uint32_t payload) {
    auto const added = append_node(graph, what, t, where, children, payload);
    counters.nodes = graph.nodes.size();
    return added;
}

std::uint32_t builder::add_constant(constant_value value) {
    graph.constants.push_back(std::move(value));
    return static_cast<std::uint32_t>(graph.constants.size() - 1);
}

}  // namespace carefare::checked
