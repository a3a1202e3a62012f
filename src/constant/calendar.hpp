// The proleptic Gregorian calendar over years -999999999 to 999999999 (FEEL's dates), as day counts.
#pragma once

#include <cstdint>
#include <optional>

#include <carefare/constant/value.hpp>

namespace carefare::constant {

struct civil_day {
    std::int64_t year = 1970;
    unsigned month = 1;
    unsigned day = 1;
};

inline constexpr std::int64_t last_year = 999'999'999;

[[nodiscard]] civil_day to_civil(wide_date value);
/// Empty if there is no such day or the year is out of range.
[[nodiscard]] std::optional<wide_date> from_civil(civil_day value);
[[nodiscard]] bool in_range(wide_date value);
/// Adds months; the day is clamped to the last of the target month. Empty if the year leaves the range.
[[nodiscard]] std::optional<wide_date> add_months(wide_date value, std::int64_t months);
/// Monday = 1 ... Sunday = 7.
[[nodiscard]] unsigned iso_weekday(wide_date value);
[[nodiscard]] unsigned day_of_year(wide_date value);
/// Week of the ISO 8601 year, 1 to 53.
[[nodiscard]] unsigned iso_week(wide_date value);
/// Whole months from `from` to `to`, toward zero, by calendar day alone.
[[nodiscard]] std::int64_t whole_months_between(wide_date from, wide_date to);

}  // namespace carefare::constant
