// List functions, statistics, filters and loops, with the examples of the specification's tables.
#include "unit/constant/outcome.hpp"

namespace carefare::constant {

TEST(list, functions) {
    expect_outcomes({{"list contains([1, \"a\"], \"a\")", "boolean true"},
                     {"list contains([1], \"a\")", "boolean false"},
                     {"count([1, [2, 3]])", "number 2"},
                     {"count(1)", "number 1"},
                     {"sublist([4, 5, 6], 1, 2)", "list [4, 5]"},
                     {"sublist([4, 5, 6], -2)", "list [5, 6]"},
                     {"sublist([4, 5, 6], 2, 3)", "C010"},
                     {"append([1], 2, 3)", "list [1, 2, 3]"},
                     {"append([1], [2])", "list [1, [2]]"},
                     {"concatenate([1, 2], [3])", "list [1, 2, 3]"},
                     {"insert before([1, 3], 1, 2)", "list [2, 1, 3]"},
                     {"insert before([1, 3], -1, 2)", "list [1, 2, 3]"},
                     {"remove([1, 2, 3], 2)", "list [1, 3]"},
                     {"list replace([1, 2, 3], -1, 4)", "list [1, 2, 4]"},
                     {"list replace([1, 2, 3], 0, 4)", "C010"},
                     {"reverse([1, 2, 3])", "list [3, 2, 1]"},
                     {"index of([1, 2, 3, 2], 2)", "list [2, 4]"},
                     {"union([1, 2], [2, 3])", "list [1, 2, 3]"},
                     {"distinct values([1, \"a\", 1, \"a\"])", "list [1, \"a\"]"},
                     {"flatten([[1, 2], [[3]], 4])", "list [1, 2, 3, 4]"},
                     {"sort([2, 1])", "C018"}});
}

TEST(list, statistics) {
    expect_outcomes({{"min([3, 1, 2])", "number 1"},
                     {"max(\"a\", \"c\", \"b\")", "string c"},
                     {"min(1, \"a\")", "C007"},
                     {"max([])", "C015"},
                     {"sum(1, 2, 3)", "number 6"},
                     {"sum([$1, $2.50])", "money 3.50"},
                     {"sum([\"a\"])", "C005"},
                     {"mean([1, 2, 4])", "number 7/3"},
                     {"product([2, 3, 4])", "number 24"},
                     {"median(8, 2, 5, 3, 4)", "number 4"},
                     {"median([6, 1, 2, 3])", "number 2.5"},
                     {"mode(6, 3, 9, 6, 6)", "list [6]"},
                     {"mode([6, 1, 9, 6, 1])", "list [1, 6]"},
                     {"mode([])", "list []"},
                     {"stddev(2, 4, 6)", "number 2"},
                     {"stddev(2, 4, 7, 5)", "C013"},
                     {"stddev([47])", "C015"},
                     {"all([true, 1, false])", "boolean false"},
                     {"all([true, 1])", "C005"},
                     {"all([])", "boolean true"},
                     {"any([false, 1, true])", "boolean true"},
                     {"any([])", "boolean false"}});
}

TEST(list, filters) {
    expect_outcomes({{"[1, 2, 3][-3]", "number 1"},
                     {"[1, 2, 3][4]", "C010"},
                     {"[1, 2, 3][0]", "C010"},
                     {"[1, 2, 3][1.5]", "C010"},
                     {"100[1]", "number 100"},
                     {"\"foo\"[false]", "list []"},
                     {"[1, 2, 3, 4][item > 2]", "list [3, 4]"},
                     {"[1, 2, 3, 4][item > 1][2]", "number 3"},
                     {"[[1, 2], [3]][count(item[item > 1]) = 1]", "list [[1, 2], [3]]"},
                     {"[1, 2][\"a\"]", "C008"},
                     {"[1, \"a\"][item > 0]", "C007"}});
}

TEST(list, loops) {
    expect_outcomes({{"for i in [1, 2, 3] return i + 1", "list [2, 3, 4]"},
                     {"for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "list [1, 1, 2, 6, 24]"},
                     {"for i in 3..1 return i", "list [3, 2, 1]"},
                     {"for i in [1..3) return i", "list [1, 2]"},
                     {"for i in (1..3] return i", "list [2, 3]"},
                     {"for i in [2..1] return i", "C019"},
                     {"for i in (> 1) return i", "C025"},
                     {"for i in 1 return i", "C025"},
                     {"for i in 1..2.5 return i", "C025"},
                     {"for i in \"a\"..\"c\" return i", "C025"},
                     {"for i in $1..$3 return i", "C025"},
                     {"for d in @\"2020-02-28\"..@\"2020-03-01\" return day of week(d)",
                      "list [\"Friday\", \"Saturday\", \"Sunday\"]"},
                     {"for x in [1, 2], y in x..3 return x * y", "list [1, 2, 3, 4, 6]"},
                     {"for x in [1, 2] return for x in [x] return x", "list [[1], [2]]"},
                     {"some x in [1, 2] satisfies x > 1", "boolean true"},
                     {"some x in [\"a\", 2] satisfies x > 1", "boolean true"},
                     {"every x in [\"a\", 2] satisfies x > 1", "C007"},
                     {"every x in [] satisfies 1", "boolean true"},
                     {"every x in [1, 2], y in [3] satisfies x < y", "boolean true"},
                     {"(some x in [1] satisfies 1/0 = x) or true", "boolean true"},
                     {"partial", "C001"},
                     {"item", "C001"}});
}

}  // namespace carefare::constant
