// Numeric and conversion functions, named arguments, and calls that do not fit.
#include "unit/constant/outcome.hpp"

namespace carefare::constant {

TEST(number, rounding) {
    expect_outcomes({{"decimal(1/3, 2)", "number 0.33"},
                     {"decimal(1.5, 0)", "number 2"},
                     {"decimal(2.5, 0)", "number 2"},
                     {"decimal(1/3, 2.5)", "number 0.33"},
                     {"decimal(1234, -2)", "number 1200"},
                     {"floor(-1.5)", "number -2"},
                     {"floor(-1.56, 1)", "number -1.6"},
                     {"ceiling(-1.56, 1)", "number -1.5"},
                     {"round up(-5.5, 0)", "number -6"},
                     {"round up(1.121, 2)", "number 1.13"},
                     {"round down(-5.5, 0)", "number -5"},
                     {"round half up(-5.5, 0)", "number -6"},
                     {"round half up(-1.126, 2)", "number -1.13"},
                     {"round half down(5.5, 0)", "number 5"},
                     {"round half down(-1.126, 2)", "number -1.13"},
                     {"round half even(3.5, 0)", "number 4"},
                     {"round half up(5.5, 6176)", "number 5.5"},
                     {"round half up(5.5, 6177)", "C014"},
                     {"round down(5.5, -6112)", "C014"},
                     {"round half up($2.345, 2)", "money 2.35"},
                     {"floor($12.50)", "money 12.00"}});
}

TEST(number, functions) {
    expect_outcomes({{"abs(-$3)", "money 3.00"},
                     {"abs(@\"-PT5H\")", "duration PT5H"},
                     {"abs([-1])", "number 1"},
                     {"modulo(12, 5)", "number 2"},
                     {"modulo(-12, 5)", "number 3"},
                     {"modulo(12, -5)", "number -3"},
                     {"modulo(-10.1, 4.5)", "number 3.4"},
                     {"modulo(-10.1, -4.5)", "number -1.1"},
                     {"modulo(1, 0)", "C009"},
                     {"sqrt(16)", "number 4"},
                     {"sqrt(0.0625)", "number 0.25"},
                     {"sqrt(2)", "C013"},
                     {"sqrt(-1)", "C014"},
                     {"sqrt(10 ** 40)", "number 100000000000000000000"},
                     {"log(1)", "number 0"},
                     {"log(10)", "C013"},
                     {"log(0)", "C014"},
                     {"exp(0)", "number 1"},
                     {"exp(1)", "C013"},
                     {"odd(-3)", "boolean true"},
                     {"even(2.5)", "boolean false"},
                     {"odd($3)", "C005"}});
}

TEST(number, from_text) {
    expect_outcomes({{"number(\"1 000,5\", \" \", \",\")", "number 1000.5"},
                     {"number(\"1,000.5\", \",\", \".\")", "number 1000.5"},
                     {"number(\"1.000,5\", \".\", \",\")", "number 1000.5"},
                     {"number(\"-7\", \",\", \".\")", "number -7"},
                     {"number(\"1.5\", \" \", \",\")", "C012"},
                     {"number(\"1..5\", \",\", \".\")", "C012"},
                     {"number(\"x\", \",\", \".\")", "C012"},
                     {"number(\"1\", \":\", \".\")", "C014"},
                     {"number(\"1\", \".\", \".\")", "C014"},
                     {"number(\"1\", \".\")", "C003"},
                     {"number(1, \" \", \".\")", "C005"}});
}

TEST(number, arguments_by_name) {
    expect_outcomes({{"substring(start position: 2, string: \"abc\")", "string bc"},
                     {"date and time(date: @\"2017-01-01\", time: @\"10:00:00\")", "date and time 2017-01-01T10:00:00"},
                     {"min(list: [2, 1])", "number 1"},
                     {"modulo(dividend: 10, foo: 4)", "C004"},
                     {"modulo(dividend: 10)", "C003"},
                     {"modulo(10)", "C003"},
                     {"modulo(1, 2, 3)", "C003"},
                     {"min()", "C003"},
                     {"concatenate()", "C003"},
                     {"minn(1)", "C002"}});
}

TEST(number, other_kinds_of_nodes_are_refused) {
    expect_outcomes({{"null", "C018"},
                     {"none", "C018"},
                     {"\"abs\"(-1)", "C018"},
                     {"today()", "C018"},
                     {"rates[county: \"x\"]", "C020"},
                     {"1 otherwise 2", "C020"},
                     {"family.size", "C001"},
                     {"1.year", "S008"},
                     {"(1).year", "C017"}});
}

}  // namespace carefare::constant
