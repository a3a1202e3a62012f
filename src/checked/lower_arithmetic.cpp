// + - * / ** and unary minus: numbers with units, dates and durations.
#include <array>

#include <carefare/constant/evaluate_constant.hpp>

#include "checked/lower_expr.hpp"

namespace carefare::checked {

using syntax::expr_kind;
using syntax::expr_op;

namespace {

constexpr std::int64_t largest_exponent = 16;

bool is_comparison(expr_op what) {
    return what >= expr_op::less && what <= expr_op::not_equal;
}
bool is_duration_in(type const& t, std::uint32_t base) {
    return t.kind == scalar::number && t.measure == unit{{{base, 1}}};
}

}  // namespace

lowering::result lowering::lower_binary(syntax::node_id id) {
    auto const& n = e_[id];
    if (n.op == expr_op::power) return lower_power(id);
    auto const children = e_.children_of(id);
    auto const a = lower(children[0]);
    auto const b = lower(children[1]);
    if (!a || !b) return {};
    if (is_comparison(n.op)) return compare(n.op, *a, *b, n.where);
    if (!is_value(*a) || !is_value(*b)) return {};
    if (n.op == expr_op::add || n.op == expr_op::subtract) return lower_sum(n.op, *a, *b, n.where);
    return lower_product(n.op, *a, *b, n.where);
}

lowering::result lowering::lower_sum(expr_op what, operand a, operand b, location const& where) {
    bool const plus = what == expr_op::add;
    if (a.type_of.kind == scalar::date && b.type_of.kind == scalar::date) {
        if (!plus) return add(op::date_difference, number_of(unit_day), where, std::array{a.node, b.node});
        error(diagnostic_code::T012, where, "two dates cannot be added", "Add days to a date, or subtract the dates.");
        return {};
    }
    if (a.type_of.kind == scalar::date) return shift_date(what, a, b, where);
    if (plus && b.type_of.kind == scalar::date) return shift_date(what, b, a, where);
    if (a.type_of.kind == scalar::date_time && b.type_of.kind == scalar::date_time && !plus) {
        error(diagnostic_code::T012, where, "dates and times are not subtracted", "Write minutes between(a, b).");
        return {};
    }
    if (a.type_of.kind == scalar::text && b.type_of.kind == scalar::text) {
        error(diagnostic_code::T012, where, "texts of rows are not joined", "Texts can be compared for equality only.");
        return {};
    }
    if (!is_number(a, plus ? "'+'" : "'-'") || !is_number(b, plus ? "'+'" : "'-'")) return {};
    std::array<operand, 2> both{a, b};
    auto t = unify(both);
    if (!t) return {};
    t->percent = false;
    return add(plus ? op::add : op::subtract, *t, where, std::array{both[0].node, both[1].node});
}

lowering::result lowering::shift_date(expr_op what, operand day, operand amount, location const& where) {
    if (is_duration_in(amount.type_of, unit_month) || is_duration_in(amount.type_of, unit_year)) {
        error(diagnostic_code::T024, amount.where, "months are added to a date, but not every month has every day",
              "Write add months(d, n, \"clamp\") for the last day of a shorter month, or \"carry\" for the first of "
              "the next.");
        return {};
    }
    if (!is_number(amount, "a date moved by '+' or '-'")) return {};
    if (!is_duration_in(amount.type_of, unit_day)) {
        error(diagnostic_code::T013, amount.where,
              "a date is moved by days, but " + written(amount.where) + " is " + g_.to_string(amount.type_of),
              "Write @\"P10D\" for 10 days, and @\"P1D\" * n for n days.");
        return {};
    }
    node_id days = amount.node;
    if (what == expr_op::subtract) days = add(op::negate, number_of(unit_day), amount.where, std::array{days}).node;
    return add(op::date_add_days, simple(scalar::date), where, std::array{day.node, days});
}

lowering::result lowering::lower_product(expr_op what, operand const& a, operand const& b, location const& where) {
    bool const times = what == expr_op::multiply;
    if (!is_number(a, times ? "'*'" : "'/'") || !is_number(b, times ? "'*'" : "'/'")) return {};
    unit const measure = times ? a.type_of.measure * b.type_of.measure : a.type_of.measure / b.type_of.measure;
    if (int const money = money_power(measure); money > 1 || money < -1) {
        error(diagnostic_code::T014, where, written(where) + " would be money to the power of " + std::to_string(money),
              "Multiply or divide money by a number without money.");
        return {};
    }
    return add(times ? op::multiply : op::divide, number_of(measure), where, std::array{a.node, b.node});
}

lowering::result lowering::lower_power(syntax::node_id id) {
    auto const& n = e_[id];
    auto const children = e_.children_of(id);
    std::optional<std::int64_t> exponent;
    if (constant::is_constant(e_, children[1])) {
        auto const v = constant::evaluate_constant(e_, b_.sink, children[1]);
        if (!v) return {};
        auto const* number = std::get_if<constant::number>(&v->held);
        if (number != nullptr && number->kind == constant::number_kind::number) exponent = number->amount.to_int64();
    }
    if (!exponent || *exponent < 1 || *exponent > largest_exponent) {
        error(diagnostic_code::T033, e_[children[1]].where,
              "the exponent " + written(e_[children[1]].where) + " is not a whole number from 1 to " +
                  std::to_string(largest_exponent),
              "Write the exponent as a literal, or write the product out.");
        return {};
    }
    auto product = lower(children[0]);
    if (!product || !is_number(*product, "'**'")) return {};
    operand made = *product;
    // The base is lowered anew for each factor: a graph is a tree below a rule, so that its size is its cost.
    for (std::int64_t i = 1; i < *exponent; ++i) {
        auto const factor = lower(children[0]);
        if (!factor) return {};
        auto const next = lower_product(expr_op::multiply, made, *factor, n.where);
        if (!next) return {};
        made = *next;
    }
    return made;
}

lowering::result lowering::lower_negate(syntax::node_id id) {
    auto const& n = e_[id];
    auto const o = lower(e_.children_of(id)[0]);
    if (!o || !is_number(*o, "'-'")) return {};
    type t = o->type_of;
    t.percent = false;
    return add(op::negate, t, n.where, std::array{o->node});
}

}  // namespace carefare::checked
