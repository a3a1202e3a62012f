// Values, lists and citations as letters say them.
#include <gtest/gtest.h>

#include "explain/plain_words.hpp"

namespace carefare::explain {
namespace {

checked::rule_graph const graph = [] {
    checked::rule_graph made;
    made.units = {"money", "minute", "hour", "day", "week", "month", "year", "unit", "half_day"};
    return made;
}();

checked::type counted(std::uint32_t unit) {
    checked::type t;
    t.measure.factors = {{unit, 1}};
    return t;
}

std::string told(rational const& value, checked::type const& t) {
    return plain_scalar(graph, checked::scalar_value{value}, t);
}

TEST(PlainWords, MoneyHasCentsAndSeparators) {
    auto const money = counted(checked::unit_money);
    EXPECT_EQ(told(16670, money), "$16,670.00");
    EXPECT_EQ(told(1234567, money), "$1,234,567.00");
    EXPECT_EQ(told(999, money), "$999.00");
    EXPECT_EQ(told(rational::fraction(-5, 2), money), "-$2.50");
    EXPECT_EQ(told(rational::fraction(135, 8), money), "$16.875");
}

TEST(PlainWords, WithoutALastDecimalItIsCut) {
    // 27% x 16,670 / 52 = 86.5557692...
    EXPECT_EQ(told(rational::fraction(450090, 5200), counted(checked::unit_money)), "$86.555769...");
    EXPECT_EQ(told(rational::fraction(-2, 3), checked::type{}), "-0.666666...");
}

TEST(PlainWords, CountsHaveTheirUnit) {
    EXPECT_EQ(told(1, counted(checked::unit_hour)), "1 hour");
    EXPECT_EQ(told(rational::fraction(3, 2), counted(checked::unit_hour)), "1.5 hours");
    EXPECT_EQ(told(0, counted(checked::unit_day)), "0 days");
    EXPECT_EQ(told(2, counted(8)), "2 half days");
}

TEST(PlainWords, PercentAndDates) {
    checked::type percent;
    percent.percent = true;
    EXPECT_EQ(told(rational::fraction(27, 100), percent), "27%");
    EXPECT_EQ(plain_date(*parse_date("2019-06-10")), "June 10, 2019");
    EXPECT_EQ(plain_scalar(graph, checked::scalar_value{*parse_date_time("2019-06-10T00:05")}, {}),
              "June 10, 2019, 12:05 a.m.");
    EXPECT_EQ(plain_scalar(graph, checked::scalar_value{*parse_date_time("1969-12-31T12:00")}, {}),
              "December 31, 1969, 12:00 p.m.");
}

TEST(PlainWords, Lists) {
    EXPECT_EQ(plain_list({"a"}), "a");
    EXPECT_EQ(plain_list({"a", "b", "c"}), "a, b and c");
    EXPECT_EQ(plain_list({"a, b", "c"}), "a, b; and c");
    EXPECT_EQ(plain_list({"June 3, 2019", "June 4, 2019", "June 5, 2019"}), "June 3, 4 and 5, 2019");
    EXPECT_EQ(plain_list({"June 3, 2019", "July 4, 2019"}), "June 3, 2019; and July 4, 2019");
    EXPECT_EQ(plain_list({"June 3, 2019", "June 4, 2019", "June 4, 2020"}), "June 3 and 4, 2019; and June 4, 2020");
    EXPECT_EQ(plain_list({"June 3, 2019", "the rest"}), "June 3, 2019; and the rest");
    EXPECT_EQ(plain_list({"June 3, 2019"}), "June 3, 2019");
}

TEST(PlainWords, Citations) {
    EXPECT_EQ(plain_cite("section 3(e); R-030 to R-032"), "section 3(e)");
    EXPECT_EQ(plain_cite("R-082, R-083"), "");
    EXPECT_EQ(plain_cite("section R-4b; part R-7"), "section R-4b; part R-7");
    EXPECT_EQ(plain_cite(""), "");
}

TEST(PlainWords, DaysInsideATextAreWrittenOut) {
    EXPECT_EQ(with_plain_dates("nothing known before 2009-06-01."), "nothing known before June 1, 2009.");
    EXPECT_EQ(with_plain_dates("12019-06-01 2019-06-31"), "12019-06-01 2019-06-31");
}

}  // namespace
}  // namespace carefare::explain
