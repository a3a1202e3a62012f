// What a person reads when an expression is wrong: the code, the place, the message and the advice.
#include <gtest/gtest.h>

#include "unit/syntax/expr_outline.hpp"

namespace carefare::syntax {
namespace {

TEST(expr_errors, an_expression_that_ends_too_early) {
    EXPECT_EQ(outcome(""), "S004 0..0 the expression is empty");
    EXPECT_EQ(outcome("  // nothing"), "S004 0..12 the expression is empty");
    EXPECT_EQ(outcome("1 +"), "S002 3..3 the expression ends where a value is expected");
    EXPECT_EQ(outcome("(1 + 2"), "S002 6..6 the expression ends where ')' or an operator is expected");
    EXPECT_EQ(outcome("[1, 2"), "S002 5..5 the expression ends where ',', ']' or an operator is expected");
    EXPECT_EQ(outcome("f(1"), "S002 3..3 the expression ends where ',', ')' or an operator is expected");
    EXPECT_EQ(outcome("if a then b"), "S002 11..11 the expression ends where 'else' or an operator is expected");
    EXPECT_EQ(outcome("x between 1"), "S002 11..11 the expression ends where 'and' or an operator is expected");
    EXPECT_EQ(outcome("[1..2"), "S002 5..5 the expression ends where ']', ')' or an operator is expected");
}

TEST(expr_errors, something_else_stands_there) {
    EXPECT_EQ(outcome("if a than b else c"), "S001 5..9 'than' stands where 'then' or an operator is expected");
    EXPECT_EQ(advice("if a than b else c"), "Did you mean 'then'?");
    EXPECT_EQ(outcome("for i in l retrun i"),
              "S001 11..17 'retrun' stands where ',', 'return' or an operator is expected");
    EXPECT_EQ(outcome("if a then else c"), "S001 10..14 'else' stands where a value is expected");
    EXPECT_EQ(advice("1 + of"), "Write a value before 'of', which is a reserved word and no name.");
    EXPECT_EQ(outcome("[1,]"), "S001 3..4 ']' stands where a value is expected");
    EXPECT_EQ(outcome("* 2"), "S001 0..1 '*' stands where a value is expected");
    EXPECT_EQ(
        outcome("f(1 \"a long text that nobody wants to read in full\")"),
        "S001 4..51 '\"a long text that nobody wants to read i...' stands where ',', ')' or an operator is expected");
}

TEST(expr_errors, text_behind_the_end) {
    EXPECT_EQ(outcome("1)"), "S003 1..2 ')' closes nothing");
    EXPECT_EQ(advice("1)"), "Remove it, or open the bracket before.");
    EXPECT_EQ(outcome("1 2"), "S003 2..3 '2' stands behind the end of the expression");
    EXPECT_EQ(outcome("a otherwize b"), "S003 2..11 'otherwize' stands behind the end of the expression");
    EXPECT_EQ(advice("a otherwize b"), "Did you mean 'otherwise'?");
    EXPECT_EQ(outcome("x then y"), "S003 2..6 'then' stands behind the end of the expression");
}

TEST(expr_errors, names_with_blanks) {
    EXPECT_EQ(outcome("gross income + 1"), "S024 0..12 'gross income' is no name: names have no blanks");
    EXPECT_EQ(advice("gross income + 1"), "Join the words with _, or write an operator between them.");
    EXPECT_EQ(outcome("1 + round halfup(1)"), "S024 4..16 'round halfup' is no name: names have no blanks");
    EXPECT_EQ(advice("1 + round halfup(1)"), "Did you mean 'round half up'?");
    EXPECT_EQ(outcome("a.b time offset"), "S024 2..8 'b time' is no name: names have no blanks");
}

TEST(expr_errors, letters_and_characters_outside_the_language) {
    EXPECT_EQ(outcome("x + gr\xC3\xB6\xC3\x9F"
                      "e"),
              "S010 4..11 'gr\xC3\xB6\xC3\x9F"
              "e' has letters outside ASCII");
    EXPECT_EQ(outcome("\xC3\xA9tat"), "S010 0..5 '\xC3\xA9tat' has letters outside ASCII");
    EXPECT_EQ(outcome("a.\xC3\xA9t"), "S010 2..5 '\xC3\xA9t' has letters outside ASCII");
    EXPECT_EQ(outcome("\xE2\x80\x9Cx\xE2\x80\x9D"), "S011 0..3 '\xE2\x80\x9C' is not part of the language");
    EXPECT_EQ(advice("\xE2\x80\x9Cx\xE2\x80\x9D"), "Put texts in straight double quotes.");
    EXPECT_EQ(outcome("a +\xC2\xA0"
                      "b"),
              "S011 3..5 '\xC2\xA0' is not part of the language");
    EXPECT_EQ(outcome("'x'"), "S011 0..1 the apostrophe is not part of the language");
    EXPECT_EQ(outcome("f(1;2)"), "S011 3..4 ';' is not part of the language");
    EXPECT_EQ(outcome(std::string_view("1 + \0", 5)), "S011 4..5 '\xEF\xBF\xBD' is not part of the language");
    EXPECT_EQ(outcome("1 + \xFF"), "S011 4..5 this byte is not UTF-8");
    EXPECT_EQ(outcome("@2023-10-01"), "S011 0..1 '@' is not part of the language");
    EXPECT_EQ(advice("@2023-10-01"), "Write a date or a duration as @\"2023-10-01\" or @\"P3M\".");
}

TEST(expr_errors, operators_of_other_languages) {
    EXPECT_EQ(outcome("a == b"), "S012 2..4 '==' is no operator of this language");
    EXPECT_EQ(outcome("a <> b"), "S012 2..4 '<>' is no operator of this language");
    EXPECT_EQ(outcome("a => b"), "S012 2..4 '=>' is no operator of this language");
    EXPECT_EQ(outcome("a =< b"), "S012 2..4 '=<' is no operator of this language");
    EXPECT_EQ(outcome("a && b"), "S012 2..4 '&&' is no operator of this language");
    EXPECT_EQ(outcome("a || b"), "S012 2..4 '||' is no operator of this language");
    EXPECT_EQ(outcome("!a"), "S012 0..1 '!' is no operator of this language");
    EXPECT_EQ(outcome("2 ^ 3"), "S012 2..3 '^' is no operator of this language");
    EXPECT_EQ(outcome("7 % 2"), "S012 2..3 '%' is no operator of this language");
    EXPECT_EQ(outcome("a \xE2\x89\xA4 b"), "S012 2..5 '\xE2\x89\xA4' is no operator of this language");
    EXPECT_EQ(advice("a \xE2\x89\xA4 b"), "Write <= for at most.");
    EXPECT_EQ(outcome("5 \xE2\x88\x92 3"), "S012 2..5 '\xE2\x88\x92' is no operator of this language");
    EXPECT_EQ(outcome("== 5", parse_unary_tests), "S012 0..2 '==' is no operator of this language");
}

TEST(expr_errors, what_the_profile_leaves_out) {
    EXPECT_EQ(outcome("{a: 1}"), "S015 0..1 contexts are not part of the language");
    EXPECT_EQ(outcome("1 + function(x) x"), "S016 4..12 functions cannot be defined in an expression");
    EXPECT_EQ(outcome("x instance of number"), "S017 2..10 'instance of' is not part of the language");
    EXPECT_EQ(outcome("not x"), "S018 0..3 'not' is a function");
    EXPECT_EQ(outcome("1 /* open"), "S019 2..4 this comment has no end");
}

TEST(expr_errors, places_are_those_of_the_source) {
    // A scalar at byte 10 of a file whose escape \t took two bytes.
    located_text const text{"a\t+ ", {}, {{0, 10}, {1, 11}, {2, 13}}, {9, 16}};
    diagnostics sink;
    EXPECT_FALSE(parse_expr(text, sink).has_value());
    ASSERT_EQ(sink.items().size(), 1U);
    EXPECT_EQ(sink.items()[0].code, diagnostic_code::S002);
    EXPECT_EQ(sink.items()[0].where.where, (span{15, 15}));
}

}  // namespace
}  // namespace carefare::syntax
