// The rows that ask an allocation, one by one, from columns; and what they are granted, to columns.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "eval/grants.hpp"
#include "eval/machine.hpp"

namespace carefare::eval {

/// The parts of a grant, in the order of `granted`.
enum class grant_part : std::uint8_t { grant, unmet, granted_before, left, place, bound_by };
constexpr std::size_t grant_parts = 6;

/// Where a part of a grant goes; nowhere, where nothing reads it.
struct grant_cells {
    std::int64_t* cells = nullptr;
    state* states = nullptr;
    void put(row_number row, state is, std::int64_t value) const {
        if (cells == nullptr) return;
        cells[row] = value;
        states[row] = is;
    }
};

/// A limit of an allocation, over the rows that ask.
struct limit_columns {
    program::limit_plan const* plan;
    view<std::int64_t> within, up_to;
    std::optional<view<std::int64_t>> counts;
    bool is_fresh;       ///< nothing was taken of it before
    std::int64_t name;
    std::size_t size;    ///< rows that it can be counted within
};

/// A limit as it stands to a row that asks.
struct limit_of_row {
    /// unknown: whether it counts the row, or what its number or `used_before` is; unbound: it counts it, and has no number.
    enum class kind : std::uint8_t { unknown, uncounted, unbound, bound } what = kind::unknown;
    std::int64_t within = 0, up_to = 0, before = 0;
};

class turns {
public:
    turns(machine const& of, checked::allocation const& as, view<std::int64_t> asks, std::span<limit_columns const> of_limits,
          std::array<grant_cells, grant_parts> const& into)
        : how(as), ask(asks), limits(of_limits), of_(&of), into_(into), room_(limits.size()) {}

    /// `room`: for its limits, as long as the turn is used.
    void read(turn& into, std::span<limit_of_turn> room, row_number row, given place) const;
    void give(turn const& one) const;
    void put(grant_part part, row_number row, state is, std::int64_t value) const { into_[static_cast<std::size_t>(part)].put(row, is, value); }
    /// A row that asks for none has none, but its place.
    void give_none(row_number row) const;
    /// A row that cannot be decided, where no other waits for it; false of all others, with nothing given.
    [[nodiscard]] bool leave(row_number row, std::int64_t place);
    [[nodiscard]] limit_of_row limit_at(limit_columns const& limit, row_number row) const;

    checked::allocation const& how;
    view<std::int64_t> const ask;
    std::span<limit_columns const> const limits;

private:
    [[nodiscard]] given used_before(limit_columns const& limit, std::int64_t within, row_number row) const;

    machine const* of_;
    std::array<grant_cells, grant_parts> into_;
    std::vector<limit_of_turn> room_;
};

}  // namespace carefare::eval
