// Numeric functions of FEEL. Rounding keeps the kind: money stays money.
#include <array>

#include "constant/builtin.hpp"
#include "constant/exact_root.hpp"
#include "constant/refusal.hpp"
#include "constant/rounding.hpp"

namespace carefare::constant {
namespace {

value rounded(builtin_call const& call, rounding rule) {
    constexpr std::int64_t least = -6111, greatest = 6176;  // FEEL's bounds on scales
    auto const n = call.amount(0);
    auto const scale = call.has(1) ? call.integer(1) : 0;
    if (scale < least || scale > greatest)
        refuse(diagnostic_code::C014, call.name() + " cannot round to " + std::to_string(scale) + " decimals",
               "Use a scale from -6111 to 6176.");
    call.spent().spend(static_cast<std::uint64_t>(scale < 0 ? -scale : scale) / 16);
    return make_number(call.spent().admit(round_to(n.amount, scale, rule)), n.kind);
}

template <rounding Rule>
value round_by(builtin_call const& call) { return rounded(call, Rule); }

value absolute(builtin_call const& call) {
    if (auto const* months = call.as<months_duration>(0))
        return value{months_duration{months->months < 0 ? -months->months : months->months}};
    if (auto const* days = call.as<days_duration>(0))
        return value{days_duration{days->seconds.sign() < 0 ? -days->seconds : days->seconds}};
    auto const n = call.amount(0);
    return make_number(n.amount.sign() < 0 ? -n.amount : n.amount, n.kind);
}

value modulo(builtin_call const& call) {
    auto const dividend = call.plain_number(0);
    auto const divisor = call.plain_number(1);
    if (divisor.is_zero())
        refuse(diagnostic_code::C009, "'modulo' divides by zero", "Divide by something other than zero.");
    return make_number(call.spent().admit(dividend - divisor * (dividend / divisor).floor()));
}

value square_root(builtin_call const& call) {
    auto const n = call.plain_number(0);
    if (n.sign() < 0)
        refuse(diagnostic_code::C014, "there is no square root of " + n.to_string(), "Use a number that is not negative.");
    auto const root = exact_root(n, 2, call.spent());
    if (!root)
        refuse(diagnostic_code::C013, "the square root of " + n.to_string() + " has no exact value",
               "Carefare never rounds by itself: write the rounded value.");
    return make_number(*root);
}

value logarithm(builtin_call const& call) {
    auto const n = call.plain_number(0);
    if (n.sign() <= 0)
        refuse(diagnostic_code::C014, "there is no logarithm of " + n.to_string(), "Use a number above zero.");
    if (n == rational(1)) return make_number(rational(0));
    refuse(diagnostic_code::C013, "the logarithm of " + n.to_string() + " has no exact value",
           "Carefare never rounds by itself: write the rounded value.");
}

value exponential(builtin_call const& call) {
    auto const n = call.plain_number(0);
    if (n.is_zero()) return make_number(rational(1));
    refuse(diagnostic_code::C013, "'exp' of " + n.to_string() + " has no exact value",
           "Carefare never rounds by itself: write the rounded value.");
}

value odd(builtin_call const& call) {
    auto const n = call.plain_number(0);
    return value{n.is_integer() && !(n / rational(2)).is_integer()};
}

value even(builtin_call const& call) { return value{(call.plain_number(0) / rational(2)).is_integer()}; }

constexpr std::array<builtin_row, 15> rows{{
    {"decimal", "n, scale", round_by<rounding::half_even>},
    {"floor", "n, scale?", round_by<rounding::floor>},
    {"ceiling", "n, scale?", round_by<rounding::ceiling>},
    {"round up", "n, scale", round_by<rounding::up>},
    {"round down", "n, scale", round_by<rounding::down>},
    {"round half up", "n, scale", round_by<rounding::half_up>},
    {"round half down", "n, scale", round_by<rounding::half_down>},
    {"round half even", "n, scale", round_by<rounding::half_even>},
    {"abs", "n", absolute},
    {"modulo", "dividend, divisor", modulo},
    {"sqrt", "number", square_root},
    {"log", "number", logarithm},
    {"exp", "number", exponential},
    {"odd", "number", odd},
    {"even", "number", even},
}};

}  // namespace

std::span<builtin_row const> number_builtins() { return rows; }

}  // namespace carefare::constant
