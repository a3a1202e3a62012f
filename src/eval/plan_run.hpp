// Which instructions run once and which for every block.
#pragma once

#include "eval/machine.hpp"

namespace carefare::eval {

/// Throws program::not_representable where rows of partitions are aggregated outside of them.
[[nodiscard]] run_plan plan_run(program::program const& of, layout with);

}  // namespace carefare::eval
