// Which instructions run once and which for every block.
#pragma once

#include "eval/machine.hpp"

namespace carefare::eval {

/// Throws program::not_representable where rows of partitions are aggregated outside of them, std::invalid_argument where
/// the texts of the tables are numbered otherwise than those of the binding.
[[nodiscard]] run_plan plan_run(bind::binding const& binding, host_tables const& given);

}  // namespace carefare::eval
