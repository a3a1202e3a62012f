// A node of the checked graph: its operation, type, children and origin; and the values a constant can have.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include <carefare/base/date.hpp>
#include <carefare/base/rational.hpp>
#include <carefare/base/source.hpp>
#include <carefare/checked/type.hpp>

namespace carefare::checked {

using node_id = std::uint32_t;
using fact_id = std::uint32_t;
using slot_id = std::uint32_t;
using table_id = std::uint32_t;
using rule_id = std::uint32_t;
using decision_id = std::uint32_t;

/// A scalar of the column profile. Words are indexes into their list, text is itself, dates are day counts.
struct word { std::uint32_t index = 0; friend auto operator<=>(word, word) = default; };
struct none_value { friend auto operator<=>(none_value, none_value) = default; };
struct range_value;
using scalar_value = std::variant<none_value, bool, rational, word, std::string, date, date_time>;
/// Inclusive flags apply to present endpoints; an absent endpoint is open without bound.
struct interval {
    std::optional<scalar_value> low, high;
    bool low_closed = true, high_closed = true;
};
using constant_value = std::variant<scalar_value, interval>;

/// What a numeric node can be: value * denominator is a whole number, low <= value <= high. A ratio has no static
/// denominator and must be rounded before it is stored.
struct numeric_bounds {
    rational low, high;
    rational denominator = 1;
    bool ratio = false;
};

enum class op : std::uint8_t {
    constant,       ///< payload: index into constants
    // rows
    self,           ///< the row the rule is evaluated for
    follow_owner,   ///< child 0: row; its owner
    follow_link,    ///< child 0: row; payload: index of the link in the row's entity
    item,           ///< the row an enclosing aggregate is at; payload: nesting level, 0 the outermost
    // reads; the last child of a dated read is the date it is read at
    fact,           ///< payload: fact_id; child 0: row
    rule,           ///< payload: rule_id; child 0: row (none for a rule over slots)
    slot,           ///< payload: slot_id; child 0: date (absent for a constant slot)
    lookup,         ///< payload: table_id; children: keys in the table's order, then the date (absent for an undated table)
    // numbers
    add, subtract, multiply, divide, negate, absolute, minimum, maximum,
    floor, ceiling, modulo,
    round,          ///< payload: index into roundings; child 0: number; child 1: mode (a word) where the mode is computed
    // comparison: numbers, words, texts, dates, date-times, booleans, links
    less, less_equal, equal, not_equal,
    in_interval,    ///< child 0 in child 1 (a range value)
    // logic (Kleene)
    conjunction, disjunction, negation,
    conditional,    ///< if child 0 then child 1 else child 2
    // none
    otherwise,      ///< child 0, or child 1 where child 0 is none
    is_none,        ///< child 0 = none
    // dates
    date_of,                                   ///< the date of a date-time
    date_add_days,                             ///< child 0 date, child 1 whole number of days (negative: back)
    date_add_months,                           ///< child 0 date, child 1 whole number, child 2 word of month_end
    date_difference,                           ///< days from child 1 to child 0
    months_between,                            ///< whole months from child 0 to child 1, child 2 word of month_end: the
                                               ///< largest m with add months(child 0, m) <= child 1 (negative if earlier)
    year_of, month_of, day_of, weekday_of,     ///< numbers; Monday = 1
    make_date,                                 ///< year, month, day
    minutes_between,                           ///< date-times: minutes from child 1 to child 0
    make_range,     ///< children low, high (no_id, or none: open); payload bit 0: low closed, bit 1: high closed
    range_low, range_high,
    // aggregates over the rows of payload entity that child 0's row owns; child 1 filter, child 2 body (no_id if absent)
    sum, count, min_of, max_of, some, every,
    // decision table
    decide,         ///< payload: decision_id
    // rows the engine makes (docs/language.md section 12)
    field,          ///< payload: index of the made field in its entity; child 0: row. `subset` rows read their base row's
    follow_group,   ///< payload: entity of the group; child 0: a row of its source
    follow_base,    ///< child 0: a row of a subset; its row in the base table
    follow_computed,///< payload: index of the computed link in the row's entity; child 0: row. May be none
    best,           ///< payload: index into bests; child 0: row whose relation is searched, child 1: filter (no_id)
    previous, next, ///< payload: entity; child 0: row, child 1: no_id, child 2: body, evaluated with `item` at the neighbour
    running_sum, running_count, running_min, running_max,  ///< payload: entity; children row, filter (no_id), body; the row itself included
    overlap,        ///< two ranges; their common part, none if there is none
    length,         ///< of a range: minutes, or days
    clock_overlap,  ///< range of date-times, from and to in minutes since midnight (numbers)
    week_start,     ///< date, ISO weekday; payload: Monday = 1
    month_start, month_last,  ///< of a date
    make_date_time, ///< date, minutes since midnight
    clock_of,       ///< date-time: minutes since midnight
    row_key,        ///< child 0: row; its key as text
    // what an allocation kept beside its grant; payload: rule_id, child 0: row
    grant_unmet, grant_before, grant_left, grant_place, grant_bound_by,
};

struct node {
    op what{};
    type type_of;
    std::uint32_t payload = no_id;
    std::uint32_t first_child = 0;
    std::uint32_t child_count = 0;
    location where;
    std::optional<numeric_bounds> bounds;   ///< numbers, after analysis
};

enum class rounding_mode : std::uint8_t { up, down, half_up, half_down, half_even, floor, ceiling };
struct rounding { unsigned scale = 0; std::optional<rounding_mode> mode; };  ///< mode absent: child 1 decides

}  // namespace carefare::checked
