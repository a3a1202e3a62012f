// One walk over the nodes of a rule or a maker.
#include "checked/dependences.hpp"

#include <utility>

#include "checked/relation_way.hpp"

namespace carefare::checked {

dependence dependences::of_rule(rule_id id) {
    rule const& r = graph_.rules[id];
    start(id);
    bool dated_versions = false;
    for (auto const& version : r.versions) {
        push(version.payload);
        dated_versions = dated_versions || version.from.has_value();
    }
    push(r.as_of);
    // A hook is dated whatever the plan answers.
    if ((dated_versions || r.hook) && !r.as_of && r.owner != no_id) push(graph_.entities[r.owner].at);
    if (r.allocate) read_allocation(graph_.allocations[*r.allocate], r);
    return finish();
}

dependence dependences::of_maker(entity_id id) {
    entity const& e = graph_.entities[id];
    start(maker_of(id));
    if (!is_made(e)) return finish();
    maker const& made = e.made;
    if (e.owner != no_id) read_rows(e.owner, e.where);
    if (made.kind == maker_kind::each_row) {
        if (made.over) read_way(graph_.nodes[*made.over].type_of.entity, made.source, e.where);
    } else if (made.source != no_id) {
        read_table(e.owner, made.source, e.where);
        run(e.owner, made.source, e.where);
    }
    push(made.over);
    push(made.where_true);
    for (node_id const key : made.by)
        push(key);
    // Where a row lies says whether the window holds it.
    if (made.kind == maker_kind::each_date) push(e.at);
    if (made.kind == maker_kind::group && made.source != no_id) push(graph_.entities[made.source].at);
    return finish();
}

dependence dependences::of_entity(entity_id id) {
    entity const& e = graph_.entities[id];
    start_apart();
    push(e.at);
    push(e.pay_by);
    push(e.complete_by);
    for (computed_link const& link : e.computed)
        read_link(id, link, link.where);
    return finish();
}

dependence dependences::of_links(entity_id id) {
    start_apart();
    for (computed_link const& link : graph_.entities[id].computed)
        read_link(id, link, link.where);
    return finish();
}

dependence dependences::of_node(node_id id) {
    start_apart();
    push(id);
    return finish();
}

/// For what is neither a rule nor a maker.
void dependences::start_apart() {
    start(maker_of(static_cast<entity_id>(graph_.entities.size())) + apart_++);
}

void dependences::start(vertex_id id) {
    mark_ = id;
    found_ = {};
}

dependence dependences::finish() {
    while (!open_.empty()) {
        node_id const at = open_.back();
        open_.pop_back();
        visit(at);
    }
    return std::move(found_);
}

void dependences::push(std::optional<node_id> id) {
    if (!id || *id == no_id || seen_[*id] == mark_) return;
    seen_[*id] = mark_;
    open_.push_back(*id);
}

void dependences::read_rows(entity_id id, location const& where) {
    if (is_made(graph_.entities[id])) found_.of.emplace(maker_of(id), where);
}

void dependences::run(entity_id base, entity_id items, location const& where) {
    found_.runs.push_back({base, items, where});
    found_.rows.emplace(items, where);
}

/// All rows of `items` below a row of `owner`.
void dependences::read_table(entity_id owner, entity_id items, location const& where) {
    for (entity_id at = items; at != owner && at != no_id; at = graph_.entities[at].owner)
        read_rows(at, where);
}

void dependences::read_link(entity_id from, computed_link const& link, location const& where) {
    push(link.key);
    if (link.to == no_id) return;
    auto const owner = common_owner(graph_, from, link.to);
    read_table(owner, link.to, where);
    run(owner, link.to, where);
}

void dependences::read_way(entity_id from, entity_id to, location const& where) {
    run(from, to, where);
    for (auto const& step : find_way(graph_, from, to).steps) {
        found_.rows.emplace(step.to, where);
        if (step.how == way_step::kind::owned) read_rows(step.to, where);
        if (step.how != way_step::kind::linked) continue;
        read_table(common_owner(graph_, step.from, step.to), step.to, where);
        read_link(step.to, graph_.entities[step.to].computed[step.link], where);
    }
}

void dependences::read_allocation(allocation const& a, rule const& r) {
    push(a.ask);
    for (order_key const& key : a.order)
        push(key.key);
    for (allocation_limit const& limit : a.limits) {
        push(limit.within);
        push(limit.up_to);
        push(limit.counts);
        push(limit.used_before);
    }
    read_table(a.partition, r.owner, a.where);
    run(a.partition, r.owner, a.where);
}

entity_id dependences::row_entity(node_id id) const {
    return graph_.nodes[graph_.children_of(id)[0]].type_of.entity;
}

void dependences::visit(node_id id) {
    node const& n = graph_.nodes[id];
    for (node_id const child : graph_.children_of(id))
        push(child);
    if (n.type_of.kind == scalar::link && n.type_of.entity != no_id) found_.rows.emplace(n.type_of.entity, n.where);
    switch (n.what) {
        case op::fact:
            found_.facts.insert(n.payload);
            break;
        case op::rule:
            found_.of.emplace(n.payload, n.where);
            break;
        case op::grant_unmet:
        case op::grant_before:
        case op::grant_left:
        case op::grant_place:
        case op::grant_bound_by:
            found_.of.emplace(n.payload, n.where);
            found_.grants.insert(id);
            break;
        case op::sum:
        case op::count:
        case op::min_of:
        case op::max_of:
        case op::some:
        case op::every:
            read_way(row_entity(id), n.payload, n.where);
            break;
        case op::best: {
            best_order const& order = graph_.bests[n.payload];
            read_way(row_entity(id), order.items, n.where);
            for (order_key const& key : order.keys)
                push(key.key);
            break;
        }
        case op::previous:
        case op::next:
        case op::running_sum:
        case op::running_count:
        case op::running_min:
        case op::running_max:
            read_rows(n.payload, n.where);
            run(graph_.entities[n.payload].owner, n.payload, n.where);
            for (order_key const& key : graph_.entities[n.payload].order)
                push(key.key);
            break;
        case op::follow_group:
            read_rows(n.payload, n.where);
            break;
        case op::follow_computed:
            read_link(row_entity(id), graph_.entities[row_entity(id)].computed[n.payload], n.where);
            break;
        case op::decide:
            visit_table(graph_.decisions[n.payload]);
            break;
        default:
            break;
    }
}

void dependences::visit_table(decision_table const& table) {
    for (node_id const input : table.inputs)
        push(input);
    for (decision_row const& row : table.rows) {
        for (cell_test const& cell : row.tests) {
            for (node_id const predicate : cell.predicates)
                push(predicate);
        }
        push(row.output);
    }
    push(table.otherwise);
}

}  // namespace carefare::checked
