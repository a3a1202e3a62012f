// One family, or a few: rows straight into the tables of the evaluator, results straight out of its block.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <carefare/engine/results.hpp>

#include "engine/results_later.hpp"

namespace carefare::engine {

/// Empty where rows have to go the way of a run, through a dataset and the texts of its files: what the door does not take as
/// it is, records with several versions, overrides, faults, programmes with stages, more rows than one block has.
[[nodiscard]] std::optional<results> evaluate_directly(plan const& under, input const& rows, evaluation_options const& how);

}  // namespace carefare::engine
