// Rows put together and in order, as a caseload in files has them.
#pragma once

#include <vector>

#include <carefare/reference/dataset.hpp>

#include "engine/input_columns.hpp"
#include "engine/typed_rows.hpp"

namespace carefare::engine {

/// Those of each table in the order of their keys; not yet checked.
[[nodiscard]] reference::dataset gathered(typed_rows const& of, std::vector<input_table> const& tables, checked::rule_graph const& graph);

}  // namespace carefare::engine
