// The calendar by stepping: the first day of every month of the years 1 to 9999, counted from 1970-01-01 = day 0.
#include "reference/calendar.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace carefare::reference {

namespace {

constexpr std::int64_t first_year = 1;
constexpr std::int64_t last_year = 9999;

bool is_leap(std::int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// Months since January of year 1.
std::int64_t month_number(std::int64_t year, std::int64_t month) {
    return (year - first_year) * 12 + (month - 1);
}

/// First day of every month, by month_number, and of the month after the last.
std::vector<std::int64_t> step_through_all_months() {
    std::int64_t start = 0;
    for (std::int64_t year = 1969; year >= first_year; --year) {
        for (std::int64_t month = 12; month >= 1; --month)
            start -= days_in_month(year, month);
    }
    std::vector<std::int64_t> starts;
    for (std::int64_t year = first_year; year <= last_year; ++year) {
        for (std::int64_t month = 1; month <= 12; ++month) {
            starts.push_back(start);
            start += days_in_month(year, month);
        }
    }
    starts.push_back(start);
    return starts;
}

std::vector<std::int64_t> const& month_starts() {
    static std::vector<std::int64_t> const starts = step_through_all_months();
    return starts;
}

/// The day count of a month addition that may leave the years 1 to 9999; then far before or after every date.
std::int64_t days_after_months(date value, std::int64_t months, missing_day rule) {
    auto const base = civil_of(value);
    auto const target = month_number(base.year, base.month) + months;
    if (target < 0) return month_starts().front() - 1;
    auto const last = static_cast<std::int64_t>(month_starts().size()) - 1;
    if (target >= last) return month_starts().back();
    auto const start = month_starts()[static_cast<std::size_t>(target)];
    auto const next = month_starts()[static_cast<std::size_t>(target) + 1];
    if (base.day <= next - start) return start + base.day - 1;
    return rule == missing_day::clamp ? next - 1 : next;
}

}  // namespace

std::int64_t days_in_month(std::int64_t year, std::int64_t month) {
    if (month == 2) return is_leap(year) ? 29 : 28;
    if (month == 4 || month == 6 || month == 9 || month == 11) return 30;
    return 31;
}

bool year_exists(std::int64_t year) {
    return year >= first_year && year <= last_year;
}

bool date_exists(std::int64_t days) {
    return days >= month_starts().front() && days < month_starts().back();
}

civil_day civil_of(date value) {
    auto const after = std::upper_bound(month_starts().begin(), month_starts().end(), std::int64_t{value.days});
    auto const number = (after - month_starts().begin()) - 1;
    return {first_year + number / 12, 1 + number % 12, value.days - *(after - 1) + 1};
}

std::optional<date> date_of(civil_day value) {
    if (!year_exists(value.year) || value.month < 1 || value.month > 12) return std::nullopt;
    if (value.day < 1 || value.day > days_in_month(value.year, value.month)) return std::nullopt;
    auto const start = month_starts()[static_cast<std::size_t>(month_number(value.year, value.month))];
    return date{static_cast<std::int32_t>(start + value.day - 1)};
}

std::int64_t weekday_of(date value) {
    auto const days_since_a_monday = std::int64_t{value.days} + 3;  // 1970-01-01 was a Thursday
    return (days_since_a_monday % 7 + 7) % 7 + 1;
}

std::optional<date> months_later(date value, std::int64_t months, missing_day rule) {
    constexpr std::int64_t all_months = 12 * last_year;
    if (months < -all_months || months > all_months) return std::nullopt;
    auto const days = days_after_months(value, months, rule);
    if (!date_exists(days)) return std::nullopt;
    return date{static_cast<std::int32_t>(days)};
}

std::int64_t whole_months(date from, date to, missing_day rule) {
    std::int64_t months = 0;
    while (days_after_months(from, months + 1, rule) <= to.days)
        ++months;
    while (days_after_months(from, months, rule) > to.days)
        --months;
    return months;
}

std::string text_of(date value) {
    auto const civil = civil_of(value);
    auto const padded = [](std::int64_t number, std::size_t width) {
        auto const digits = std::to_string(number);
        return std::string(width - std::min(width, digits.size()), '0') + digits;
    };
    return padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

}  // namespace carefare::reference
