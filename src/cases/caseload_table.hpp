// One table of a caseload, from its file to rows.
#pragma once

#include <vector>

#include <carefare/cases/workspace.hpp>
#include <carefare/reference/dataset.hpp>

#include "cases/caseload_folder.hpp"
#include "checked/csv_reader.hpp"

namespace carefare::cases {

/// Reads the table of an entity of a folder, in order of key. False after a diagnostic.
[[nodiscard]] bool read_table(caseload_folder const& folder, checked::entity_id entity, checked::rule_graph const& graph, workspace& in,
                              std::vector<reference::row>& into);

/// What every table is read within.
inline constexpr std::uint64_t most_table_bytes = 1ULL << 30U;
inline constexpr checked::csv_limits table_limits{5'000'000, 500};

/// Of a table whose lines are known to be well-formed the rows that begin at `begins` (ascending), as `read_table` reads them.
void read_rows_at(std::vector<std::uint32_t> const& begins, source_id file, checked::entity_id entity, checked::rule_graph const& graph,
                  workspace& in, std::vector<reference::row>& into);

}  // namespace carefare::cases
