// Membership in ranges, hulls, common steps.
#include "checked/intervals.hpp"

#include <variant>

namespace carefare::checked {

namespace {

bool equal(scalar_value const& a, scalar_value const& b) {
    return !is_less(a, b) && !is_less(b, a);
}

}  // namespace

bool is_less(scalar_value const& a, scalar_value const& b) {
    if (a.index() != b.index()) return false;
    if (auto const* n = std::get_if<rational>(&a)) return *n < std::get<rational>(b);
    if (auto const* d = std::get_if<date>(&a)) return *d < std::get<date>(b);
    if (auto const* t = std::get_if<date_time>(&a)) return *t < std::get<date_time>(b);
    return false;
}

bool contains(interval const& range, scalar_value const& value) {
    if (range.low && (is_less(value, *range.low) || (!range.low_closed && equal(value, *range.low)))) return false;
    return !(range.high && (is_less(*range.high, value) || (!range.high_closed && equal(value, *range.high))));
}

bool contains(interval const& outer, interval const& inner) {
    auto const end_fits = [&](std::optional<scalar_value> const& limit, bool limit_closed,
                              std::optional<scalar_value> const& end, bool end_closed, bool low) {
        if (!limit) return true;
        if (!end) return false;
        if (equal(*limit, *end)) return limit_closed || !end_closed;
        return low ? is_less(*limit, *end) : is_less(*end, *limit);
    };
    return end_fits(outer.low, outer.low_closed, inner.low, inner.low_closed, true) &&
           end_fits(outer.high, outer.high_closed, inner.high, inner.high_closed, false);
}

interval hull(interval const& a, interval const& b) {
    interval result = a;
    if (!b.low || (a.low && is_less(*b.low, *a.low))) {
        result.low = b.low;
        result.low_closed = b.low_closed;
    } else if (a.low && equal(*a.low, *b.low)) {
        result.low_closed = a.low_closed || b.low_closed;
    }
    if (!b.high || (a.high && is_less(*a.high, *b.high))) {
        result.high = b.high;
        result.high_closed = b.high_closed;
    } else if (a.high && equal(*a.high, *b.high)) {
        result.high_closed = a.high_closed || b.high_closed;
    }
    return result;
}

bool is_multiple(rational const& value, rational const& step) {
    return (value / step).is_integer();
}

rational common_step(rational const& a, rational const& b) {
    auto const left = a.numerator() * b.denominator();
    auto const right = b.numerator() * a.denominator();
    auto const divisor = left * right / least_common_multiple(left, right);
    return divisor / (a.denominator() * b.denominator());
}

type end_of(type const& range) {
    type result = range;
    result.kind = range.element;
    result.element = scalar::number;
    result.optional = false;
    return result;
}

type range_over(type const& end) {
    type result = end;
    result.kind = scalar::range;
    result.element = end.kind;
    result.optional = false;
    return result;
}

}  // namespace carefare::checked
