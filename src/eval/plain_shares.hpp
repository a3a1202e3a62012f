// Shares in proportion where little of a partition is out of the ordinary: from columns to columns, without a turn for each row.
#pragma once

#include <vector>

#include "eval/shares.hpp"
#include "eval/turns.hpp"

namespace carefare::eval {

/// One partition after the other. `grant_in_proportion` decides the same, and all that this leaves.
class plain_shares {
public:
    /// Rows that the limit counts within belong to one partition each. `step`: what is granted is a whole multiple of it.
    plain_shares(turns& of, std::int64_t step) : all_(of), limit_(of.limits.front()), step_(step), accounts_(limit_.size) {}
    /// False: rows wait for what is not known of others, or are at fault, and what was written of them counts for nothing.
    [[nodiscard]] bool grant(row_number const* rows, std::size_t count);

private:
    /// What all ask of a row of the limit.
    struct account {
        wide asked = 0;
        std::int64_t left = 0;
        std::uint32_t of = 0;  ///< the partition that asks
        bool is_shared_out = false;
    };
    /// A row that the limit counts.
    struct counted {
        row_number row;
        std::int64_t within, ask, before, granted;
    };
    [[nodiscard]] bool count(row_number row, std::int64_t asked);
    void share_out_from(std::size_t first);
    void conclude(counted const& one) const;
    /// The limit does not count it, or has no number.
    void give_all(row_number row, std::int64_t asked) const;

    turns& all_;
    limit_columns const& limit_;
    std::int64_t step_;
    std::vector<account> accounts_;  ///< by row of the limit
    std::vector<counted> counted_;
    std::vector<std::size_t> sharing_;
    shares_room room_;
    std::uint32_t partition_ = 0;
};

}  // namespace carefare::eval
