// Properties of dates, times, durations and ranges (DMN 1.5, table 65).
#include "constant/calendar.hpp"
#include "constant/evaluator.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

value count_of(std::int64_t n) { return make_number(rational(n)); }

std::optional<value> day_property(wide_date day, std::string_view name) {
    auto const civil = to_civil(day);
    if (name == "year") return count_of(civil.year);
    if (name == "month") return count_of(civil.month);
    if (name == "day") return count_of(civil.day);
    if (name == "weekday") return count_of(iso_weekday(day));
    return std::nullopt;
}

std::optional<value> time_property(time_of_day const& time, std::string_view name) {
    auto const seconds = time.nanoseconds / nanoseconds_per_second;
    if (name == "hour") return count_of(seconds / 3600);
    if (name == "minute") return count_of(seconds / 60 % 60);
    if (name == "second")
        return make_number(rational::fraction(time.nanoseconds % (60 * nanoseconds_per_second), nanoseconds_per_second));
    if (name == "timezone" && !time.where.name.empty()) return value{time.where.name};
    if (name == "time offset" && time.where.offset_seconds)
        return value{days_duration{rational(*time.where.offset_seconds)}};
    return std::nullopt;
}

std::optional<value> date_time_property(wide_date_time const& when, std::string_view name, evaluation& run) {
    if (name == "time offset" && !when.time.where.name.empty())
        return value{days_duration{rational(run.zones.offset_of(when))}};
    if (auto found = day_property(when.day, name)) return found;
    return time_property(when.time, name);
}

/// Whole units of a duration, each cut towards zero: -P1DT1H has -1 days and -1 hours.
std::optional<value> days_property(days_duration const& length, std::string_view name) {
    bool const negative = length.seconds.sign() < 0;
    auto const signed_by = [&](rational n) { return make_number(negative ? -n : n); };
    auto rest = negative ? -length.seconds : length.seconds;
    auto const take = [&](std::int64_t unit) {
        auto const whole = (rest / rational(unit)).floor();
        rest -= whole * rational(unit);
        return whole;
    };
    auto const days = take(seconds_per_day);
    if (name == "days") return signed_by(days);
    auto const hours = take(3600);
    if (name == "hours") return signed_by(hours);
    auto const minutes = take(60);
    if (name == "minutes") return signed_by(minutes);
    if (name == "seconds") return signed_by(rest);
    return std::nullopt;
}

std::optional<value> months_property(months_duration length, std::string_view name) {
    if (name == "years") return count_of(length.months / 12);
    if (name == "months") return count_of(length.months % 12);
    return std::nullopt;
}

std::optional<value> range_property(range const& r, std::string_view name) {
    if (name == "start included") return value{r.low_closed};
    if (name == "end included") return value{r.high_closed};
    if (r.form == range_form::not_equal) return std::nullopt;
    if (name == "start" && r.low) return *r.low;
    if (name == "end" && r.high) return *r.high;
    return std::nullopt;
}

std::optional<value> find(value const& v, std::string_view name, evaluation& run) {
    if (auto const* day = std::get_if<wide_date>(&v.held)) return day_property(*day, name);
    if (auto const* time = std::get_if<time_of_day>(&v.held)) return time_property(*time, name);
    if (auto const* both = std::get_if<wide_date_time>(&v.held)) return date_time_property(*both, name, run);
    if (auto const* days = std::get_if<days_duration>(&v.held)) return days_property(*days, name);
    if (auto const* months = std::get_if<months_duration>(&v.held)) return months_property(*months, name);
    if (auto const* r = std::get_if<range>(&v.held)) return range_property(*r, name);
    return std::nullopt;
}

}  // namespace

value property_of(value const& v, std::string_view name, evaluation& run) {
    run.spent.spend(1);
    if (auto found = find(v, name, run)) return std::move(*found);
    refuse(diagnostic_code::C017, with_article(v) + " has no property '" + std::string(name) + "'",
           "Dates have year, month, day and weekday; times hour, minute, second, time offset and timezone if they have "
           "a zone; durations years and months or days, hours, minutes and seconds; ranges start, end, start included "
           "and end included.");
}

}  // namespace carefare::constant
