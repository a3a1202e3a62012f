// Comparison, membership and the tests for none. There is no greater-than among the operations: operands change places.
#include <array>

#include "checked/lower_expr.hpp"

namespace carefare::checked {

using syntax::expr_kind;
using syntax::expr_op;

lowering::result lowering::compare_none(expr_op what, operand const& a, location const& where) {
    if (what != expr_op::equal && what != expr_op::not_equal) {
        error(diagnostic_code::T020, where, "none is neither less nor greater than anything",
              "Write '= none' or '!= none'.");
        return {};
    }
    if (a.bare_none) {
        error(diagnostic_code::T022, where, "none is compared with none", "Name what may be none.");
        return {};
    }
    if (is_row(a.type_of) && !a.type_of.optional && !is_value(a)) return {};
    if (!a.type_of.optional) {
        error(diagnostic_code::T021, a.where, written(a.where) + " is never none",
              "Leave the test out: a value that is not there is pending, not none.");
        return {};
    }
    auto const test = add(op::is_none, simple(scalar::boolean), where, std::array{a.node});
    if (what == expr_op::equal) return test;
    return add(op::negation, simple(scalar::boolean), where, std::array{test.node});
}

lowering::result lowering::compare(expr_op what, operand a, operand b, location const& where) {
    if (b.bare_none) return compare_none(what, a, where);
    if (a.bare_none) return compare_none(what, b, where);
    bool const equality = what == expr_op::equal || what == expr_op::not_equal;
    bool const rows = equality && is_row(a.type_of) && is_row(b.type_of);
    if (!rows && (!is_value(a) || !is_value(b))) return {};
    if (rows && !same_kind(a.type_of, b.type_of)) {
        report_mismatch(b, a);
        return {};
    }
    for (operand const* o : {&a, &b}) {
        if (!rows || !o->type_of.optional) continue;
        error(diagnostic_code::T020, o->where, written(o->where) + " may be none",
              "Test it with '= none' first, or compare a value of the row.");
        return {};
    }
    std::array<operand, 2> both{a, b};
    auto const t = unify(both);
    if (!t) return {};
    if (t->kind == scalar::range || (!equality && !is_ordered(*t))) {
        error(diagnostic_code::T012, where, g_.to_string(*t) + " cannot be compared in this way",
              t->kind == scalar::range
                  ? "Compare its start and its end."
                  : "Only numbers, dates and dates and times are less or greater; write '=' or 'in'.");
        return {};
    }
    node_id const left = both[0].node;
    node_id const right = both[1].node;
    type const truth = simple(scalar::boolean);
    switch (what) {
        case expr_op::less:
            return add(op::less, truth, where, std::array{left, right});
        case expr_op::less_equal:
            return add(op::less_equal, truth, where, std::array{left, right});
        case expr_op::greater:
            return add(op::less, truth, where, std::array{right, left});
        case expr_op::greater_equal:
            return add(op::less_equal, truth, where, std::array{right, left});
        case expr_op::equal:
            return add(op::equal, truth, where, std::array{left, right});
        default:
            return add(op::not_equal, truth, where, std::array{left, right});
    }
}

lowering::result lowering::inside(operand x, operand range, location const& where) {
    if (!is_value(x) || !is_value(range)) return {};
    if (range.type_of.kind != scalar::range || !is_ordered(x.type_of)) {
        error(diagnostic_code::T012, where,
              written(x.where) + " is " + g_.to_string(x.type_of) + " and " + written(range.where) + " is " +
                  g_.to_string(range.type_of),
              "Test a number or a date against a range of the same type.");
        return {};
    }
    type const asked = range_of(x.type_of);
    if (x.literal && !range.literal) {
        if (!adapt(x, with_none(element_of(range.type_of), false))) return {};
    } else if (range.literal) {
        if (!adapt(range, asked)) return {};
    } else if (!same_kind(range.type_of, asked)) {
        report_mismatch(range, x);
        return {};
    }
    return add(op::in_interval, simple(scalar::boolean), where, std::array{x.node, range.node});
}

lowering::result lowering::lower_between(syntax::node_id id) {
    auto const& n = e_[id];
    auto const children = e_.children_of(id);
    std::vector<operand> all;
    for (syntax::node_id const child : children) {
        auto const made = lower(child);
        if (made) all.push_back(*made);
    }
    if (all.size() != children.size() || !is_value(all[0])) return {};
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (is_row(all[i].type_of) && !is_value(all[i])) return {};
    }
    auto t = unify(all);
    if (!t) return {};
    if (!is_ordered(*t)) {
        error(diagnostic_code::T012, n.where,
              "'between' needs numbers or dates, but " + written(all[0].where) + " is " + g_.to_string(*t),
              "Write 'in' with the values.");
        return {};
    }
    t->optional = false;
    // The ends may be none; then the range is open there.
    auto const range = add(op::make_range, range_of(*t), n.where, std::array{all[1].node, all[2].node},
                           make_range_low_closed | make_range_high_closed);
    return add(op::in_interval, simple(scalar::boolean), n.where, std::array{all[0].node, range.node});
}

lowering::result lowering::lower_in(syntax::node_id id) {
    auto const& n = e_[id];
    auto const children = e_.children_of(id);
    auto x = lower(children[0]);
    if (!x || !is_value(*x)) return {};
    auto given = children.subspan(1);
    bool const negated = given.size() == 1 && e_[given[0]].kind == expr_kind::not_test;
    if (negated) given = e_.children_of(given[0]);
    auto const tests = tests_below(given);
    type const truth = simple(scalar::boolean);

    std::vector<constant_value> values;
    std::vector<node_id> alternatives;
    for (syntax::node_id const test : tests) {
        if (is_whole_cell(test)) return {};
        if (is_constant_test(test)) {
            if (!constant_test(test, x->type_of, values)) return {};
            continue;
        }
        if (tests.size() > 1) {
            error(diagnostic_code::T035, e_[test].where,
                  "among several tests, " + written(e_[test].where) + " depends on a row",
                  "Write the comparisons out, joined by 'or'.");
            return {};
        }
        auto const made = variable_test(test, *x);
        if (!made) return {};
        alternatives.push_back(made->node);
    }
    bool first = true;
    for (constant_value& v : values) {
        // Each alternative has its own copy of what is tested: below a rule the graph is a tree.
        auto const tested = first ? x : lower(children[0]);
        first = false;
        if (!tested) return {};
        bool const one = std::holds_alternative<scalar_value>(v);
        auto const with = add_literal(std::move(v), one ? x->type_of : range_of(x->type_of), n.where, false);
        alternatives.push_back(
            add(one ? op::equal : op::in_interval, truth, n.where, std::array{tested->node, with->node}).node);
    }
    operand made{alternatives.front(), truth, false, false, n.where};
    if (alternatives.size() > 1) made = add(op::disjunction, truth, n.where, alternatives);
    if (negated) made = add(op::negation, truth, n.where, std::array{made.node});
    return made;
}

}  // namespace carefare::checked
