// Dates, times and durations from the texts FEEL allows (ISO 8601 profile of XML Schema, and @ZoneName). Nothing is
// accepted that is almost one: the caller says which type it wanted when the answer is empty.
#pragma once

#include <optional>
#include <string_view>

#include <carefare/constant/value.hpp>

namespace carefare::constant {

/// "-?YYYY-MM-DD", four to nine digits of year.
[[nodiscard]] std::optional<wide_date> parse_wide_date(std::string_view text);
/// "HH:MM:SS[.fraction][Z|+HH:MM[:SS]|@Zone/Name]". The zone name is not looked up here.
[[nodiscard]] std::optional<time_of_day> parse_time(std::string_view text);
/// Date, 'T', time; 24:00:00 is midnight of the next day. A date alone is its midnight.
[[nodiscard]] std::optional<wide_date_time> parse_wide_date_time(std::string_view text);
/// "P1Y2M" or "P1DT2H3M4.5S", either with a leading '-'.
[[nodiscard]] std::optional<value> parse_duration(std::string_view text);
/// What stands in @"...": a date, a time, a date and time or a duration, told apart by form.
[[nodiscard]] std::optional<value> parse_at_literal(std::string_view text);
/// True for a name that can be a time zone: letters, digits, '_', '+', '-', parts joined by single '/'.
[[nodiscard]] bool is_zone_name(std::string_view text);

}  // namespace carefare::constant
