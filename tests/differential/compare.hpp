// Both evaluators over one dataset: the same state and value for every output of every standing row, the
// same needs of each that is pending, and the same rows.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <carefare/bind/binding.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/eval/evaluate_block.hpp>
#include <carefare/program/program.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::differential {

struct comparison {
    std::size_t compared = 0, differ = 0;
    std::size_t needs = 0;                    ///< of what pending results and rows that are not made wait for
    std::size_t states[5] = {0, 0, 0, 0, 0};  ///< results by `reference::state`
};

/// What is compared: a programme of which every rule is an output, and what a run reads beside it.
struct subject {
    checked::rule_graph const& graph;
    program::program const& program;
    checked::plan const& plan;
    reference::settings const& settings;
    reference::dataset const& data;  ///< checked
    // Where `graph` is the last pass of a programme with stages and `data` has what the passes before it gave:
    checked::rule_graph const* whole = nullptr;   ///< the programme, for the reference evaluator
    reference::dataset const* given = nullptr;    ///< what that is given
};

/// Tells of the first differences on standard output, each with `name`.
void compare(subject const& of, std::string const& name, comparison& into);

/// A programme with stages: each pass in columns but for its rows, against the reference evaluator of all at once.
void compare_stages(checked::rule_graph const& whole, checked::plan const& plan, reference::settings const& settings, reference::dataset const& data,
                    std::string const& name, comparison& into);

/// The programme with every rule as an output that can be one.
[[nodiscard]] checked::rule_graph with_every_rule(checked::rule_graph const& graph);

}  // namespace carefare::differential
