// Dates as days since 1970, moments as minutes.
#include "eval/civil.hpp"
#include "eval/machine.hpp"
#include "eval/operands.hpp"

namespace carefare::eval {

using program::code;

namespace {

constexpr std::int64_t minutes_a_day = 24 * 60;

std::int64_t floor_by(std::int64_t a, std::int64_t by) {
    auto const quotient = a / by;
    return a % by < 0 ? quotient - 1 : quotient;
}

month_end rule_of(std::int64_t word) {
    return word == 0 ? month_end::clamp : month_end::carry;
}

std::int64_t checked_day(std::int64_t day) {
    return is_day(day) ? day : no_such_day;
}

std::int64_t made_date(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return no_such_day;
    auto const number = year * 12 + month - 1;
    return day > days_in_month(number) ? no_such_day : first_of_month(number) + day - 1;
}

/// A day that does not exist is a fault.
void find_faults(column& made, std::size_t size, bool plain) {
    auto const* const out = made.cells.data();
    if (size == 0) return;
    std::int64_t least = 0, most = 0;
    kernels::chosen().bounds(out, &least, &most, size);
    if (least != no_such_day) return;
    if (plain) made.states.assign(size, state::value);
    for (std::size_t i = 0; i < size; ++i) {
        if (made.states[i] == state::value && out[i] == no_such_day) made.states[i] = state::fault;
    }
}

/// Cell by cell, of values.
template <class Operation>
void each(column& made, std::size_t size, bool plain, Operation operation) {
    auto* const out = made.cells.data();
    for (std::size_t i = 0; i < size; ++i) out[i] = plain || made.states[i] == state::value ? operation(i) : 0;
    find_faults(made, size, plain);
}

std::optional<kernels::day_part> part_of(code what) {
    switch (what) {
        case code::year_of: return kernels::year;
        case code::month_of: return kernels::month;
        case code::day_of_month: return kernels::day_of_month;
        case code::weekday_of: return kernels::weekday;
        case code::month_start: return kernels::month_start;
        case code::month_last: return kernels::month_last;
        default: return std::nullopt;
    }
}

}  // namespace

void machine::calendar(instruction const& what) {
    auto const size = size_for(what);
    auto const count = what.operands.size();
    auto const& first = in(what, 0);
    auto const& second = in(what, count > 1 ? 1 : 0);
    auto const& third = in(what, count > 2 ? 2 : 0);
    auto& made = start(what, size);
    view<std::int64_t> const a(first), b(second), c(third);
    bool const plain = a.plain() && b.plain() && c.plain();
    if (!plain) {
        made.states.resize(size);
        for (std::size_t i = 0; i < size; ++i) made.states[i] = strict(std::max({a.is(i), b.is(i), c.is(i)}));
    }
    auto const run = [&](auto operation) { each(made, size, plain, operation); };
    // The loops take all rows: beside a state that is no value there may be any number.
    auto const& loops = kernels::chosen();
    auto* const out = made.cells.data();
    if (auto const part = part_of(what.what)) {
        loops.read_day[*part](out, cells_of(first), size);
        return find_faults(made, size, plain);
    }
    if (what.what == code::week_start) {
        loops.week_start(out, cells_of(first), static_cast<std::int64_t>(what.payload), size);
        return find_faults(made, size, plain);
    }
    // By one rule for all rows, as nearly always.
    if (third.flat && c.plain() && count == 3 && (what.what == code::add_months || what.what == code::months_between)) {
        bool const carries = c[0] != 0;
        (what.what == code::add_months ? loops.add_months : loops.months_between)(out, cells_of(first), cells_of(second), carries, size);
        return find_faults(made, size, plain);
    }
    switch (what.what) {
        case code::day_of_moment: return run([&](std::size_t i) { return floor_by(a[i], minutes_a_day); });
        case code::clock_of_moment: return run([&](std::size_t i) { return a[i] - floor_by(a[i], minutes_a_day) * minutes_a_day; });
        case code::moment: return run([&](std::size_t i) { return a[i] * minutes_a_day + b[i]; });
        case code::add_days:
            return run([&](std::size_t i) { return b[i] < 8'000'000 && b[i] > -8'000'000 ? checked_day(a[i] + b[i]) : no_such_day; });
        case code::add_months: return run([&](std::size_t i) { return months_added(a[i], b[i], rule_of(c[i])); });
        case code::months_between: return run([&](std::size_t i) { return whole_months(a[i], b[i], rule_of(c[i])); });
        case code::make_date: return run([&](std::size_t i) { return made_date(a[i], b[i], c[i]); });
        default: return;
    }
}

}  // namespace carefare::eval
