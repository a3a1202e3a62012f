// Columns as the loops see them.
#pragma once

#include "eval/column.hpp"
#include "eval/kernels/kernels.hpp"

namespace carefare::eval {

static_assert(sizeof(state) == 1, "states are read as bytes by the loops");

inline kernels::cells cells_of(column const& of) {
    return {of.cells.data(), of.flat};
}
inline kernels::marks marks_of(column const& of) {
    return {of.states.empty() ? nullptr : reinterpret_cast<std::uint8_t const*>(of.states.data()), of.flat};
}
inline std::uint8_t* marks_in(column& of, std::size_t size) {
    of.states.resize(size);
    return reinterpret_cast<std::uint8_t*>(of.states.data());
}

inline kernels::cells_and_marks operand_of(column const& of) {
    return {cells_of(of), marks_of(of)};
}

/// Between which numbers the cells lie of a column that has a value in every row, and at least one row.
struct bounds {
    std::int64_t least = 0, most = 0;
};
inline bounds bounds_of(column const& of) {
    if (of.flat) return {of.cells[0], of.cells[0]};
    if (of.least <= of.most) return {of.least, of.most};
    bounds found;
    kernels::chosen().bounds(of.cells.data(), &found.least, &found.most, of.cells.size());
    return found;
}

/// The states of an operation that needs a value of every operand.
inline void strict_states(column& made, std::size_t size, column const& a, column const& b) {
    if (a.plain() && b.plain()) return;
    kernels::chosen().worst(marks_in(made, size), marks_of(a), marks_of(b), size);
}

}  // namespace carefare::eval
