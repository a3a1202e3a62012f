// Aggregates over the rows that a row owns: sum, count, min, max, some, every, with filters.
#include <algorithm>
#include <array>

#include "checked/lower_expr.hpp"
#include "checked/relation_way.hpp"

namespace carefare::checked {

using syntax::expr_kind;
using syntax::expr_op;

bool lowering::is_bounded(relation const& rows) {
    bool good = true;
    auto const way = find_way(g_, rows.base.type_of.entity, rows.target);
    if (way.several) {
        error(diagnostic_code::T044, rows.where,
              "rows of '" + g_.entities[rows.target].name + "' belong to a row of '" +
                  g_.entities[rows.base.type_of.entity].name + "' in two ways",
              "Aggregate step by step: a rule of the entity between them, then an aggregate of that rule.");
        return false;
    }
    entity_id unbounded = no_id;
    if (!rows_of_way(g_, way, unbounded)) {
        auto const& open = g_.entities[unbounded];
        error(diagnostic_code::T026, rows.where,
              "nothing says how many rows of '" + open.name + "' one row of '" +
                  (open.owner == no_id ? "" : g_.entities[open.owner].name) + "' may own",
              "Write at_most: at the entity '" + open.name + "', so that the cost of a programme is known.");
        good = false;
    }
    entity_id const base = rows.base.type_of.entity;
    // A stage of a coarser partition has the rows of several.
    auto const has = [&](stage const& one) { return one.partition == base || owns(g_, one.partition, base); };
    if (std::any_of(g_.stages.begin(), g_.stages.end(), has)) return good;
    for (entity_id p = 0; p < g_.entities.size(); ++p) {
        if (!g_.entities[p].partition || !owns(g_, base, p) || (rows.target != p && !owns(g_, p, rows.target))) continue;
        error(diagnostic_code::T041, rows.where,
              "'" + g_.entities[base].name + "' stands above the partition '" + g_.entities[p].name +
                  "', whose rows are decided apart",
              "Aggregate below '" + g_.entities[p].name + "', write stages: in programme.yaml, or hand the total in as a fact.");
        good = false;
    }
    return good;
}

bool lowering::lower_filters(relation const& rows, node_id& filter) {
    std::vector<node_id> conditions;
    bool good = true;
    scopes_.push_back({"", rows.target, static_cast<std::uint32_t>(scopes_.size())});
    for (syntax::node_id const condition : rows.filters) {
        auto const made = lower_boolean(condition, "a filter of rows");
        if (made) conditions.push_back(made->node);
        good = good && made.has_value();
    }
    scopes_.pop_back();
    if (!good) return false;
    if (conditions.size() == 1) filter = conditions.front();
    if (conditions.size() > 1) filter = add(op::conjunction, simple(scalar::boolean), rows.where, conditions).node;
    return true;
}

lowering::result lowering::lower_aggregate(op what, relation const& rows, location const& where) {
    bool good = is_bounded(rows);
    node_id filter = no_id;
    good = lower_filters(rows, filter) && good;
    std::string const& entity_name = g_.entities[rows.target].name;
    node_id body = no_id;
    type t = plain_number();
    // Rows of a row that may be none: the aggregate may be none.
    bool const no_base = rows.base.type_of.optional;
    if (what == op::count) {
        if (!rows.tail.empty()) {
            error(diagnostic_code::T004, rows.where,
                  "'count' counts rows, but " + written(rows.where) + " is a value of each",
                  "Write count(" + entity_name + "[" + joined(rows.tail, 0, rows.tail.size()) +
                      " ...]) with the condition that counts.");
            return {};
        }
    } else {
        if (rows.tail.empty()) {
            error(diagnostic_code::T003, rows.where,
                  written(rows.where) + " is rows of '" + entity_name + "', not numbers",
                  "Name one of their facts or rules after a dot.");
            return {};
        }
        operand const item = item_row({"", rows.target, static_cast<std::uint32_t>(scopes_.size())}, rows.where);
        auto const read = read_tail(item, rows.tail);
        if (!read) return {};
        operand const value = *read;
        bool const dates =
            what != op::sum && (value.type_of.kind == scalar::date || value.type_of.kind == scalar::date_time);
        // Rows that are none are skipped, so an optional value is as good as any.
        operand present = value;
        present.type_of.optional = false;
        if (!dates && !is_number(present, what == op::sum ? "'sum'" : "'min' or 'max'")) return {};
        body = value.node;
        t = present.type_of;
        t.percent = t.percent && what != op::sum;
        t.optional = what != op::sum;
    }
    if (!good) return {};
    t.optional = t.optional || no_base;
    return add(what, t, where, std::array{rows.base.node, filter, body}, rows.target);
}

lowering::result lowering::lower_quantified(syntax::node_id id) {
    auto const& n = e_[id];
    auto const children = e_.children_of(id);
    return quantify(n.op == expr_op::some ? op::some : op::every, children.first(children.size() - 1), children.back(),
                    n.where);
}

lowering::result lowering::quantify(op what, ids iterators, syntax::node_id condition, location const& where) {
    if (iterators.empty()) return lower_boolean(condition, "the condition after 'satisfies'");
    auto const& iterator = e_[iterators.front()];
    auto const source = e_.children_of(iterators.front())[0];
    bool failed = false;
    auto const rows = relation_of(source, failed);
    if (!rows || !rows->tail.empty()) {
        if (failed) return {};
        error(rows ? diagnostic_code::T003 : diagnostic_code::T008, e_[source].where,
              written(e_[source].where) + " is not rows that " + c_.subject + " owns",
              "Name the rows by their entity after 'in', as in: some m in member satisfies m.special_needs.");
        return {};
    }
    bool good = is_bounded(*rows);
    node_id filter = no_id;
    good = lower_filters(*rows, filter) && good;
    scopes_.push_back({iterator.text, rows->target, static_cast<std::uint32_t>(scopes_.size())});
    auto const body = quantify(what, iterators.subspan(1), condition, where);
    scopes_.pop_back();
    if (!good || !body) return {};
    type const truth = with_none(simple(scalar::boolean), rows->base.type_of.optional);
    return add(what, truth, where, std::array{rows->base.node, filter, body->node}, rows->target);
}

}  // namespace carefare::checked
