// Numbers of one lane. Branches that are not taken may overflow: their results are not looked at, so that arithmetic
// wraps here (-fwrapv).
#include "eval/machine.hpp"

namespace carefare::eval {

using program::code;
using program::lane;

namespace {

template <class Number>
Number floored(Number a, Number by) {
    auto const quotient = a / by;
    return a % by != 0 && ((a < 0) != (by < 0)) ? quotient - 1 : quotient;
}

template <class Number>
Number rounded(Number a, Number by, checked::rounding_mode mode) {
    if (by == 0) return 0;
    auto const down = floored(a, by);
    Number const rest = a - down * by;  // from zero to the divisor
    if (rest == 0) return down;
    bool const below = (a < 0) != (by < 0);
    Number const twice = by < 0 ? -(rest + rest) : rest + rest;
    Number const whole = by < 0 ? -by : by;
    using checked::rounding_mode;
    switch (mode) {
        case rounding_mode::up: return below ? down : down + 1;
        case rounding_mode::down: return below ? down + 1 : down;
        case rounding_mode::floor: return down;
        case rounding_mode::ceiling: return down + 1;
        case rounding_mode::half_up: return twice > whole || (twice == whole && !below) ? down + 1 : down;
        case rounding_mode::half_down: return twice > whole || (twice == whole && below) ? down + 1 : down;
        case rounding_mode::half_even: return twice > whole || (twice == whole && down % 2 != 0) ? down + 1 : down;
    }
    return down;
}

/// One operand or two, values first and then states.
template <class Number, class Operation>
void map(column& made, std::size_t size, view<Number> const& a, view<Number> const& b, Operation operation) {
    auto* const out = values_of<Number>(made).data();
    auto const* const x = a.data();
    auto const* const y = b.data();
    if (a.flat() && b.flat()) {
        for (std::size_t i = 0; i < size; ++i) out[i] = operation(x[0], y[0]);
    } else if (a.flat()) {
        for (std::size_t i = 0; i < size; ++i) out[i] = operation(x[0], y[i]);
    } else if (b.flat()) {
        for (std::size_t i = 0; i < size; ++i) out[i] = operation(x[i], y[0]);
    } else {
        for (std::size_t i = 0; i < size; ++i) out[i] = operation(x[i], y[i]);
    }
    if (a.plain() && b.plain()) return;
    made.states.resize(size);
    for (std::size_t i = 0; i < size; ++i) made.states[i] = strict(std::max(a.is(i), b.is(i)));
}

}  // namespace

template <class Number>
void machine::arithmetic(instruction const& what) {
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    view<Number> const a(in(what, 0));
    view<Number> const b(in(what, what.operands.size() > 1 ? 1 : 0));
    auto const constant = [&] { return static_cast<Number>(program_.constants[what.payload].value); };
    switch (what.what) {
        case code::add: return map(made, size, a, b, [](Number x, Number y) { return x + y; });
        case code::subtract: return map(made, size, a, b, [](Number x, Number y) { return x - y; });
        case code::multiply: return map(made, size, a, b, [](Number x, Number y) { return x * y; });
        case code::minimum: return map(made, size, a, b, [](Number x, Number y) { return x < y ? x : y; });
        case code::maximum: return map(made, size, a, b, [](Number x, Number y) { return x < y ? y : x; });
        case code::negate: return map(made, size, a, a, [](Number x, Number) { return -x; });
        case code::absolute: return map(made, size, a, a, [](Number x, Number) { return x < 0 ? -x : x; });
        case code::scale: {
            auto const by = constant();
            map(made, size, a, a, [by](Number x, Number) { return x * by; });
            break;
        }
        case code::divide_exactly: {
            auto const by = constant();
            map(made, size, a, a, [by](Number x, Number) { return x / by; });
            break;
        }
        case code::floor_to: {
            auto const by = constant();
            return map(made, size, a, a, [by](Number x, Number) { return floored(x, by); });
        }
        case code::ceiling_to: {
            auto const by = constant();
            return map(made, size, a, a, [by](Number x, Number) { return -floored(static_cast<Number>(-x), by); });
        }
        case code::modulo:
            map(made, size, a, b, [](Number x, Number y) { return y == 0 ? Number{0} : static_cast<Number>(x - y * floored(x, y)); });
            break;
        case code::beside: {
            auto& out = values_of<Number>(made);
            for (std::size_t i = 0; i < size; ++i) out[i] = a[i];
            made.states.resize(size);
            auto const& other = in(what, 1);
            for (std::size_t i = 0; i < size; ++i) {
                auto const is = other.states.empty() ? state::value : other.states[other.flat ? 0 : i];
                made.states[i] = strict(std::max(a.is(i), is));
            }
            return;
        }
        case code::round: {
            bool const computed = what.operands.size() > 2;
            if (!computed) {
                auto const mode = static_cast<checked::rounding_mode>(what.payload);
                map(made, size, a, b, [mode](Number x, Number y) { return rounded(x, y, mode); });
                break;
            }
            view<std::int64_t> const word(in(what, 2));
            auto& out = values_of<Number>(made);
            for (std::size_t i = 0; i < size; ++i) out[i] = rounded(a[i], b[i], static_cast<checked::rounding_mode>(word[i]));
            if (a.plain() && b.plain() && word.plain()) break;
            made.states.resize(size);
            for (std::size_t i = 0; i < size; ++i) made.states[i] = strict(std::max({a.is(i), b.is(i), word.is(i)}));
            break;
        }
        default: return;
    }
    if (what.what == code::scale || what.what == code::divide_exactly) {
        // A change of scale is no operation of the language: none stays none.
        if (!a.plain()) {
            for (std::size_t i = 0; i < size; ++i) made.states[i] = a.is(i);
        }
        return;
    }
    if (what.what != code::modulo && what.what != code::round) return;
    for (std::size_t i = 0; i < size; ++i) {
        if (b[i] != 0) continue;
        if (made.states.empty()) made.states.assign(size, state::value);
        if (made.states[i] == state::value) made.states[i] = state::fault;
    }
}

template void machine::arithmetic<std::int64_t>(instruction const&);
template void machine::arithmetic<wide>(instruction const&);

void machine::change_lane(instruction const& what) {
    auto const& from = in(what, 0);
    auto const size = from.flat ? 1 : size_of(what.of);
    auto& made = start(what, size);
    made.flat = from.flat;
    made.states = from.states;
    if (what.what == code::widen) {
        for (std::size_t i = 0; i < size; ++i) made.wides[i] = from.cells[i];
    } else {
        for (std::size_t i = 0; i < size; ++i) made.cells[i] = static_cast<std::int64_t>(from.wides[i]);
    }
}

template <class Number>
void machine::compare(instruction const& what) {
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    view<Number> const a(in(what, 0)), b(in(what, 1));
    auto const each = [&](auto test) {
        for (std::size_t i = 0; i < size; ++i) made.cells[i] = test(a[i], b[i]) ? 1 : 0;
    };
    switch (what.what) {
        case code::less: each([](Number x, Number y) { return x < y; }); break;
        case code::less_equal: each([](Number x, Number y) { return x <= y; }); break;
        case code::equal: each([](Number x, Number y) { return x == y; }); break;
        default: each([](Number x, Number y) { return x != y; }); break;
    }
    if (a.plain() && b.plain()) return;
    made.states.resize(size);
    for (std::size_t i = 0; i < size; ++i) made.states[i] = strict(std::max(a.is(i), b.is(i)));
}

template void machine::compare<std::int64_t>(instruction const&);
template void machine::compare<wide>(instruction const&);

template <class Number>
void machine::in_range(instruction const& what) {
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    view<Number> const value(in(what, 0)), low(in(what, 2)), high(in(what, 3));
    view<std::int64_t> const flags(in(what, 1));
    for (std::size_t i = 0; i < size; ++i) {
        bool const above = low.is(i) == state::none || low[i] < value[i] || ((flags[i] & 1) != 0 && low[i] == value[i]);
        bool const below = high.is(i) == state::none || value[i] < high[i] || ((flags[i] & 2) != 0 && high[i] == value[i]);
        made.cells[i] = above && below ? 1 : 0;
    }
    if (value.plain() && flags.plain()) return;
    made.states.resize(size);
    for (std::size_t i = 0; i < size; ++i) made.states[i] = strict(std::max(value.is(i), flags.is(i)));
}

template void machine::in_range<std::int64_t>(instruction const&);
template void machine::in_range<wide>(instruction const&);

}  // namespace carefare::eval
