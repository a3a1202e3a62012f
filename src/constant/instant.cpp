// Conversions of instant.hpp.
#include "constant/instant.hpp"

#include "constant/calendar.hpp"
#include "constant/parse_temporal.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

std::int64_t civil_seconds(wide_date_time const& when) {
    return when.day.days * seconds_per_day + when.time.nanoseconds / nanoseconds_per_second;
}

}  // namespace

instant split_seconds(rational const& seconds) {
    auto const whole = seconds.floor();
    auto const fraction = (seconds - whole) * rational(nanoseconds_per_second);
    if (!fraction.is_integer())
        refuse(diagnostic_code::C013, "a time cannot be moved by " + seconds.to_string() + " seconds exactly",
               "Use a duration of whole nanoseconds.");
    auto const counted = whole.to_int64();
    constexpr std::int64_t most = std::int64_t{1} << 60U;
    if (!counted || *counted > most || *counted < -most)
        refuse(diagnostic_code::C021, "the duration is too long to move a date or a time by",
               "Use a shorter duration.");
    return {*counted, *fraction.to_int64()};
}

rational seconds_between(instant const& from, instant const& to) {
    return rational(to.seconds - from.seconds) +
           rational::fraction(to.nanoseconds - from.nanoseconds, nanoseconds_per_second);
}

zone_rules const& zone_book::rules_of(std::string const& name) {
    if (auto const found = known_.find(name); found != known_.end()) return found->second;
    if (source_ == nullptr)
        refuse(diagnostic_code::C024, "no time zones are at hand here, so '" + name + "' has no meaning",
               "Write the offset from UTC instead, such as +01:00.");
    auto const bytes = is_zone_name(name) ? source_->read(name) : std::nullopt;
    auto rules = bytes ? zone_rules::parse(*bytes) : std::nullopt;
    if (!rules)
        refuse(diagnostic_code::C024, "there is no time zone '" + name + "'",
               "Use a name of the IANA time zone database, such as Europe/Paris.");
    return known_.emplace(name, std::move(*rules)).first->second;
}

void zone_book::admit(zone const& where) {
    if (!where.name.empty()) rules_of(where.name);
}

std::int32_t zone_book::offset_of(wide_date_time const& when) {
    auto const& where = when.time.where;
    if (where.offset_seconds) return *where.offset_seconds;
    if (where.name.empty()) return 0;
    return rules_of(where.name).offset_at_local(civil_seconds(when));
}

std::optional<std::int32_t> zone_book::fixed_offset_of(zone const& where) {
    return where.name.empty() ? where.offset_seconds : rules_of(where.name).only_offset();
}

instant zone_book::instant_of(wide_date_time const& when) {
    return {civil_seconds(when) - offset_of(when), when.time.nanoseconds % nanoseconds_per_second};
}

wide_date_time zone_book::on_clock(instant at, zone const& where) {
    std::int32_t offset = where.offset_seconds.value_or(0);
    if (!where.name.empty()) offset = rules_of(where.name).offset_at(at.seconds);
    auto const local = at.seconds + offset;
    auto const days = local / seconds_per_day - (local % seconds_per_day < 0 ? 1 : 0);
    if (!in_range({days}))
        refuse(diagnostic_code::C021, "the date lies beyond the years -999999999 to 999999999", "Use a nearer date.");
    auto const seconds = local - days * seconds_per_day;
    return {{days}, {seconds * nanoseconds_per_second + at.nanoseconds, where}};
}

}  // namespace carefare::constant
