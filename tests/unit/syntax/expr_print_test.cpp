// Canonical text, and the property that it reads back as the same tree.
#include <gtest/gtest.h>

#include <set>

#include "unit/syntax/expr_outline.hpp"
#include "unit/syntax/random_expr.hpp"

namespace carefare::syntax {
namespace {

std::string printed(std::string_view text) {
    source_map sources;
    auto const id = sources.add("f", std::string(text));
    diagnostics sink;
    auto const tree = parse_expr(whole_source(sources, id), sink);
    return tree ? print(*tree) : "refused";
}

TEST(expr_print, the_fewest_parentheses) {
    EXPECT_EQ(printed("((a))+(b*c)"), "a + b * c");
    EXPECT_EQ(printed("(a+b)*c"), "(a + b) * c");
    EXPECT_EQ(printed("a-(b-c)"), "a - (b - c)");
    EXPECT_EQ(printed("-(2**3)"), "-(2 ** 3)");
    EXPECT_EQ(printed("(-2)**3"), "-2 ** 3");
    EXPECT_EQ(printed("(a and b)and c"), "(a and b) and c");
    EXPECT_EQ(printed("(if a then b else c)+1"), "(if a then b else c) + 1");
    EXPECT_EQ(printed("(if a then b else c)otherwise 1"), "if a then b else c otherwise 1");
    EXPECT_EQ(printed("if a then b else(c otherwise 1)"), "if a then b else (c otherwise 1)");
    EXPECT_EQ(printed("(x in(<5))and y"), "x in < 5 and y");
    EXPECT_EQ(printed("x in(1,<5,not(7))"), "x in (1, < 5, not(7))");
    EXPECT_EQ(printed("date and(time(x))"), "date and (time(x))");
    EXPECT_EQ(printed("x between date and(time(y))"), "x between date and (time(y))");
    EXPECT_EQ(printed("(1).x"), "(1).x");
}

TEST(expr_print, one_way_to_write_each_thing) {
    EXPECT_EQ(printed("round  half\nup ( n:1,scale : 2 )"), "round half up(n: 1, scale: 2)");
    EXPECT_EQ(printed("]1..none["), "(1..none)");
    EXPECT_EQ(printed("for i in 1 .. 5,j in[1..2]return i"), "for i in 1..5, j in [1..2] return i");
    EXPECT_EQ(printed("best(u,u.x  desc)"), "best(u, u.x desc)");
    EXPECT_EQ(printed("t.u [ k : $1 , l:27% ]"), "t.u[k: $1, l: 27%]");
    EXPECT_EQ(printed(R"("\u0041\u0001\n\"")"), R"("A\u0001\n\"")");
    EXPECT_EQ(printed("1 /* one */"), "1");
}

TEST(expr_print, random_trees_read_back_as_they_were) {
    std::set<expr_kind> kinds;
    for (std::uint32_t seed = 0; seed < 4000; ++seed) {
        auto const tree = random_expr(seed).expression(seed % 5);
        for (auto const& n : tree.nodes)
            kinds.insert(n.kind);
        auto const text = print(tree);
        ASSERT_EQ(outcome(text), outline(tree, tree.root)) << "seed " << seed << ": " << text;
        ASSERT_EQ(printed(text), text) << "seed " << seed;
    }
    // Every kind of node but the whole cell "-".
    EXPECT_EQ(kinds.size(), static_cast<std::size_t>(expr_kind::otherwise));
}

TEST(expr_print, random_cells_read_back_as_they_were) {
    for (std::uint32_t seed = 0; seed < 2000; ++seed) {
        auto const tree = random_expr(seed).cell(seed % 4);
        auto const text = print_unary_tests(tree);
        ASSERT_EQ(outcome(text, parse_unary_tests), outline(tree, tree.root)) << "seed " << seed << ": " << text;
    }
}

}  // namespace
}  // namespace carefare::syntax
