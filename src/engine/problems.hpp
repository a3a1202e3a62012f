// Diagnostics as callers are told of them.
#pragma once

#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>
#include <carefare/engine/error.hpp>

namespace carefare::engine {

[[nodiscard]] problem to_problem(diagnostic const& item, source_map const& sources);
/// Those from one on; errors first.
[[nodiscard]] std::vector<problem> to_problems(diagnostics const& sink, source_map const& sources, std::size_t from = 0);
/// Throws what was found; of a sink that took no more, that.
[[noreturn]] void throw_problems(diagnostics const& sink, source_map const& sources, std::size_t from = 0);

}  // namespace carefare::engine
