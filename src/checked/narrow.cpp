// Conditions narrow intervals in their branches.
#include "checked/narrow.hpp"

namespace carefare::checked {

namespace {

std::optional<numeric_bounds> bounds_of(rule_graph const& graph, node_id id) { return graph.nodes[id].bounds; }

/// The least value above `limit` (strict) or not below it that a multiple of 1/denominator can take.
rational above(rational const& limit, bool strict, numeric_bounds const& of) {
    if (of.ratio) return limit;
    rational const scaled = limit * of.denominator;
    return (strict ? scaled.floor() + 1 : scaled.ceiling()) / of.denominator;
}

rational below(rational const& limit, bool strict, numeric_bounds const& of) {
    if (of.ratio) return limit;
    rational const scaled = limit * of.denominator;
    return (strict ? scaled.ceiling() - 1 : scaled.floor()) / of.denominator;
}

/// left < right (strict) or left <= right holds.
void refine_order(rule_graph const& graph, node_id left, node_id right, bool strict, std::vector<refinement>& out) {
    auto const l = bounds_of(graph, left);
    auto const r = bounds_of(graph, right);
    if (!l || !r) return;
    out.push_back({left, std::nullopt, below(r->high, strict, *l), false});
    out.push_back({right, above(l->low, strict, *r), std::nullopt, false});
}

void refine_equal(rule_graph const& graph, node_id left, node_id right, std::vector<refinement>& out) {
    auto const l = bounds_of(graph, left);
    auto const r = bounds_of(graph, right);
    if (!l || !r) return;
    out.push_back({left, r->low, r->high, false});
    out.push_back({right, l->low, l->high, false});
}

void refine_not_equal(rule_graph const& graph, node_id left, node_id right, std::vector<refinement>& out) {
    auto const l = bounds_of(graph, left);
    auto const r = bounds_of(graph, right);
    if (l && r && r->low == r->high && r->low.is_zero()) out.push_back({left, std::nullopt, std::nullopt, true});
    if (l && r && l->low == l->high && l->low.is_zero()) out.push_back({right, std::nullopt, std::nullopt, true});
}

void refine_interval(rule_graph const& graph, node_id value, node_id range, std::vector<refinement>& out) {
    auto const bounds = bounds_of(graph, value);
    if (!bounds || graph.nodes[range].what != op::constant) return;
    auto const* limits = std::get_if<interval>(&graph.constants[graph.nodes[range].payload]);
    if (limits == nullptr) return;
    refinement known{value, std::nullopt, std::nullopt, false};
    if (limits->low) {
        if (auto const* low = std::get_if<rational>(&*limits->low)) known.low = above(*low, !limits->low_closed, *bounds);
    }
    if (limits->high) {
        if (auto const* high = std::get_if<rational>(&*limits->high)) known.high = below(*high, !limits->high_closed, *bounds);
    }
    out.push_back(known);
}

}  // namespace

bool same_shape(rule_graph const& graph, node_id a, node_id b) {
    if (a == b) return true;
    if (a == no_id || b == no_id) return false;
    node const& x = graph.nodes[a];
    node const& y = graph.nodes[b];
    if (x.what != y.what || x.child_count != y.child_count) return false;
    if (x.what == op::constant) {
        auto const* left = std::get_if<scalar_value>(&graph.constants[x.payload]);
        auto const* right = std::get_if<scalar_value>(&graph.constants[y.payload]);
        return left != nullptr && right != nullptr && *left == *right;
    }
    if (x.what != op::round && x.payload != y.payload) return false;
    if (x.what == op::round && (graph.roundings[x.payload].scale != graph.roundings[y.payload].scale ||
                                graph.roundings[x.payload].mode != graph.roundings[y.payload].mode)) {
        return false;
    }
    auto const left = graph.children_of(a);
    auto const right = graph.children_of(b);
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (left[i] == no_id && right[i] == no_id) continue;
        if (!same_shape(graph, left[i], right[i])) return false;
    }
    return true;
}

void refine(rule_graph const& graph, node_id condition, bool holds, std::vector<refinement>& out) {
    auto const children = graph.children_of(condition);
    switch (graph.nodes[condition].what) {
        case op::negation:
            refine(graph, children[0], !holds, out);
            break;
        case op::conjunction:
        case op::disjunction:
            if ((graph.nodes[condition].what == op::conjunction) == holds) {
                for (auto const child : children) refine(graph, child, holds, out);
            }
            break;
        case op::less:
            holds ? refine_order(graph, children[0], children[1], true, out)
                  : refine_order(graph, children[1], children[0], false, out);
            break;
        case op::less_equal:
            holds ? refine_order(graph, children[0], children[1], false, out)
                  : refine_order(graph, children[1], children[0], true, out);
            break;
        case op::equal:
            holds ? refine_equal(graph, children[0], children[1], out)
                  : refine_not_equal(graph, children[0], children[1], out);
            break;
        case op::not_equal:
            holds ? refine_not_equal(graph, children[0], children[1], out)
                  : refine_equal(graph, children[0], children[1], out);
            break;
        case op::in_interval:
            if (holds) refine_interval(graph, children[0], children[1], out);
            break;
        default:
            break;
    }
}

numeric_bounds apply(rule_graph const& graph, node_id id, numeric_bounds bounds, std::vector<refinement> const& known) {
    for (auto const& fact : known) {
        if (!same_shape(graph, fact.of, id)) continue;
        if (fact.low && *fact.low > bounds.low) bounds.low = *fact.low;
        if (fact.high && *fact.high < bounds.high) bounds.high = *fact.high;
        if (fact.not_zero && !bounds.ratio) {
            rational const step = rational(1) / bounds.denominator;
            if (bounds.low.is_zero()) bounds.low = step;
            if (bounds.high.is_zero()) bounds.high = -step;
        }
    }
    // A branch that cannot be reached may leave an empty interval; keep it a point so that arithmetic stays ordered.
    if (bounds.low > bounds.high) bounds.high = bounds.low;
    return bounds;
}

}  // namespace carefare::checked
