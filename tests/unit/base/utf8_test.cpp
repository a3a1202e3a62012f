// UTF-8: what is well-formed, and what is shown.
#include <carefare/base/utf8.hpp>

#include <gtest/gtest.h>

#include <string>

namespace carefare {
namespace {

TEST(utf8, every_code_point_round_trips) {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        std::string text;
        append_utf8(text, c);
        auto const read = code_point_at(text, 0);
        ASSERT_TRUE(read.valid && read.value == c && read.length == text.size()) << static_cast<std::uint32_t>(c);
    }
}

TEST(utf8, ill_formed_bytes_are_found) {
    EXPECT_FALSE(first_invalid_utf8("caf\xC3\xA9 \xF0\x9F\x91\xB6"));
    EXPECT_EQ(first_invalid_utf8("a\x80"), 1U);             // continuation alone
    EXPECT_EQ(first_invalid_utf8("ab\xC3"), 2U);            // cut
    EXPECT_EQ(first_invalid_utf8("\xC0\xAF"), 0U);          // overlong
    EXPECT_EQ(first_invalid_utf8("\xE0\x80\xAF"), 0U);      // overlong
    EXPECT_EQ(first_invalid_utf8("\xF0\x80\x80\xAF"), 0U);  // overlong
    EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0U);      // surrogate
    EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0U);  // above U+10FFFF
    EXPECT_EQ(first_invalid_utf8("\xF5\x80\x80\x80"), 0U);
    EXPECT_EQ(first_invalid_utf8("a\xE2\x82x"), 1U);
    EXPECT_EQ(first_invalid_utf8("\xFF"), 0U);
}

TEST(utf8, counts_code_points) {
    EXPECT_EQ(count_code_points("caf\xC3\xA9"), 4U);
    EXPECT_EQ(count_code_points("\x80\x80"), 2U);
    EXPECT_EQ(count_code_points(""), 0U);
}

TEST(utf8, what_is_shown_has_as_many_code_points_as_the_text) {
    std::string const text = "a\tb\r\n\x01\x7F\xC2\x85\xE2\x80\xAE\xFF\xC3\xA9";
    EXPECT_EQ(count_code_points(printable(text)), count_code_points(text));
    EXPECT_EQ(printable("a\tb"), "a b");
    EXPECT_EQ(printable("\x1B"), "\xEF\xBF\xBD");
    EXPECT_EQ(printable("\xC2\x9B"), "\xEF\xBF\xBD");
    EXPECT_EQ(printable("\xC3\xA9"), "\xC3\xA9");
}

TEST(utf8, a_value_that_is_no_character_becomes_the_replacement) {
    std::string text;
    append_utf8(text, 0xD800);
    append_utf8(text, 0x110000);
    EXPECT_EQ(text, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace carefare
