// Text of exact rationals: strict decimal parsing, and printing without rounding.
#include <algorithm>
#include <stdexcept>
#include <utility>

#include <carefare/base/rational.hpp>

#include "base/rational_digits.hpp"

namespace carefare {

namespace {

/// The exponents of IEEE 754 decimal128, which FEEL takes for its numbers.
constexpr std::int64_t least_exponent = -6176;
constexpr std::int64_t greatest_exponent = 6144;
/// Bits enough for every value that `from_decimal` accepts.
constexpr std::size_t enough_bits = std::size_t{1} << 24U;

/// Takes the digits at the front of `rest`.
std::string_view take_digits(std::string_view& rest) {
    auto const size = std::min(rest.find_first_not_of("0123456789"), rest.size());
    auto const taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
}

bool take(std::string_view& rest, std::string_view any_of) {
    if (rest.empty() || any_of.find(rest.front()) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
}

rational power_of_ten(std::int64_t exponent) {
    return power(10, exponent, enough_bits);
}

/// `digits` with a point before its last `scale` digits.
std::string with_point(std::string digits, unsigned scale) {
    if (scale == 0) return digits;
    bool const is_negative = digits.front() == '-';
    if (is_negative) digits.erase(0, 1);
    if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
    digits.insert(digits.size() - scale, 1, '.');
    return is_negative ? "-" + digits : digits;
}

}  // namespace

std::optional<rational> rational::from_decimal(std::string_view text) {
    if (text.size() > longest_decimal) return std::nullopt;
    bool const is_negative = take(text, "-");
    auto const whole = take_digits(text);
    std::string_view decimals;
    if (take(text, ".")) {
        decimals = take_digits(text);
        if (decimals.empty()) return std::nullopt;
    }
    if (whole.empty() && decimals.empty()) return std::nullopt;
    std::int64_t exponent = 0;
    if (take(text, "eE")) {
        bool const is_below_one = take(text, "-");
        if (!is_below_one) take(text, "+");
        auto const written = take_digits(text);
        if (written.empty()) return std::nullopt;
        auto const size = whole_number_of(written).to_int64();
        if (!size || *size > -least_exponent) return std::nullopt;
        exponent = is_below_one ? -*size : *size;
        if (exponent > greatest_exponent) return std::nullopt;
    }
    if (!text.empty()) return std::nullopt;
    auto const digits = whole_number_of(std::string(whole) + std::string(decimals));
    auto const size = digits * power_of_ten(exponent - static_cast<std::int64_t>(decimals.size()));
    return is_negative ? -size : size;
}

bool rational::has_finite_decimal() const {
    return decimal_factors_of(denominator()).nothing_else;
}

std::string rational::to_string() const {
    if (is_integer()) return digits_of(*this);
    auto const factors = decimal_factors_of(denominator());
    if (!factors.nothing_else) return digits_of(numerator()) + "/" + digits_of(denominator());
    return to_fixed(std::max(factors.twos, factors.fives));
}

std::string rational::to_fixed(unsigned scale) const {
    auto const factors = decimal_factors_of(denominator());
    if (!factors.nothing_else || std::max(factors.twos, factors.fives) > scale) {
        throw std::domain_error("the value has more decimals than asked for");
    }
    // Only as many tens as the value needs are multiplied; further places are zeros of the text.
    auto const needed = std::max(factors.twos, factors.fives);
    auto digits = digits_of(*this * power_of_ten(needed));
    if (!is_zero()) digits.append(scale - needed, '0');
    return with_point(std::move(digits), scale);
}

}  // namespace carefare
