// Numbers and dates added to a text are those that `to_string` gives.
#include <carefare/base/append_text.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include <carefare/base/rational.hpp>

namespace carefare {
namespace {

template <class... Arguments>
std::string with(void (*add)(std::string&, Arguments...), Arguments... arguments) {
    std::string text = "x";
    add(text, arguments...);
    return text.substr(1);
}

TEST(append_text, whole_numbers) {
    EXPECT_EQ(with<std::int64_t>(append, 0), "0");
    EXPECT_EQ(with<std::int64_t>(append, -12), "-12");
    EXPECT_EQ(with<std::int64_t>(append, std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
}

TEST(append_text, hundredths_have_two_decimals) {
    EXPECT_EQ(with<std::int64_t>(append_hundredths, 0), "0.00");
    EXPECT_EQ(with<std::int64_t>(append_hundredths, 5), "0.05");
    EXPECT_EQ(with<std::int64_t>(append_hundredths, -5), "-0.05");
    EXPECT_EQ(with<std::int64_t>(append_hundredths, 8656), "86.56");
    EXPECT_EQ(with<std::int64_t>(append_hundredths, std::numeric_limits<std::int64_t>::min()), "-92233720368547758.08");
}

TEST(append_text, decimals_are_those_of_the_exact_number) {
    std::mt19937_64 draw(1);
    for (int i = 0; i < 20'000; ++i) {
        auto const decimals = static_cast<unsigned>(draw() % 10);
        auto const parts = static_cast<std::int64_t>(draw() >> (draw() % 64));
        std::int64_t one = 1;
        for (unsigned d = 0; d < decimals; ++d) one *= 10;
        EXPECT_EQ((with<std::int64_t, unsigned>(append_decimal, parts, decimals)), rational::fraction(parts, one).to_string());
    }
}

TEST(append_text, dates_are_as_they_are_written_elsewhere) {
    for (auto const days : {first_date.days, -1, 0, 1, 18047, last_date.days}) EXPECT_EQ(with<date>(append, date{days}), to_string(date{days}));
}

}  // namespace
}  // namespace carefare
