// Numbers, money, percent, texts and the words that are values.
#include <gtest/gtest.h>

#include "unit/syntax/expr_outline.hpp"

namespace carefare::syntax {
namespace {

TEST(expr_literals, numbers_keep_their_text) {
    for (auto const* text :
         {"12", "12.5", ".872", "1.2E3", "1e-7", "1E+2", "010", "0.10", "$12.50", "$.5", "27%", "1.5%", "0%"}) {
        EXPECT_EQ(outcome(text), text);
    }
    EXPECT_EQ(outcome("-.872"), "(negate .872)");
    EXPECT_EQ(outcome("-$5"), "(negate $5)");
}

TEST(expr_literals, a_number_does_not_eat_the_dots_of_a_range) {
    EXPECT_EQ(outcome("[1..2]"), "(range:[] 1 2)");
    EXPECT_EQ(outcome("[1.5...5]"), "(range:[] 1.5 .5)");
    EXPECT_EQ(outcome("[1...5]"), "(range:[] 1 .5)");
    EXPECT_EQ(outcome("1..2"), "S003 1..3 '..' stands behind the end of the expression");
    EXPECT_EQ(advice("1..2"), "Put a range in brackets, as in [1..5].");
}

TEST(expr_literals, malformed_numbers) {
    EXPECT_EQ(outcome("1."), "S008 0..2 '1.' is no number: digits must follow the point");
    EXPECT_EQ(outcome("1.e5"), "S008 0..2 '1.' is no number: digits must follow the point");
    EXPECT_EQ(outcome("2 * 1.2.3"), "S008 4..8 '1.2.' is no number: digits must follow the point");
    EXPECT_EQ(outcome("1e"), "S008 0..2 '1e' is neither a number nor a name");
    EXPECT_EQ(outcome("12abc + 1"), "S008 0..5 '12abc' is neither a number nor a name");
    EXPECT_EQ(outcome("1_000"), "S008 0..5 '1_000' is neither a number nor a name");
    EXPECT_EQ(outcome("$"), "S023 0..1 no amount stands behind '$'");
    EXPECT_EQ(outcome("$-5"), "S023 0..1 no amount stands behind '$'");
    EXPECT_EQ(outcome("2019-06-10"), "S026 0..10 '2019-06-10' would be a subtraction, not a date");
    EXPECT_EQ(outcome("2019 - 06 - 10"), "(- (- 2019 06) 10)");
}

TEST(expr_literals, thousands_separators) {
    EXPECT_EQ(outcome("$25,389"), "S009 0..7 '$25,389' has a thousands separator");
    EXPECT_EQ(advice("$1,025,389.50"), "Write $1025389.50; put a blank behind the comma if two values are meant.");
    EXPECT_EQ(outcome("f($25,389)"), "S009 2..9 '$25,389' has a thousands separator");
    EXPECT_EQ(outcome("[$25,389]"), "S009 1..8 '$25,389' has a thousands separator");
    EXPECT_EQ(outcome("25,389"), "S009 2..6 numbers have no thousands separators");
    EXPECT_EQ(outcome("if a > (25,389) then 1 else 2"), "S009 10..14 numbers have no thousands separators");
    EXPECT_EQ(outcome("f(1,234)"), "(call 'f' 1 234)");
    EXPECT_EQ(outcome("[1,234]"), "(list 1 234)");
    EXPECT_EQ(outcome("[$1, 234]"), "(list $1 234)");
    EXPECT_EQ(outcome("[$1,2345]"), "(list $1 2345)");
    EXPECT_EQ(outcome("< 1,000", parse_unary_tests), "S009 3..7 this comma looks like a thousands separator");
    EXPECT_EQ(outcome("1, 234", parse_unary_tests), "(list 1 234)");
}

TEST(expr_literals, texts_are_decoded) {
    EXPECT_EQ(outcome(R"("")"), "\"\"");
    EXPECT_EQ(outcome(R"("a\"b\\c\'d\n\r\t")"), "\"a\"b\\c'd\n\r\t\"");
    EXPECT_EQ(outcome(R"("\u0041\u00e9\u20AC")"), "\"A\xC3\xA9\xE2\x82\xAC\"");
    EXPECT_EQ(outcome(R"("\ud83d\ude00\U01F600")"), "\"\xF0\x9F\x98\x80\xF0\x9F\x98\x80\"");
    EXPECT_EQ(outcome(R"("\\u0009")"), "\"\\u0009\"");
    EXPECT_EQ(outcome("\"\xF0\x9F\x90\x8E // no comment\""), "\"\xF0\x9F\x90\x8E // no comment\"");
    EXPECT_EQ(outcome(R"(@"2023-10-01" + @"P3M")"), R"((+ @"2023-10-01" @"P3M"))");
}

TEST(expr_literals, texts_that_are_wrong) {
    EXPECT_EQ(outcome("x = \"open"), "S005 4..9 this text has no closing quote");
    EXPECT_EQ(outcome("\"open\nb\""), "S005 0..5 this text has no closing quote");
    EXPECT_EQ(outcome("\"open\\"), "S006 5..6 '\\' is no escape of this language");
    EXPECT_EQ(outcome(R"("(.)\3")"), "S006 4..6 '\\3' is no escape of this language");
    EXPECT_EQ(outcome(R"("\u12g4")"), "S006 1..3 '\\u' must be followed by 4 hexadecimal digits");
    EXPECT_EQ(outcome(R"("\U1F600")"), "S006 1..3 '\\U' must be followed by 6 hexadecimal digits");
    EXPECT_EQ(outcome(R"("\ud83d")"), "S007 1..7 '\\ud83d' is no character");
    EXPECT_EQ(outcome(R"("\ude00\ud83d")"), "S007 1..7 '\\ude00' is no character");
    EXPECT_EQ(outcome(R"("\ud83d\u0041")"), "S007 1..7 '\\ud83d' is no character");
    EXPECT_EQ(outcome(R"("\U110000")"), "S007 1..9 '\\U110000' is no character");
    EXPECT_EQ(outcome("\"a\xFF\""), "S011 2..3 this byte is not UTF-8");
    EXPECT_EQ(outcome("\"\xC3\""), "S011 1..2 this byte is not UTF-8");
}

TEST(expr_literals, words_that_are_values) {
    EXPECT_EQ(outcome("[true, false, none, null]"), "(list true false (none) (null))");
    EXPECT_EQ(outcome("truely"), "truely");
    EXPECT_EQ(outcome("none otherwise 1"), "(otherwise (none) 1)");
}

}  // namespace
}  // namespace carefare::syntax
