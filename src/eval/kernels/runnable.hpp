// For who tries all builds of the loops.
#pragma once

#include <vector>

#include "eval/kernels/kernels.hpp"

namespace carefare::eval::kernels {

/// All that this processor runs, the best last.
[[nodiscard]] std::vector<functions const*> runnable();

}  // namespace carefare::eval::kernels
