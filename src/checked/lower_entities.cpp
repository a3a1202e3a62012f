// Expressions of entities: the dates that count (`at`, `pay_by`), the fact that says whether all rows are there (`complete_by`),
// makers, orders, and the facts that date and version rows.
#include "checked/lower_makers.hpp"

namespace carefare::checked {

namespace {

void lower_at(builder& b, broken_declarations const& broken, entity_id id) {
    lower_context context{b, broken, id, "'at' of the entity " + quoted(b.graph.entities[id].name), {}, false};
    auto const date_node = lowering(context, *b.entity_syntax[id]->at).lower_as(simple(scalar::date), context.subject);
    if (date_node != no_id) b.graph.entities[id].at = date_node;
}

void lower_pay_by(builder& b, broken_declarations const& broken, entity_id id) {
    auto const& written = b.entity_syntax[id]->pay_by;
    if (!written) return;
    lower_context context{b, broken, id, "'pay_by' of the entity " + quoted(b.graph.entities[id].name),
                          date_of_entity(b, broken, id), false};
    auto const date_node = lowering(context, *written).lower_as(simple(scalar::date), context.subject);
    if (date_node != no_id) b.graph.entities[id].pay_by = date_node;
}

std::optional<fact_id> fact_of(builder& b, entity_id id, syntax::name_text const& name, std::string const& key,
                               std::string const& kinds, bool (*fits)(type const&)) {
    entity const& e = b.graph.entities[id];
    auto const found = b.graph.find_fact(id, name.value);
    if (found && fits(b.graph.facts[*found].type_of)) return found;
    std::vector<std::string> known;
    for (fact const& f : b.graph.facts) {
        if (f.owner == id && fits(f.type_of)) known.push_back(f.name);
    }
    b.error(diagnostic_code::N017, name.where,
            quoted(key) + " of the entity " + quoted(e.name) + " names " + quoted(name.value) + ", which is no " +
                kinds + " fact of it",
            did_you_mean(name.value, known, "Name a " + kinds + " fact of " + quoted(e.name) + " that is never none."));
    return {};
}

void find_dated_facts(builder& b, entity_id id) {
    auto const& written = *b.entity_syntax[id];
    if (written.maker) return;
    auto const is_time = [](type const& t) {
        return !t.optional && (t.kind == scalar::date || t.kind == scalar::date_time);
    };
    auto const is_truth = [](type const& t) { return !t.optional && t.kind == scalar::boolean; };
    if (written.dated_by)
        b.graph.entities[id].dated_by = fact_of(b, id, *written.dated_by, "dated_by", "date or date and time", is_time);
    if (!written.versions) return;
    version_facts versions;
    auto const by = fact_of(b, id, written.versions->by, "versions.by", "date or date and time", is_time);
    if (written.versions->void_by)
        versions.void_by = fact_of(b, id, *written.versions->void_by, "versions.void", "boolean", is_truth);
    if (!by) return;
    versions.by = *by;
    b.graph.entities[id].versions = versions;
}

void lower_entity_order(builder& b, broken_declarations const& broken, entity_id id) {
    auto const& written = *b.entity_syntax[id];
    if (written.order.empty()) return;
    entity const& e = b.graph.entities[id];
    std::string const subject = "'order' of the entity " + quoted(e.name);
    if (e.owner == no_id) {
        if (!written.owner)
            b.error(diagnostic_code::T046, written.order.front().where,
                    subject + " stands at rows that nothing owns, which have no neighbours",
                    "Name the owner with 'of', or take 'order' away.");
        return;
    }
    lower_context context{b, broken, id, subject, date_of_entity(b, broken, id), false};
    auto keys = lower_order(context, written.order, true);
    b.graph.entities[id].order = std::move(keys);
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

read_date date_of_entity(builder& b, broken_declarations const& broken, entity_id id) {
    using progress = builder::progress;
    if (id == no_id || !b.entity_syntax[id]->at) return {};
    b.at_lowered.resize(b.graph.entities.size(), progress::untouched);
    if (b.at_lowered[id] == progress::open) return {};  // the date itself is read without a date
    if (b.at_lowered[id] == progress::untouched) {
        b.at_lowered[id] = progress::open;
        lower_at(b, broken, id);
        b.at_lowered[id] = progress::done;
    }
    auto const& at = b.graph.entities[id].at;
    return at ? read_date{read_date::state::given, *at} : read_date{read_date::state::broken, no_id};
}

void lower_entities(builder& b) {
    auto const broken = find_broken_declarations(b);
    auto const count = static_cast<entity_id>(b.graph.entities.size());
    for (entity_id id = 0; id < count; ++id) {
        static_cast<void>(date_of_entity(b, broken, id));
        if (b.entity_syntax[id]->complete_by) lower_complete_by(b, broken, id);
        find_dated_facts(b, id);
    }
    for (entity_id id = 0; id < count; ++id) {
        lower_conditions(b, broken, id);
        lower_computed(b, broken, id);
        lower_entity_order(b, broken, id);
        lower_pay_by(b, broken, id);
    }
}

}  // namespace carefare::checked
