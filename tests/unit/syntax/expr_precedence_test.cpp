// Which operator binds more tightly, and to which side.
#include <gtest/gtest.h>

#include "unit/syntax/expr_outline.hpp"

namespace carefare::syntax {
namespace {

TEST(expr_precedence, each_level_binds_more_tightly_than_the_one_before) {
    EXPECT_EQ(outcome("a or b otherwise c"), "(otherwise (or a b) c)");
    EXPECT_EQ(outcome("a otherwise b or c"), "(otherwise a (or b c))");
    EXPECT_EQ(outcome("a or b and c"), "(or a (and b c))");
    EXPECT_EQ(outcome("a and b = c"), "(and a (= b c))");
    EXPECT_EQ(outcome("a between 1 and 2 = b"), "(= (between a 1 2) b)");
    EXPECT_EQ(outcome("a in b = c"), "(= (in a b) c)");
    EXPECT_EQ(outcome("a in b between c and d"), "(between (in a b) c d)");
    EXPECT_EQ(outcome("a + b < c - d"), "(< (+ a b) (- c d))");
    EXPECT_EQ(outcome("a in b + 1"), "(in a (+ b 1))");
    EXPECT_EQ(outcome("a + b * c"), "(+ a (* b c))");
    EXPECT_EQ(outcome("a * b ** c"), "(* a (** b c))");
    EXPECT_EQ(outcome("a.b[1] ** c"), "(** (filter (member 'b' a) 1) c)");
}

TEST(expr_precedence, operators_of_one_level_bind_to_the_left) {
    EXPECT_EQ(outcome("1 - 2 + 3"), "(+ (- 1 2) 3)");
    EXPECT_EQ(outcome("8 / 4 * 2"), "(* (/ 8 4) 2)");
    EXPECT_EQ(outcome("3 ** 4 ** 5"), "(** (** 3 4) 5)");
    EXPECT_EQ(outcome("a otherwise b otherwise c"), "(otherwise (otherwise a b) c)");
}

TEST(expr_precedence, a_chain_of_and_or_is_one_node) {
    EXPECT_EQ(outcome("a and b and c"), "(and a b c)");
    EXPECT_EQ(outcome("a or b or c or d"), "(or a b c d)");
    EXPECT_EQ(outcome("a and (b and c)"), "(and a (and b c))");
}

TEST(expr_precedence, unary_minus_binds_more_tightly_than_a_power) {
    EXPECT_EQ(outcome("-3 ** 2"), "(** (negate 3) 2)");
    EXPECT_EQ(outcome("2 ** -1"), "(** 2 (negate 1))");
    EXPECT_EQ(outcome("10--5"), "(- 10 (negate 5))");
    EXPECT_EQ(outcome("10 * -10"), "(* 10 (negate 10))");
    EXPECT_EQ(outcome("-a.b"), "(negate (member 'b' a))");
    EXPECT_EQ(outcome("--1"), "(negate (negate 1))");
}

TEST(expr_precedence, the_and_of_between_belongs_to_it) {
    EXPECT_EQ(outcome("x between 1 and 2 and y"), "(and (between x 1 2) y)");
    EXPECT_EQ(outcome("x between a + 1 and b * 2 or y"), "(or (between x (+ a 1) (* b 2)) y)");
}

TEST(expr_precedence, comparisons_do_not_chain) {
    EXPECT_EQ(outcome("a < b < c"), "S014 6..7 a comparison cannot be compared again with '<'");
    EXPECT_EQ(outcome("a = b != c"), "S014 6..8 a comparison cannot be compared again with '!='");
    EXPECT_EQ(outcome("(a < b) = c"), "(= (< a b) c)");
}

TEST(expr_precedence, the_last_part_of_if_for_some_reaches_as_far_as_it_can_but_not_over_otherwise) {
    EXPECT_EQ(outcome("if a then b else c + d"), "(if a b (+ c d))");
    EXPECT_EQ(outcome("if a then b else c otherwise d"), "(otherwise (if a b c) d)");
    EXPECT_EQ(outcome("if a otherwise b then c otherwise d else e"), "(if (otherwise a b) (otherwise c d) e)");
    EXPECT_EQ(outcome("if a then b else if c then d else e"), "(if a b (if c d e))");
    EXPECT_EQ(outcome("1 + if a then b else c * 2"), "(+ 1 (if a b (* c 2)))");
    EXPECT_EQ(outcome("for i in l return i + 1"), "(for (each 'i' l) (+ i 1))");
    EXPECT_EQ(outcome("some x in l satisfies x > 1 or x < 0"), "(some (each 'x' l) (or (> x 1) (< x 0)))");
    EXPECT_EQ(outcome("every x in l, y in x satisfies x = y"), "(every (each 'x' l) (each 'y' x) (= x y))");
    EXPECT_EQ(outcome("a otherwise if b then c else d otherwise e"), "(otherwise (otherwise a (if b c d)) e)");
}

TEST(expr_precedence, parentheses_leave_no_node_and_widen_the_place) {
    EXPECT_EQ(outcome("((a + b)) * c"), "(* (+ a b) c)");
    source_map sources;
    auto const id = sources.add("f", " (a + b) * c ");
    diagnostics sink;
    auto const tree = parse_expr(whole_source(sources, id), sink);
    ASSERT_TRUE(tree.has_value());
    auto const children = tree->children_of(tree->root);
    EXPECT_EQ((*tree)[tree->root].where.where, (span{1, 12}));
    EXPECT_EQ((*tree)[children[0]].where.where, (span{1, 8}));
    EXPECT_EQ((*tree)[children[1]].where.where, (span{11, 12}));
    EXPECT_EQ(tree->source_text, " (a + b) * c ");
    EXPECT_EQ(tree->height, 3U);
}

TEST(expr_precedence, comments_and_blanks_stand_between_any_two_tokens) {
    EXPECT_EQ(outcome("1 + /* 1 + */ 1"), "(+ 1 1)");
    EXPECT_EQ(outcome("// sum\n1\t+\r\n1 // end"), "(+ 1 1)");
    EXPECT_EQ(outcome("1/**/+/* * / // */2"), "(+ 1 2)");
    EXPECT_EQ(outcome("1 /2"), "(/ 1 2)");
}

TEST(expr_precedence, children_stand_before_their_parents_and_no_node_is_left_over) {
    source_map sources;
    auto const id =
        sources.add("f", "a.b.c(1, [none..5]) + t.u[k: if x then 1 else 2] in (1, (2..none]) otherwise a.b");
    diagnostics sink;
    auto const tree = parse_expr(whole_source(sources, id), sink);
    ASSERT_TRUE(tree.has_value());
    EXPECT_EQ(tree->root + 1, tree->nodes.size());
    std::vector<int> parents(tree->nodes.size(), 0);
    for (node_id i = 0; i < tree->nodes.size(); ++i) {
        for (auto const child : tree->children_of(i)) {
            if (child == no_node) continue;
            EXPECT_LT(child, i);
            ++parents[child];
        }
    }
    for (node_id i = 0; i < tree->nodes.size(); ++i)
        EXPECT_EQ(parents[i], i == tree->root ? 0 : 1) << i;
}

}  // namespace
}  // namespace carefare::syntax
