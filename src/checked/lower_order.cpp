// Orders of rows: their keys, whether they are total, and best(rows, key desc, ...), the first row in an order.
#include <algorithm>
#include <array>

#include "checked/lower_makers.hpp"
#include "checked/relation_way.hpp"

namespace carefare::checked {

using syntax::expr_kind;
using syntax::expr_op;

namespace {

bool can_order(type const& t) {
    return is_ordered(t) || t.kind == scalar::word || t.kind == scalar::text || t.kind == scalar::boolean;
}

/// Sets a flag while keys are lowered.
class while_set {
public:
    explicit while_set(bool& flag) : flag_(flag), before_(flag) { flag_ = true; }
    ~while_set() { flag_ = before_; }
    while_set(while_set const&) = delete;
    while_set& operator=(while_set const&) = delete;

private:
    bool& flag_;
    bool before_;
};

void report_not_total(builder& b, location const& where, std::string const& what, std::string const& entity_name) {
    b.error(diagnostic_code::N019, where, what + " ends in a key that two rows may share",
            "Add a last key that no two rows share: " + entity_name + ".key asc.");
}

bool fits_as_key(builder& b, operand const& key, bool may_be_none) {
    if (!is_row(key.type_of) && can_order(key.type_of) && (may_be_none || !key.type_of.optional)) return true;
    bool const none = !is_row(key.type_of) && can_order(key.type_of);
    std::string const what = is_row(key.type_of) ? "a row" : b.graph.to_string(key.type_of);
    b.error(diagnostic_code::T045, key.where, "a key of an order is " + what + (none ? "" : ", which has no order"),
            none ? "Say what counts then: write 'otherwise' after it."
                 : "Order by a number, a date, a word, a text or a boolean.");
    return false;
}

}  // namespace

bool is_unique_key(rule_graph const& graph, node_id key, op row, bool under_one_owner) {
    node const& n = graph.nodes[key];
    if (n.what != op::row_key && n.what != op::field) return false;
    node_id of = graph.children_of(key)[0];
    entity_id const holder = graph.nodes[of].type_of.entity;
    while (graph.nodes[of].what == op::follow_base)
        of = graph.children_of(of)[0];
    if (graph.nodes[of].what != row) return false;
    if (n.what == op::row_key) return true;
    auto const& made = graph.entities[holder].made;
    bool const only = made.key_fields() == 1 && n.payload == 0;
    return under_one_owner && only;
}

std::vector<order_key> lower_order(lower_context& context, std::vector<syntax::order_key_syntax> const& written,
                                   bool under_one_owner) {
    while_set const in_order(context.in_order);
    std::vector<order_key> keys;
    bool good = !written.empty();
    for (auto const& one : written) {
        auto const key = lowering(context, one.key).lower();
        good = key && fits_as_key(context.b, *key, false) && good;
        if (good) keys.push_back({key->node, one.descending});
    }
    if (good && !is_unique_key(context.b.graph, keys.back().key, op::self, under_one_owner)) {
        report_not_total(context.b, written.back().where, context.subject, context.b.graph.entities[context.self].name);
    }
    return good ? keys : std::vector<order_key>{};
}

lowering::result lowering::lower_best(syntax::node_id id) {
    auto const& n = e_[id];
    auto const given = e_.children_of(id);
    bool failed = false;
    auto const rows = given.empty() ? std::nullopt : relation_of(given[0], failed);
    if (failed) return {};
    if (!rows || !rows->tail.empty()) {
        error(diagnostic_code::T004, n.where, "'best' is given no rows that " + c_.subject + " reaches",
              "Name the rows first, then the keys of their order, as in best(unit[unit.open], unit.rate desc, unit.key asc).");
        return {};
    }
    std::string const& name = g_.entities[rows->target].name;
    bool good = is_bounded(*rows);
    node_id filter = no_id;
    good = lower_filters(*rows, filter) && good;
    best_order order;
    order.items = rows->target;
    order.level = static_cast<std::uint32_t>(scopes_.size());
    scopes_.push_back({name, rows->target, order.level});
    {
        while_set const in_order(c_.in_order);
        for (syntax::node_id const argument : given.subspan(1)) {
            if (e_[argument].kind != expr_kind::ordering) {
                error(diagnostic_code::T045, e_[argument].where,
                      "the key " + written(e_[argument].where) + " says neither 'asc' nor 'desc'",
                      "Write asc or desc after it.");
                good = false;
                continue;
            }
            auto const key = lower(e_.children_of(argument)[0]);
            // Rows whose first key is none are skipped.
            good = key && fits_as_key(b_, *key, order.keys.empty()) && good;
            if (key) order.keys.push_back({key->node, e_[argument].op == expr_op::descending});
        }
    }
    scopes_.pop_back();
    if (given.size() == 1) {
        error(diagnostic_code::T045, n.where, "'best' is given rows, but no order",
              "Write keys behind the rows, each with asc or desc, such as " + name + ".key asc.");
        return {};
    }
    if (!good) return {};
    auto const way = find_way(g_, rows->base.type_of.entity, rows->target);
    if (!is_unique_key(g_, order.keys.back().key, op::item, stays_below_one_owner(g_, way))) {
        report_not_total(b_, e_[given.back()].where, "the order of 'best'", name);
        return {};
    }
    auto const payload = static_cast<std::uint32_t>(g_.bests.size());
    g_.bests.push_back(std::move(order));
    return add(op::best, with_none(row_of(rows->target)), n.where, std::array{rows->base.node, filter}, payload);
}

}  // namespace carefare::checked
