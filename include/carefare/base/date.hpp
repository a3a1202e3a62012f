// Civil dates and minutes without zone or clock. A date is a count of days since 1970-01-01 in the proleptic Gregorian
// calendar; programmes accept years 1 to 9999. Calendar arithmetic stands on Howard Hinnant's date library (date.cpp).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace carefare {

struct date {
    std::int32_t days = 0;
    friend auto operator<=>(date, date) = default;
};

/// Minutes since 1970-01-01T00:00, civil.
struct date_time {
    std::int64_t minutes = 0;
    friend auto operator<=>(date_time, date_time) = default;
};

/// 0001-01-01 and 9999-12-31.
inline constexpr date first_date{-719162};
inline constexpr date last_date{2932896};

struct year_month_day {
    int year = 1970;
    unsigned month = 1;
    unsigned day = 1;
};

/// Strict "YYYY-MM-DD", exactly ten characters, years 0001 to 9999, days that exist.
[[nodiscard]] std::optional<date> parse_date(std::string_view text);
/// Strict "YYYY-MM-DDTHH:MM" or "YYYY-MM-DDTHH:MM:00".
[[nodiscard]] std::optional<date_time> parse_date_time(std::string_view text);
/// "2023-10-01"; the value must lie in years 1 to 9999, here and below.
[[nodiscard]] std::string to_string(date value);
/// "2023-10-01T08:30"
[[nodiscard]] std::string to_string(date_time value);
[[nodiscard]] year_month_day to_civil(date value);
/// Empty if the day does not exist or the year is outside 1..9999.
[[nodiscard]] std::optional<date> from_civil(year_month_day value);
/// Monday = 1 ... Sunday = 7.
[[nodiscard]] unsigned iso_weekday(date value);
/// What a month addition does where the target month has no such day: 31 January + 1 month.
enum class month_end : std::uint8_t { clamp, carry };  ///< 28/29 February, or 1 March
/// Empty if the result leaves years 1..9999.
[[nodiscard]] std::optional<date> add_days(date value, std::int64_t days);
/// One addition from the base date; empty if the result leaves years 1..9999.
[[nodiscard]] std::optional<date> add_months(date value, std::int64_t months, month_end rule);

}  // namespace carefare
