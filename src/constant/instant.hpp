// From civil dates and times to instants and back, through fixed offsets and named zones.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include <carefare/constant/value.hpp>
#include <carefare/constant/zone_source.hpp>

#include "constant/zone_rules.hpp"

namespace carefare::constant {

inline constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;
inline constexpr std::int64_t seconds_per_day = 86'400;
inline constexpr std::int64_t nanoseconds_per_day = seconds_per_day * nanoseconds_per_second;

/// A point on a line of seconds: UTC for a time with a zone, the civil line for one without.
struct instant {
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;  ///< 0 to 999999999
    friend auto operator<=>(instant const&, instant const&) = default;
};

/// A length of time in whole nanoseconds, split as an instant is.
[[nodiscard]] instant split_seconds(rational const& seconds);
[[nodiscard]] rational seconds_between(instant const& from, instant const& to);

/// The named zones met so far in one evaluation.
class zone_book {
public:
    explicit zone_book(zone_source const* source) : source_(source) {}
    /// Refuses a name that is no zone.
    zone_rules const& rules_of(std::string const& name);
    /// Checks the zone of a value just read from text.
    void admit(zone const& where);
    /// Offset of a date and time from UTC; zero where it is local.
    [[nodiscard]] std::int32_t offset_of(wide_date_time const& when);
    /// The offset that a zone has all the time: of a fixed offset, of UTC by name. Empty for others and for no zone.
    [[nodiscard]] std::optional<std::int32_t> fixed_offset_of(zone const& where);
    [[nodiscard]] instant instant_of(wide_date_time const& when);
    /// The instant on the clock of `where`; refuses years beyond the range.
    [[nodiscard]] wide_date_time on_clock(instant at, zone const& where);

private:
    zone_source const* source_;
    std::map<std::string, zone_rules, std::less<>> known_;
};

}  // namespace carefare::constant
