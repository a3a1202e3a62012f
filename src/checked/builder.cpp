// Adding to the graph while it is being built: nodes with their children, and constants.
#include "checked/builder.hpp"

#include <utility>

namespace carefare::checked {

node_id builder::add_node(op what, type const& t, location where, std::span<std::uint32_t const> children,
                          std::uint32_t payload) {
    node added;
    added.what = what;
    added.type_of = t;
    added.payload = payload;
    added.first_child = static_cast<std::uint32_t>(graph.children.size());
    added.child_count = static_cast<std::uint32_t>(children.size());
    added.where = where;
    graph.children.insert(graph.children.end(), children.begin(), children.end());
    graph.nodes.push_back(std::move(added));
    counters.nodes = graph.nodes.size();
    return static_cast<node_id>(graph.nodes.size() - 1);
}

std::uint32_t builder::add_constant(constant_value value) {
    graph.constants.push_back(std::move(value));
    return static_cast<std::uint32_t>(graph.constants.size() - 1);
}

}  // namespace carefare::checked
