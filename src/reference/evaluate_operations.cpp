// Section 4: `+ - * / abs floor ceiling modulo round min max`, date functions, comparison. "of the operands | any
// operand pending: the union of their needs | not allowed by type | any operand; a day that does not exist; a date
// outside 0001..9999"
#include <algorithm>

#include "reference/calendar.hpp"
#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"
#include "reference/round_exactly.hpp"

namespace carefare::reference {

using checked::interval;
using checked::node_id;
using checked::none_value;
using checked::op;
using checked::scalar_value;
using operands = std::vector<outcome>;

namespace {

outcome integer(std::int64_t value) {
    return outcome_of(rational(value));
}

outcome outside_the_years() {
    return fault_of(diagnostic_code::R010, "a date outside the years 1 to 9999");
}

outcome quotient(rational const& a, rational const& b) {
    return b.is_zero() ? contradiction("division by zero") : outcome_of(a / b);
}

/// What is left after the greatest whole number of times that b goes into a: it has the sign of b.
outcome remainder(rational const& a, rational const& b) {
    return b.is_zero() ? contradiction("modulo zero") : outcome_of(a - b * (a / b).floor());
}

outcome least(operands const& all) {
    auto const by_value = [](outcome const& a, outcome const& b) { return is_less(scalar_of(a), scalar_of(b)); };
    return *std::min_element(all.begin(), all.end(), by_value);
}

outcome greatest(operands const& all) {
    auto const by_value = [](outcome const& a, outcome const& b) { return is_less(scalar_of(a), scalar_of(b)); };
    return *std::max_element(all.begin(), all.end(), by_value);
}

outcome rounded(checked::rounding const& how, operands const& all) {
    auto const mode =
        how.mode ? *how.mode : static_cast<checked::rounding_mode>(std::get<checked::word>(scalar_of(all[1])).index);
    return outcome_of(round_exactly(number_of(all[0]), how.scale, mode));
}

/// "date - date is a number of days; date + days is a date"
outcome days_later(outcome const& day, outcome const& days) {
    if (!number_of(days).is_integer()) return contradiction("part of a day added to a date");
    auto const sum = rational(day_of(day).days) + number_of(days);
    auto const count = sum.to_int64();
    if (!count || !date_exists(*count)) return outside_the_years();
    return outcome_of(date{static_cast<std::int32_t>(*count)});
}

missing_day month_end_of(outcome const& word) {
    return std::get<checked::word>(scalar_of(word)).index == 0 ? missing_day::clamp : missing_day::carry;
}

outcome add_months(operands const& all) {
    if (!number_of(all[1]).is_integer()) return contradiction("part of a month added to a date");
    auto const months = number_of(all[1]).to_int64();
    auto const sum = months ? months_later(day_of(all[0]), *months, month_end_of(all[2])) : std::nullopt;
    return sum ? outcome_of(*sum) : outside_the_years();
}

/// "a day that does not exist; a date outside 0001..9999"
outcome made_date(operands const& all) {
    auto const year = number_of(all[0]).to_int64();
    auto const month = number_of(all[1]).to_int64();
    auto const day = number_of(all[2]).to_int64();
    if (number_of(all[0]).is_integer() && !(year && year_exists(*year))) return outside_the_years();
    auto const made = year && month && day ? date_of(civil_day{*year, *month, *day}) : std::nullopt;
    if (made) return outcome_of(*made);
    return fault_of(diagnostic_code::R009, "there is no day " + number_of(all[0]).to_string() + "-" +
                                               number_of(all[1]).to_string() + "-" + number_of(all[2]).to_string());
}

date day_of_moment(outcome const& moment) {
    auto const minutes = rational(std::get<date_time>(scalar_of(moment)).minutes);
    auto const days = (minutes / rational(24 * 60)).floor().to_int64();
    return date{static_cast<std::int32_t>(days.value_or(0))};
}

outcome minutes_between(outcome const& later, outcome const& earlier) {
    auto const minutes = [](outcome const& o) { return rational(std::get<date_time>(scalar_of(o)).minutes); };
    return outcome_of(minutes(later) - minutes(earlier));
}

outcome end_of(std::optional<scalar_value> const& end) {
    return end ? outcome_of(checked::constant_value{*end}) : none_outcome();
}

/// Rows are equal if they are one row.
bool are_equal(outcome const& a, outcome const& b) {
    if (a.row != no_row || b.row != no_row) return a.row == b.row;
    return scalar_of(a) == scalar_of(b);
}

}  // namespace

outcome evaluation::operation(node_id id, place const& at) {
    auto const& n = graph_.nodes[id];
    auto const ends = graph_.children_of(id);
    auto const all = children(id, at);

    if (n.what == op::make_range) {  // the one operation that takes none: "a range end that is none is open"
        if (auto stopped = fault_or_pending(all)) return *stopped;
        interval made;
        std::size_t next = 0;
        if (ends[0] != checked::no_id) made.low = scalar_of(all[next++]);
        if (ends[1] != checked::no_id) made.high = scalar_of(all[next]);
        for (auto* end : {&made.low, &made.high}) {
            if (*end && std::holds_alternative<none_value>(**end)) end->reset();
        }
        made.low_closed = (n.payload & 1U) != 0;
        made.high_closed = (n.payload & 2U) != 0;
        return outcome_of(checked::constant_value{made});
    }

    if (auto stopped = anything_but_values(all)) return *stopped;
    switch (n.what) {
        case op::add:
            return outcome_of(number_of(all[0]) + number_of(all[1]));
        case op::subtract:
            return outcome_of(number_of(all[0]) - number_of(all[1]));
        case op::multiply:
            return outcome_of(number_of(all[0]) * number_of(all[1]));
        case op::divide:
            return quotient(number_of(all[0]), number_of(all[1]));
        case op::negate:
            return outcome_of(-number_of(all[0]));
        case op::absolute:
            return outcome_of(absolute_of(number_of(all[0])));
        case op::floor:
            return outcome_of(number_of(all[0]).floor());
        case op::ceiling:
            return outcome_of(ceiling_of(number_of(all[0])));
        case op::modulo:
            return remainder(number_of(all[0]), number_of(all[1]));
        case op::round:
            return rounded(graph_.roundings[n.payload], all);
        case op::minimum:
            return least(all);
        case op::maximum:
            return greatest(all);
        case op::date_add_days:
            return days_later(all[0], all[1]);
        case op::date_add_months:
            return add_months(all);
        case op::date_difference:
            return outcome_of(rational(day_of(all[0]).days) - rational(day_of(all[1]).days));
        case op::months_between:
            return integer(whole_months(day_of(all[0]), day_of(all[1]), month_end_of(all[2])));
        case op::year_of:
            return integer(civil_of(day_of(all[0])).year);
        case op::month_of:
            return integer(civil_of(day_of(all[0])).month);
        case op::day_of:
            return integer(civil_of(day_of(all[0])).day);
        case op::weekday_of:
            return integer(weekday_of(day_of(all[0])));
        case op::make_date:
            return made_date(all);
        case op::date_of:
            return outcome_of(day_of_moment(all[0]));
        case op::minutes_between:
            return minutes_between(all[0], all[1]);
        case op::range_low:
            return end_of(range_of(all[0]).low);
        case op::range_high:
            return end_of(range_of(all[0]).high);
        case op::less:
            return outcome_of(is_less(scalar_of(all[0]), scalar_of(all[1])));
        case op::less_equal:
            return outcome_of(!is_less(scalar_of(all[1]), scalar_of(all[0])));
        case op::equal:
            return outcome_of(are_equal(all[0], all[1]));
        case op::not_equal:
            return outcome_of(!are_equal(all[0], all[1]));
        default:
            return contradiction("an operation that does not exist");
    }
}

}  // namespace carefare::reference
