// A value of the constant profile: what an expression of literals can be. Numbers are exact rationals; there is no
// binary floating point and no null. Used by `evaluate_constant` and by the checker, which folds literals with it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <carefare/base/rational.hpp>

namespace carefare::constant {

/// What kind of number a number is. Money times money, or money where a number is asked, is refused.
enum class number_kind : std::uint8_t { number, money, percent };

struct number {
    rational amount;  ///< percent: the ratio (27% is 0.27)
    number_kind kind = number_kind::number;
};

/// Proleptic Gregorian day count since 1970-01-01; years -999999999 to 999999999.
struct wide_date {
    std::int64_t days = 0;
};

/// Zone of a time: none (local), a fixed offset in seconds ("Z" is 0), or a named zone kept as text.
struct zone {
    std::optional<std::int32_t> offset_seconds;
    std::string name;
    [[nodiscard]] bool is_local() const { return !offset_seconds && name.empty(); }
};

struct time_of_day {
    std::int64_t nanoseconds = 0;
    zone where;
};
struct wide_date_time {
    wide_date day;
    time_of_day time;
};
struct days_duration {
    rational seconds;
};  ///< days and time duration
struct months_duration {
    std::int64_t months = 0;
};  ///< years and months duration

struct value;
struct list {
    std::vector<value> items;
};
/// How a range was written where that is part of its identity: (= 10) differs from [10..10], (!= 10) has no bounds.
enum class range_form : std::uint8_t { interval, equal, not_equal };
/// A range; an absent endpoint is unbounded. (< 10) is {none, 10, open}; (= 10) and (!= 10) keep their form and hold
/// the value in both ends.
struct range {
    std::shared_ptr<value const> low, high;
    bool low_closed = false, high_closed = false;
    range_form form = range_form::interval;
};

struct value {
    std::variant<bool, number, std::string, wide_date, time_of_day, wide_date_time, days_duration, months_duration,
                 list, range>
        held;
};

/// "number", "money", "percent", "boolean", "string", "date", "time", "date and time", "duration", "list", "range".
[[nodiscard]] std::string type_name(value const& v);
/// Text of a value as FEEL's string() prints it; money "12.50", percent "27", a number without finite decimals "1/3".
[[nodiscard]] std::string to_text(value const& v);

}  // namespace carefare::constant
