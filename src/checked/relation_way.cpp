// Ways between entities: a search over owners, groups and computed links.
#include "checked/relation_way.hpp"

#include <algorithm>

namespace carefare::checked {

namespace {

using kind = way_step::kind;

std::vector<way_step> steps_from(rule_graph const& graph, entity_id from) {
    std::vector<way_step> steps;
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        if (graph.entities[e].owner == from) steps.push_back({kind::owned, from, e, 0});
    }
    auto const& made = graph.entities[from].made;
    if (made.kind == maker_kind::group && made.source != no_id)
        steps.push_back({kind::grouped, from, made.source, 0});
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        auto const& links = graph.entities[e].computed;
        for (std::uint32_t i = 0; i < links.size(); ++i) {
            if (links[i].to == from) steps.push_back({kind::linked, from, e, i});
        }
    }
    return steps;
}

relation_way down(rule_graph const& graph, entity_id from, entity_id to) {
    relation_way way;
    for (entity_id at = to; at != from; at = graph.entities[at].owner)
        way.steps.push_back({kind::owned, graph.entities[at].owner, at, 0});
    std::reverse(way.steps.begin(), way.steps.end());
    return way;
}

}  // namespace

bool owns(rule_graph const& graph, entity_id owner, entity_id owned) {
    if (owner == no_id || owned == no_id) return false;
    for (entity_id at = graph.entities[owned].owner; at != no_id; at = graph.entities[at].owner) {
        if (at == owner) return true;
    }
    return false;
}

relation_way find_way(rule_graph const& graph, entity_id from, entity_id to) {
    if (from == no_id || to == no_id) return {};
    if (owns(graph, from, to)) return down(graph, from, to);
    // Breadth first; the number of shortest ways is kept beside the first of them.
    struct reached {
        std::size_t distance = 0;
        std::size_t ways = 0;
        way_step by;
    };
    std::vector<reached> all(graph.entities.size());
    std::vector<entity_id> queue{from};
    for (std::size_t i = 0; i < queue.size(); ++i) {
        entity_id const at = queue[i];
        reached const here = i == 0 ? reached{0, 1, {}} : all[at];
        for (auto const& step : steps_from(graph, at)) {
            auto& there = all[step.to];
            if (there.ways == 0) {
                there = {here.distance + 1, here.ways, step};
                if (step.to != from) queue.push_back(step.to);
            } else if (there.distance == here.distance + 1) {
                there.ways = std::min<std::size_t>(there.ways + here.ways, 2);
            }
        }
    }
    relation_way way;
    if (all[to].ways == 0) return way;
    way.several = all[to].ways > 1;
    entity_id at = to;
    do {
        way.steps.push_back(all[at].by);
        at = all[at].by.from;
    } while (at != from);
    std::reverse(way.steps.begin(), way.steps.end());
    return way;
}

entity_id common_owner(rule_graph const& graph, entity_id a, entity_id b) {
    for (entity_id above = graph.entities[a].owner; above != no_id; above = graph.entities[above].owner) {
        if (owns(graph, above, b)) return above;
    }
    return no_id;
}

std::optional<rational> rows_below(rule_graph const& graph, entity_id owner, entity_id items, entity_id& unbounded) {
    rational rows = 1;
    for (entity_id at = items; at != owner && at != no_id; at = graph.entities[at].owner) {
        auto const& at_most = graph.entities[at].at_most;
        if (!at_most) {
            unbounded = at;
            return std::nullopt;
        }
        rows *= rational(static_cast<std::int64_t>(*at_most));
    }
    return rows;
}

std::optional<rational> rows_of_way(rule_graph const& graph, relation_way const& way, entity_id& unbounded) {
    rational rows = 1;
    for (auto const& step : way.steps) {
        entity_id const owner = step.how == kind::owned     ? step.from
                                : step.how == kind::grouped ? graph.entities[step.from].owner
                                                            : common_owner(graph, step.from, step.to);
        auto const more = rows_below(graph, owner, step.to, unbounded);
        if (!more) return std::nullopt;
        rows *= *more;
    }
    return rows;
}

bool stays_below_one_owner(rule_graph const& graph, relation_way const& way) {
    if (way.steps.size() != 1) return false;
    auto const& step = way.steps.front();
    entity_id const owner = graph.entities[step.to].owner;
    if (step.how == kind::owned) return true;
    if (step.how == kind::grouped) return graph.entities[step.from].owner == owner;
    return owner != no_id && common_owner(graph, step.from, step.to) == owner;
}

}  // namespace carefare::checked
