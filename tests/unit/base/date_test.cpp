// Civil dates: strict reading, the calendar, and what a month addition does at the end of a month.
#include <carefare/base/date.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace carefare {
namespace {

date day(std::string_view text) {
    return parse_date(text).value();
}

std::string after_months(std::string_view from, std::int64_t months, month_end rule) {
    auto const sum = add_months(day(from), months, rule);
    return sum ? to_string(*sum) : "outside";
}

TEST(date, counts_days_from_1970) {
    EXPECT_EQ(day("1970-01-01").days, 0);
    EXPECT_EQ(day("1969-12-31").days, -1);
    EXPECT_EQ(day("2000-03-01").days, 11017);
    EXPECT_EQ(day("0001-01-01"), first_date);
    EXPECT_EQ(day("9999-12-31"), last_date);
    EXPECT_EQ(to_string(first_date), "0001-01-01");
    EXPECT_EQ(to_string(last_date), "9999-12-31");
}

TEST(date, malformed_text_is_refused) {
    for (auto const* text : {"",           "2023",        "2023-10",          "2023-2-3",    "2023-02-3",
                             "23-02-03",   "+2023-10-01", "2023-10-01x",      " 2023-10-01", "2023/10/01",
                             "20231001",   "2023-1O-01",  "2023-10-0 ",       "-023-10-01",  "2023-00-01",
                             "2023-13-01", "2023-01-00",  "2023-01-32",       "2023-02-29",  "1900-02-29",
                             "2023-04-31", "0000-01-01",  "2023-10-01T00:00", "2023-99-99"}) {
        EXPECT_FALSE(parse_date(text)) << text;
    }
}

TEST(date, leap_years) {
    EXPECT_TRUE(parse_date("2024-02-29"));
    EXPECT_TRUE(parse_date("2000-02-29"));
    EXPECT_FALSE(parse_date("2100-02-29"));
    EXPECT_EQ(day("2024-03-01").days - day("2024-02-28").days, 2);
    EXPECT_EQ(day("2023-03-01").days - day("2023-02-28").days, 1);
}

TEST(date, every_day_of_all_years_round_trips) {
    year_month_day before = to_civil(first_date);
    for (std::int32_t days = first_date.days + 1; days <= last_date.days; ++days) {
        auto const civil = to_civil(date{days});
        bool const same_month = civil.year == before.year && civil.month == before.month;
        ASSERT_TRUE(same_month ? civil.day == before.day + 1 : civil.day == 1) << days;
        ASSERT_EQ(from_civil(civil), date{days});
        before = civil;
    }
}

TEST(date, civil_days_that_do_not_exist_are_refused) {
    EXPECT_FALSE(from_civil({2023, 2, 29}));
    EXPECT_FALSE(from_civil({2023, 257, 1}));  // not 1 in a byte
    EXPECT_FALSE(from_civil({2023, 1, 257}));
    EXPECT_FALSE(from_civil({10000, 1, 1}));
    EXPECT_FALSE(from_civil({0, 1, 1}));
    EXPECT_FALSE(from_civil({67559, 1, 1}));
}

TEST(date, weekdays_count_from_monday) {
    EXPECT_EQ(iso_weekday(day("1970-01-01")), 4U);
    EXPECT_EQ(iso_weekday(day("2019-06-03")), 1U);
    EXPECT_EQ(iso_weekday(day("2019-06-09")), 7U);
    EXPECT_EQ(iso_weekday(first_date), 1U);
}

TEST(date, a_month_addition_clamps_or_carries) {
    EXPECT_EQ(after_months("2023-01-31", 1, month_end::clamp), "2023-02-28");
    EXPECT_EQ(after_months("2023-01-31", 1, month_end::carry), "2023-03-01");
    EXPECT_EQ(after_months("2024-01-31", 1, month_end::clamp), "2024-02-29");
    EXPECT_EQ(after_months("2024-01-30", 1, month_end::carry), "2024-03-01");
    EXPECT_EQ(after_months("2024-02-29", 12, month_end::clamp), "2025-02-28");
    EXPECT_EQ(after_months("2024-02-29", 12, month_end::carry), "2025-03-01");
    EXPECT_EQ(after_months("2024-02-29", 48, month_end::carry), "2028-02-29");
    EXPECT_EQ(after_months("2023-03-31", -1, month_end::clamp), "2023-02-28");
    EXPECT_EQ(after_months("2023-01-15", -1, month_end::clamp), "2022-12-15");
    EXPECT_EQ(after_months("2023-08-31", 2, month_end::clamp), "2023-10-31");
    EXPECT_EQ(after_months("2023-12-31", 2, month_end::carry), "2024-03-01");
    EXPECT_EQ(after_months("2023-05-05", 0, month_end::clamp), "2023-05-05");
}

TEST(date, a_sum_outside_all_years_is_empty) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(after_months("9999-11-30", 1, month_end::carry), "9999-12-30");
    EXPECT_EQ(after_months("9999-12-31", 1, month_end::clamp), "outside");
    EXPECT_EQ(after_months("0001-02-01", -1, month_end::clamp), "0001-01-01");
    EXPECT_EQ(after_months("0001-01-01", -1, month_end::clamp), "outside");
    EXPECT_EQ(after_months("2023-01-01", most, month_end::clamp), "outside");
    EXPECT_EQ(after_months("2023-01-01", -most - 1, month_end::clamp), "outside");
    EXPECT_EQ(add_days(last_date, 0), last_date);
    EXPECT_FALSE(add_days(last_date, 1));
    EXPECT_EQ(add_days(last_date, first_date.days - last_date.days), first_date);
    EXPECT_FALSE(add_days(first_date, -1));
    EXPECT_FALSE(add_days(day("2023-01-01"), most));
}

TEST(date_time, reads_minutes_strictly) {
    EXPECT_EQ(parse_date_time("1970-01-01T00:01")->minutes, 1);
    EXPECT_EQ(parse_date_time("1969-12-31T23:59:00")->minutes, -1);
    EXPECT_EQ(to_string(date_time{-1}), "1969-12-31T23:59");
    EXPECT_EQ(to_string(parse_date_time("2019-06-03T08:05").value()), "2019-06-03T08:05");
    for (auto const* text : {"", "2019-06-03", "2019-06-03 08:05", "2019-06-03T8:05", "2019-06-03T08:5",
                             "2019-06-03T24:00", "2019-06-03T08:60", "2019-06-03T08:05:30", "2019-06-03T08:05:00Z",
                             "2019-06-31T08:05", "2019-06-03T08:05:0", "2019-06-03T-1:05"}) {
        EXPECT_FALSE(parse_date_time(text)) << text;
    }
}

}  // namespace
}  // namespace carefare
