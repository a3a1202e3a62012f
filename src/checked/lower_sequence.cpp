// Neighbours in the order of an entity: previous, next and the running aggregates, over the rows of the same owner.
#include <algorithm>
#include <array>

#include "checked/lower_expr.hpp"

namespace carefare::checked {

using syntax::expr_kind;

lowering::result lowering::lower_neighbour(op what, syntax::node_id id) {
    auto const& n = e_[id];
    auto const given = e_.children_of(id);
    std::string const function = quoted(n.text);
    if (given.size() != 1 || e_[given[0]].kind == expr_kind::named_argument) {
        error(diagnostic_code::T010, n.where, function + " has " + std::to_string(given.size()) + " arguments",
              "Write one value of a row, as in " + n.text + "(day.hours).");
        return {};
    }
    if (c_.self == no_id || !b_.has_order(c_.self)) {
        error(diagnostic_code::T046, n.where,
              function + " needs rows in an order, which " +
                  (c_.self == no_id ? c_.subject + " has none of" : quoted(g_.entities[c_.self].name) + " does not give"),
              "Write order: at the entity, such as order: [day.date asc].");
        return {};
    }
    std::string const& own = g_.entities[c_.self].name;
    path tail;
    std::vector<syntax::node_id> filters;
    syntax::node_id at = given[0];
    for (; e_[at].kind == expr_kind::member; at = e_.children_of(at)[0])
        tail.push_back({e_[at].text, e_[at].where});
    std::reverse(tail.begin(), tail.end());
    for (; e_[at].kind == expr_kind::filter; at = e_.children_of(at)[0])
        filters.push_back(e_.children_of(at)[1]);
    std::reverse(filters.begin(), filters.end());
    bool const neighbour = what == op::previous || what == op::next;
    bool const counts = what == op::running_count;
    if (e_[at].kind != expr_kind::name || e_[at].text != own || tail.empty() != counts ||
        (neighbour && !filters.empty())) {
        error(diagnostic_code::T046, e_[given[0]].where,
              function + " is given " + written(e_[given[0]].where) + ", which is no " +
                  (counts ? "row" : "value of a row") + " of " + quoted(own),
              "Write " + n.text + "(" + own + (counts ? "[...])" : ".x)") + " with a " +
                  (counts ? "condition on" : "fact or rule of") + " " + quoted(own) + ".");
        return {};
    }
    relation const rows{self_row(n.where), c_.self, std::move(filters), tail, n.where};
    if (!g_.entities[c_.self].at_most) {
        error(diagnostic_code::T026, n.where, "nothing says how many rows of " + quoted(own) + " its owner may have",
              "Write at_most: at the entity " + quoted(own) + ", so that the cost of a programme is known.");
        return {};
    }
    node_id filter = no_id;
    if (!lower_filters(rows, filter)) return {};
    if (counts) return add(what, plain_number(), n.where, std::array{rows.base.node, filter, no_id}, c_.self);
    auto const value = read_tail(item_row({"", c_.self, static_cast<std::uint32_t>(scopes_.size())}, n.where), tail);
    if (!value) return {};
    type t = value->type_of;
    if (neighbour) {
        if (is_row(t)) return is_value(*value) ? value : result{};
        t.optional = true;
        return add(what, t, n.where, std::array{rows.base.node, no_id, value->node}, c_.self);
    }
    operand present = *value;
    present.type_of.optional = false;
    bool const dates = what != op::running_sum && (t.kind == scalar::date || t.kind == scalar::date_time);
    if (!dates && !is_number(present, function)) return {};
    t = present.type_of;
    t.percent = t.percent && what != op::running_sum;
    t.optional = what != op::running_sum;
    return add(what, t, n.where, std::array{rows.base.node, filter, value->node}, c_.self);
}

}  // namespace carefare::checked
