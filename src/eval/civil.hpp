// Days to years, months and days and back without a call: what base/date.hpp computes one date at a time, for whole columns.
// The arithmetic is that of Cassio Neri and Lorenz Schneider ("Euclidean affine functions and their application to calendar
// algorithms"), without a branch, so that compilers take several rows at once; tests/unit/eval holds the two equal. Each file
// has its own copy: the loops are compiled for several processors.
#pragma once

#include <cstdint>

#include <carefare/base/date.hpp>

namespace carefare::eval {

struct civil_day {
    std::int32_t year;
    std::uint32_t month, day;
};

/// Of a day of the years 1 to 9999; of others anything.
static inline civil_day civil_of(std::int64_t days) {
    auto const quarters = 4 * static_cast<std::uint32_t>(static_cast<std::uint64_t>(days) + 719468) + 3;
    auto const century = quarters / 146097, of_century = quarters % 146097 / 4;
    auto const year_and_rest = std::uint64_t{2939745} * (4 * of_century + 3);
    auto const of_year = static_cast<std::uint32_t>(year_and_rest) / 2939745 / 4;  // from the 1st of March
    auto const month_and_rest = 2141 * of_year + 197913;
    auto const month = month_and_rest >> 16U;
    std::uint32_t const is_next = of_year >= 306 ? 1 : 0;  // January and February
    auto const year = 100 * century + static_cast<std::uint32_t>(year_and_rest >> 32U) + is_next;
    return {static_cast<std::int32_t>(year), month - 12 * is_next, (month_and_rest & 0xffffU) / 2141 + 1};
}

static inline std::uint32_t days_in(std::uint32_t year, std::uint32_t month) {
    bool const is_leap = ((year & 3U) == 0) & ((year % 25 != 0) | ((year & 15U) == 0));
    return month == 2 ? (is_leap ? 29U : 28U) : 30 + ((month + (month >> 3U)) & 1U);
}

/// The first day of a month.
static inline std::int64_t first_day_of(std::uint32_t year, std::uint32_t month) {
    std::uint32_t const is_next = month <= 2 ? 1 : 0;
    auto const from_march = year - is_next, century = from_march / 100;
    auto const of_year = (979 * (month + 12 * is_next) - 2919) >> 5U;
    return static_cast<std::int64_t>(1461 * from_march / 4 - century + century / 4 + of_year) - 719468;
}

/// The first day of a month counted from January of the year 0.
static inline std::int64_t first_of_month(std::int64_t month_number) {
    auto const number = static_cast<std::uint32_t>(month_number);
    return first_day_of(number / 12, number % 12 + 1);
}

static inline std::uint32_t days_in_month(std::int64_t month_number) {
    auto const number = static_cast<std::uint32_t>(month_number);
    return days_in(number / 12, number % 12 + 1);
}

inline constexpr std::int64_t no_such_day = INT64_MIN;
inline constexpr std::int64_t first_month = 12, last_month = 12 * 9999 + 11;

static inline bool is_day(std::int64_t day) {
    return (day >= first_date.days) & (day <= last_date.days);
}

/// The day of a month, or where the month has no such day what the rule says.
static inline std::int64_t months_added(std::int64_t from, std::int64_t months, month_end rule) {
    auto const civil = civil_of(from);
    bool const is_far = (months < -last_month) | (months > last_month);
    auto const month = std::int64_t{civil.year} * 12 + civil.month - 1 + (is_far ? 0 : months);
    bool const is = is_day(from) & !is_far & (month >= first_month) & (month <= last_month);
    auto const number = static_cast<std::uint32_t>(is ? month : first_month);
    auto const last = days_in(number / 12, number % 12 + 1);
    auto const day = civil.day <= last ? civil.day : rule == month_end::clamp ? last : last + 1;
    auto const found = first_day_of(number / 12, number % 12 + 1) + day - 1;
    return is ? found : no_such_day;
}

/// "the largest whole m with add months(a, m, e) <= b": that of the month of `to`, or one less where the day of `from`, or
/// the last of the month where that is before it, is still to come. What is carried over the end of a month is.
static inline std::int64_t whole_months(std::int64_t from, std::int64_t to, month_end rule) {
    auto const a = civil_of(from), b = civil_of(to);
    auto const last = days_in(static_cast<std::uint32_t>(b.year), b.month);
    auto const day = rule == month_end::clamp && last < a.day ? last : a.day;
    auto const months = (std::int64_t{b.year} - a.year) * 12 + b.month - a.month - (day > b.day ? 1 : 0);
    bool const are_days = is_day(from) && is_day(to);
    return are_days ? months : no_such_day;
}

/// From Monday, 1, to Sunday, 7; 1970-01-01 was a Thursday.
static inline std::int64_t weekday_of(std::int64_t day) {
    return static_cast<std::int64_t>(static_cast<std::uint32_t>(static_cast<std::uint64_t>(day) + 719470) % 7) + 1;
}

}  // namespace carefare::eval
