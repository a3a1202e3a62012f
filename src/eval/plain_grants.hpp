// Grants in order where little of a partition is out of the ordinary: from columns to columns, without a turn for each row.
#pragma once

#include <vector>

#include "eval/turns.hpp"

namespace carefare::eval {

/// One partition after the other. `grant_in_order` decides the same, and all that this leaves.
class plain_grants {
public:
    /// Rows that limits count within belong to one partition each. `skips_zero`: of who asks for zero nothing but what is granted,
    /// unmet and binding is read.
    plain_grants(turns& of, bool skips_zero);
    /// False: rows wait for what is not known of others, or are at fault, and what was written of them counts for nothing.
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

    turns& all_;
    bool skips_zero_;
    std::vector<std::vector<account>> accounts_;  ///< by limit, then row
    std::vector<counted> counted_;
    std::uint32_t partition_ = 0;
};

}  // namespace carefare::eval
