// Where a number comes from, in one sentence: the line of a plan, a figure of the law, a row of a rate table.
#pragma once

#include <string>

#include "explain/recorder.hpp"

namespace carefare::explain {

/// What the sentences of one letter are told from.
struct letter_sources {
    checked::rule_graph const& graph;
    checked::plan const& plan;
    reference::settings const& with;
    reference::dataset const& data;
};

/// Empty for what no letter names: a reading, a constant, a lookup that finds nothing or no number.
[[nodiscard]] std::string slot_line(letter_sources const& in, event const& seen);
[[nodiscard]] std::string lookup_line(letter_sources const& in, event const& seen);
/// "Limits on seeking work: yes. The plan says: 'Not beyond 30 days.' (plan of the county, appendix L 5; inferred: ...)."
[[nodiscard]] std::string hook_line(letter_sources const& in, checked::rule const& rule, rule_record const& record);
/// "Before rounding it is $86.555769...; rounded half up to the cent, $86.56."; empty where nothing was rounded off.
[[nodiscard]] std::string rounding_words(checked::rule_graph const& graph, event const& seen);
/// "Set to $90.00 in place of $86.56: a hearing. Authorized by N. N., recorded on June 3, 2019."
[[nodiscard]] std::string override_line(checked::rule_graph const& graph, checked::rule const& rule,
                                        rule_record const& record);

}  // namespace carefare::explain
