// Closing balances: a row of a host table for each row of a group, in the columns that the next run reads.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <carefare/caseload/totals.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::caseload {

/// What one row of the group comes to: its cells, or why it has none.
struct closing_row {
    carried_state is = carried_state::written;
    std::vector<std::string> cells;
    std::set<reference::need> needs;
    std::string code, field, message;
};

[[nodiscard]] closing_row close(checked::carried_table const& table, reference::row_index row, reference::evaluator& evaluator,
                                checked::rule_graph const& graph);
/// The key of the row in the next run's table.
[[nodiscard]] std::string carried_key(std::string const& key, std::optional<date> last_day);

}  // namespace carefare::caseload
