// Entities with their owners and links. Names of all entities stand before any is linked, so that order does not
// matter.
#include <string>

#include "checked/builder.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

entity_id find_or_report(builder& b, syntax::name_text const& name, std::string const& what) {
    if (auto const found = b.graph.find_entity(name.value)) return *found;
    std::vector<std::string> known;
    for (auto const& e : b.graph.entities)
        known.push_back(e.name);
    b.error(diagnostic_code::N004, name.where,
            what + " names the entity " + quoted(name.value) + ", which there is not",
            did_you_mean(name.value, known, "Declare it under 'entities'."));
    return no_id;
}

/// Walks up the owners; an entity that comes again owns itself. The chain is cut there, so that later passes end.
void check_owners(builder& b, entity_id start) {
    std::string path = b.graph.entities[start].name;
    entity_id at = b.graph.entities[start].owner;
    for (std::size_t steps = 0; at != no_id && steps < b.graph.entities.size(); ++steps) {
        path += " of " + b.graph.entities[at].name;
        if (at == start) {
            b.error(diagnostic_code::N007, b.graph.entities[start].where,
                    "the entity " + quoted(b.graph.entities[start].name) + " owns itself: " + path,
                    "Take one 'of' away.");
            b.graph.entities[start].owner = no_id;
            return;
        }
        at = b.graph.entities[at].owner;
    }
}

void connect(builder& b, syntax::entity_syntax const& declared, entity_id id) {
    auto& e = b.graph.entities[id];
    auto const what = "entity " + quoted(e.name);
    if (declared.owner) e.owner = find_or_report(b, *declared.owner, "'of' of " + what);
    for (auto const& to : declared.links) {
        e.links.push_back({to.name.value, find_or_report(b, to.entity, "'to' of " + what)});
    }
    if (!declared.at_most) return;
    e.at_most = declared.at_most->value;
    if (!declared.owner) {
        b.error(diagnostic_code::N008, declared.at_most->where, what + " says 'at_most', but its rows have no owner",
                "Take it away, or name the owner with 'of'.");
    } else if (*e.at_most == 0) {
        b.error(diagnostic_code::N008, declared.at_most->where,
                what + " says 'at_most: 0', so that it can have no rows",
                "Give the largest number of rows an owner may have.");
    }
}

}  // namespace

void declare_entities(builder& b) {
    for (auto const& declared : b.programme.entities) {
        entity e;
        e.name = declared.name.value;
        e.rows = declared.rows.value;
        e.partition = declared.partition.has_value();
        e.where = declared.name.where;
        b.graph.entities.push_back(std::move(e));
        b.entity_syntax.push_back(&declared);
    }
    for (entity_id id = 0; id < b.graph.entities.size(); ++id)
        connect(b, b.programme.entities[id], id);
    for (entity_id id = 0; id < b.graph.entities.size(); ++id)
        check_owners(b, id);
}

}  // namespace carefare::checked
