// Kleene logic, choices, tests of cells.
#include "eval/machine.hpp"

namespace carefare::eval {

using program::code;

void machine::logic(instruction const& what) {
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    if (what.what == code::is_none) {
        view<std::int64_t> const a(in(what, 0));
        for (std::size_t i = 0; i < size; ++i) made.cells[i] = a.is(i) == state::none ? 1 : 0;
        if (a.plain() || what.part == 1) return;
        made.states.resize(size);
        for (std::size_t i = 0; i < size; ++i) made.states[i] = a.is(i) == state::none ? state::value : a.is(i);
        return;
    }
    if (what.what == code::negation) {
        view<std::int64_t> const a(in(what, 0));
        for (std::size_t i = 0; i < size; ++i) made.cells[i] = a[i] == 0 ? 1 : 0;
        if (a.plain()) return;
        made.states.resize(size);
        for (std::size_t i = 0; i < size; ++i) made.states[i] = strict(a.is(i));
        return;
    }
    // "false if any operand is false; true if all are true", and the other way round: what decides, decides alone.
    std::int64_t const deciding = what.what == code::conjunction ? 0 : 1;
    std::fill(made.cells.begin(), made.cells.end(), 1 - deciding);
    bool plain = true;
    for (auto const operand : what.operands) plain = plain && registers_[operand].states.empty();
    if (!plain) made.states.assign(size, state::value);
    for (auto const operand : what.operands) {
        view<std::int64_t> const a(registers_[operand]);
        if (plain) {
            for (std::size_t i = 0; i < size; ++i) made.cells[i] = a[i] == deciding ? deciding : made.cells[i];
            continue;
        }
        for (std::size_t i = 0; i < size; ++i) {
            if (a.is(i) == state::value && a[i] == deciding)
                made.cells[i] = deciding;
            else
                made.states[i] = std::max(made.states[i], a.is(i));
        }
    }
    if (plain) return;
    for (std::size_t i = 0; i < size; ++i)
        made.states[i] = made.cells[i] == deciding ? state::value : strict(made.states[i]);
}

template <class Number>
void machine::choose(instruction const& what) {
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    auto& out = values_of<Number>(made);
    if (what.what == code::otherwise) {
        view<Number> const a(in(what, 0)), b(in(what, 1));
        if (a.plain()) {
            for (std::size_t i = 0; i < size; ++i) out[i] = a[i];
            return;
        }
        made.states.resize(size);
        for (std::size_t i = 0; i < size; ++i) {
            bool const other = a.is(i) == state::none;
            out[i] = other ? b[i] : a[i];
            made.states[i] = other ? b.is(i) : a.is(i);
        }
        return;
    }
    view<std::int64_t> const condition(in(what, 0));
    view<Number> const a(in(what, 1)), b(in(what, 2));
    for (std::size_t i = 0; i < size; ++i) out[i] = condition[i] != 0 ? a[i] : b[i];
    if (condition.plain() && a.plain() && b.plain()) return;
    made.states.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
        made.states[i] = condition.is(i) != state::value ? strict(condition.is(i)) : condition[i] != 0 ? a.is(i) : b.is(i);
    }
}

template void machine::choose<std::int64_t>(instruction const&);
template void machine::choose<wide>(instruction const&);

/// A cell of a decision table: "an input that is none matches `none` and `-` only".
void machine::in_spans(instruction const& what) {
    auto const& test = program_.spans[what.payload];
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    view<std::int64_t> const input(in(what, 0));
    for (auto const& [low, high] : test.spans) {
        for (std::size_t i = 0; i < size; ++i) made.cells[i] |= input[i] >= low && input[i] <= high ? 1 : 0;
    }
    bool plain = input.plain();
    for (std::size_t p = 1; p < what.operands.size(); ++p) plain = plain && in(what, p).states.empty();
    if (!plain) made.states.assign(size, state::value);
    for (std::size_t i = 0; i < size; ++i) {
        bool hit = made.cells[i] != 0;
        auto worst = input.is(i);
        if (worst == state::none) {
            made.cells[i] = !test.negated && test.none ? 1 : 0;
            continue;
        }
        bool const undecided = worst != state::value;
        for (std::size_t p = 1; p < what.operands.size(); ++p) {
            view<std::int64_t> const predicate(in(what, p));
            if (predicate.is(i) == state::value)
                hit = hit || predicate[i] != 0;
            else
                worst = std::max(worst, predicate.is(i));
        }
        if (undecided) {
            // Nothing is decided by what is missing: a pending predicate is a pending cell.
            made.states[i] = worst == state::none ? state::fault : worst;
            continue;
        }
        if (!hit && worst != state::value) {
            made.states[i] = strict(worst);
            continue;
        }
        made.cells[i] = hit != test.negated ? 1 : 0;
    }
}

}  // namespace carefare::eval
