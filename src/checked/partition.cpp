// Up the owners: an entity that owns rows of its own kind is its own owner.
#include <carefare/checked/partition.hpp>

namespace carefare::checked {

std::vector<bool> entities_within(rule_graph const& graph) {
    std::vector<bool> within(graph.entities.size());
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        for (auto up = e; up != no_id && !within[e];) {
            within[e] = graph.entities[up].partition;
            up = graph.entities[up].owner == up ? no_id : graph.entities[up].owner;
        }
    }
    return within;
}

}  // namespace carefare::checked
