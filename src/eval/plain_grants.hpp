// Grants in order where nothing of a partition is out of the ordinary: from columns to columns, without a turn for each row.
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

/// One partition after the other. `grant_in_order` decides the same, and all that this leaves.
class plain_grants {
public:
    /// Rows that limits count within belong to one partition each. `skips_zero`: of who asks for zero nothing but what is granted,
    /// unmet and binding is read.
    plain_grants(machine const& of, checked::allocation const& how, view<std::int64_t> ask, std::span<limit_columns const> limits,
                 std::array<grant_cells, grant_parts> const& into, bool skips_zero);
    /// False: something of the rows is not known or at fault, and what was written of them counts for nothing.
    [[nodiscard]] bool grant(row_number const* rows, std::size_t count);

private:
    /// What was taken from a row of a limit, by the rows of one partition.
    struct account {
        std::int64_t granted = 0;
        std::uint32_t of = 0;
        bool stopped = false;
    };
    /// A limit that counts the row at hand.
    struct counted {
        account* from;
        std::int64_t before, left, name;
        bool is_bound;       ///< it has a number
    };
    [[nodiscard]] bool count(row_number row);
    void conclude(row_number row, std::int64_t asked);
    void put(grant_part part, row_number row, state is, std::int64_t value) const {
        into_[static_cast<std::size_t>(part)].put(row, is, value);
    }

    machine const* of_;
    bool whole_, stops_when_full_, skips_zero_;
    view<std::int64_t> ask_;
    std::span<limit_columns const> limits_;
    std::vector<std::vector<account>> accounts_;  ///< by limit, then row
    std::array<grant_cells, grant_parts> into_;
    std::vector<counted> counted_;
    std::uint32_t partition_ = 0;
};

}  // namespace carefare::eval
