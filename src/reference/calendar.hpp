// The reference evaluator's own calendar: it steps from 1970-01-01 month by month and shares nothing with base/date.cpp
// but the day count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <carefare/base/date.hpp>

namespace carefare::reference {

struct civil_day {
    std::int64_t year = 1970, month = 1, day = 1;
};

/// Where a month has no such day: its last day, or the first of the next month.
enum class missing_day : std::uint8_t { clamp, carry };

[[nodiscard]] std::int64_t days_in_month(std::int64_t year, std::int64_t month);
/// The value must lie in the years 1 to 9999.
[[nodiscard]] civil_day civil_of(date value);
/// Empty if the day does not exist or the year is outside 1..9999.
[[nodiscard]] std::optional<date> date_of(civil_day value);
/// Is the year one that dates may have?
[[nodiscard]] bool year_exists(std::int64_t year);
[[nodiscard]] bool date_exists(std::int64_t days);
/// Monday = 1 ... Sunday = 7.
[[nodiscard]] std::int64_t weekday_of(date value);
/// Empty if the result leaves the years 1 to 9999.
[[nodiscard]] std::optional<date> months_later(date value, std::int64_t months, missing_day rule);
/// The largest m with months_later(from, m) <= to; a result outside the years 1..9999 is before or after every date.
[[nodiscard]] std::int64_t whole_months(date from, date to, missing_day rule);
/// "2019-06-01"
[[nodiscard]] std::string text_of(date value);

}  // namespace carefare::reference
