// What is left of a limit, shared among those who ask for more than that.
#pragma once

#include <cstdint>
#include <vector>

#include <carefare/program/program.hpp>

namespace carefare::eval {

struct share {
    std::int64_t ask = 0, granted = 0;
    program::wide fraction = 0;  ///< of a step, times what was asked in all
};

/// Shares, and memory for the work on them.
struct shares_room {
    std::vector<share> shares;
    std::vector<share*> by_fraction, lent;
};

/// By asks, in whole steps, none above its ask; what remains by largest fraction, ties in the order in which the shares stand. All they
/// ask where it is no more than what is left.
void share_out(shares_room& room, std::int64_t left, std::int64_t step);

}  // namespace carefare::eval
