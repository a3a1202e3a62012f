// Hostile files end in their own code (L001, L002, L003 and others) after little work: counters, not clocks, say so.
#include "unit/syntax/yaml_fixture.hpp"

namespace carefare::syntax {
namespace {

std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    all.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i)
        all += text;
    return all;
}

TEST(yaml_limits, the_one_byte_file_that_a_yaml_library_never_finishes) {
    yaml_reading const file(",");
    EXPECT_EQ(file.codes(), "Y018 1:1");
    EXPECT_EQ(file.used.nodes, 1U);
}

TEST(yaml_limits, bytes_are_counted_before_anything_is_read) {
    yaml_reading const file("a: " + repeated("x", 50'000'000));
    EXPECT_EQ(file.codes(), "L001 1:1");
    EXPECT_EQ(file.used.nodes, 0U);
    EXPECT_EQ(file.used.bytes, 0U);
    EXPECT_TRUE(yaml_reading("a: 34567", {.bytes = 8}).root);
    EXPECT_EQ(yaml_reading("a: 345678", {.bytes = 8}).codes(), "L001 1:1");
}

TEST(yaml_limits, nesting_ends_at_the_limit) {
    for (auto const* unit : {"[", "{", "- ", "[{a: ", "{a: ["}) {
        yaml_reading const file(repeated(unit, 100'000));
        EXPECT_EQ(file.codes().substr(0, 4), "L002") << unit;
        EXPECT_EQ(file.found.items().size(), 1U) << unit;
        EXPECT_EQ(file.used.depth, 64U) << unit;
        EXPECT_LE(file.used.nodes, 200U) << unit;
    }
    yaml_reading const keys(repeated("? ", 100'000));
    EXPECT_EQ(keys.codes().substr(keys.codes().size() - 10), "L002 1:129");
    EXPECT_EQ(keys.used.depth, 64U);
    EXPECT_TRUE(yaml_reading(repeated("[", 64) + repeated("]", 64)).root);
    EXPECT_EQ(yaml_reading(repeated("[", 65) + repeated("]", 65)).codes(), "L002 1:65");
    EXPECT_EQ(yaml_reading(repeated("[", 900), {.depth = 100'000}).codes().substr(0, 4), "L002");
}

TEST(yaml_limits, values_are_counted) {
    EXPECT_TRUE(yaml_reading("[1, 2]\n", {.nodes = 3}).root);
    yaml_reading const file("[1, 2, 3]\n", {.nodes = 3});
    EXPECT_EQ(file.codes(), "L003 1:8");
    EXPECT_EQ(file.used.nodes, 4U);
}

TEST(yaml_limits, tokens_are_bounded_before_the_library_collects_them) {
    for (auto const* unit : {"[", "1,", "? ", "{a,"}) {
        yaml_reading const file("[" + repeated(unit, 1'200'000));
        EXPECT_EQ(file.codes(), "L003 1:1") << unit;
        EXPECT_EQ(file.used.nodes, 0U) << unit;
    }
}

TEST(yaml_limits, aliases_are_never_followed) {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i <= 10; ++i) {
        auto const before = "*a" + std::to_string(i - 1);
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
        for (int k = 0; k < 8; ++k)
            text += ", " + before;
        text += "]\n";
    }
    yaml_reading const file(text);
    EXPECT_FALSE(file.root);
    EXPECT_EQ(file.found.error_count(), 11U + 90U);
    EXPECT_EQ(file.used.nodes, 1U + 11U * 11U);
}

TEST(yaml_limits, mistakes_without_end_are_reported_up_to_a_bound) {
    EXPECT_EQ(yaml_reading(repeated("\t\n", 100'000)).found.error_count(), 20U);
    EXPECT_EQ(yaml_reading(repeated("\x01", 100'000)).found.error_count(), 20U);
    yaml_reading const file(repeated("a: 1\n", 50'000));
    EXPECT_EQ(file.found.error_count(), 49'999U);
    EXPECT_EQ(file.found.items().size(), 1000U);
}

TEST(yaml_limits, long_scalars_of_every_style_are_mapped) {
    for (auto const& text : {"a: " + repeated("x ", 500'000) + "y\n", "a: \"" + repeated("\\x41", 200'000) + "\"\n",
                             "a: '" + repeated("''", 200'000) + "'\n", "a: |\n" + repeated(" x\n", 200'000),
                             "a: >\n" + repeated(" x\n\n", 200'000), "a: x" + repeated(" ", 1'000'000) + "y\n",
                             "a: x\n" + repeated("\n", 1'000'000) + " y\n"}) {
        yaml_reading const file(text);
        ASSERT_TRUE(file.root) << text.substr(0, 20);
        EXPECT_FALSE(file.value().text.pieces.empty()) << text.substr(0, 20);
        EXPECT_EQ(file.used.nodes, 3U);
        EXPECT_EQ(file.used.bytes, file.value().text.text.size() + 1);
    }
}

}  // namespace
}  // namespace carefare::syntax
