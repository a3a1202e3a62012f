// Exact rational numbers for constants, the checker's intervals and the reference evaluator. Small values live in two
// 64-bit integers, larger ones in Boost.Multiprecision behind a pointer (no Multiprecision header is needed to use
// this one). Always in lowest terms with a positive denominator; no operation rounds.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace carefare {

class rational {
public:
    rational() noexcept = default;
    rational(std::int64_t integer) noexcept : numerator_(integer) {}  // NOLINT: integers are rationals
    /// Throws std::domain_error if the denominator is zero.
    static rational fraction(std::int64_t numerator, std::int64_t denominator);
    /// Longest text that `from_decimal` takes: the work grows with the square of it.
    static constexpr std::size_t longest_decimal = 65536;
    /// Decimal text "-12.50", ".5", "12", "1.2E+3", "1e-7"; nothing else (no blanks, no separators, no "+5", no "5.").
    /// Empty if malformed or too long, or if the exponent is outside [-6176, 6144].
    static std::optional<rational> from_decimal(std::string_view text);

    [[nodiscard]] bool is_integer() const;
    [[nodiscard]] bool is_zero() const;
    [[nodiscard]] int sign() const;
    /// Value as int64 if it is an integer that fits.
    [[nodiscard]] std::optional<std::int64_t> to_int64() const;
    [[nodiscard]] rational numerator() const;
    [[nodiscard]] rational denominator() const;
    /// Number of bits of the larger of numerator and denominator: a bound on work and memory.
    [[nodiscard]] std::size_t bits() const;
    /// Greatest integer not above the value.
    [[nodiscard]] rational floor() const;
    [[nodiscard]] rational ceiling() const;

    friend rational operator+(rational const& a, rational const& b);
    friend rational operator-(rational const& a, rational const& b);
    friend rational operator*(rational const& a, rational const& b);
    /// Throws std::domain_error on division by zero.
    friend rational operator/(rational const& a, rational const& b);
    friend rational operator-(rational const& a);
    friend bool operator==(rational const& a, rational const& b);
    friend std::strong_ordering operator<=>(rational const& a, rational const& b);

    rational& operator+=(rational const& b) { return *this = *this + b; }
    rational& operator-=(rational const& b) { return *this = *this - b; }
    rational& operator*=(rational const& b) { return *this = *this * b; }

    /// True if the value has a finite decimal expansion.
    [[nodiscard]] bool has_finite_decimal() const;
    /// "-0.872", "150"; a value without finite decimals as "1/3".
    [[nodiscard]] std::string to_string() const;
    /// Exactly `scale` decimals ("12.50"); the value must have no more. Throws std::domain_error otherwise.
    [[nodiscard]] std::string to_fixed(unsigned scale) const;

    struct big;  ///< Boost.Multiprecision half, defined in rational.cpp

private:
    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
    std::shared_ptr<big const> big_;  ///< set where the value does not fit the two integers
};

/// base ** exponent for an integer exponent; throws std::domain_error for 0 ** negative, std::length_error if the
/// result would exceed `max_bits`.
[[nodiscard]] rational power(rational const& base, std::int64_t exponent, std::size_t max_bits = 65536);
/// Least common multiple of two positive integers.
[[nodiscard]] rational least_common_multiple(rational const& a, rational const& b);

}  // namespace carefare
