// Interval and denominator arithmetic. Intervals are closed and may be wider than the truth, never narrower.
#include "checked/bounds.hpp"

#include <algorithm>

namespace carefare::checked {

namespace {

rational greatest_common_divisor(rational const& a, rational const& b) {
    rational x = a.sign() < 0 ? -a : a;
    rational y = b.sign() < 0 ? -b : b;
    while (!y.is_zero()) {
        rational const rest = x - y * (x / y).floor();
        x = y;
        y = rest;
    }
    return x;
}

rational shared(numeric_bounds const& a, numeric_bounds const& b) {
    return least_common_multiple(a.denominator, b.denominator);
}

/// Multiplication by one known constant p/q keeps the denominator small: k/d * p/q = kp / (dq), reduced by gcd(p, d).
numeric_bounds scale(numeric_bounds const& a, rational const& factor) {
    rational const x = a.low * factor;
    rational const y = a.high * factor;
    numeric_bounds out{std::min(x, y), std::max(x, y), 1, a.ratio};
    if (!factor.is_zero()) {
        rational const common = greatest_common_divisor(factor.numerator(), a.denominator);
        out.denominator = a.denominator / common * factor.denominator();
    }
    return out;
}

rational ten_to(unsigned scale) { return power(rational(10), static_cast<std::int64_t>(scale)); }

}  // namespace

numeric_bounds exactly(rational const& value) { return {value, value, value.denominator(), false}; }

numeric_bounds between(rational low, rational high, rational denominator) {
    return {std::move(low), std::move(high), std::move(denominator), false};
}

numeric_bounds hull(numeric_bounds const& a, numeric_bounds const& b) {
    return {std::min(a.low, b.low), std::max(a.high, b.high), shared(a, b), a.ratio || b.ratio};
}

numeric_bounds add(numeric_bounds const& a, numeric_bounds const& b) {
    return {a.low + b.low, a.high + b.high, shared(a, b), a.ratio || b.ratio};
}

numeric_bounds negate(numeric_bounds const& a) { return {-a.high, -a.low, a.denominator, a.ratio}; }

numeric_bounds multiply(numeric_bounds const& a, numeric_bounds const& b) {
    if (b.low == b.high && !b.ratio) return scale(a, b.low);
    if (a.low == a.high && !a.ratio) return scale(b, a.low);
    auto const corners = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
    return {std::min(corners), std::max(corners), a.denominator * b.denominator, a.ratio || b.ratio};
}

numeric_bounds absolute(numeric_bounds const& a) {
    if (a.low.sign() >= 0) return a;
    if (a.high.sign() <= 0) return negate(a);
    return {0, std::max(-a.low, a.high), a.denominator, a.ratio};
}

numeric_bounds minimum(numeric_bounds const& a, numeric_bounds const& b) {
    return {std::min(a.low, b.low), std::min(a.high, b.high), shared(a, b), a.ratio || b.ratio};
}

numeric_bounds maximum(numeric_bounds const& a, numeric_bounds const& b) {
    return {std::max(a.low, b.low), std::max(a.high, b.high), shared(a, b), a.ratio || b.ratio};
}

numeric_bounds ratio(numeric_bounds const& a, numeric_bounds const& b) {
    auto const corners = {a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high};
    return {std::min(corners), std::max(corners), 1, true};
}

numeric_bounds rounded(numeric_bounds const& a, unsigned scale) {
    rational const step = ten_to(scale);
    return {(a.low * step).floor() / step, (a.high * step).ceiling() / step, step, false};
}

numeric_bounds modulo(numeric_bounds const& a, numeric_bounds const& b) {
    return {std::min(rational(0), b.low), std::max(rational(0), b.high), shared(a, b), a.ratio || b.ratio};
}

numeric_bounds sum_of(numeric_bounds const& item, rational const& rows) {
    return {std::min(rational(0), item.low * rows), std::max(rational(0), item.high * rows), item.denominator, item.ratio};
}

bool contains_zero(numeric_bounds const& a) { return a.low.sign() <= 0 && a.high.sign() >= 0; }

std::size_t scaled_bits(numeric_bounds const& a) {
    return std::max((a.low * a.denominator).ceiling().bits(), (a.high * a.denominator).ceiling().bits());
}

std::string describe(numeric_bounds const& a) {
    std::string text = "[" + a.low.to_string() + ".." + a.high.to_string() + "]";
    if (a.ratio) return text + " without a fixed step";
    return text + " in steps of " + (rational(1) / a.denominator).to_string();
}

}  // namespace carefare::checked
