// Operators over numbers, money, percentages, texts and durations.
#include "unit/constant/outcome.hpp"

namespace carefare::constant {

TEST(arithmetic, is_exact) {
    expect_outcomes({{"0.1 + 0.2 = 0.3", "boolean true"},
                     {"1 / 3", "number 1/3"},
                     {"1 / 3 * 3", "number 1"},
                     {"-3 ** 2", "number 9"},
                     {"3 ** 4 ** 5", "number 3486784401"},
                     {"10 + 20 / (-5 - 3)", "number 7.5"},
                     {"2 ** -2", "number 0.25"},
                     {"0 ** 0", "number 1"},
                     {".872 - 1", "number -0.128"},
                     {"9223372036854775807 + 1", "number 9223372036854775808"},
                     {"1.2E3", "number 1200"},
                     {"1 / 0", "C009"},
                     {"0 ** -1", "C009"}});
}

TEST(arithmetic, roots_are_exact_or_refused) {
    expect_outcomes({{"4 ** 0.5", "number 2"},
                     {"(8/27) ** (1/3)", "number 2/3"},
                     {"(8/27) ** (-2/3)", "number 2.25"},
                     {"2 ** 0.5", "C013"},
                     {"-4 ** 0.5", "C013"},
                     {"1 ** 0.000001", "number 1"},
                     {"2 ** 0.000001", "C013"},
                     {"2 ** 1000000000", "C014"},
                     {"2 ** 999999999", "L023"}});
}

TEST(arithmetic, money_keeps_its_kind) {
    expect_outcomes({{"$12.50 + $1", "money 13.50"},
                     {"$12.50 - $13", "money -0.50"},
                     {"-$5", "money -5.00"},
                     {"$12.50 * 2", "money 25.00"},
                     {"27% * $100", "money 27.00"},
                     {"$10 / 4", "money 2.50"},
                     {"$10 / 3", "money 10/3"},
                     {"$0.125 * 1", "money 0.125"},
                     {"$10 / $4", "number 2.5"},
                     {"round half up(27% * ($25389 - $19090) / 52, 2)", "money 32.71"},
                     {"$1 * $1", "C023"},
                     {"$1 + 1", "C023"},
                     {"1 - $1", "C023"},
                     {"1 / $1", "C023"},
                     {"$2 ** 2", "C023"},
                     {"$1 > 1", "C023"},
                     {"$1 = 1", "C023"},
                     {"$1 / 0", "C009"}});
}

TEST(arithmetic, percent_is_a_ratio) {
    expect_outcomes({{"27%", "percent 27"},
                     {"-27%", "percent -27"},
                     {"27% * 100", "number 27"},
                     {"27% + 3%", "number 0.3"},
                     {"27% = 0.27", "boolean true"},
                     {"round half up(12.5%, 2)", "percent 13"},
                     {"175% > 1", "boolean true"}});
}

TEST(arithmetic, texts_are_joined) {
    expect_outcomes({{"\"foo\" + \"bar\"", "string foobar"}, {"\"a\" - \"a\"", "C006"}, {"\"a\" + 1", "C006"}, {"-\"a\"", "C006"}});
}

TEST(arithmetic, durations_scale) {
    expect_outcomes({{"@\"P1Y\" - @\"P2M\"", "duration P10M"},
                     {"-1.5 * @\"P2M\"", "duration -P3M"},
                     {"@\"P1M\" * 1.5", "C013"},
                     {"@\"P10D\" / 10", "duration P1D"},
                     {"@\"P1D\" / 7 * 7", "duration P1D"},
                     {"@\"P1Y\" / @\"P1M\"", "number 12"},
                     {"@\"P1D\" / @\"PT1H\"", "number 24"},
                     {"0 * @\"P1D\"", "duration PT0S"},
                     {"@\"P1M\" * 0", "duration P0M"},
                     {"@\"P1D\" + @\"P1M\"", "C006"},
                     {"@\"P1D\" / @\"P1M\"", "C006"},
                     {"@\"P1D\" / @\"PT0S\"", "C009"},
                     {"@\"P1Y\" / 0", "C009"},
                     {"10 / @\"P1D\"", "C006"},
                     {"$2 * @\"P1D\"", "C006"},
                     {"@\"P100000000Y\" * 1000000000", "C021"}});
}

TEST(arithmetic, lists_and_booleans_are_no_operands) {
    expect_outcomes({{"[1] + 1", "C006"}, {"10 * [10]", "C006"}, {"true + true", "C006"}, {"[1..2] * 2", "C006"}});
}

}  // namespace carefare::constant
