// The stepping calendar of the reference evaluator against the library behind base/date.hpp, and months against tries.
#include "reference/calendar.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "support/graph_builder.hpp"

namespace carefare::reference {
namespace {

using test::day;

TEST(reference_calendar, agrees_with_the_library_on_every_day) {
    for (auto days = first_date.days; days <= last_date.days; ++days) {
        auto const here = civil_of({days});
        auto const there = to_civil({days});
        ASSERT_TRUE(here.year == there.year && here.month == there.month && here.day == there.day) << days;
        ASSERT_EQ(date_of(here), date{days});
        ASSERT_EQ(weekday_of({days}), iso_weekday({days})) << days;
    }
    EXPECT_FALSE(date_exists(first_date.days - 1));
    EXPECT_FALSE(date_exists(last_date.days + 1));
}

TEST(reference_calendar, days_that_do_not_exist) {
    for (civil_day const bad : {civil_day{2023, 2, 29},
                                {1900, 2, 29},
                                {2023, 4, 31},
                                {2023, 0, 1},
                                {2023, 13, 1},
                                {2023, 1, 0},
                                {2023, 1, 32},
                                {0, 12, 31},
                                {10000, 1, 1},
                                {-4, 2, 29}}) {
        EXPECT_FALSE(date_of(bad)) << bad.year << "-" << bad.month << "-" << bad.day;
    }
    EXPECT_TRUE(date_of({2000, 2, 29}));
}

TEST(reference_calendar, prints_as_dates_are_written) {
    for (auto const* written : {"0001-01-01", "0033-04-03", "1970-01-01", "2024-02-29", "9999-12-31"}) {
        EXPECT_EQ(text_of(day(written)), written);
    }
}

TEST(reference_calendar, month_additions_agree_with_the_library) {
    for (auto const* start : {"2019-01-31", "2020-01-31", "2020-02-29", "2019-02-28", "2023-11-30", "2023-12-31",
                              "0001-01-31", "9999-12-31", "2022-08-31", "2000-03-15"}) {
        for (std::int64_t months = -30; months <= 30; ++months) {
            EXPECT_EQ(months_later(day(start), months, missing_day::clamp),
                      add_months(day(start), months, month_end::clamp))
                << start << " " << months;
            EXPECT_EQ(months_later(day(start), months, missing_day::carry),
                      add_months(day(start), months, month_end::carry))
                << start << " " << months;
        }
    }
}

TEST(reference_calendar, the_end_of_a_month) {
    EXPECT_EQ(months_later(day("2019-01-31"), 1, missing_day::clamp), day("2019-02-28"));
    EXPECT_EQ(months_later(day("2020-01-31"), 1, missing_day::clamp), day("2020-02-29"));
    EXPECT_EQ(months_later(day("2019-01-31"), 1, missing_day::carry), day("2019-03-01"));
    EXPECT_EQ(months_later(day("2020-01-30"), 1, missing_day::carry), day("2020-03-01"));
    EXPECT_EQ(months_later(day("2020-01-31"), 3, missing_day::carry), day("2020-05-01"));
    EXPECT_FALSE(months_later(day("9999-12-01"), 1, missing_day::clamp));
    EXPECT_FALSE(months_later(day("0001-01-31"), -1, missing_day::clamp));
    EXPECT_FALSE(months_later(day("2000-01-01"), 4'000'000'000'000, missing_day::carry));
}

/// For pairs of days over four years with a leap year: the largest m among -60..60 that section 3 allows.
TEST(reference_calendar, whole_months_against_all_tries) {
    auto const first = day("2019-01-01");
    for (auto const rule : {missing_day::clamp, missing_day::carry}) {
        for (std::int32_t a = 0; a < 1461; a += 7) {
            for (std::int32_t b = 0; b < 1461; b += 5) {
                date const from{first.days + a};
                date const to{first.days + b};
                std::int64_t largest = -61;
                for (std::int64_t m = -60; m <= 60; ++m) {
                    if (*months_later(from, m, rule) <= to) largest = m;
                }
                ASSERT_EQ(whole_months(from, to, rule), largest) << text_of(from) << " to " << text_of(to);
            }
        }
    }
}

TEST(reference_calendar, whole_months_of_an_age) {
    EXPECT_EQ(whole_months(day("2022-08-31"), day("2024-02-29"), missing_day::clamp), 18);
    EXPECT_EQ(whole_months(day("2022-08-31"), day("2024-02-28"), missing_day::clamp), 17);
    EXPECT_EQ(whole_months(day("2022-08-31"), day("2024-02-29"), missing_day::carry), 17);
    EXPECT_EQ(whole_months(day("2004-02-29"), day("2022-02-28"), missing_day::clamp), 216);
    EXPECT_EQ(whole_months(day("2004-02-29"), day("2022-02-28"), missing_day::carry), 215);
    EXPECT_EQ(whole_months(day("2020-05-10"), day("2020-05-09"), missing_day::clamp), -1);
    EXPECT_EQ(whole_months(day("0001-01-31"), day("0001-01-30"), missing_day::clamp), -1);
    EXPECT_EQ(whole_months(day("0001-01-01"), day("9999-12-31"), missing_day::clamp), 9999 * 12 - 1);
}

}  // namespace
}  // namespace carefare::reference
