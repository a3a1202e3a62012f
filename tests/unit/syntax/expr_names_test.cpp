// Names, members, calls, lookups and filters.
#include <gtest/gtest.h>

#include "unit/syntax/expr_outline.hpp"

namespace carefare::syntax {
namespace {

TEST(expr_names, a_keyword_is_a_whole_word) {
    for (auto const* name :
         {"android", "order", "notable", "inn", "if_x", "thenceforth", "somewhere", "everything", "format", "betweens",
          "truth", "nonesuch", "item", "partial", "asc", "desc", "_x1", "functions"}) {
        EXPECT_EQ(outcome(name), name);
    }
    EXPECT_EQ(outcome("android and order or inn"), "(or (and android order) inn)");
    EXPECT_EQ(outcome("if(a)then\"b\"else(c)"), "(if a \"b\" c)");
}

TEST(expr_names, members) {
    EXPECT_EQ(outcome("a.b.c"), "(member 'c' (member 'b' a))");
    EXPECT_EQ(outcome("a . b"), "(member 'b' a)");
    EXPECT_EQ(outcome("duration(\"P1Y\").years"), "(member 'years' (call 'duration' \"P1Y\"))");
    EXPECT_EQ(outcome("t.time  offset"), "(member 'time offset' t)");
    EXPECT_EQ(outcome("r.start included or r.end included"),
              "(or (member 'start included' r) (member 'end included' r))");
    EXPECT_EQ(outcome("[1..2].end"), "(member 'end' (range:[] 1 2))");
    EXPECT_EQ(outcome("x.then"), "S013 2..6 'then' is a reserved word and cannot be a member");
    EXPECT_EQ(outcome("x."), "S002 2..2 the expression ends where a name is expected");
    EXPECT_EQ(outcome("x.1"), "S001 2..3 '1' stands where a name is expected");
}

TEST(expr_names, functions_of_several_words_only_before_a_parenthesis) {
    EXPECT_EQ(outcome("round  half\nup(1.5, 2)"), "(call 'round half up' 1.5 2)");
    EXPECT_EQ(outcome("round up (1)"), "(call 'round up' 1)");
    EXPECT_EQ(outcome("date and time(\"x\")"), "(call 'date and time' \"x\")");
    EXPECT_EQ(outcome("date and time"), "(and date time)");
    EXPECT_EQ(outcome("date and (time(x))"), "(and date (call 'time' x))");
    EXPECT_EQ(outcome("years and months duration(a, b)"), "(call 'years and months duration' a b)");
    EXPECT_EQ(outcome("years and months"), "(and years months)");
    EXPECT_EQ(outcome("a.date and time(x)"), "(and (member 'date' a) (call 'time' x))");
    EXPECT_EQ(outcome("week start(d, \"Monday\")"), "(call 'week start' d \"Monday\")");
    for (std::string const name : {"sum so far", "count so far", "max so far", "min so far", "clock overlap", "month start",
                                   "month end", "date and time"}) {
        EXPECT_EQ(outcome(name + "(x)"), "(call '" + name + "' x)");
    }
    EXPECT_EQ(outcome("sum(x)"), "(call 'sum' x)");
}

TEST(expr_names, calls) {
    EXPECT_EQ(outcome("f()"), "(call 'f')");
    EXPECT_EQ(outcome("a.b.f(1)"), "(call 'a.b.f' 1)");
    EXPECT_EQ(outcome("abs(n: -1)"), "(call 'abs' (named 'n' (negate 1)))");
    EXPECT_EQ(outcome("substring(string: \"x\", start  position: 3)"),
              "(call 'substring' (named 'string' \"x\") (named 'start position' 3))");
    EXPECT_EQ(outcome("best(u, u.x desc, u.y asc, u.code)"),
              "(call 'best' u (order:desc (member 'x' u)) (order:asc (member 'y' u)) (member 'code' u))");
    EXPECT_EQ(outcome("best(unit[ok], unit.eligible desc, unit.share asc, unit.code asc)"),
              "(call 'best' (filter unit ok) (order:desc (member 'eligible' unit)) (order:asc (member 'share' unit)) "
              "(order:asc (member 'code' unit)))");
    EXPECT_EQ(outcome("\"abs\"(-1)"), "(invoke \"abs\" (negate 1))");
    EXPECT_EQ(outcome("f(1)(2)"), "(invoke (call 'f' 1) 2)");
    EXPECT_EQ(outcome("f(1).g(2)"), "(invoke (member 'g' (call 'f' 1)) 2)");
    EXPECT_EQ(outcome("not(a) and not(b)"), "(and (call 'not' a) (call 'not' b))");
    EXPECT_EQ(outcome("not(negand: true)"), "(call 'not' (named 'negand' true))");
    EXPECT_EQ(outcome("f(a: 1, 2)"), "S020 8..9 named and unnamed arguments are mixed in 'f'");
    EXPECT_EQ(outcome("f(1, b: 2)"), "S020 5..9 named and unnamed arguments are mixed in 'f'");
    EXPECT_EQ(outcome("f(a: 1, a: 2)"), "S021 8..12 'a' is given twice");
    EXPECT_EQ(outcome("f(in: 1)"), "S013 2..4 'in' is a reserved word and names no argument");
}

TEST(expr_names, a_bracket_that_begins_with_a_key_is_a_lookup) {
    EXPECT_EQ(outcome("rates[county: c, age: x.age]"),
              "(lookup 'rates' (named 'county' c) (named 'age' (member 'age' x)))");
    EXPECT_EQ(outcome("ny.rates[county: none].low"), "(member 'low' (lookup 'ny.rates' (named 'county' (none))))");
}

TEST(expr_names, filters) {
    EXPECT_EQ(outcome("member[role = \"child\"]"), "(filter member (= role \"child\"))");
    EXPECT_EQ(outcome("[1, 2][-1]"), "(filter (list 1 2) (negate 1))");
    EXPECT_EQ(outcome("\"foo\"[1][2]"), "(filter (filter \"foo\" 1) 2)");
    EXPECT_EQ(outcome("f(x)[k: 1]"), "S025 0..5 only a table can be looked up by keys");
    EXPECT_EQ(outcome("t[k: 1, 2]"), "S001 8..9 '2' stands where a key with a colon is expected");
    EXPECT_EQ(outcome("t[k: 1, k: 2]"), "S021 8..12 'k' is given twice");
    EXPECT_EQ(outcome("t[]"), "S001 2..3 ']' stands where a value is expected");
}

TEST(expr_names, loops) {
    EXPECT_EQ(outcome("for i in 1..5 return i"), "(for (each:counting 'i' (range:[] 1 5)) i)");
    EXPECT_EQ(outcome("for i in [1..5] return i"), "(for (each 'i' (range:[] 1 5)) i)");
    EXPECT_EQ(outcome("for i in a.b..c, j in l return i * j"),
              "(for (each:counting 'i' (range:[] (member 'b' a) c)) (each 'j' l) (* i j))");
    EXPECT_EQ(outcome("for in in l return 1"), "S013 4..6 'in' is a reserved word and cannot be a variable");
    EXPECT_EQ(outcome("for 1 in l return 1"), "S001 4..5 '1' stands where a name is expected");
}

}  // namespace
}  // namespace carefare::syntax
