// Dates as days since 1970, moments as minutes.
#include <carefare/base/date.hpp>

#include "eval/machine.hpp"

namespace carefare::eval {

using program::code;

namespace {

constexpr std::int64_t minutes_a_day = 24 * 60;

std::int64_t floor_by(std::int64_t a, std::int64_t by) {
    auto const quotient = a / by;
    return a % by < 0 ? quotient - 1 : quotient;
}

bool exists(std::int64_t day) {
    return day >= first_date.days && day <= last_date.days;
}

date on(std::int64_t day) {
    return date{static_cast<std::int32_t>(day)};
}

month_end rule_of(std::int64_t word) {
    return word == 0 ? month_end::clamp : month_end::carry;
}

/// "the largest whole m with add months(a, m, e) <= b"
std::int64_t whole_months(std::int64_t from, std::int64_t to, month_end rule) {
    auto const a = to_civil(on(from)), b = to_civil(on(to));
    std::int64_t months = (b.year - a.year) * std::int64_t{12} + static_cast<std::int64_t>(b.month) - static_cast<std::int64_t>(a.month) + 1;
    for (;; --months) {
        auto const sum = add_months(on(from), months, rule);
        if (!sum && months > 0) continue;
        if (!sum || sum->days <= to) return months;
    }
}

/// A day or minute, or nothing: the operation is a fault.
std::optional<std::int64_t> operation(code what, std::uint32_t payload, std::int64_t a, std::int64_t b, std::int64_t c) {
    switch (what) {
        case code::day_of_moment: return floor_by(a, minutes_a_day);
        case code::clock_of_moment: return a - floor_by(a, minutes_a_day) * minutes_a_day;
        case code::moment: return a * minutes_a_day + b;
        case code::add_days: return exists(a + b) && b < 8'000'000 && b > -8'000'000 ? std::optional(a + b) : std::nullopt;
        case code::add_months: {
            auto const sum = exists(a) ? carefare::add_months(on(a), b, rule_of(c)) : std::nullopt;
            return sum ? std::optional<std::int64_t>(sum->days) : std::nullopt;
        }
        case code::months_between:
            return exists(a) && exists(b) ? std::optional(whole_months(a, b, rule_of(c))) : std::nullopt;
        case code::make_date: {
            if (a < 1 || a > 9999 || b < 1 || b > 12 || c < 1 || c > 31) return std::nullopt;
            auto const day = from_civil({static_cast<int>(a), static_cast<unsigned>(b), static_cast<unsigned>(c)});
            return day ? std::optional<std::int64_t>(day->days) : std::nullopt;
        }
        default: break;
    }
    if (!exists(a)) return std::nullopt;
    auto const civil = to_civil(on(a));
    switch (what) {
        case code::year_of: return civil.year;
        case code::month_of: return civil.month;
        case code::day_of_month: return civil.day;
        case code::weekday_of: return iso_weekday(on(a));
        case code::week_start: {
            auto const back = (static_cast<std::int64_t>(iso_weekday(on(a))) - payload + 7) % 7;
            return exists(a - back) ? std::optional(a - back) : std::nullopt;
        }
        case code::month_start: return a - civil.day + 1;
        case code::month_last: {
            auto const next = carefare::add_months(on(a - civil.day + 1), 1, month_end::clamp);
            return next ? next->days - 1 : std::int64_t{last_date.days};
        }
        default: return std::nullopt;
    }
}

}  // namespace

void machine::calendar(instruction const& what) {
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    auto const count = what.operands.size();
    view<std::int64_t> const a(in(what, 0)), b(in(what, count > 1 ? 1 : 0)), c(in(what, count > 2 ? 2 : 0));
    bool const plain = a.plain() && b.plain() && c.plain();
    if (!plain) {
        made.states.resize(size);
        for (std::size_t i = 0; i < size; ++i) made.states[i] = strict(std::max({a.is(i), b.is(i), c.is(i)}));
    }
    for (std::size_t i = 0; i < size; ++i) {
        if (!made.states.empty() && made.states[i] != state::value) continue;
        if (auto const value = operation(what.what, what.payload, a[i], b[i], c[i])) {
            made.cells[i] = *value;
            continue;
        }
        if (made.states.empty()) made.states.assign(size, state::value);
        made.states[i] = state::fault;
    }
}

}  // namespace carefare::eval
