// Which registers can be none in some row: what is strict gives a fault in place of it.
#pragma once

#include <vector>

#include <carefare/program/program.hpp>

namespace carefare::program {

/// `known`: of the registers before the instruction.
[[nodiscard]] bool can_be_none(program const& of, instruction const& what, std::vector<bool> const& known);

}  // namespace carefare::program
