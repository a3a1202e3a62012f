// A column: a value and a state in each row, or one for all rows.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <carefare/bind/binding.hpp>

namespace carefare::eval {

using bind::state;
using program::wide;

struct column {
    std::vector<std::int64_t> cells;
    std::vector<wide> wides;         ///< in place of cells in the wide lane
    std::vector<state> states;       ///< empty: a value in every row
    bool flat = false;               ///< one value for all rows
};

/// Read access by row, whether flat or not.
template <class Number>
class view {
public:
    explicit view(column const& of) : states_(of.states.empty() ? nullptr : of.states.data()), flat_(of.flat) {
        if constexpr (sizeof(Number) == sizeof(std::int64_t))
            values_ = of.cells.data();
        else
            values_ = of.wides.data();
    }
    [[nodiscard]] Number operator[](std::size_t i) const { return values_[flat_ ? 0 : i]; }
    [[nodiscard]] state is(std::size_t i) const { return states_ == nullptr ? state::value : states_[flat_ ? 0 : i]; }
    [[nodiscard]] bool plain() const { return states_ == nullptr; }
    [[nodiscard]] bool flat() const { return flat_; }
    [[nodiscard]] Number const* data() const { return values_; }

private:
    Number const* values_ = nullptr;
    state const* states_;
    bool flat_;
};

template <class Number>
std::vector<Number>& values_of(column& of) {
    if constexpr (sizeof(Number) == sizeof(std::int64_t))
        return of.cells;
    else
        return of.wides;
}

/// The state of an operation from those of its operands: what is none where a value is needed is a fault.
inline state strict(state worst) {
    return worst == state::none ? state::fault : worst;
}

}  // namespace carefare::eval
