// Civil dates on Howard Hinnant's calendar types. Only the calendar is used, no clock and no time zone. Parsing is our
// own: the library's takes "2023-2-3" and "+2023-10-01", and leaves what follows unread.
#include <carefare/base/date.hpp>

#include <date/date.h>

#include <algorithm>

namespace carefare {

namespace {

constexpr std::int64_t minutes_per_day = 24 * 60;
constexpr std::int64_t months_of_all_years = 12 * 9999;

/// The number of a text that consists of digits only.
std::optional<unsigned> digits(std::string_view text) {
    unsigned value = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
}

std::string padded(unsigned value, std::size_t width) {
    auto text = std::to_string(value);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

::date::sys_days sys_days_of(date value) {
    return ::date::sys_days{::date::days{value.days}};
}

date from_sys_days(::date::sys_days value) {
    return {static_cast<std::int32_t>(value.time_since_epoch().count())};
}

}  // namespace

std::optional<date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto const year = digits(text.substr(0, 4));
    auto const month = digits(text.substr(5, 2));
    auto const day = digits(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    return from_civil({static_cast<int>(*year), *month, *day});
}

std::optional<date_time> parse_date_time(std::string_view text) {
    bool const has_seconds = text.size() == 19 && text.substr(16) == ":00";
    if ((text.size() != 16 && !has_seconds) || text[10] != 'T' || text[13] != ':') return std::nullopt;
    auto const day = parse_date(text.substr(0, 10));
    auto const hour = digits(text.substr(11, 2));
    auto const minute = digits(text.substr(14, 2));
    if (!day || !hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    return date_time{day->days * minutes_per_day + *hour * 60 + *minute};
}

std::string to_string(date value) {
    auto const civil = to_civil(value);
    return padded(static_cast<unsigned>(civil.year), 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

std::string to_string(date_time value) {
    auto const minute = (value.minutes % minutes_per_day + minutes_per_day) % minutes_per_day;
    auto const day = (value.minutes - minute) / minutes_per_day;
    return to_string(date{static_cast<std::int32_t>(day)}) + "T" + padded(static_cast<unsigned>(minute / 60), 2) + ":" +
           padded(static_cast<unsigned>(minute % 60), 2);
}

year_month_day to_civil(date value) {
    ::date::year_month_day const civil{sys_days_of(value)};
    return {static_cast<int>(civil.year()), static_cast<unsigned>(civil.month()), static_cast<unsigned>(civil.day())};
}

std::optional<date> from_civil(year_month_day value) {
    // The bounds come first: the library keeps a month and a day in a byte each.
    if (value.year < 1 || value.year > 9999 || value.month > 12 || value.day > 31) return std::nullopt;
    auto const civil = ::date::year{value.year} / static_cast<int>(value.month) / static_cast<int>(value.day);
    if (!civil.ok()) return std::nullopt;
    return from_sys_days(::date::sys_days{civil});
}

unsigned iso_weekday(date value) {
    return ::date::weekday{sys_days_of(value)}.iso_encoding();
}

std::optional<date> add_days(date value, std::int64_t days) {
    constexpr std::int64_t days_of_all_years = last_date.days - first_date.days;
    if (days < -days_of_all_years || days > days_of_all_years) return std::nullopt;
    auto const sum = value.days + days;
    if (sum < first_date.days || sum > last_date.days) return std::nullopt;
    return date{static_cast<std::int32_t>(sum)};
}

std::optional<date> add_months(date value, std::int64_t months, month_end rule) {
    if (months < -months_of_all_years || months > months_of_all_years) return std::nullopt;
    auto const civil = to_civil(value);
    auto const index = std::int64_t{civil.year} * 12 + (civil.month - 1) + months;  // months since year 0
    if (index < 12 || index > months_of_all_years + 11) return std::nullopt;
    auto const year = ::date::year{static_cast<int>(index / 12)};
    auto const month = ::date::month{static_cast<unsigned>(index % 12 + 1)};
    auto const last = static_cast<unsigned>((year / month / ::date::last).day());
    auto const first_of_month = from_sys_days(::date::sys_days{year / month / 1});
    if (civil.day <= last) return date{first_of_month.days + static_cast<std::int32_t>(civil.day) - 1};
    // December has 31 days, so a day carried over never leaves the last year.
    auto const day = rule == month_end::clamp ? last : last + 1;
    return date{first_of_month.days + static_cast<std::int32_t>(day) - 1};
}

}  // namespace carefare
