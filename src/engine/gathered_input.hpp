// Rows put together and in order, as a caseload in files has them.
#pragma once

#include <vector>

#include <carefare/reference/dataset.hpp>

#include "engine/clean_partitions.hpp"
#include "engine/input_columns.hpp"
#include "engine/typed_rows.hpp"

namespace carefare::engine {

/// Those of each table in the order of their keys; not yet checked. Without those of `but`, where it is given.
[[nodiscard]] reference::dataset gathered(typed_rows const& of, std::vector<input_table> const& tables, checked::rule_graph const& graph,
                                          chosen_rows const* but = nullptr);

}  // namespace carefare::engine
