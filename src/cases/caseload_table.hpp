// One table of a caseload, from its file to rows.
#pragma once

#include <vector>

#include <carefare/cases/workspace.hpp>
#include <carefare/reference/dataset.hpp>

namespace carefare::cases {

/// Reads the table of an entity in order of key, from a file below `folder`. False after a diagnostic.
[[nodiscard]] bool read_table(std::string const& folder, std::string const& path, checked::entity_id entity, checked::rule_graph const& graph,
                              workspace& in, std::vector<reference::row>& into);

}  // namespace carefare::cases
