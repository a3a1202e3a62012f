// Hostile texts end soon, with a code of their own. Asserted by counters, never by time.
#include <gtest/gtest.h>

#include "fuzz/expr_property.hpp"
#include "unit/syntax/expr_outline.hpp"

namespace carefare::syntax {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i)
        result += text;
    return result;
}

parse_limits roomy() {
    parse_limits limits;
    limits.bytes = 10'000'000;
    return limits;
}

TEST(expr_limits, bytes) {
    EXPECT_EQ(outcome(repeated(" ", 64 * 1024)), "S004 0..65536 the expression is empty");
    EXPECT_EQ(outcome(repeated(" ", 64 * 1024 + 1)), "L010 0..65537 the expression is longer than 65536 bytes");
    EXPECT_EQ(outcome(repeated("(", 100'000)), "L010 0..100000 the expression is longer than 65536 bytes");
}

TEST(expr_limits, every_way_to_nest_is_counted) {
    for (auto const* opening : {"(",
                                "-",
                                "not(",
                                "[",
                                "if ",
                                "f(",
                                "x in (",
                                "x in ((",
                                "l[",
                                "t[k: ",
                                "f(n: ",
                                "(< ",
                                "(1..",
                                "[1..",
                                "]1..",
                                "for i in ",
                                "for i in l return ",
                                "some x in ",
                                "if a then ",
                                "if a then b else ",
                                "a otherwise (",
                                "a and (",
                                "x between (",
                                "x between 1 and (",
                                "x in < (",
                                "x in not(",
                                "a + -(",
                                "x in (1, ",
                                "(1..x[",
                                "f(a, ",
                                "a * -f("}) {
        for (auto const parse : {parse_expr, parse_unary_tests}) {
            parse_counters counters;
            auto const answer = outcome(repeated(opening, 100'000), parse, roomy(), &counters);
            EXPECT_TRUE(answer.starts_with("L011 ")) << opening << ": " << answer;
            EXPECT_EQ(counters.depth, 100U) << opening;
            EXPECT_LE(counters.steps, 400U) << opening;
        }
    }
}

TEST(expr_limits, a_hundred_levels_are_not_too_many) {
    parse_counters counters;
    EXPECT_EQ(outcome(repeated("(", 100) + "1" + repeated(")", 100), parse_expr, {}, &counters), "1");
    EXPECT_EQ(counters.depth, 100U);
    EXPECT_TRUE(outcome(repeated("(", 101) + "1" + repeated(")", 101)).starts_with("L011 101..101 "));
}

TEST(expr_limits, what_shares_a_beginning_is_read_once) {
    // A parenthesis behind `in` may be a range, a list of tests or a value: tried in turn, each level would double the
    // cost.
    for (std::size_t const depth : {10U, 20U, 40U}) {
        parse_counters counters;
        auto const nested = repeated("x in ((", depth) + "1" + repeated("..2) - 1)", depth);
        EXPECT_FALSE(outcome(nested, parse_expr, {}, &counters).empty());
        EXPECT_EQ(counters.steps, 5 * depth + 1);
    }
}

TEST(expr_limits, steps) {
    parse_limits limits;
    limits.steps = 100;
    EXPECT_EQ(outcome("[" + repeated("1,", 99) + "1]", parse_expr, limits),
              "L012 199..199 the expression takes more than 100 steps");
    limits.steps = 101;
    EXPECT_TRUE(outcome("[" + repeated("1,", 99) + "1]", parse_expr, limits).starts_with("(list 1 1"));
}

TEST(expr_limits, steps_grow_with_the_text_alone) {
    parse_counters counters;
    EXPECT_TRUE(
        outcome("[" + repeated("-1,", 20'000) + "1]", parse_expr, roomy(), &counters).starts_with("(list (negate 1)"));
    EXPECT_EQ(counters.steps, 40'002U);
    EXPECT_TRUE(outcome(repeated("a and ", 10'000) + "a", parse_expr, {}, &counters).starts_with("(and a a"));
    EXPECT_EQ(counters.steps, 10'001U);
}

TEST(expr_limits, height_of_the_tree) {
    EXPECT_EQ(outcome(repeated("1+", 20'000) + "1"),
              "L013 0..2001 the tree of this expression is higher than 1000 operations");
    EXPECT_TRUE(outcome(repeated("1+", 999) + "1").starts_with("(+ (+ "));
    EXPECT_TRUE(outcome("a" + repeated(".b", 20'000)).starts_with("L013 "));
    EXPECT_TRUE(outcome("a" + repeated("[1]", 20'000)).starts_with("L013 "));
    EXPECT_TRUE(outcome("f" + repeated("()", 20'000)).starts_with("L013 "));
    EXPECT_TRUE(outcome(repeated("a otherwise ", 5'000) + "a").starts_with("L013 "));
}

TEST(expr_limits, long_blanks_and_labels_are_read_a_few_times_only) {
    // The words before a colon are looked at twice at most, however many there are.
    EXPECT_TRUE(outcome("f(" + repeated("word ", 10'000)).starts_with("S024 "));
    EXPECT_TRUE(outcome("f(" + repeated("round /* " + repeated("*", 1'000) + " */ ", 60)).starts_with("S024 "));
}

/// A text that uses the whole language, cut at every place, then with every byte put in or in place of another.
TEST(expr_limits, any_byte_anywhere_gives_a_tree_or_one_diagnostic) {
    std::string const sample =
        "if x in (1, < $2.5, not([3..4))) then f(n: \"a\\u0041\")[i = 1].b else -t[k: @\"P1D\"] otherwise 27% ** 2 // "
        "e";
    ASSERT_TRUE(outcome(sample).starts_with("(otherwise "));
    for (std::size_t at = 0; at <= sample.size(); ++at) {
        EXPECT_TRUE(is_answered(sample.substr(0, at))) << at;
        EXPECT_TRUE(is_answered(sample.substr(at))) << at;
        for (unsigned byte = 0; byte < 256; byte += byte < 0x80 ? 1 : 9) {
            auto changed = sample;
            changed.insert(at, 1, static_cast<char>(static_cast<unsigned char>(byte)));
            EXPECT_TRUE(is_answered(changed)) << at << " " << byte;
            if (at < sample.size()) changed.erase(at + 1, 1);
            EXPECT_TRUE(is_answered(changed)) << at << " " << byte;
        }
    }
}

}  // namespace
}  // namespace carefare::syntax
