// Lookups: every key by name, typed by the table; the unit a key decides; the date of the read.
#include "unit/checked/lower_fixture.hpp"

namespace carefare::checked {
namespace {

constexpr char const* with_table = R"(
types:
  period: [weekly, daily]
  colour: [red, green]
entities:
  visit: { rows: visits, at: visit.day }
facts:
  visit.day: { type: date }
  visit.period: { type: period }
  visit.colour: { type: colour, absent: none }
tables:
  rate:
    type: money
    cite: x
    range: "[$0..$100]"
    keys: { period: period, colour: colour or none }
    unit_by: period
    units: { weekly: week, daily: day }
    entries:
      - { from: 2019-01-01, file: tables/rate.csv, column: rate, keys: { period: [weekly, daily], colour: [red, none] }, cite: x }
)";

constexpr char const* cells = "period,colour,rate\nweekly,red,5\nweekly,,4\ndaily,red,2\ndaily,,1\n";

TEST(lower_lookup, types) {
    lowered in(with_table, {{"tables/rate.csv", cells}});
    auto const type_of = [&](std::string const& text) { return in.type_in("visit", text); };
    EXPECT_EQ(type_of("rate[period: \"weekly\", colour: none]"), "money per week or none");
    EXPECT_EQ(type_of("rate[colour: visit.colour, period: \"daily\"]"), "money per day or none");
    EXPECT_EQ(type_of("rate[period: visit.period, colour: \"red\"]"), "money per unit or none");
    EXPECT_EQ(type_of("rate[period: visit.period, colour: \"red\"] otherwise $0"), "money per unit");
    EXPECT_EQ(type_of("rate[period: visit.period]"), "T031");
    EXPECT_EQ(type_of("rate[period: \"weekly\", colour: none, size: 3]"), "T030");
    EXPECT_EQ(type_of("rate[period: \"weekly\", period: \"weekly\", colour: none]"), "S021");
    EXPECT_EQ(type_of("rate[period: \"monthly\", colour: none]"), "T015");
    EXPECT_EQ(type_of("rate[period: visit.colour, colour: none]"), "T020");
    EXPECT_EQ(type_of("rate[period: none, colour: none]"), "T020");
    EXPECT_EQ(type_of("rates[period: visit.period, colour: none]"), "T029");
}

TEST(lower_lookup, keys_stand_in_the_order_of_the_table_and_the_date_last) {
    lowered in(with_table, {{"tables/rate.csv", cells}});
    EXPECT_EQ(in.tree_in("visit", "rate[colour: none, period: \"weekly\"]"),
              "lookup rate : money per week or none\n"
              "  constant \"weekly\" : period\n"
              "  constant none : colour or none\n"
              "  fact visit.day : date\n"
              "    self : row of visit\n");
    EXPECT_EQ(in.problem_in("visit", "rate[perod: \"weekly\", colour: none]"), "T030 'perod' is no key of 'rate' | Did you mean 'period'?");
}

}  // namespace
}  // namespace carefare::checked
