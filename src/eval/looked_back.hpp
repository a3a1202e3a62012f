// What a walk back from a pending result reads.
#pragma once

#include <vector>

#include <carefare/program/program.hpp>

namespace carefare::eval {

/// By register: does the walk ask for its values, or for states other than pending? Of all others it asks alone where they are
/// pending (`needs_walk::list`): one that is pending nowhere it need not see.
[[nodiscard]] std::vector<bool> looked_back_at(program::program const& of);

}  // namespace carefare::eval
