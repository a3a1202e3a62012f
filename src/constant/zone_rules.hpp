// The offsets of one named zone over all time, read from its compiled zone file (RFC 9636): the listed transitions and
// the rule in the footer for what comes after.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace carefare::constant {

/// A change of clocks in the footer's rule, as the POSIX TZ text writes it.
struct yearly_change {
    enum class form : std::uint8_t { month_week_day, julian_without_leap_day, day_of_year };
    form how = form::month_week_day;
    unsigned month = 1, week = 1, weekday = 0;  ///< week 5 is the last; Sunday is 0
    unsigned day = 0;
    std::int64_t seconds = 7200;  ///< of the local day, may be negative or beyond a day
};

struct footer_rule {
    std::int32_t standard = 0;
    std::optional<std::int32_t> summer;
    yearly_change starts, ends;
};

class zone_rules {
public:
    /// Empty if the bytes are no well-formed file of version 2 or later.
    [[nodiscard]] static std::optional<zone_rules> parse(std::string_view bytes);
    /// Offset from UTC in force at an instant (seconds since 1970).
    [[nodiscard]] std::int32_t offset_at(std::int64_t instant) const;
    /// The offset of a zone that never changes its clocks.
    [[nodiscard]] std::optional<std::int32_t> only_offset() const;
    /// Offset for a local time: in an overlap the earlier instant's, in a gap the one before the gap.
    [[nodiscard]] std::int32_t offset_at_local(std::int64_t local_seconds) const;

private:
    struct transition {
        std::int64_t at = 0;
        std::int32_t offset = 0;
    };
    std::int32_t first_offset_ = 0;
    std::vector<transition> transitions_;
    std::optional<footer_rule> footer_;
};

/// The footer's text ("CET-1CEST,M3.5.0,M10.5.0/3"). Empty if malformed.
[[nodiscard]] std::optional<footer_rule> parse_footer(std::string_view text);
/// Offset by the footer's rule.
[[nodiscard]] std::int32_t offset_by(footer_rule const& rule, std::int64_t instant);

}  // namespace carefare::constant
