// Rounding modes on ties, negatives and fractions without finite decimals: the expected column is worked by hand.
#include "reference/round_exactly.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "support/graph_builder.hpp"

namespace carefare::reference {
namespace {

using checked::rounding_mode;
using test::exact;

struct line {
    std::string value;
    std::array<std::string, 7> expected;  ///< up, down, half up, half down, half even, floor, ceiling
};

std::array<rounding_mode, 7> const modes{rounding_mode::up,        rounding_mode::down,      rounding_mode::half_up,
                                         rounding_mode::half_down, rounding_mode::half_even, rounding_mode::floor,
                                         rounding_mode::ceiling};

void expect_all(std::vector<line> const& lines, unsigned scale) {
    for (auto const& l : lines) {
        for (std::size_t m = 0; m < modes.size(); ++m) {
            EXPECT_EQ(round_exactly(exact(l.value), scale, modes[m]).to_string(), l.expected[m])
                << l.value << " to " << scale << " in mode " << m;
        }
    }
}

TEST(reference_rounding, whole_numbers) {
    expect_all({{"0", {"0", "0", "0", "0", "0", "0", "0"}},
                {"2", {"2", "2", "2", "2", "2", "2", "2"}},
                {"-2", {"-2", "-2", "-2", "-2", "-2", "-2", "-2"}},
                {"2.5", {"3", "2", "3", "2", "2", "2", "3"}},
                {"3.5", {"4", "3", "4", "3", "4", "3", "4"}},
                {"-2.5", {"-3", "-2", "-3", "-2", "-2", "-3", "-2"}},
                {"-3.5", {"-4", "-3", "-4", "-3", "-4", "-4", "-3"}},
                {"0.5", {"1", "0", "1", "0", "0", "0", "1"}},
                {"-0.5", {"-1", "0", "-1", "0", "0", "-1", "0"}},
                {"2.4999", {"3", "2", "2", "2", "2", "2", "3"}},
                {"2.5001", {"3", "2", "3", "3", "3", "2", "3"}},
                {"-2.4999", {"-3", "-2", "-2", "-2", "-2", "-3", "-2"}},
                {"-2.5001", {"-3", "-2", "-3", "-3", "-3", "-3", "-2"}},
                {"0.0001", {"1", "0", "0", "0", "0", "0", "1"}},
                {"-0.0001", {"-1", "0", "0", "0", "0", "-1", "0"}}},
               0);
}

TEST(reference_rounding, cents) {
    expect_all({{"86.555", {"86.56", "86.55", "86.56", "86.55", "86.56", "86.55", "86.56"}},
                {"86.565", {"86.57", "86.56", "86.57", "86.56", "86.56", "86.56", "86.57"}},
                {"-86.565", {"-86.57", "-86.56", "-86.57", "-86.56", "-86.56", "-86.57", "-86.56"}},
                {"0.005", {"0.01", "0", "0.01", "0", "0", "0", "0.01"}},
                {"12.3", {"12.3", "12.3", "12.3", "12.3", "12.3", "12.3", "12.3"}}},
               2);
}

TEST(reference_rounding, thirds_and_large_numbers) {
    auto const third = rational::fraction(1, 3);
    EXPECT_EQ(round_exactly(third, 2, rounding_mode::half_even).to_string(), "0.33");
    EXPECT_EQ(round_exactly(third, 2, rounding_mode::up).to_string(), "0.34");
    EXPECT_EQ(round_exactly(-third, 2, rounding_mode::floor).to_string(), "-0.34");
    EXPECT_EQ(round_exactly(-third, 2, rounding_mode::ceiling).to_string(), "-0.33");
    // 4500.90 / 52 = 86.5557...: the week's amount of one worked case
    EXPECT_EQ(round_exactly(exact("4500.90") / rational(52), 2, rounding_mode::half_up).to_string(), "86.56");
    auto const large = exact("123456789012345678901234567890.125");
    EXPECT_EQ(round_exactly(large, 2, rounding_mode::half_even).to_string(), "123456789012345678901234567890.12");
    EXPECT_EQ(round_exactly(large, 2, rounding_mode::half_up).to_string(), "123456789012345678901234567890.13");
}

/// Every mode's defining property on a grid of twelfths, without the code under test's way of computing it.
TEST(reference_rounding, properties_of_every_mode) {
    auto const half = rational::fraction(1, 2);
    for (std::int64_t twelfths = -60; twelfths <= 60; ++twelfths) {
        auto const value = rational::fraction(twelfths, 12);
        for (auto const mode : modes) {
            auto const r = round_exactly(value, 0, mode);
            ASSERT_TRUE(r.is_integer());
            auto const off = absolute_of(r - value);
            ASSERT_LT(off, rational(1));
            if (mode == rounding_mode::up) {
                ASSERT_GE(absolute_of(r), absolute_of(value));
            }
            if (mode == rounding_mode::down) {
                ASSERT_LE(absolute_of(r), absolute_of(value));
            }
            if (mode == rounding_mode::floor) {
                ASSERT_LE(r, value);
            }
            if (mode == rounding_mode::ceiling) {
                ASSERT_GE(r, value);
            }
            bool const nearest =
                mode == rounding_mode::half_up || mode == rounding_mode::half_down || mode == rounding_mode::half_even;
            if (!nearest) continue;
            ASSERT_LE(off, half);
            if (off != half) continue;
            if (mode == rounding_mode::half_up) {
                ASSERT_GT(absolute_of(r), absolute_of(value));
            }
            if (mode == rounding_mode::half_down) {
                ASSERT_LT(absolute_of(r), absolute_of(value));
            }
            if (mode == rounding_mode::half_even) {
                ASSERT_TRUE((r * half).is_integer());
            }
        }
    }
}

}  // namespace
}  // namespace carefare::reference
