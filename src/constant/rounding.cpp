// Scales the value to an integer question, decides it exactly, scales back; see rounding.hpp.
#include "constant/rounding.hpp"

#include <cstddef>

namespace carefare::constant {
namespace {

bool is_odd(rational const& integer) {
    auto const half = integer / rational(2);
    return !half.is_integer();
}

/// Whether the magnitude goes up to the next integer; `fraction` lies strictly between 0 and 1.
bool goes_up(rational const& whole, rational const& fraction, bool negative, rounding rule) {
    auto const side = fraction <=> rational::fraction(1, 2);
    switch (rule) {
        case rounding::up: return true;
        case rounding::down: return false;
        case rounding::floor: return negative;
        case rounding::ceiling: return !negative;
        case rounding::half_up: return side >= 0;
        case rounding::half_down: return side > 0;
        case rounding::half_even: break;
    }
    return side > 0 || (side == 0 && is_odd(whole));
}

}  // namespace

rational round_to(rational const& value, std::int64_t scale, rounding rule) {
    constexpr std::size_t bits = 65'536;  // scales are bounded by the callers; 10 ** 6176 has 20517 bits
    auto const unit = power(rational(10), scale, bits);
    bool const negative = value.sign() < 0;
    auto const scaled = (negative ? -value : value) * unit;
    if (scaled.is_integer()) return value;
    auto const whole = scaled.floor();
    auto const rounded = goes_up(whole, scaled - whole, negative, rule) ? whole + rational(1) : whole;
    return (negative ? -rounded : rounded) / unit;
}

}  // namespace carefare::constant
