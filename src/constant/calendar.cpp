// Wide years by cycles: 400 Gregorian years have 146097 days, so a date is moved into the years 2000 to 2399, asked of
// the date library there, and moved back.
#include "constant/calendar.hpp"

#include <date/date.h>

namespace carefare::constant {
namespace {

constexpr std::int64_t days_of_cycle = 146'097;
constexpr std::int64_t years_of_cycle = 400;
constexpr std::int64_t home_year = 2000;
constexpr std::int64_t days_to_home = 10'957;  // 1970-01-01 to 2000-01-01

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    auto const quotient = a / b;
    return a % b != 0 && (a % b < 0) != (b < 0) ? quotient - 1 : quotient;
}

}  // namespace

civil_day to_civil(wide_date value) {
    auto const since_home = value.days - days_to_home;
    auto const cycles = floor_divide(since_home, days_of_cycle);
    auto const within = static_cast<int>(since_home - cycles * days_of_cycle + days_to_home);
    date::year_month_day const ymd{date::sys_days{date::days{within}}};
    return {static_cast<int>(ymd.year()) + cycles * years_of_cycle, static_cast<unsigned>(ymd.month()),
            static_cast<unsigned>(ymd.day())};
}

std::optional<wide_date> from_civil(civil_day value) {
    if (value.year < -last_year || value.year > last_year) return std::nullopt;
    auto const cycles = floor_divide(value.year - home_year, years_of_cycle);
    auto const year = static_cast<int>(value.year - cycles * years_of_cycle);
    if (value.month > 12 || value.day > 31) return std::nullopt;  // the library keeps them in one byte
    date::year_month_day const ymd{date::year{year}, date::month{value.month}, date::day{value.day}};
    if (!ymd.ok()) return std::nullopt;
    auto const days = date::sys_days{ymd}.time_since_epoch().count();
    return wide_date{days + cycles * days_of_cycle};
}

bool in_range(wide_date value) {
    static auto const first = from_civil({-last_year, 1, 1})->days;
    static auto const last = from_civil({last_year, 12, 31})->days;
    return value.days >= first && value.days <= last;
}

std::optional<wide_date> add_months(wide_date value, std::int64_t months) {
    constexpr std::int64_t most = 12 * 2 * (last_year + 1);
    if (months > most || months < -most) return std::nullopt;
    auto const day = to_civil(value);
    auto const total = day.year * 12 + (day.month - 1) + months;
    civil_day target{floor_divide(total, 12), 0, day.day};
    target.month = static_cast<unsigned>(total - target.year * 12) + 1;
    for (; target.day > 27; --target.day)
        if (auto const found = from_civil(target)) return found;
    return from_civil(target);
}

unsigned iso_weekday(wide_date value) {
    auto const since_monday = value.days + 3;  // 1970-01-01 was a Thursday
    return static_cast<unsigned>(since_monday - floor_divide(since_monday, 7) * 7) + 1;
}

unsigned day_of_year(wide_date value) {
    auto const first = from_civil({to_civil(value).year, 1, 1});
    return static_cast<unsigned>(value.days - first->days) + 1;
}

unsigned iso_week(wide_date value) {
    // The week belongs to the year of its Thursday.
    wide_date const thursday{value.days + 4 - static_cast<std::int64_t>(iso_weekday(value))};
    auto const moved = to_civil(thursday).year;
    // Counted within 400 years of 2000, so that the last days of the widest year need no year beyond it.
    auto const cycles = floor_divide(moved - home_year, years_of_cycle);
    auto const first = from_civil({moved - cycles * years_of_cycle, 1, 1});
    auto const days = thursday.days - cycles * days_of_cycle - first->days;
    return static_cast<unsigned>(days / 7) + 1;
}

std::int64_t whole_months_between(wide_date from, wide_date to) {
    auto const a = to_civil(from);
    auto const b = to_civil(to);
    auto months = (b.year * 12 + b.month) - (a.year * 12 + a.month);
    if (months > 0 && b.day < a.day) --months;
    if (months < 0 && b.day > a.day) ++months;
    return months;
}

}  // namespace carefare::constant
