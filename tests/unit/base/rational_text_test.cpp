// Decimal text of exact rationals: strict parsing, printing without rounding, and the round trip between them.
#include <carefare/base/rational.hpp>

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace carefare {
namespace {

std::string printed(std::string_view text) {
    auto const value = rational::from_decimal(text);
    return value ? value->to_string() : "refused";
}

TEST(rational_text, decimals_are_read_exactly) {
    EXPECT_EQ(printed("-12.50"), "-12.5");
    EXPECT_EQ(printed(".5"), "0.5");
    EXPECT_EQ(printed("-.5"), "-0.5");
    EXPECT_EQ(printed("012"), "12");  // no octal
    EXPECT_EQ(printed("-0"), "0");
    EXPECT_EQ(printed("-0.00"), "0");
    EXPECT_EQ(printed("1.2E+3"), "1200");
    EXPECT_EQ(printed("1e-7"), "0.0000001");
    EXPECT_EQ(printed("150E-2"), "1.5");
    EXPECT_EQ(printed("-0.872"), "-0.872");
    EXPECT_EQ(printed("123456789012345678901234567890.12345678901234567890"),
              "123456789012345678901234567890.1234567890123456789");
}

TEST(rational_text, everything_else_is_refused) {
    for (auto const* text :
         {"",    "-",  "+5",    ".",   "5.",    "-.",  "1,000", "1_000", " 1",  "1 ", "0x10",  "1e",
          "1e+", "e5", "1e5.5", "--1", "1.2.3", "NaN", ".inf",  "1/3",   "27%", "$1", "1e--2", "\xEF\xBC\x91"}) {
        EXPECT_EQ(printed(text), "refused") << text;
    }
}

TEST(rational_text, exponents_are_bounded) {
    EXPECT_EQ(printed("1e6144").size(), 6145U);
    EXPECT_EQ(printed("1e6145"), "refused");
    EXPECT_EQ(printed("1e-6176").size(), 6178U);
    EXPECT_EQ(printed("1e-6177"), "refused");
    EXPECT_EQ(printed("1e0000000000000000000000000000003"), "1000");
    EXPECT_EQ(printed("1e99999999999999999999999999"), "refused");
    EXPECT_EQ(printed("0e6144"), "0");
}

TEST(rational_text, length_is_bounded) {
    EXPECT_EQ(printed(std::string(rational::longest_decimal, '7')), std::string(rational::longest_decimal, '7'));
    EXPECT_EQ(printed(std::string(rational::longest_decimal + 1, '7')), "refused");
}

TEST(rational_text, a_value_without_finite_decimals_is_a_fraction) {
    EXPECT_EQ(rational::fraction(1, 3).to_string(), "1/3");
    EXPECT_EQ(rational::fraction(-22, 7).to_string(), "-22/7");
    EXPECT_EQ(rational::fraction(1, 6).to_string(), "1/6");
    EXPECT_FALSE(rational::fraction(1, 30).has_finite_decimal());
    EXPECT_TRUE(rational::fraction(3, 30).has_finite_decimal());
    EXPECT_EQ((rational(1) / power(3, 50)).to_string(), "1/717897987691852588770249");
}

TEST(rational_text, powers_of_two_and_five_have_finite_decimals) {
    for (std::int64_t k = 0; k < 200; ++k) {
        EXPECT_TRUE((rational(1) / power(2, k)).has_finite_decimal()) << k;
        EXPECT_TRUE((rational(1) / power(5, k)).has_finite_decimal()) << k;
        EXPECT_TRUE((rational(1) / power(2, 200 - k) / power(5, k)).has_finite_decimal()) << k;
        EXPECT_FALSE((rational(1) / (power(5, k) + 2)).has_finite_decimal()) << k;
    }
}

TEST(rational_text, fixed_decimals) {
    EXPECT_EQ(rational::fraction(25, 2).to_fixed(2), "12.50");
    EXPECT_EQ(rational(150).to_fixed(2), "150.00");
    EXPECT_EQ(rational(150).to_fixed(0), "150");
    EXPECT_EQ(rational::fraction(-5, 100).to_fixed(2), "-0.05");
    EXPECT_EQ(rational(0).to_fixed(2), "0.00");
    EXPECT_EQ(rational(-7).to_fixed(1), "-7.0");
    EXPECT_THROW(static_cast<void>(rational::fraction(1, 8).to_fixed(2)), std::domain_error);
    EXPECT_THROW(static_cast<void>(rational::fraction(1, 3).to_fixed(20)), std::domain_error);
}

TEST(rational_text, printing_and_reading_give_the_value_back) {
    for (std::int64_t n = -2000; n <= 2000; n += 7) {
        for (std::int64_t const d : {1, 2, 5, 8, 100, 625, 1000}) {
            auto const value = rational::fraction(n, d);
            EXPECT_EQ(rational::from_decimal(value.to_string()), value);
            auto const large = value * power(10, 40) + value;
            EXPECT_EQ(rational::from_decimal(large.to_string()), large);
            EXPECT_EQ(rational::from_decimal(large.to_fixed(12)), large);
        }
    }
}

}  // namespace
}  // namespace carefare
