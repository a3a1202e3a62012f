// The arithmetic of columns and that of single dates say the same.
#include <gtest/gtest.h>

#include "eval/civil.hpp"

namespace carefare::eval {

TEST(civil, every_day_is_the_same_year_month_and_day) {
    for (std::int32_t day = first_date.days; day <= last_date.days; ++day) {
        auto const wanted = to_civil(date{day});
        auto const got = civil_of(day);
        ASSERT_TRUE(got.year == wanted.year && got.month == wanted.month && got.day == wanted.day) << day;
        auto const month = std::int64_t{got.year} * 12 + got.month - 1;
        ASSERT_EQ(first_of_month(month) + got.day - 1, day);
        ASSERT_LE(got.day, days_in_month(month));
    }
}

TEST(civil, months_added_as_one_date_at_a_time) {
    for (auto const rule : {month_end::clamp, month_end::carry}) {
        for (std::int32_t day = first_date.days; day <= last_date.days; day += 997) {
            for (std::int64_t const months : {-120000, -1201, -13, -12, -11, -1, 0, 1, 2, 11, 12, 13, 25, 1199, 119999}) {
                auto const wanted = add_months(date{day}, months, rule);
                ASSERT_EQ(months_added(day, months, rule), wanted ? std::int64_t{wanted->days} : no_such_day) << day << ' ' << months;
            }
        }
    }
    EXPECT_EQ(months_added(std::int64_t{last_date.days} + 1, 0, month_end::clamp), no_such_day);
}

TEST(civil, whole_months_are_the_largest_number_that_does_not_pass) {
    auto const from = from_civil({2019, 12, 25})->days, to = from_civil({2020, 4, 2})->days;
    for (auto const rule : {month_end::clamp, month_end::carry}) {
        for (auto a = from; a <= to; ++a) {
            for (auto b = from; b <= to; ++b) {
                auto const months = whole_months(a, b, rule);
                ASSERT_LE(months_added(a, months, rule), b);
                ASSERT_GT(months_added(a, months + 1, rule), b) << a << ' ' << b;
            }
        }
    }
    EXPECT_EQ(whole_months(from, std::int64_t{last_date.days} + 1, month_end::clamp), no_such_day);
    EXPECT_EQ(whole_months(std::int64_t{first_date.days} - 1, to, month_end::carry), no_such_day);
}

TEST(civil, the_last_month_ends_and_none_follows) {
    auto const last = std::int64_t{last_date.days};
    EXPECT_EQ(months_added(last, 1, month_end::clamp), no_such_day);
    EXPECT_EQ(months_added(last, INT64_MAX, month_end::carry), no_such_day);
    EXPECT_EQ(months_added(last, INT64_MIN, month_end::carry), no_such_day);
    EXPECT_EQ(months_added(std::int64_t{first_date.days}, -1, month_end::clamp), no_such_day);
}

}  // namespace carefare::eval
