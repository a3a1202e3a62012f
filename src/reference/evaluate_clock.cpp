// Section 12, clock arithmetic: overlap, length, clock overlap, week start, month start and end, date and time, clock.
#include <algorithm>

#include "reference/calendar.hpp"
#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::interval;
using checked::node_id;
using checked::op;
using checked::scalar_value;

namespace {

constexpr std::int64_t minutes_a_day = 24 * 60;

/// A day of a date, a minute of a moment, a number.
rational position(scalar_value const& v) {
    if (auto const* day = std::get_if<date>(&v)) return rational(day->days);
    if (auto const* moment = std::get_if<date_time>(&v)) return rational(moment->minutes);
    return std::get<rational>(v);
}

/// Is nothing inside? Between two dates that follow each other there is no day.
bool is_empty(interval const& range) {
    if (!range.low || !range.high) return false;
    if (std::holds_alternative<date>(*range.low)) {
        auto const first = position(*range.low) + rational(range.low_closed ? 0 : 1);
        auto const last = position(*range.high) - rational(range.high_closed ? 0 : 1);
        return last < first;
    }
    if (is_less(*range.high, *range.low)) return true;
    return *range.low == *range.high && !(range.low_closed && range.high_closed);
}

/// "the common part of two ranges of one kind, none where there is none"
outcome overlap(interval const& a, interval const& b) {
    interval both = a;
    if (b.low && (!a.low || is_less(*a.low, *b.low))) {
        both.low = b.low;
        both.low_closed = b.low_closed;
    } else if (b.low && *a.low == *b.low) {
        both.low_closed = a.low_closed && b.low_closed;
    }
    if (b.high && (!a.high || is_less(*b.high, *a.high))) {
        both.high = b.high;
        both.high_closed = b.high_closed;
    } else if (b.high && *a.high == *b.high) {
        both.high_closed = a.high_closed && b.high_closed;
    }
    if (is_empty(a) || is_empty(b) || is_empty(both)) return none_outcome();
    return outcome_of(checked::constant_value{both});
}

outcome without_end() {
    return fault_of(diagnostic_code::R016, "the range has no end");
}

/// "of a range of date and time its minutes, of dates its days (both ends counted as the brackets say)". Of a range
/// that ends before it starts nothing is inside.
outcome length(interval const& range) {
    if (!range.low || !range.high) return without_end();
    auto between = position(*range.high) - position(*range.low);
    if (std::holds_alternative<date>(*range.low)) {
        between += rational(1 - (range.low_closed ? 0 : 1) - (range.high_closed ? 0 : 1));
    }
    return outcome_of(std::max(between, rational(0)));
}

/// "minutes of a range of date and time that lie between two clock times of any day (over midnight where the first is
/// later)", day by day, from the day before that of the start: its evening may reach over.
outcome clock_overlap(interval const& range, rational const& from, rational const& to) {
    if (!range.low || !range.high) return without_end();
    auto const start = position(*range.low);
    auto const end = position(*range.high);
    auto const day = rational(minutes_a_day);
    auto const until = to < from ? to + day : to;
    rational total;
    for (auto midnight = ((start / day).floor() - rational(1)) * day; midnight < end; midnight += day) {
        auto const common = std::min(end, midnight + until) - std::max(start, midnight + from);
        total += std::max(common, rational(0));
    }
    return outcome_of(total);
}

outcome existing(std::int64_t days) {
    if (!date_exists(days)) return fault_of(diagnostic_code::R010, "a date outside the years 1 to 9999");
    return outcome_of(date{static_cast<std::int32_t>(days)});
}

/// "the first day of the week that d lies in, on a named weekday"
outcome week_start(date day, std::int64_t weekday) {
    std::int64_t days = day.days;
    for (int back = 0; back < 7 && date_exists(days); ++back) {
        if (weekday_of(date{static_cast<std::int32_t>(days)}) == weekday) break;
        --days;
    }
    return existing(days);
}

outcome moment_at(date day, rational const& minutes) {
    auto const all = (rational(day.days) * rational(minutes_a_day) + minutes).to_int64();
    if (!all) return contradiction("part of a minute");
    return outcome_of(checked::constant_value{scalar_value{date_time{*all}}});
}

}  // namespace

outcome evaluation::clock_operation(node_id id, place const& at) {
    auto const& n = graph_.nodes[id];
    auto const all = children(id, at);
    if (auto stopped = anything_but_values(all)) return *stopped;
    switch (n.what) {
        case op::overlap:
            return overlap(range_of(all[0]), range_of(all[1]));
        case op::length:
            return length(range_of(all[0]));
        case op::clock_overlap:
            return clock_overlap(range_of(all[0]), number_of(all[1]), number_of(all[2]));
        case op::week_start:
            return week_start(day_of(all[0]), n.payload);
        case op::month_start:
            return existing(day_of(all[0]).days - civil_of(day_of(all[0])).day + 1);
        case op::month_last: {
            auto const civil = civil_of(day_of(all[0]));
            return existing(day_of(all[0]).days - civil.day + days_in_month(civil.year, civil.month));
        }
        case op::make_date_time:
            return moment_at(day_of(all[0]), number_of(all[1]));
        case op::clock_of: {
            auto const moment = rational(std::get<date_time>(scalar_of(all[0])).minutes);
            auto const day = rational(minutes_a_day);
            return outcome_of(moment - (moment / day).floor() * day);
        }
        default:
            return contradiction("an operation that does not exist");
    }
}

}  // namespace carefare::reference
