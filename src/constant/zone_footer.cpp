// The POSIX TZ rule at the end of a zone file: what holds after the last listed transition.
#include <cstddef>
#include <string_view>

#include "constant/calendar.hpp"
#include "constant/zone_rules.hpp"

namespace carefare::constant {
namespace {

constexpr std::int64_t seconds_a_day = 86'400;

class footer_reader {
public:
    explicit footer_reader(std::string_view text) : rest_(text) {}
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool name() {
        if (take('<')) {
            auto const end = rest_.find('>');
            if (end == std::string_view::npos) return false;
            rest_.remove_prefix(end + 1);
            return true;
        }
        std::size_t size = 0;
        while (size < rest_.size() && ((rest_[size] | 0x20) >= 'a' && (rest_[size] | 0x20) <= 'z')) ++size;
        rest_.remove_prefix(size);
        return size >= 3;
    }
    std::optional<unsigned> number(unsigned most) {
        unsigned made = 0;
        std::size_t size = 0;
        while (size < rest_.size() && size < 4 && rest_[size] >= '0' && rest_[size] <= '9')
            made = made * 10 + static_cast<unsigned>(rest_[size++] - '0');
        rest_.remove_prefix(size);
        return size > 0 && made <= most ? std::optional{made} : std::nullopt;
    }
    /// "[+-]hh[:mm[:ss]]" in seconds.
    std::optional<std::int64_t> clock() {
        bool const negative = take('-');
        if (!negative) take('+');
        std::int64_t total = 0;
        for (std::int64_t unit = 3600; unit >= 1; unit /= 60) {
            if (unit != 3600 && !take(':')) break;
            auto const part = number(unit == 3600 ? 167 : 59);
            if (!part) return std::nullopt;
            total += *part * unit;
        }
        return negative ? -total : total;
    }
    std::optional<yearly_change> change() {
        yearly_change made;
        std::optional<unsigned> first;
        if (take('M')) {
            first = number(12);
            if (!first || *first == 0 || !take('.')) return std::nullopt;
            auto const week = number(5);
            if (!week || *week == 0 || !take('.')) return std::nullopt;
            auto const weekday = number(6);
            if (!weekday) return std::nullopt;
            made.month = *first;
            made.week = *week;
            made.weekday = *weekday;
        } else {
            made.how = take('J') ? yearly_change::form::julian_without_leap_day : yearly_change::form::day_of_year;
            first = number(365);
            if (!first) return std::nullopt;
            made.day = *first;
        }
        if (take('/')) {
            auto const at = clock();
            if (!at) return std::nullopt;
            made.seconds = *at;
        }
        return made;
    }

private:
    std::string_view rest_;
};

/// Local seconds since 1970 (on the clock in force before) at which a change happens in a year.
std::int64_t local_seconds_of(yearly_change const& change, std::int64_t year) {
    auto const start = from_civil({year, 1, 1})->days;
    std::int64_t day = start + change.day;
    if (change.how == yearly_change::form::julian_without_leap_day) {
        bool const leap = from_civil({year, 2, 29}).has_value();
        day = start + change.day - 1 + (leap && change.day >= 60 ? 1 : 0);
    } else if (change.how == yearly_change::form::month_week_day) {
        auto const first = *from_civil({year, change.month, 1});
        auto const first_weekday = iso_weekday(first) % 7;
        day = first.days + (change.weekday + 7 - first_weekday) % 7 + 7 * (change.week - 1);
        while (to_civil({day}).month != change.month) day -= 7;
    }
    return day * seconds_a_day + change.seconds;
}

}  // namespace

std::optional<footer_rule> parse_footer(std::string_view text) {
    footer_reader in(text);
    footer_rule made;
    if (!in.name()) return std::nullopt;
    auto const west = in.clock();
    if (!west) return std::nullopt;
    made.standard = static_cast<std::int32_t>(-*west);
    if (in.at_end()) return made;
    if (!in.name()) return std::nullopt;
    made.summer = made.standard + 3600;
    if (!in.take(',')) {
        auto const summer_west = in.clock();
        if (!summer_west || !in.take(',')) return std::nullopt;
        made.summer = static_cast<std::int32_t>(-*summer_west);
    }
    auto const starts = in.change();
    if (!starts || !in.take(',')) return std::nullopt;
    auto const ends = in.change();
    if (!ends || !in.at_end()) return std::nullopt;
    made.starts = *starts;
    made.ends = *ends;
    return made;
}

std::int32_t offset_by(footer_rule const& rule, std::int64_t instant) {
    if (!rule.summer) return rule.standard;
    auto const local = instant + rule.standard;
    auto const day = local / seconds_a_day - (local % seconds_a_day < 0 ? 1 : 0);
    if (!in_range({day})) return rule.standard;
    auto const year = to_civil({day}).year;
    auto const begin = local_seconds_of(rule.starts, year) - rule.standard;
    auto const end = local_seconds_of(rule.ends, year) - *rule.summer;
    bool const summer = begin < end ? instant >= begin && instant < end : instant >= begin || instant < end;
    return summer ? *rule.summer : rule.standard;
}

}  // namespace carefare::constant
