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

/// The states of an operation that needs a value of every operand.
inline void strict_states(column& made, std::size_t size, column const& a, column const& b) {
    if (a.plain() && b.plain()) return;
    kernels::chosen().worst(marks_in(made, size), marks_of(a), marks_of(b), size);
}

}  // namespace carefare::eval
