// Kleene logic, choices, tests of cells.
#include "eval/machine.hpp"
#include "eval/operands.hpp"

namespace carefare::eval {

using program::code;

void machine::logic(instruction const& what) {
    auto const size = size_for(what);
    auto const& loops = kernels::chosen();
    if (what.what == code::is_none) {
        auto const& a = in(what, 0);
        auto& made = start(what, size);
        if (a.plain()) {
            std::fill(made.cells.begin(), made.cells.end(), 0);
            return;
        }
        for (std::size_t i = 0; i < size; ++i) made.cells[i] = a.is(i) == state::none ? 1 : 0;
        if (what.part == 1) return;
        made.states.resize(size);
        for (std::size_t i = 0; i < size; ++i) made.states[i] = a.is(i) == state::none ? state::value : a.is(i);
        return;
    }
    if (what.what == code::negation) {
        auto const& a = in(what, 0);
        auto& made = start(what, size);
        loops.is_zero(made.cells.data(), cells_of(a), size);
        strict_states(made, size, a, a);
        return;
    }
    // "false if any operand is false; true if all are true", and the other way round: what decides, decides alone.
    bool const both = what.what == code::conjunction;
    std::int64_t const deciding = both ? 0 : 1;
    bool plain = true;
    std::size_t open = 0;  // operands that are not the same for all rows, or not known
    auto last = what.operands.front();
    for (auto const operand : what.operands) {
        if (!is_known_for_all(operand)) {
            ++open;
            last = operand;
        } else if ((at(operand).cells[0] != 0) == (deciding != 0)) {
            return same(what, operand);
        }
    }
    if (open == 0 || (open == 1 && at(last).plain())) return same(what, last);
    for (auto const operand : what.operands) plain = plain && at(operand).plain();
    truths_.clear();
    for (auto const operand : what.operands) {
        if (!is_known_for_all(operand)) truths_.push_back(operand_of(at(operand)));
    }
    auto& made = start(what, size);
    loops.kleene(made.cells.data(), plain ? nullptr : marks_in(made, size), truths_.data(), truths_.size(), deciding, size);
}

template <class Number>
void machine::choose(instruction const& what) {
    constexpr bool is_cell = sizeof(Number) == sizeof(std::int64_t);
    auto const size = size_for(what);
    auto const& loops = kernels::chosen();
    if (what.what == code::otherwise) {
        auto const& first = in(what, 0);
        if (first.plain() || first.flat) return same(what, what.operands[first.is(0) == state::none ? 1 : 0]);
        auto const& other = in(what, 1);
        auto& made = start(what, size);
        view<Number> const a(first), b(other);
        auto& out = values_of<Number>(made);
        if constexpr (is_cell) {
            loops.otherwise(made.cells.data(), marks_in(made, size), cells_of(first), marks_of(first), cells_of(other), marks_of(other), size);
        } else {
            made.states.resize(size);
            for (std::size_t i = 0; i < size; ++i) {
                bool const is_other = a.is(i) == state::none;
                out[i] = is_other ? b[i] : a[i];
                made.states[i] = is_other ? b.is(i) : a.is(i);
            }
        }
        return;
    }
    auto const& condition = in(what, 0);
    if (is_known_for_all(what.operands[0])) return same(what, what.operands[condition.cells[0] != 0 ? 1 : 2]);
    auto const& first = in(what, 1);
    auto const& second = in(what, 2);
    auto& made = start(what, size);
    if constexpr (is_cell) {
        loops.select(made.cells.data(), cells_of(condition), cells_of(first), cells_of(second), size);
    } else {
        view<Number> const a(first), b(second);
        auto& out = values_of<Number>(made);
        view<std::int64_t> const decides(condition);
        for (std::size_t i = 0; i < size; ++i) out[i] = decides[i] != 0 ? a[i] : b[i];
    }
    if (condition.plain() && first.plain() && second.plain()) return;
    loops.select_marks(marks_in(made, size), cells_of(condition), marks_of(condition), marks_of(first), marks_of(second), size);
}

template void machine::choose<std::int64_t>(instruction const&);
template void machine::choose<wide>(instruction const&);

/// A cell of a decision table: "an input that is none matches `none` and `-` only".
void machine::in_spans(instruction const& what) {
    auto const& test = program_.spans[what.payload];
    auto const size = size_for(what);
    auto const& input = in(what, 0);
    auto const& loops = kernels::chosen();
    auto& made = start(what, size);
    auto const spans = how_.spans[what.payload];
    if (what.operands.size() == 1) {
        auto* const marks = input.plain() ? nullptr : marks_in(made, size);
        return loops.test(made.cells.data(), marks, operand_of(input), spans.data(), spans.size(), test.negated, test.none && !test.negated, size);
    }
    loops.test(made.cells.data(), nullptr, {cells_of(input), {}}, spans.data(), spans.size(), false, false, size);
    bool plain = input.plain();
    for (std::size_t p = 1; p < what.operands.size(); ++p) plain = plain && in(what, p).plain();
    if (plain) {
        for (std::size_t p = 1; p < what.operands.size(); ++p) loops.either(made.cells.data(), cells_of(in(what, p)), size);
        if (!test.negated) return;
        for (std::size_t i = 0; i < size; ++i) made.cells[i] ^= 1;
        return;
    }
    made.states.assign(size, state::value);
    for (std::size_t i = 0; i < size; ++i) {
        bool hit = made.cells[i] != 0;
        auto worst = input.is(i);
        if (worst == state::none) {
            made.cells[i] = !test.negated && test.none ? 1 : 0;
            continue;
        }
        bool const undecided = worst != state::value;
        for (std::size_t p = 1; p < what.operands.size(); ++p) {
            auto const& predicate = in(what, p);
            if (predicate.is(i) == state::value)
                hit = hit || predicate.cells[predicate.flat ? 0 : i] != 0;
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
