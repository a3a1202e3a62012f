// Types as files write them and as messages print them.
#include "declare_fixture.hpp"

namespace carefare::checked {
namespace {

char const* const rules = R"(types:
  care_period: [weekly, daily]
units: [trip, part_day]
entities:
  family: { rows: families }
)";

std::string round_trip(declared& in, std::string const& text) {
    auto const found = read_type(syntax::name_text{text, {}}, in.b);
    return found ? in.b.graph.to_string(*found)
                 : in.found.items().back().message + " | " + in.found.items().back().advice;
}

TEST(read_type_test, prints_what_it_reads) {
    declared in(rules);
    for (auto const* text : {"boolean",
                             "number",
                             "percent",
                             "text",
                             "date",
                             "date and time",
                             "care_period",
                             "money",
                             "money per week",
                             "hours",
                             "hours per week",
                             "weeks per year",
                             "days",
                             "part_day",
                             "care_period or none",
                             "money per week or none",
                             "range of date",
                             "range of number",
                             "range of date and time",
                             "range of hours",
                             "trip per day",
                             "number per week",
                             "percent or none"}) {
        EXPECT_EQ(round_trip(in, text), text);
    }
}

TEST(read_type_test, takes_singular_and_plural) {
    declared in(rules);
    EXPECT_EQ(round_trip(in, "hour per weeks"), "hours per week");
    EXPECT_EQ(round_trip(in, "part_days"), "part_day");
    EXPECT_EQ(round_trip(in, "trips per day"), "trip per day");
    EXPECT_EQ(round_trip(in, "money  per\nyear"), "money per year");
}

TEST(read_type_test, per_divides_by_all_that_follows) {
    declared in(rules);
    auto const found = read_type(syntax::name_text{"money per week trip", {}}, in.b);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->measure, (unit{{{unit_money, 1}, {unit_week, -1}, {first_declared_unit, -1}}}));
    EXPECT_EQ(in.b.graph.to_string(*found), "money per week trip");
    auto const same = read_type(syntax::name_text{"week per week", {}}, in.b);
    ASSERT_TRUE(same);
    EXPECT_TRUE(same->measure.is_plain());
}

TEST(read_type_test, refuses_what_is_no_type) {
    declared in(rules);
    EXPECT_EQ(round_trip(in, "mony per week"), "unknown type 'mony' | Did you mean 'money'?");
    EXPECT_EQ(round_trip(in, "money per wek"), "unknown type 'wek' | Did you mean 'week'?");
    EXPECT_EQ(round_trip(in, "care_periods"), "unknown type 'care_periods' | Did you mean 'care_period'?");
    EXPECT_EQ(round_trip(in, "moneys"), "unknown type 'moneys' | Did you mean 'money'?");
    EXPECT_EQ(round_trip(in, "per week"),
              "unknown type 'per week' | Declare it under 'types' or 'units', or use a built-in type.");
    EXPECT_EQ(round_trip(in, "family"),
              "'family' is an entity, not a type | Link to its rows with 'to' of the entity that has this fact.");
    EXPECT_EQ(round_trip(in, "hours per day per week"),
              "this is not a possible type: it says 'per' twice | Write one 'per': it divides by all that follows it.");
    EXPECT_EQ(round_trip(in, "money money"),
              "this is not a possible type: it multiplies money with money | Name money once.");
    EXPECT_EQ(round_trip(in, "range of care_period"),
              "there are no ranges of care_period | Use a range of numbers, dates or dates with time.");
}

TEST(read_type_test, names_the_place) {
    EXPECT_EQ(
        declare_problems("entities: { family: { rows: families } }\nfacts:\n  family.x: { type: dat, cite: c }\n"),
        "N002 rules.yaml:3:21 unknown type 'dat' | Did you mean 'date'?\n");
}

TEST(unit_test, products_and_quotients_keep_no_zero_exponents) {
    unit const money{{{unit_money, 1}}}, week{{{unit_week, 1}}}, day{{{unit_day, 1}}};
    EXPECT_TRUE((week / week).is_plain());
    EXPECT_EQ(money / week * week, money);
    EXPECT_EQ((money / week) / (day / week), money / day);
    EXPECT_EQ(week * week, (unit{{{unit_week, 2}}}));
    EXPECT_EQ(day * money, (unit{{{unit_money, 1}, {unit_day, 1}}}));
}

}  // namespace
}  // namespace carefare::checked
