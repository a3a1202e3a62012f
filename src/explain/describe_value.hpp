// Values, dates and states in words.
#pragma once

#include <optional>
#include <string>

#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::explain {

/// "$86.56", "none", "pending: annual gross income (family[f1]) ...", "fault R010: ..."
[[nodiscard]] std::string describe_outcome(checked::rule_graph const& graph, reference::outcome const& of, checked::type const& t);
/// As above, a number without finite decimals as "$86.555769... (225045/2600)".
[[nodiscard]] std::string describe_exact(checked::rule_graph const& graph, reference::outcome const& of, checked::type const& t);
/// "from 2019-01-01 until 2019-12-31, known 2019-02-01"; empty where it holds for all time.
[[nodiscard]] std::string describe_dates(std::optional<date> from, std::optional<date> until, std::optional<date> known);
/// "inferred: date of the plan year", "not stated", "assumed for this run: ..."; empty for a stated answer.
[[nodiscard]] std::string describe_state(checked::value_entry const& entry);
/// False of a row that a caller changed: it stands in no file.
[[nodiscard]] bool is_published(checked::table_row const& row);
/// "assumed for this run: REASON"
[[nodiscard]] std::string assumed_words(std::string const& reason);
/// "rounded half up to 2 decimals", "rounded down to a whole number"
[[nodiscard]] std::string describe_rounding(checked::rule_graph const& graph, checked::node const& n,
                                            reference::outcome const& computed_mode);

}  // namespace carefare::explain
