// Text of dates, times and durations; see temporal_text.hpp.
#include "constant/temporal_text.hpp"

#include <cstdint>

#include "constant/calendar.hpp"
#include "constant/instant.hpp"

namespace carefare::constant {
namespace {

std::string padded(std::int64_t amount, std::size_t width) {
    auto digits = std::to_string(amount);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

std::string clock_text(std::int64_t seconds) {
    return padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2);
}

std::string zone_text(zone const& where) {
    if (!where.name.empty()) return "@" + where.name;
    if (!where.offset_seconds) return "";
    if (*where.offset_seconds == 0) return "Z";
    auto const size = *where.offset_seconds < 0 ? -*where.offset_seconds : *where.offset_seconds;
    auto text = (*where.offset_seconds < 0 ? "-" : "+") + clock_text(size);
    if (size % 60 != 0) text += ":" + padded(size % 60, 2);
    return text;
}

}  // namespace

std::string date_text(wide_date day) {
    auto const civil = to_civil(day);
    auto const year = civil.year < 0 ? "-" + padded(-civil.year, 4) : padded(civil.year, 4);
    return year + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

std::string time_text(time_of_day const& time) {
    auto const seconds = time.nanoseconds / nanoseconds_per_second;
    auto text = clock_text(seconds) + ":" + padded(seconds % 60, 2);
    if (auto const fraction = time.nanoseconds % nanoseconds_per_second; fraction != 0) {
        text += "." + padded(fraction, 9);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text + zone_text(time.where);
}

std::string duration_text(days_duration const& length) {
    if (length.seconds.is_zero()) return "PT0S";
    bool const negative = length.seconds.sign() < 0;
    auto rest = negative ? -length.seconds : length.seconds;
    std::string text = negative ? "-P" : "P";
    bool in_time = false;
    auto const part = [&](std::int64_t unit, char letter) {
        auto const amount = (rest / rational(unit)).floor();
        rest -= amount * rational(unit);
        if (amount.is_zero()) return;
        if (letter != 'D' && !in_time) text += 'T';
        in_time = in_time || letter != 'D';
        text += amount.to_string() + letter;
    };
    part(seconds_per_day, 'D');
    part(3600, 'H');
    part(60, 'M');
    if (!rest.is_zero()) text += (in_time ? "" : "T") + rest.to_string() + "S";
    return text;
}

std::string duration_text(months_duration length) {
    if (length.months == 0) return "P0M";
    auto const size = length.months < 0 ? -length.months : length.months;
    std::string text = length.months < 0 ? "-P" : "P";
    if (size >= 12) text += std::to_string(size / 12) + "Y";
    if (size % 12 != 0) text += std::to_string(size % 12) + "M";
    return text;
}

}  // namespace carefare::constant
