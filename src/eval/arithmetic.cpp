// Numbers of one lane. Branches that are not taken may overflow: their results are not looked at, so that arithmetic
// wraps here (-fwrapv).
#include "eval/machine.hpp"
#include "eval/operands.hpp"

namespace carefare::eval {

using program::code;
using program::lane;

namespace {

template <class Number>
Number floored(Number a, Number by) {
    auto const quotient = a / by;
    return a % by != 0 && ((a < 0) != (by < 0)) ? quotient - 1 : quotient;
}

/// What is left of a division, from zero to below the divisor, decides: the whole number that the mode asks for.
template <class Number>
Number stepped(Number down, Number rest, Number whole, bool below_zero, checked::rounding_mode mode) {
    using checked::rounding_mode;
    bool const some = rest != 0, over = rest > whole - rest, half = rest == whole - rest;
    bool adds = false;
    switch (mode) {
        case rounding_mode::up: adds = some && !below_zero; break;
        case rounding_mode::down: adds = some && below_zero; break;
        case rounding_mode::floor: break;
        case rounding_mode::ceiling: adds = some; break;
        case rounding_mode::half_up: adds = over || (half && !below_zero); break;
        case rounding_mode::half_down: adds = over || (half && below_zero); break;
        case rounding_mode::half_even: adds = over || (half && down % 2 != 0); break;
    }
    return adds ? down + 1 : down;
}

template <class Number>
Number rounded(Number a, Number by, checked::rounding_mode mode) {
    if (by == 0) return 0;
    auto const down = floored(a, by);
    Number const rest = a - down * by;
    return stepped<Number>(down, by < 0 ? -rest : rest, by < 0 ? -by : by, (a < 0) != (by < 0), mode);
}

/// One operand or two, cell by cell.
template <class Number, class Operation>
void map(column& made, std::size_t size, view<Number> const& a, view<Number> const& b, Operation operation) {
    auto* const out = values_of<Number>(made).data();
    for (std::size_t i = 0; i < size; ++i) out[i] = operation(a[i], b[i]);
}

std::optional<kernels::binary> kernel_of(code what) {
    switch (what) {
        case code::add: return kernels::add;
        case code::subtract: return kernels::subtract;
        case code::multiply: return kernels::multiply;
        case code::minimum: return kernels::minimum;
        case code::maximum: return kernels::maximum;
        case code::less: return kernels::less;
        case code::less_equal: return kernels::less_equal;
        case code::equal: return kernels::equal;
        case code::not_equal: return kernels::not_equal;
        default: return std::nullopt;
    }
}

/// By the one divisor of all rows: a quotient of the reciprocal, at most one too small.
class divider {
public:
    explicit divider(std::int64_t by) : by_(by), reciprocal_(static_cast<std::uint64_t>(-1) / static_cast<std::uint64_t>(by)) {}
    [[nodiscard]] std::int64_t floored(std::int64_t a) const {
        auto const sign = static_cast<std::uint64_t>(a >> 63);
        // Below zero: the complement of the quotient of the complement.
        auto const x = static_cast<std::uint64_t>(a) ^ sign;
        __extension__ using twice = unsigned __int128;
        auto quotient = static_cast<std::uint64_t>((static_cast<twice>(x) * reciprocal_) >> 64U);
        auto const rest = x - quotient * static_cast<std::uint64_t>(by_);
        quotient += rest >= static_cast<std::uint64_t>(by_) ? 1U : 0U;
        return static_cast<std::int64_t>(quotient ^ sign);
    }

private:
    std::int64_t by_;
    std::uint64_t reciprocal_;
};

static_assert(static_cast<unsigned>(kernels::steps::ceiling) == static_cast<unsigned>(checked::rounding_mode::ceiling));
static_assert(static_cast<unsigned>(kernels::steps::half_even) == static_cast<unsigned>(checked::rounding_mode::half_even));

void round_by_one(column& made, std::size_t size, column const& a, std::int64_t by, checked::rounding_mode mode) {
    auto const& loops = kernels::chosen();
    if (by > 1 && by <= std::int64_t{1} << 32 && size != 0 && loops.are_short(cells_of(a), size))
        return loops.round(made.cells.data(), cells_of(a), by, static_cast<kernels::steps>(mode), size);
    divider const divide(by);
    auto* const out = made.cells.data();
    auto const* const x = a.cells.data();
    for (std::size_t i = 0; i < size; ++i) {
        auto const at = x[a.flat ? 0 : i];
        auto const down = divide.floored(at);
        out[i] = stepped<std::int64_t>(down, at - down * by, by, at < 0, mode);
    }
}

}  // namespace

template <class Number>
void machine::arithmetic(instruction const& what) {
    constexpr bool is_cell = sizeof(Number) == sizeof(std::int64_t);
    auto const size = size_for(what);
    auto const& first = in(what, 0);
    auto const& second = in(what, what.operands.size() > 1 ? 1 : 0);
    auto& made = start(what, size);
    view<Number> const a(first), b(second);
    auto const constant = [&] { return static_cast<Number>(program_.constants[what.payload].value); };
    auto const& loops = kernels::chosen();
    if (what.what == code::scale || what.what == code::divide_exactly) {
        // A change of scale is no operation of the language: none stays none.
        auto const by = constant();
        if constexpr (is_cell)
            (what.what == code::scale ? loops.scale : loops.divide_exactly)(made.cells.data(), cells_of(first), by, size);
        else if (what.what == code::scale)
            map(made, size, a, a, [by](Number x, Number) { return x * by; });
        else
            map(made, size, a, a, [by](Number x, Number) { return x / by; });
        if (first.plain()) return;
        made.states.resize(size);
        for (std::size_t i = 0; i < size; ++i) made.states[i] = first.is(i);
        return;
    }
    bool by_zero = false;
    switch (what.what) {
        case code::add:
        case code::subtract:
        case code::multiply:
        case code::minimum:
        case code::maximum:
            if constexpr (is_cell)
                loops.combine[*kernel_of(what.what)](made.cells.data(), cells_of(first), cells_of(second), size);
            else if (what.what == code::add)
                map(made, size, a, b, [](Number x, Number y) { return x + y; });
            else if (what.what == code::subtract)
                map(made, size, a, b, [](Number x, Number y) { return x - y; });
            else if (what.what == code::multiply)
                map(made, size, a, b, [](Number x, Number y) { return x * y; });
            else if (what.what == code::minimum)
                map(made, size, a, b, [](Number x, Number y) { return x < y ? x : y; });
            else
                map(made, size, a, b, [](Number x, Number y) { return x < y ? y : x; });
            break;
        case code::negate: map(made, size, a, a, [](Number x, Number) { return -x; }); break;
        case code::absolute: map(made, size, a, a, [](Number x, Number) { return x < 0 ? -x : x; }); break;
        case code::floor_to:
        case code::ceiling_to: {
            auto const by = constant();
            bool const up = what.what == code::ceiling_to;
            if constexpr (is_cell) {
                round_by_one(made, size, first, by, up ? checked::rounding_mode::ceiling : checked::rounding_mode::floor);
            } else {
                map(made, size, a, a, [by, up](Number x, Number) { return up ? -floored(static_cast<Number>(-x), by) : floored(x, by); });
            }
            break;
        }
        case code::modulo:
            map(made, size, a, b, [](Number x, Number y) { return y == 0 ? Number{0} : static_cast<Number>(x - y * floored(x, y)); });
            by_zero = true;
            break;
        case code::beside: map(made, size, a, a, [](Number x, Number) { return x; }); break;
        case code::round: {
            by_zero = !(b.flat() && b.plain() && b[0] > 0);
            if (what.operands.size() > 2) {
                view<std::int64_t> const word(in(what, 2));
                auto& out = values_of<Number>(made);
                for (std::size_t i = 0; i < size; ++i) {
                    bool const known = word.is(i) == state::value && word[i] >= 0 && word[i] <= static_cast<std::int64_t>(checked::rounding_mode::ceiling);
                    out[i] = known ? rounded(a[i], b[i], static_cast<checked::rounding_mode>(word[i])) : Number{0};
                }
                break;
            }
            auto const mode = static_cast<checked::rounding_mode>(what.payload);
            if constexpr (is_cell) {
                if (!by_zero) {
                    round_by_one(made, size, first, b[0], mode);
                    break;
                }
            }
            map(made, size, a, b, [mode](Number x, Number y) { return rounded(x, y, mode); });
            break;
        }
        default: return;
    }
    strict_states(made, size, first, what.what == code::negate || what.what == code::absolute ? first : second);
    if (what.operands.size() > 2 && !in(what, 2).plain()) {
        made.states.resize(size, state::value);
        if (first.plain() && second.plain()) std::fill(made.states.begin(), made.states.end(), state::value);
        for (std::size_t i = 0; i < size; ++i) made.states[i] = strict(std::max(made.states[i], in(what, 2).is(i)));
    }
    if (!by_zero) return;
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
    auto const size = size_for(what);
    auto& made = start(what, size);
    made.states = from.states;
    if (what.what == code::widen) {
        for (std::size_t i = 0; i < size; ++i) made.wides[i] = from.cells[i];
    } else {
        for (std::size_t i = 0; i < size; ++i) made.cells[i] = static_cast<std::int64_t>(from.wides[i]);
    }
}

template <class Number>
void machine::compare(instruction const& what) {
    auto const size = size_for(what);
    auto const& first = in(what, 0);
    auto const& second = in(what, 1);
    auto& made = start(what, size);
    if constexpr (sizeof(Number) == sizeof(std::int64_t)) {
        kernels::chosen().combine[*kernel_of(what.what)](made.cells.data(), cells_of(first), cells_of(second), size);
    } else {
        view<Number> const a(first), b(second);
        auto const each = [&](auto test) {
            for (std::size_t i = 0; i < size; ++i) made.cells[i] = test(a[i], b[i]) ? 1 : 0;
        };
        switch (what.what) {
            case code::less: each([](Number x, Number y) { return x < y; }); break;
            case code::less_equal: each([](Number x, Number y) { return x <= y; }); break;
            case code::equal: each([](Number x, Number y) { return x == y; }); break;
            default: each([](Number x, Number y) { return x != y; }); break;
        }
    }
    strict_states(made, size, first, second);
}

template void machine::compare<std::int64_t>(instruction const&);
template void machine::compare<wide>(instruction const&);

template <class Number>
void machine::in_range(instruction const& what) {
    auto const size = size_for(what);
    auto& made = start(what, size);
    if constexpr (sizeof(Number) == sizeof(std::int64_t)) {
        kernels::chosen().in_range(made.cells.data(), cells_of(in(what, 0)), cells_of(in(what, 1)), operand_of(in(what, 2)), operand_of(in(what, 3)), size);
        strict_states(made, size, in(what, 0), in(what, 1));
        return;
    }
    view<Number> const value(in(what, 0)), low(in(what, 2)), high(in(what, 3));
    view<std::int64_t> const ends(in(what, 1));
    for (std::size_t i = 0; i < size; ++i) {
        bool const above = low.is(i) == state::none || low[i] < value[i] || ((ends[i] & 1) != 0 && low[i] == value[i]);
        bool const below = high.is(i) == state::none || value[i] < high[i] || ((ends[i] & 2) != 0 && high[i] == value[i]);
        made.cells[i] = above && below ? 1 : 0;
    }
    if (value.plain() && ends.plain()) return;
    made.states.resize(size);
    for (std::size_t i = 0; i < size; ++i) made.states[i] = strict(std::max(value.is(i), ends.is(i)));
}

template void machine::in_range<std::int64_t>(instruction const&);
template void machine::in_range<wide>(instruction const&);

}  // namespace carefare::eval
