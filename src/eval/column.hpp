// A column: a value and a state in each row, or one for all rows.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <carefare/bind/binding.hpp>

namespace carefare::eval {

using bind::state;
using program::wide;

/// Leaves numbers as they are where a vector grows: every cell of a column is written before it is read.
template <class T>
struct unwritten : std::allocator<T> {
    template <class Other>
    struct rebind {
        using other = unwritten<Other>;
    };
    unwritten() = default;
    template <class Other>
    explicit unwritten(unwritten<Other> const&) {}
    template <class... Arguments>
    void construct(T* at, Arguments&&... with) {
        if constexpr (sizeof...(with) == 0)
            ::new (static_cast<void*>(at)) T;
        else
            ::new (static_cast<void*>(at)) T(std::forward<Arguments>(with)...);
    }
};
template <class T>
using buffer = std::vector<T, unwritten<T>>;

struct column {
    buffer<std::int64_t> cells;
    buffer<wide> wides;              ///< in place of cells in the wide lane
    buffer<state> states;            ///< empty: a value in every row
    bool flat = false;               ///< one value for all rows
    // who holds it
    bool is_wide = false;            ///< which of the two it was made for
    bool is_kept = false;            ///< never written again: of a table, an allocation, or shared by all blocks
    unsigned holders = 0;            ///< registers that it is the column of

    /// No rows; what it held is kept for the next that it holds.
    void clear() {
        cells.clear();
        wides.clear();
        states.clear();
        flat = false;
    }
    [[nodiscard]] bool plain() const { return states.empty(); }
    [[nodiscard]] state is(std::size_t row) const { return states.empty() ? state::value : states[flat ? 0 : row]; }
};

/// Is there a value in every row? A stretch at a time, without a branch for each.
inline bool is_all_values(buffer<state> const& states) {
    constexpr std::size_t stretch = 1024;
    for (std::size_t first = 0; first < states.size(); first += stretch) {
        auto const last = std::min(states.size(), first + stretch);
        unsigned char any = 0;
        for (auto i = first; i < last; ++i) any |= static_cast<unsigned char>(states[i]);
        if (any != 0) return false;
    }
    return true;
}

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
    [[nodiscard]] state const* states() const { return states_; }

private:
    Number const* values_ = nullptr;
    state const* states_;
    bool flat_;
};

template <class Number>
buffer<Number>& values_of(column& of) {
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
