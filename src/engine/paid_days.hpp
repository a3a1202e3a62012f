// The days that a run was asked to pay, held against its rows: a month that nobody meant is not paid in silence.
#pragma once

#include <carefare/base/diagnostic.hpp>
#include <carefare/caseload/run.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/dataset.hpp>

namespace carefare::engine {

/// Rows of the programme have a day by which they are paid; an error if not.
void expect_paid_rows(checked::rule_graph const& graph, diagnostics& sink);
/// Warnings after a run: no row is paid on those days, or the tables are not complete on all of them.
/// False where nothing is paid.
[[nodiscard]] bool tell_paid_days(caseload::pay_span const& pay, checked::rule_graph const& graph, caseload::totals const& counts,
                                  reference::window const& complete, diagnostics& sink);

}  // namespace carefare::engine
