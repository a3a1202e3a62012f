// Days to years, months and days and back without a call: what base/date.hpp computes one date at a time, for whole columns.
// The arithmetic is Howard Hinnant's ("chrono-compatible low-level date algorithms"); tests/unit/eval holds the
// two equal. Each file has its own copy: the loops are compiled for several processors.
#pragma once

#include <cstdint>

#include <carefare/base/date.hpp>

namespace carefare::eval {

struct civil_day {
    std::int32_t year;
    std::uint32_t month, day;
};

/// Of a day of the years 1 to 9999.
static inline civil_day civil_of(std::int64_t days) {
    auto const z = static_cast<std::uint32_t>(days + 719468);
    auto const era = z / 146097, of_era = z % 146097;
    auto const year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    auto const of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    auto const from_march = (5 * of_year + 2) / 153;
    auto const month = from_march < 10 ? from_march + 3 : from_march - 9;
    return {static_cast<std::int32_t>(year_of_era + era * 400 + (month <= 2 ? 1U : 0U)), month, of_year - (153 * from_march + 2) / 5 + 1};
}

/// The first day of a month counted from January of the year 0.
static inline std::int64_t first_of_month(std::int64_t month_number) {
    auto const month = static_cast<std::uint32_t>(month_number % 12) + 1;
    auto const year = static_cast<std::uint32_t>(month_number / 12) - (month <= 2 ? 1U : 0U);  // from March to February
    auto const era = year / 400, year_of_era = year % 400;
    auto const of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5;
    return static_cast<std::int64_t>(era) * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719468;
}

static inline std::uint32_t days_in_month(std::int64_t month_number) {
    auto const month = static_cast<std::uint32_t>(month_number % 12) + 1;
    auto const year = static_cast<std::uint32_t>(month_number / 12);
    if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    return 30 + ((month + (month >> 3U)) & 1U);
}

inline constexpr std::int64_t no_such_day = INT64_MIN;
inline constexpr std::int64_t first_month = 12, last_month = 12 * 9999 + 11;

static inline bool is_day(std::int64_t day) {
    return day >= first_date.days && day <= last_date.days;
}

/// The day of a month, or where the month has no such day what the rule says.
static inline std::int64_t in_month(std::int64_t month_number, std::uint32_t day, month_end rule) {
    auto const last = days_in_month(month_number);
    auto const at = day <= last ? day : rule == month_end::clamp ? last : last + 1;
    return first_of_month(month_number) + at - 1;
}

static inline std::int64_t months_added(std::int64_t from, std::int64_t months, month_end rule) {
    if (!is_day(from) || months < -last_month || months > last_month) return no_such_day;
    auto const civil = civil_of(from);
    auto const month = std::int64_t{civil.year} * 12 + civil.month - 1 + months;
    return month < first_month || month > last_month ? no_such_day : in_month(month, civil.day, rule);
}

/// "the largest whole m with add months(a, m, e) <= b"
static inline std::int64_t whole_months(std::int64_t from, std::int64_t to, month_end rule) {
    if (!is_day(from) || !is_day(to)) return no_such_day;
    auto const a = civil_of(from), b = civil_of(to);
    // The month of `to`, one before it, or, where a day is carried over, two.
    auto month = std::int64_t{b.year} * 12 + b.month - 1;
    auto const base = std::int64_t{a.year} * 12 + a.month - 1;
    while (month >= first_month && in_month(month, a.day, rule) > to) --month;
    return month - base;
}

}  // namespace carefare::eval
