// The rows that a run hands to the next, as their table is read.
#pragma once

#include <carefare/cases/caseload.hpp>

namespace carefare::cases {

/// Fills the carried table `number` of the graph from the rows of its group in one block.
void carry(std::size_t number, reference::evaluator& evaluator, checked::rule_graph const& graph, std::optional<date> last_day,
           caseload_result& out);
/// The table as a file of a caseload.
[[nodiscard]] std::string carried_file(carried_rows const& rows, checked::carried_table const& table, checked::rule_graph const& graph);

}  // namespace carefare::cases
