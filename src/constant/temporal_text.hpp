// Dates, times and durations as ISO 8601 text.
#pragma once

#include <string>

#include <carefare/constant/value.hpp>

namespace carefare::constant {

[[nodiscard]] std::string date_text(wide_date day);
/// "10:15:00.5", then "Z", "+01:00", "+02:45:55" or "@Europe/Paris". A fraction ends with its last digit above zero.
[[nodiscard]] std::string time_text(time_of_day const& time);
/// "P1DT2H3M4.5S", "-PT1S", "PT0S".
[[nodiscard]] std::string duration_text(days_duration const& length);
/// "P1Y2M", "-P3M", "P0M".
[[nodiscard]] std::string duration_text(months_duration length);

}  // namespace carefare::constant
