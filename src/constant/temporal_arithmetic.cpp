// Dates, times, dates and times moved by durations, and the durations between them (DMN 1.5, tables of 10.3.2.3).
#include <optional>

#include "constant/arithmetic.hpp"
#include "constant/calendar.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

wide_date move_months(wide_date from, std::int64_t months) {
    auto const moved = add_months(from, months);
    if (!moved)
        refuse(diagnostic_code::C021, "the date lies beyond the years -999999999 to 999999999", "Use a nearer date.");
    return *moved;
}

/// Along the line of instants: a day that is 23 hours long moves the clock.
wide_date_time move_seconds(wide_date_time const& from, instant const& by, evaluation& run) {
    auto at = run.zones.instant_of(from);
    at.seconds += by.seconds;
    at.nanoseconds += by.nanoseconds;
    if (at.nanoseconds >= nanoseconds_per_second) {
        at.nanoseconds -= nanoseconds_per_second;
        at.seconds += 1;
    }
    return run.zones.on_clock(at, from.time.where);
}

value move(value const& from, months_duration by, evaluation& run) {
    if (auto const* day = std::get_if<wide_date>(&from.held)) return value{move_months(*day, by.months)};
    auto moved = std::get<wide_date_time>(from.held);
    moved.day = move_months(moved.day, by.months);
    // A local time that its zone skips is the one the clock shows instead.
    return value{run.zones.on_clock(run.zones.instant_of(moved), moved.time.where)};
}

value move(value const& from, rational const& seconds, evaluation& run) {
    auto const by = split_seconds(seconds);
    if (auto const* day = std::get_if<wide_date>(&from.held)) return value{move_seconds({*day, {}}, by, run).day};
    if (auto const* both = std::get_if<wide_date_time>(&from.held)) return value{move_seconds(*both, by, run)};
    auto moved = std::get<time_of_day>(from.held);
    auto const within_day = by.seconds % seconds_per_day * nanoseconds_per_second + by.nanoseconds;
    moved.nanoseconds = ((moved.nanoseconds + within_day) % nanoseconds_per_day + nanoseconds_per_day) % nanoseconds_per_day;
    return value{moved};
}

void check_zones(zone const& a, zone const& b) {
    if (a.is_local() != b.is_local())
        refuse(diagnostic_code::C022, "a time with a zone is set against one without",
               "Give both a zone or neither.");
}

value between_times(time_of_day const& from, time_of_day const& to, evaluation& run) {
    check_zones(from.where, to.where);
    auto const from_offset = run.zones.fixed_offset_of(from.where);
    auto const to_offset = run.zones.fixed_offset_of(to.where);
    if ((!from_offset || !to_offset) && from.where.name != to.where.name)
        refuse(diagnostic_code::C022, "there is no length between times of two zones, one of them named",
               "Use dates and times, or offsets from UTC.");
    auto const offset = from_offset.value_or(0) - to_offset.value_or(0);
    auto const nanoseconds = to.nanoseconds - from.nanoseconds + offset * nanoseconds_per_second;
    return value{days_duration{rational::fraction(nanoseconds, nanoseconds_per_second)}};
}

/// A date that meets a date and time is its midnight in UTC.
wide_date_time as_date_time(value const& v) {
    if (auto const* both = std::get_if<wide_date_time>(&v.held)) return *both;
    wide_date_time made{std::get<wide_date>(v.held), {}};
    made.time.where.offset_seconds = 0;
    return made;
}

bool is_day(value const& v) {
    return std::holds_alternative<wide_date>(v.held) || std::holds_alternative<wide_date_time>(v.held);
}

bool is_temporal(value const& v) { return is_day(v) || std::holds_alternative<time_of_day>(v.held); }

}  // namespace

std::optional<value> move_in_time(value const& a, value const& b, bool subtract, evaluation& run) {
    bool const moves_left = is_temporal(a);
    value const& moved = moves_left ? a : b;
    value const& by = moves_left ? b : a;
    if (!is_temporal(moved) || (subtract && !moves_left)) return std::nullopt;
    if (auto const* months = std::get_if<months_duration>(&by.held)) {
        if (!is_day(moved)) return std::nullopt;
        return move(moved, months_duration{subtract ? -months->months : months->months}, run);
    }
    if (auto const* days = std::get_if<days_duration>(&by.held))
        return move(moved, subtract ? -days->seconds : days->seconds, run);
    if (!subtract) return std::nullopt;
    if (auto const* to = std::get_if<time_of_day>(&a.held)) {
        auto const* from = std::get_if<time_of_day>(&b.held);
        return from != nullptr ? std::optional{between_times(*from, *to, run)} : std::nullopt;
    }
    if (!is_day(b)) return std::nullopt;
    if (std::holds_alternative<wide_date>(a.held) && std::holds_alternative<wide_date>(b.held))
        return value{days_duration{
            rational((std::get<wide_date>(a.held).days - std::get<wide_date>(b.held).days) * seconds_per_day)}};
    auto const to = as_date_time(a);
    auto const from = as_date_time(b);
    check_zones(from.time.where, to.time.where);
    return value{days_duration{seconds_between(run.zones.instant_of(from), run.zones.instant_of(to))}};
}

}  // namespace carefare::constant
