// What a condition that holds (or fails) says of the numbers it compares: `if x > 0 then 1 / x else 0` divides by
// something above zero. Refinements are matched by shape, since every occurrence of an expression is its own node.
#pragma once

#include <vector>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

/// One thing known of every node of the same shape as `of`.
struct refinement {
    node_id of = no_id;
    std::optional<rational> low, high;
    bool not_zero = false;
};

/// Same operation, payload and children, to the leaves.
[[nodiscard]] bool same_shape(rule_graph const& graph, node_id a, node_id b);
/// Adds to `out` what follows from `condition` being `holds`. Bounds of its operands must have been computed.
void refine(rule_graph const& graph, node_id condition, bool holds, std::vector<refinement>& out);
/// Intersects `bounds` of node `id` with all that is known of its shape.
[[nodiscard]] numeric_bounds apply(rule_graph const& graph, node_id id, numeric_bounds bounds,
                                   std::vector<refinement> const& known);

}  // namespace carefare::checked
