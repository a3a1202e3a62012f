// Ranges, tests behind `in`, and the cells of decision tables.
#include <gtest/gtest.h>

#include "unit/syntax/expr_outline.hpp"

namespace carefare::syntax {
namespace {

std::string cell(std::string_view text) {
    return outcome(text, parse_unary_tests);
}

TEST(expr_tests, ranges) {
    EXPECT_EQ(outcome("[18..65)"), "(range:[) 18 65)");
    EXPECT_EQ(outcome("(a.b..c+1]"), "(range:(] (member 'b' a) (+ c 1))");
    EXPECT_EQ(outcome("]1..5["), "(range:() 1 5)");
    EXPECT_EQ(outcome("[@\"2023-10-01\"..@\"2024-01-01\"]"), "(range:[] @\"2023-10-01\" @\"2024-01-01\")");
    EXPECT_EQ(outcome("[visit.arrived_at..visit.left_at)"),
              "(range:[) (member 'arrived_at' visit) (member 'left_at' visit))");
    EXPECT_EQ(outcome("[1 .. f(2)]"), "(range:[] 1 (call 'f' 2))");
    EXPECT_EQ(outcome("[[1..2], (3..4)]"), "(list (range:[] 1 2) (range:() 3 4))");
}

TEST(expr_tests, an_open_end_is_the_word_none) {
    EXPECT_EQ(outcome("[5..none]"), "(range:[] 5 _)");
    EXPECT_EQ(outcome("(none..5]"), "(range:(] _ 5)");
    EXPECT_EQ(outcome("[none..none]"), "(range:[] _ _)");
    EXPECT_EQ(outcome("a in [1..]"), "S022 9..10 this range has no upper end");
    EXPECT_EQ(outcome("(..5]"), "S022 1..2 this range has no lower end");
    EXPECT_EQ(outcome("(5..)"), "S022 4..5 this range has no upper end");
}

TEST(expr_tests, a_bracket_behind_the_upper_end_filters_or_closes) {
    EXPECT_EQ(outcome("(1..x[2])"), "(range:() 1 (filter x 2))");
    EXPECT_EQ(outcome("[0..rates[county: c]]"), "(range:[] 0 (lookup 'rates' (named 'county' c)))");
    EXPECT_EQ(outcome("(1..x[ = y"), "(= (range:() 1 x) y)");
    EXPECT_EQ(outcome("f(]1..-x[, 2)"), "(call 'f' (range:() 1 (negate x)) 2)");
    EXPECT_EQ(outcome("(1..(x)[1])"), "(range:() 1 (filter x 1))");
    EXPECT_EQ(outcome("x in (1..f(l[1])[ and y"), "(and (in x (range:() 1 (call 'f' (filter l 1)))) y)");
}

TEST(expr_tests, a_test_behind_in) {
    EXPECT_EQ(outcome("x in 1"), "(in x 1)");
    EXPECT_EQ(outcome("x in <= 10 and y"), "(and (in x (test:<= 10)) y)");
    EXPECT_EQ(outcome("x in =@\"P1D\""), "(in x (test:= @\"P1D\"))");
    EXPECT_EQ(outcome("x in (!= 5)"), "(in x (test:!= 5))");
    EXPECT_EQ(outcome("x in [1, 2]"), "(in x (list 1 2))");
    EXPECT_EQ(outcome("x in [18..65)"), "(in x (range:[) 18 65))");
    EXPECT_EQ(outcome("x in (1..2)"), "(in x (range:() 1 2))");
    EXPECT_EQ(outcome("x in (1, < 5, [7..9], (1..2), not(3))"),
              "(in x 1 (test:< 5) (range:[] 7 9) (range:() 1 2) (not-test 3))");
    EXPECT_EQ(outcome("x in not(\"a\", < \"b\")"), "(in x (not-test \"a\" (test:< \"b\")))");
    EXPECT_EQ(outcome("x in (1 + 2) * 3"), "(in x (* (+ 1 2) 3))");
    EXPECT_EQ(outcome("x in (a) or y in (b, c) and z"), "(or (in x a) (and (in y b c) z))");
    EXPECT_EQ(outcome("x in (y in (1, 2), 3)"), "(in x (in y 1 2) 3)");
    EXPECT_EQ(outcome("(x in (1, 2)) = true"), "(= (in x 1 2) true)");
}

TEST(expr_tests, several_tests_stand_only_behind_in) {
    EXPECT_EQ(outcome("(1, 2)"), "S001 2..3 ',' stands where ')' or an operator is expected");
    EXPECT_EQ(advice("(1, 2)"), "Put a list in brackets, as in [1, 2].");
    EXPECT_EQ(outcome("x in ((1, 2))"), "S001 8..9 ',' stands where ')' or an operator is expected");
    EXPECT_EQ(outcome("x in (1, 2) + 3"), "S003 12..13 '+' stands behind the end of the expression");
    EXPECT_EQ(outcome("x in (1, 2).y"), "S003 11..12 '.' stands behind the end of the expression");
    EXPECT_EQ(outcome("x in (1, 2)[1]"), "S003 11..12 '[' stands behind the end of the expression");
}

TEST(expr_tests, a_test_as_a_value_stands_in_parentheses) {
    EXPECT_EQ(outcome("(< 10) = (< 10)"), "(= (test:< 10) (test:< 10))");
    EXPECT_EQ(outcome("(=10) = [10..10]"), "(= (test:= 10) (range:[] 10 10))");
    EXPECT_EQ(outcome("[(>= 5)]"), "(list (test:>= 5))");
    EXPECT_EQ(outcome("< 10"), "S001 0..1 '<' stands where a value is expected");
}

TEST(expr_tests, cells) {
    EXPECT_EQ(cell("-"), "(any)");
    EXPECT_EQ(cell(" - // any"), "(any)");
    EXPECT_EQ(cell("-5"), "(list (negate 5))");
    EXPECT_EQ(cell("< 30"), "(list (test:< 30))");
    EXPECT_EQ(cell("[18..65)"), "(list (range:[) 18 65))");
    EXPECT_EQ(cell("\"day\", \"week\""), "(list \"day\" \"week\")");
    EXPECT_EQ(cell("not(\"day\", \"week\")"), "(list (not-test \"day\" \"week\"))");
    EXPECT_EQ(cell("not(< 5, [7..9])"), "(list (not-test (test:< 5) (range:[] 7 9)))");
    EXPECT_EQ(cell("< 5, > 7, none"), "(list (test:< 5) (test:> 7) (none))");
    EXPECT_EQ(cell("a.b + 1"), "(list (+ (member 'b' a) 1))");
    EXPECT_EQ(cell("not(a) and b"), "(list (and (call 'not' a) b))");
    EXPECT_EQ(cell(""), "S004 0..0 the expression is empty");
    EXPECT_EQ(cell("? > 5"), "S011 0..1 '?' is not part of the language");
    EXPECT_EQ(cell("< 5,"), "S002 4..4 the expression ends where a value is expected");
    EXPECT_EQ(cell("-, 5"), "S001 1..2 ',' stands where a value is expected");
    EXPECT_EQ(cell("< 5 > 7"), "S001 4..5 '>' stands where ',', an operator or the end is expected");
}

}  // namespace
}  // namespace carefare::syntax
