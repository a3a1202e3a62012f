// Results explained, for the command line and for callers alike.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <carefare/cases/run_case.hpp>
#include <carefare/engine/explain.hpp>

namespace carefare::engine {

/// What explanations are made of.
struct explained {
    checked::rule_graph const& graph;
    checked::plan const& plan;
    reference::settings const& settings;
    reference::dataset const& data;
    source_map const& sources;
};

/// Every output of every row that is decided together; of the partition of that key, if one is named.
[[nodiscard]] std::vector<cases::expectation> every_output(checked::rule_graph const& graph, reference::evaluator& evaluator, std::string const& partition);
/// Finds the row that a result names by a key the engine makes; false with a diagnostic if there is none.
bool find_made_row(cases::expectation& of, checked::rule_graph const& graph, reference::evaluator& evaluator, diagnostics& sink);
/// The explanations of results whose rows are found, one after the other; JSON as one array.
[[nodiscard]] std::string explain_results(explained const& with, std::vector<cases::expectation> const& results, explanation_style style, explanation_format format);

}  // namespace carefare::engine
