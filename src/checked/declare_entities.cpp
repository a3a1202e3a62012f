// Entities with their owners, links and makers. Names of all entities stand before any is linked, so that order does not
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

void report_cycle(builder& b, entity_id start) {
    auto const& entities = b.graph.entities;
    std::string path = entities[start].name;
    for (auto at = entities[start].owner; at != start; at = entities[at].owner)
        path += " of " + entities[at].name;
    b.error(diagnostic_code::N007, entities[start].where,
            "the entity " + quoted(entities[start].name) + " owns itself: " + path + " of " + entities[start].name,
            "Take one 'of' away.");
}

/// Walks up from every entity once. A walk that meets itself has found a cycle; it is cut there, so that later passes
/// end.
void check_owners(builder& b) {
    auto& entities = b.graph.entities;
    std::vector<entity_id> walk_of(entities.size(), no_id);  // the walk that came by first, named by its start
    for (entity_id start = 0; start < entities.size(); ++start) {
        entity_id at = start;
        while (at != no_id && walk_of[at] == no_id) {
            walk_of[at] = start;
            at = entities[at].owner;
        }
        if (at == no_id || walk_of[at] != start) continue;
        report_cycle(b, at);
        entities[at].owner = no_id;
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
    if (declared.owner || declared.maker) return;
    b.error(diagnostic_code::N008, declared.at_most->where, what + " says 'at_most', but its rows have no owner",
            "Take it away, or name the owner with 'of'.");
}

}  // namespace

void declare_entities(builder& b) {
    for (auto const& declared : b.programme.entities) {
        entity e;
        e.name = declared.name.value;
        e.rows = declared.rows.value;
        e.partition = declared.partition.has_value();
        e.single = declared.single;
        e.where = declared.name.where;
        b.graph.entities.push_back(std::move(e));
        b.entity_syntax.push_back(&declared);
    }
    for (entity_id id = 0; id < b.graph.entities.size(); ++id)
        connect(b, b.programme.entities[id], id);
    declare_makers(b);
    check_owners(b);
    check_makers(b);
    connect_stages(b);
}

}  // namespace carefare::checked
