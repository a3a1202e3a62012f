// Which rows a run pays, and which it reads for their sake.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>

#include <carefare/caseload/run.hpp>

#include "cases/caseload_days.hpp"

namespace carefare::caseload {

using cases::common_window;
using cases::day_of_row;
using cases::day_of_value;

/// A dated row that lies outside the days for which its table is complete is read as history.
[[nodiscard]] bool is_context(checked::entity const& table, reference::dataset const& data, checked::entity_id entity, reference::row const& row);

class paid_rows {
public:
    paid_rows(reference::evaluator& evaluator, checked::rule_graph const& graph, std::optional<pay_span> const& span)
        : evaluator_(evaluator), graph_(graph), span_(span) {}

    /// Is the row among those the run pays? A row whose date is not known is: it is not lost.
    [[nodiscard]] bool is_paid(checked::entity_id entity, reference::row_index row);
    /// Is a row of a dated table of none of the dates that are paid for?
    [[nodiscard]] bool is_unpaid_day(checked::entity_id entity, reference::row const& row);

private:
    /// The dates of rows of `made` that are paid, by owner; empty while it is not known which rows there are.
    using days = std::optional<std::set<std::int32_t>>;
    days const& days_of(checked::entity_id made, reference::row_index owner);

    reference::evaluator& evaluator_;
    checked::rule_graph const& graph_;
    std::optional<pay_span> const& span_;
    std::map<std::pair<checked::entity_id, reference::row_index>, days> days_;
};

}  // namespace carefare::caseload
