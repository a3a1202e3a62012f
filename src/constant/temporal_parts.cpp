// Checks each part and says which one does not fit; see temporal_parts.hpp.
#include "constant/temporal_parts.hpp"

#include "constant/calendar.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

std::int64_t part(builtin_call const& call, std::size_t place, std::string const& what, std::int64_t least,
                  std::int64_t most) {
    auto const n = call.plain_number(place);
    auto const whole = n.to_int64();
    if (!whole || *whole < least || *whole > most)
        refuse(diagnostic_code::C021, "there is no " + what + " " + n.to_string(),
               "Use a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
    return *whole;
}

zone read_offset(builtin_call const& call, std::size_t place) {
    zone made;
    if (!call.has(place)) return made;
    if (auto const* name = call.as<std::string>(place)) {
        made.name = *name;
        call.run().zones.admit(made);
        return made;
    }
    auto const* offset = call.as<days_duration>(place);
    if (offset == nullptr) call.refuse_argument(place, "a duration of hours and minutes");
    auto const seconds = offset->seconds.to_int64();
    constexpr std::int64_t most = 18 * 3600;
    if (!seconds || *seconds > most || *seconds < -most)
        refuse(diagnostic_code::C021, "a clock cannot be off UTC by " + to_text(value{*offset}),
               "Use an offset of at most 18 hours.");
    made.offset_seconds = static_cast<std::int32_t>(*seconds);
    return made;
}

}  // namespace

wide_date date_from_parts(builtin_call const& call, std::size_t first) {
    auto const year = part(call, first, "year", -last_year, last_year);
    auto const month = part(call, first + 1, "month", 1, 12);
    auto const day = part(call, first + 2, "day", 1, 31);
    auto const made = from_civil({year, static_cast<unsigned>(month), static_cast<unsigned>(day)});
    if (!made)
        refuse(diagnostic_code::C021,
               "month " + std::to_string(month) + " of " + std::to_string(year) + " has no day " + std::to_string(day),
               "Use a day that the month has.");
    return *made;
}

time_of_day time_from_parts(builtin_call const& call, std::size_t first) {
    auto const hour = part(call, first, "hour", 0, 23);
    auto const minute = part(call, first + 1, "minute", 0, 59);
    auto const second = call.plain_number(first + 2);
    auto const nanoseconds = (second * rational(nanoseconds_per_second)).to_int64();
    if (!nanoseconds || *nanoseconds < 0 || *nanoseconds >= 60 * nanoseconds_per_second)
        refuse(diagnostic_code::C021, "there is no second " + second.to_string(),
               "Use a number from 0 to below 60, with at most nine decimals.");
    return {(hour * 3600 + minute * 60) * nanoseconds_per_second + *nanoseconds, read_offset(call, first + 3)};
}

}  // namespace carefare::constant
