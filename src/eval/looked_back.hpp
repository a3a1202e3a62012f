// What a walk back from a pending result reads.
#pragma once

#include <vector>

#include <carefare/program/program.hpp>

#include "eval/lists.hpp"

namespace carefare::eval {

struct looked_back {
    /// By register: does the walk ask for its values, or for states other than pending, whatever is pending? Of all others it asks alone
    /// where they are pending (`needs_walk::list`): one that is pending nowhere it need not see.
    std::vector<bool> always;
    /// By register: those whose instruction makes the walk ask so, where they are pending.
    lists<program::reg> beside;
};

[[nodiscard]] looked_back looked_back_at(program::program const& of);

}  // namespace carefare::eval
