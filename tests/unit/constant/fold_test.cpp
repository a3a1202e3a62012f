// What the checker relies on: which subtrees can be folded, places of diagnostics, several of them in one run.
#include "unit/constant/outcome.hpp"

namespace carefare::constant {
namespace {

syntax::expr parse(std::string const& text) {
    source_map sources;
    diagnostics sink;
    auto parsed = syntax::parse_expr(whole_source(sources, sources.add("x", text)), sink);
    EXPECT_TRUE(parsed) << text;
    return std::move(*parsed);
}

bool folds(std::string const& text) {
    auto const e = parse(text);
    return is_constant(e, e.root);
}

}  // namespace

TEST(fold, literals_and_their_functions) {
    for (auto const* text : {"1 + 2", "[none..5]", "for i in 1..3 return i + partial[-1]", "[1, 2][item > 1]",
                             "some x in [1] satisfies x > 0", "round up($5 / 3, 2)", "(> 5)", "1 / 0"})
        EXPECT_TRUE(folds(text)) << text;
    for (auto const* text : {"x", "1 + x", "family.size", "rates[county: \"x\"]", "1 otherwise 2", "none", "null",
                             "for i in 1..3 return j", "item > 1", "week start(@\"2020-01-01\", \"Monday\")",
                             "(for i in 1..3 return i)[i]", "modulo(1)"})
        EXPECT_FALSE(folds(text)) << text;
}

TEST(fold, a_subtree_alone) {
    auto const e = parse("x + (2 * 3)");
    auto const product = e.children_of(e.root)[1];
    ASSERT_TRUE(is_constant(e, product));
    diagnostics sink;
    auto const made = evaluate_constant(e, sink, product);
    ASSERT_TRUE(made);
    EXPECT_EQ(to_text(*made), "6");
    EXPECT_TRUE(sink.items().empty());
}

TEST(fold, every_unknown_name_is_reported_at_its_place) {
    auto const e = parse("foo + max(bar, minn(1))");
    diagnostics sink;
    EXPECT_FALSE(evaluate_constant(e, sink));
    ASSERT_EQ(sink.items().size(), 3U);
    EXPECT_EQ(sink.items()[0].where.where, (span{0, 3}));
    EXPECT_EQ(sink.items()[1].where.where, (span{10, 13}));
    EXPECT_EQ(sink.items()[2].code, diagnostic_code::C002);
    EXPECT_EQ(sink.items()[2].advice, "Did you mean 'min'?");
}

TEST(fold, a_refusal_stands_at_the_innermost_node) {
    auto const e = parse("1 + (2 / 0)");
    diagnostics sink;
    EXPECT_FALSE(evaluate_constant(e, sink));
    ASSERT_EQ(sink.items().size(), 1U);
    EXPECT_EQ(sink.items()[0].code, diagnostic_code::C009);
    EXPECT_GE(sink.items()[0].where.where.begin, 4U);
}

}  // namespace carefare::constant
