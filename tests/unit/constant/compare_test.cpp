// Equality, order, between, in, and three-valued logic.
#include "unit/constant/outcome.hpp"

namespace carefare::constant {

TEST(compare, equality_is_by_type) {
    expect_outcomes({{"1 = 1.0", "boolean true"},
                     {"\"foo\" != \"Foo\"", "boolean true"},
                     {"[] = []", "boolean true"},
                     {"[1,2,[3, 4]] = [1,2,[3, 4]]", "boolean true"},
                     {"[1, 2] = [1]", "boolean false"},
                     {"[1, \"a\"] = [2, 3]", "boolean false"},
                     {"[1, \"a\"] = [1, 3]", "C007"},
                     {"[1..5] = [1..5)", "boolean false"},
                     {"(< 10) = (< 10)", "boolean true"},
                     {"(=10) = [10..10]", "boolean false"},
                     {"(=10) = (=10)", "boolean true"},
                     {"(!=10) = (=10)", "boolean false"},
                     {"@\"P1Y\" = @\"P12M\"", "boolean true"},
                     {"1 = \"1\"", "C007"},
                     {"[] = 0", "C007"},
                     {"@\"P1Y\" = @\"P365D\"", "C007"},
                     {"@\"2020-01-01\" = @\"2020-01-01T00:00:00\"", "C007"}});
}

TEST(compare, order_is_by_type) {
    expect_outcomes({{"\"a\" < \"b\"", "boolean true"},
                     {"\"\\uFFFD\" < \"\\U01F40E\"", "boolean true"},
                     {"@\"2020-01-01\" <= @\"2020-01-02\"", "boolean true"},
                     {"true < false", "C007"},
                     {"[1] < [2]", "C007"},
                     {"5 between 1 and 5", "boolean true"},
                     {"5 between 6 and 1", "boolean false"},
                     {"5 between \"a\" and 6", "C007"}});
}

TEST(compare, in_takes_tests_lists_and_ranges) {
    expect_outcomes({{"5 in (> 3, < 2)", "boolean true"},
                     {"4 in (2..4]", "boolean true"},
                     {"2 in (2..4]", "boolean false"},
                     {"5 in [[2..4], [4..6]]", "boolean true"},
                     {"1 in [2, 3]", "boolean false"},
                     {"[1,2,3] in ([[1,2,3,4]], [[1,2,3]])", "boolean true"},
                     {"[1,2] in [1,2]", "boolean true"},
                     {"1 in not(1, 2)", "boolean false"},
                     {"3 in not(1, 2)", "boolean true"},
                     {"3 in != 3", "boolean false"},
                     {"\"x\" in (1, \"x\")", "boolean true"},
                     {"\"x\" in (1, \"y\")", "C007"},
                     {"[1..2] in [1..2]", "boolean true"},
                     {"5 in [none..5]", "boolean true"},
                     {"5 in [6..none)", "boolean false"},
                     {"$5 in [$1..$10]", "boolean true"}});
}

TEST(compare, logic_is_three_valued) {
    expect_outcomes({{"123 and false", "boolean false"},
                     {"1/0 = 1 and false", "boolean false"},
                     {"false and 1/0 = 1", "boolean false"},
                     {"1/0 = 1 or true", "boolean true"},
                     {"123 and true", "C008"},
                     {"1/0 = 1 and true", "C009"},
                     {"false or \"true\"", "C008"},
                     {"true and true and true", "boolean true"},
                     {"false and misspelt", "C001"},
                     {"true or mini(1) = 1", "C002"},
                     {"not(true)", "boolean false"},
                     {"not(0)", "C005"}});
}

TEST(compare, conditions_are_booleans) {
    expect_outcomes({{"if 1 = 1 then \"a\" else 2", "string a"}, {"if 1 then 2 else 3", "C008"}, {"if true then 1 else 1/0", "number 1"}});
}

TEST(compare, identity_knows_zones) {
    expect_outcomes({{"is(@\"23:00:50Z\", @\"23:00:50\")", "boolean false"},
                     {"is(@\"23:00:50Z\", @\"23:00:50+00:00\")", "boolean true"},
                     {"is(@\"2012-12-25\", @\"23:00:50\")", "boolean false"},
                     {"is(1, 1.0)", "boolean true"},
                     {"is([1..2], [1..2])", "boolean true"},
                     {"is([1], [\"a\"])", "boolean false"}});
}

}  // namespace carefare::constant
