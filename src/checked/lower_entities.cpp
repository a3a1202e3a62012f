// Expressions of entities: the date that counts (`at`) and the fact that says whether all rows are there
// (`complete_by`).
#include "checked/lower_expr.hpp"

namespace carefare::checked {

namespace {

void lower_at(builder& b, broken_declarations const& broken, entity_id id) {
    lower_context context{b, broken, id, "'at' of the entity " + quoted(b.graph.entities[id].name), {}, false};
    auto const date_node = lowering(context, *b.entity_syntax[id]->at).lower_as(simple(scalar::date), context.subject);
    if (date_node != no_id) b.graph.entities[id].at = date_node;
}

/// True if the node is a fact of the current row or of an owner: what a host can know before any row is there.
bool is_fact_above(rule_graph const& graph, node_id id) {
    if (graph.nodes[id].what != op::fact) return false;
    node_id row = graph.children_of(id)[0];
    while (graph.nodes[row].what == op::follow_owner)
        row = graph.children_of(row)[0];
    return graph.nodes[row].what == op::self;
}

void lower_complete_by(builder& b, broken_declarations const& broken, entity_id id) {
    entity const& e = b.graph.entities[id];
    syntax::expr const& written = *b.entity_syntax[id]->complete_by;
    std::string const subject = "'complete_by' of the entity " + quoted(e.name);
    if (e.owner == no_id) {
        if (b.entity_syntax[id]->owner) return;  // an owner that there is not: reported
        b.error(diagnostic_code::T039, written.where, subject + " stands at rows that nothing owns",
                "Name the owner with 'of', or take 'complete_by' away.");
        return;
    }
    lower_context context{b, broken, e.owner, subject, {}, false};
    auto const made = lowering(context, written).lower();
    if (!made) return;
    if (!is_fact_above(b.graph, made->node) || !same_kind(made->type_of, simple(scalar::boolean)) ||
        made->type_of.optional) {
        b.error(diagnostic_code::T039, written.where, subject + " is not a boolean fact of an owner",
                "Name a boolean fact of " + quoted(b.graph.entities[e.owner].name) + ", such as members_complete.");
        return;
    }
    b.graph.entities[id].complete_by = made->node;
}

}  // namespace

void lower_entities(builder& b) {
    auto const broken = find_broken_declarations(b);
    for (entity_id id = 0; id < b.graph.entities.size(); ++id) {
        if (b.entity_syntax[id]->at) lower_at(b, broken, id);
        if (b.entity_syntax[id]->complete_by) lower_complete_by(b, broken, id);
    }
}

}  // namespace carefare::checked
