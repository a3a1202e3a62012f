// Integer roots by Newton's method from above, numerator and denominator apart; see exact_root.hpp.
#include "constant/exact_root.hpp"

#include <stdexcept>

#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

[[noreturn]] void refuse_inexact(rational const& base, rational const& exponent) {
    refuse(diagnostic_code::C013, base.to_string() + " ** " + exponent.to_string() + " has no exact value",
           "Carefare never rounds by itself: use whole exponents, or write the rounded value.");
}

std::optional<rational> integer_root(rational const& n, std::uint64_t degree, budget& spent) {
    if (n.is_zero() || n == rational(1)) return n;
    auto const bits = n.bits();
    if (degree >= bits) return std::nullopt;  // 2 ** degree is above n already
    auto const k = static_cast<std::int64_t>(degree);
    auto root = power(rational(2), static_cast<std::int64_t>(bits / degree) + 1, bits + 64);
    while (true) {
        auto const lower = power(root, k - 1, 4 * bits + 256);
        spent.spend(1 + bits * bits / 65'536);
        auto const next = ((root * rational(k - 1) + (n / lower).floor()) / rational(k)).floor();
        if (next >= root) break;
        root = next;
    }
    return power(root, k, 4 * bits + 256) == n ? std::optional{root} : std::nullopt;
}

}  // namespace

std::optional<rational> exact_root(rational const& value, std::uint64_t degree, budget& spent) {
    auto const above = integer_root(value.numerator(), degree, spent);
    if (!above) return std::nullopt;
    auto const below = integer_root(value.denominator(), degree, spent);
    return below ? std::optional{*above / *below} : std::nullopt;
}

rational exact_power(rational const& base, rational const& exponent, budget& spent) {
    constexpr std::int64_t most = 999'999'999;  // FEEL's bound on exponents
    auto const over = exponent.numerator().to_int64();
    auto const under = exponent.denominator().to_int64();
    if (!over || !under || *over > most || *over < -most)
        refuse(diagnostic_code::C014, "the exponent is outside -999999999 to 999999999",
               "Use a smaller exponent.");
    auto foot = base;
    if (*under != 1) {
        if (base.sign() < 0) refuse_inexact(base, exponent);
        auto const root = exact_root(base, static_cast<std::uint64_t>(*under), spent);
        if (!root) refuse_inexact(base, exponent);
        foot = *root;
    }
    try {
        return power(foot, *over, spent.limits().number_bits);
    } catch (std::length_error const&) {
        refuse_limit(diagnostic_code::L023,
                     "a number of more than " + std::to_string(spent.limits().number_bits) + " bits",
                     "Use smaller numbers or round earlier.");
    }
}

}  // namespace carefare::constant
