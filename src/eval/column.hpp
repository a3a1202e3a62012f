// A column: a value and a state in each row, or one for all rows.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include <carefare/bind/binding.hpp>

namespace carefare::eval {

using bind::state;
using program::wide;

/// Leaves numbers as they are where a vector grows: what is read of a cell counts where the state beside it is a value alone, and there it has
/// been written.
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

/// What a column holds: memory of its own, or a stretch of somebody else's that is read only. Whatever writes finds memory of
/// its own alone: a cell of what is lent cannot be reached by it.
template <class T>
class held {
public:
    held() = default;
    held(held const& of) : own_(of.begin(), of.end()) { see_own(); }
    held(held&& of) noexcept { *this = std::move(of); }
    held& operator=(held const& of) {
        if (this == &of) return *this;
        own_.assign(of.begin(), of.end());
        see_own();
        return *this;
    }
    held& operator=(held&& of) noexcept {
        if (this == &of) return *this;
        own_ = std::move(of.own_);
        seen_ = std::exchange(of.seen_, nullptr);  // a vector that is moved keeps its memory
        size_ = std::exchange(of.size_, 0);
        of.own_.clear();
        return *this;
    }
    ~held() = default;

    /// Who lends it keeps it in place for as long as it is held.
    void lend(T const* at, std::size_t size) {
        own_.clear();
        seen_ = at;
        size_ = size;
    }
    [[nodiscard]] bool is_lent() const { return size_ != 0 && seen_ != own_.data(); }

    [[nodiscard]] T const* data() const { return seen_; }
    [[nodiscard]] T* data() { return own(), own_.data(); }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] std::size_t capacity() const { return own_.capacity(); }
    /// Memory of its own beyond what it holds.
    [[nodiscard]] bool has_room() const { return own_.capacity() > (is_lent() ? 0 : size_); }
    [[nodiscard]] T const& operator[](std::size_t i) const { return seen_[i]; }
    [[nodiscard]] T& operator[](std::size_t i) {
        assert(!is_lent());
        return own_[i];
    }
    [[nodiscard]] T const& front() const { return seen_[0]; }
    [[nodiscard]] T const* begin() const { return seen_; }
    [[nodiscard]] T const* end() const { return seen_ + size_; }
    [[nodiscard]] T* begin() { return data(); }
    [[nodiscard]] T* end() { return data() + size_; }

    /// Of what is lent a part is lent still.
    void shrink(std::size_t size) {
        if (size >= size_) return;
        if (is_lent())
            size_ = size;
        else
            resize(size);
    }
    void resize(std::size_t size) { own(), own_.resize(size), see_own(); }
    void resize(std::size_t size, T const& with) { own(), own_.resize(size, with), see_own(); }
    void assign(std::size_t size, T const& with) { own_.assign(size, with), see_own(); }
    template <std::input_iterator From>
    void assign(From first, From last) {
        own_.assign(first, last), see_own();
    }
    void push_back(T const& one) { own(), own_.push_back(one), see_own(); }
    template <std::input_iterator From>
    void add(From first, From last) {
        own(), own_.insert(own_.end(), first, last), see_own();
    }
    void reserve(std::size_t size) { own(), own_.reserve(size), see_own(); }
    void clear() {
        if (seen_ == own_.data() && size_ == 0) return;
        own_.clear();
        see_own();
    }
    /// In memory of the size of what it holds; `room` is given the larger one.
    void fit(held& room) {
        if (!has_room()) return;
        bool const lent = is_lent();
        room.own_ = std::exchange(own_, {});
        if (!lent) own_.assign(room.own_.begin(), room.own_.end()), see_own();
        room.own_.clear();
        room.see_own();
    }

private:
    void own() {
        if (is_lent()) own_.assign(seen_, seen_ + size_), see_own();
    }
    void see_own() {
        seen_ = own_.data();
        size_ = own_.size();
    }
    T const* seen_ = nullptr;
    std::size_t size_ = 0;
    buffer<T> own_;
};

/// What is asked of it for every instruction stands in one line of the cache.
struct alignas(64) column {
    bool flat = false;               ///< one value for all rows
    // who holds it
    bool is_wide = false;            ///< which of the two it was made for
    bool is_kept = false;            ///< never written again: of a table, an allocation, or shared by all blocks
    unsigned holders = 0;            ///< registers that it is the column of
    held<std::int64_t> cells;
    held<state> states;              ///< empty: a value in every row
    held<wide> wides;                ///< in place of cells in the wide lane
    std::int64_t least = 1, most = 0;  ///< between which the cells lie, where it is known

    /// No rows; what it held is kept for the next that it holds.
    void clear() {
        cells.clear();
        wides.clear();
        states.clear();
        flat = false;
        least = 1, most = 0;
    }
    [[nodiscard]] bool may_be_smaller() const { return cells.has_room() || wides.has_room() || states.has_room(); }
    [[nodiscard]] bool plain() const { return states.empty(); }
    [[nodiscard]] state is(std::size_t row) const { return states.empty() ? state::value : states[flat ? 0 : row]; }
};

/// Is there a value in every row? A stretch at a time, without a branch for each.
inline bool is_all_values(state const* states, std::size_t size) {
    constexpr std::size_t stretch = 1024;
    for (std::size_t first = 0; first < size; first += stretch) {
        auto const last = std::min(size, first + stretch);
        unsigned char any = 0;
        for (auto i = first; i < last; ++i) any |= static_cast<unsigned char>(states[i]);
        if (any != 0) return false;
    }
    return true;
}
template <class States>
bool is_all_values(States const& states) {
    return is_all_values(states.data(), states.size());
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
held<Number>& values_of(column& of) {
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
