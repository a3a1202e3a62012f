// What held an allocation back: the limit, what it allows, and which rows had used it.
#pragma once

#include <functional>
#include <string>

#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::explain {

/// Empty for a row that was granted what it asked, and for a limit of which nothing had been used.
[[nodiscard]] std::string grant_line(
    checked::rule_graph const& graph, reference::evaluator& rows, checked::rule_id rule, reference::row_index row,
    std::function<std::string(checked::entity_id, reference::row_index)> const& tell_row);

}  // namespace carefare::explain
