// Adding to a graph, whether it is being built or is taken apart for its stages.
#include "checked/append_node.hpp"

#include <utility>

namespace carefare::checked {

node_id append_node(rule_graph& graph, op what, type const& t, location where, std::span<std::uint32_t const> children,
                    std::uint32_t payload) {
    node made;
    made.what = what;
    made.type_of = t;
    made.payload = payload;
    made.first_child = static_cast<std::uint32_t>(graph.children.size());
    made.child_count = static_cast<std::uint32_t>(children.size());
    made.where = where;
    graph.children.insert(graph.children.end(), children.begin(), children.end());
    graph.nodes.push_back(std::move(made));
    return static_cast<node_id>(graph.nodes.size() - 1);
}

}  // namespace carefare::checked
