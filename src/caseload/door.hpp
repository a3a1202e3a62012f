// What became of the rows of a caseload at the door: counts and findings.
#pragma once

#include <carefare/base/source.hpp>
#include <carefare/reference/dataset.hpp>

#include "caseload/output_layout.hpp"

namespace carefare::caseload {

/// Every row is counted once, in its fate.
void count_rows(reference::dataset const& data, checked::rule_graph const& graph, totals& into);
/// Each finding, then each row that shares the fate of another's: every row that is not used is named. In order of
/// entity, key and field.
void list_findings(reference::dataset const& data, source_map const& sources, output_layout const& layout, file_texts& texts, totals& into);

}  // namespace carefare::caseload
