// Dispatch of the operators by the types of both sides; dates and times are in temporal_arithmetic.cpp.
#include "constant/arithmetic.hpp"

#include <stdexcept>
#include <string>

#include "constant/exact_root.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

using syntax::expr_op;

std::string name_of_operator(expr_op op) {
    switch (op) {
        case expr_op::add: return "+";
        case expr_op::subtract: return "-";
        case expr_op::multiply: return "*";
        case expr_op::divide: return "/";
        default: return "**";
    }
}

std::string advice_for(value const& a, value const& b) {
    bool const a_list = std::holds_alternative<list>(a.held);
    if (a_list || std::holds_alternative<list>(b.held))
        return "Operators take single values; take an item of the list by its position, such as [1], or use for.";
    bool const a_text = std::holds_alternative<std::string>(a.held);
    if (a_text || std::holds_alternative<std::string>(b.held))
        return "Convert one side first, with string(...) to join texts or number(...) to calculate.";
    return "Use two values whose types this operator takes: numbers with numbers, money with money, dates with "
           "durations.";
}

[[noreturn]] void refuse_operands(expr_op op, value const& a, value const& b) {
    refuse(diagnostic_code::C006, "'" + name_of_operator(op) + "' does not take " + with_article(a) + " and " + with_article(b),
           advice_for(a, b));
}

[[noreturn]] void refuse_division() {
    refuse(diagnostic_code::C009, "a value is divided by zero", "Divide by something other than zero.");
}

value power_of(number const& a, number const& b, evaluation& run) {
    if (a.kind == number_kind::money || b.kind == number_kind::money)
        refuse(diagnostic_code::C023, "money has no powers", "Raise a number, then multiply the money by it.");
    if (a.amount.is_zero() && b.amount.sign() < 0) refuse_division();
    return make_number(run.spent.admit(exact_power(a.amount, b.amount, run.spent)));
}

value calculate_numbers(expr_op op, value const& left, value const& right, evaluation& run) {
    auto const& a = std::get<number>(left.held);
    auto const& b = std::get<number>(right.held);
    bool const a_money = a.kind == number_kind::money;
    bool const b_money = b.kind == number_kind::money;
    auto const kind = a_money || b_money ? number_kind::money : number_kind::number;
    switch (op) {
        case expr_op::add:
        case expr_op::subtract:
            if (a_money != b_money)
                refuse(diagnostic_code::C023,
                       "'" + name_of_operator(op) + "' does not take " + with_article(left) + " and " + with_article(right),
                       "Write the other amount as money, with a $, or multiply money by the number.");
            return make_number(run.spent.admit(op == expr_op::add ? a.amount + b.amount : a.amount - b.amount), kind);
        case expr_op::multiply:
            if (a_money && b_money)
                refuse(diagnostic_code::C023, "money is multiplied by money",
                       "Multiply money by a number or a percentage.");
            return make_number(run.spent.admit(a.amount * b.amount), kind);
        case expr_op::divide:
            if (b_money && !a_money)
                refuse(diagnostic_code::C023, with_article(left) + " is divided by money",
                       "Divide money by money for a number, or money by a number for money.");
            if (b.amount.is_zero()) refuse_division();
            return make_number(run.spent.admit(a.amount / b.amount), b_money ? number_kind::number : kind);
        default: return power_of(a, b, run);
    }
}

months_duration whole_months(rational const& months) {
    if (!months.is_integer())
        refuse(diagnostic_code::C013, "a duration of " + months.to_string() + " months is no whole number of months",
               "Use a factor or divisor that leaves whole months.");
    auto const counted = months.to_int64();
    constexpr std::int64_t most = std::int64_t{1} << 53U;
    if (!counted || *counted > most || *counted < -most)
        refuse(diagnostic_code::C021, "the duration is longer than any two dates are apart", "Use a shorter duration.");
    return {*counted};
}

value make_duration(bool of_months, rational amount, evaluation& run) {
    amount = run.spent.admit(std::move(amount));
    if (of_months) return value{whole_months(amount)};
    return value{days_duration{std::move(amount)}};
}

/// Months or seconds of a duration; empty for anything else.
std::optional<rational> length_of(value const& v) {
    if (auto const* months = std::get_if<months_duration>(&v.held)) return rational(months->months);
    if (auto const* days = std::get_if<days_duration>(&v.held)) return days->seconds;
    return std::nullopt;
}

std::optional<rational> plain_number(value const& v) {
    auto const* n = std::get_if<number>(&v.held);
    return n != nullptr && n->kind != number_kind::money ? std::optional{n->amount} : std::nullopt;
}

std::optional<value> calculate_durations(expr_op op, value const& a, value const& b, evaluation& run) {
    auto const x = length_of(a);
    auto const y = length_of(b);
    bool const of_months = std::holds_alternative<months_duration>((x ? a : b).held);
    if (x && y) {
        if (a.held.index() != b.held.index()) return std::nullopt;
        if (op == expr_op::add) return make_duration(of_months, *x + *y, run);
        if (op == expr_op::subtract) return make_duration(of_months, *x - *y, run);
        if (op != expr_op::divide) return std::nullopt;
        if (y->is_zero()) refuse_division();
        return make_number(run.spent.admit(*x / *y));
    }
    if (x) {
        auto const n = plain_number(b);
        if (n && op == expr_op::multiply) return make_duration(of_months, *x * *n, run);
        if (!n || op != expr_op::divide) return std::nullopt;
        if (n->is_zero()) refuse_division();
        return make_duration(of_months, *x / *n, run);
    }
    auto const n = plain_number(a);
    if (n && y && op == expr_op::multiply) return make_duration(of_months, *n * *y, run);
    return std::nullopt;
}

}  // namespace

value calculate(expr_op op, value const& a, value const& b, evaluation& run) {
    if (std::holds_alternative<number>(a.held) && std::holds_alternative<number>(b.held))
        return calculate_numbers(op, a, b, run);
    if (op == expr_op::add && std::holds_alternative<std::string>(a.held) && std::holds_alternative<std::string>(b.held)) {
        auto const& x = std::get<std::string>(a.held);
        auto const& y = std::get<std::string>(b.held);
        run.spent.admit_text(x.size() + y.size());
        return value{x + y};
    }
    if (auto made = calculate_durations(op, a, b, run)) return std::move(*made);
    if (op == expr_op::add || op == expr_op::subtract)
        if (auto made = move_in_time(a, b, op == expr_op::subtract, run)) return std::move(*made);
    refuse_operands(op, a, b);
}

value negate(value const& v, evaluation& run) {
    run.spent.spend(1);
    if (auto const* n = std::get_if<number>(&v.held)) return make_number(-n->amount, n->kind);
    if (auto const* months = std::get_if<months_duration>(&v.held)) return value{months_duration{-months->months}};
    if (auto const* days = std::get_if<days_duration>(&v.held)) return value{days_duration{-days->seconds}};
    refuse(diagnostic_code::C006, "'-' does not take " + with_article(v), "Negate a number, money or a duration.");
}

}  // namespace carefare::constant
