// Algebra of exact rationals, above all where values cross from 64-bit integers to larger ones and back.
#include <carefare/base/rational.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

namespace carefare {
namespace {

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();

rational decimal(std::string_view text) {
    return rational::from_decimal(text).value();
}

/// Values on both sides of the borders of 63 and 64 bits, whole and broken, and a few plain ones.
std::vector<rational> border_values() {
    std::vector<rational> values;
    for (auto const* text : {"0", "1", "2", "3", "9223372036854775806", "9223372036854775807", "9223372036854775808",
                             "9223372036854775809", "18446744073709551615", "18446744073709551616", "4294967296",
                             "340282366920938463463374607431768211456", "0.5", "12.34", "9223372036854775807.5"}) {
        values.push_back(decimal(text));
        values.push_back(-decimal(text));
    }
    for (std::int64_t const d : {std::int64_t{3}, std::int64_t{7}, greatest, greatest - 1}) {
        values.push_back(rational::fraction(1, d));
        values.push_back(rational::fraction(least, d));
        values.push_back(rational(greatest) / decimal("18446744073709551616") / d);
    }
    return values;
}

TEST(rational, the_smallest_integer_and_its_negation_are_exact) {
    EXPECT_EQ(rational(least).to_string(), "-9223372036854775808");
    EXPECT_EQ((-rational(least)).to_string(), "9223372036854775808");
    EXPECT_EQ(-(-rational(least)), rational(least));
    EXPECT_EQ(rational::fraction(least, -1), decimal("9223372036854775808"));
    EXPECT_EQ(rational::fraction(1, least).to_string(), (rational(1) / rational(least)).to_string());
    EXPECT_EQ(rational::fraction(least, least), rational(1));
}

TEST(rational, a_value_is_the_same_whichever_way_it_was_reached) {
    auto const big = decimal("18446744073709551616");
    EXPECT_EQ(big - big + 5, rational(5));
    EXPECT_EQ(big / big, rational(1));
    EXPECT_EQ((big * 3) / (big * 6), rational::fraction(1, 2));
    EXPECT_EQ((rational(greatest) + 1 - 1).to_int64(), greatest);
    EXPECT_FALSE((rational(greatest) + 1).to_int64());
    EXPECT_EQ(rational(greatest) + 1, decimal("9223372036854775808"));
    EXPECT_NE(rational(greatest) + 1, rational(least));
}

TEST(rational, field_laws_hold_across_the_borders) {
    auto const values = border_values();
    for (auto const& a : values) {
        EXPECT_EQ(a + 0, a);
        EXPECT_EQ(a * 1, a);
        EXPECT_TRUE((a - a).is_zero());
        EXPECT_EQ(-(-a), a);
        for (auto const& b : values) {
            EXPECT_EQ(a + b, b + a);
            EXPECT_EQ(a * b, b * a);
            EXPECT_EQ((a + b) - b, a);
            if (!b.is_zero()) {
                EXPECT_EQ((a / b) * b, a);
            }
            EXPECT_EQ((a + b) * (a - b), a * a - b * b);
        }
    }
}

TEST(rational, order_agrees_with_the_sign_of_the_difference) {
    auto const values = border_values();
    for (auto const& a : values) {
        for (auto const& b : values) {
            EXPECT_EQ(a < b, (a - b).sign() < 0) << a.to_string() << " " << b.to_string();
            EXPECT_EQ(a == b, (a - b).sign() == 0) << a.to_string() << " " << b.to_string();
            EXPECT_EQ(a > b, (a - b).sign() > 0) << a.to_string() << " " << b.to_string();
        }
    }
}

TEST(rational, the_denominator_is_positive_and_the_terms_are_lowest) {
    auto const half = rational::fraction(-4, -8);
    EXPECT_EQ(half.numerator(), rational(1));
    EXPECT_EQ(half.denominator(), rational(2));
    EXPECT_EQ(rational::fraction(6, -4).to_string(), "-1.5");
    EXPECT_EQ(rational::fraction(0, -7).denominator(), rational(1));
}

TEST(rational, division_by_zero_throws) {
    EXPECT_THROW(static_cast<void>(rational::fraction(1, 0)), std::domain_error);
    EXPECT_THROW(static_cast<void>(rational(1) / rational(0)), std::domain_error);
    EXPECT_THROW(static_cast<void>(decimal("1E+40") / rational(0)), std::domain_error);
}

TEST(rational, floor_and_ceiling_of_both_signs) {
    EXPECT_EQ(rational::fraction(7, 2).floor(), rational(3));
    EXPECT_EQ(rational::fraction(-7, 2).floor(), rational(-4));
    EXPECT_EQ(rational::fraction(7, 2).ceiling(), rational(4));
    EXPECT_EQ(rational::fraction(-7, 2).ceiling(), rational(-3));
    EXPECT_EQ(rational(-3).floor(), rational(-3));
    EXPECT_EQ(decimal("18446744073709551616.5").floor(), decimal("18446744073709551616"));
    EXPECT_EQ(decimal("-18446744073709551616.5").floor(), decimal("-18446744073709551617"));
    EXPECT_EQ(decimal("-18446744073709551616.5").ceiling(), decimal("-18446744073709551616"));
}

TEST(rational, bits_are_those_of_the_larger_part) {
    EXPECT_EQ(rational(0).bits(), 1U);
    EXPECT_EQ(rational(255).bits(), 8U);
    EXPECT_EQ(rational(-256).bits(), 9U);
    EXPECT_EQ(rational::fraction(1, 1024).bits(), 11U);
    EXPECT_EQ(rational(least).bits(), 64U);
    EXPECT_EQ(decimal("18446744073709551616").bits(), 65U);
}

TEST(rational, powers) {
    EXPECT_EQ(power(2, 64).to_string(), "18446744073709551616");
    EXPECT_EQ(power(-2, 63), rational(least));
    EXPECT_EQ(power(2, -2).to_string(), "0.25");
    EXPECT_EQ(power(rational::fraction(-2, 3), -3).to_string(), "-3.375");
    EXPECT_EQ(power(0, 0), rational(1));
    EXPECT_EQ(power(0, 5), rational(0));
    EXPECT_EQ(power(-1, greatest), rational(-1));
    EXPECT_EQ(power(-1, least), rational(1));
    EXPECT_THROW(static_cast<void>(power(0, -1)), std::domain_error);
}

TEST(rational, a_power_is_bounded_before_it_is_computed) {
    EXPECT_EQ(power(2, 65535).bits(), 65536U);
    EXPECT_THROW(static_cast<void>(power(2, 65536)), std::length_error);
    EXPECT_THROW(static_cast<void>(power(3, greatest)), std::length_error);
    EXPECT_THROW(static_cast<void>(power(3, least)), std::length_error);
    EXPECT_THROW(static_cast<void>(power(10, 20, 64)), std::length_error);
    EXPECT_EQ(power(10, 19, 64).to_string(), "10000000000000000000");
}

TEST(rational, least_common_multiples) {
    EXPECT_EQ(least_common_multiple(100, 52), rational(1300));
    EXPECT_EQ(least_common_multiple(1, 7), rational(7));
    EXPECT_EQ(least_common_multiple(greatest, 2), decimal("18446744073709551614"));
    EXPECT_EQ(least_common_multiple(decimal("36893488147419103232"), 24), decimal("110680464442257309696"));
}

}  // namespace
}  // namespace carefare
