// Stages of a programme (docs/language.md, "Stages"): which part of the work has which rows, and what one part hands to
// the next. Whoever evaluates a partition at a time goes through the passes, each a programme of its own.
#pragma once

#include <map>
#include <set>
#include <vector>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

/// What follows from the stages of the rules. Empty of a programme without stages.
struct stage_plan {
    entity_id partition = no_id;               ///< of the first stage, the finest
    std::vector<std::uint32_t> of_makers;      ///< by entity: from which stage on its rows are there; no_id: always
    /// By stage: the results of rows of the finest partition that it reads of earlier stages. Empty of stages of that partition.
    std::vector<std::vector<rule_id>> handed;
};
[[nodiscard]] stage_plan plan_of_stages(rule_graph const& graph);

/// True of a stage that puts together the rows of several partitions of the first.
[[nodiscard]] inline bool is_above(rule_graph const& graph, std::uint32_t stage) {
    return stage != no_id && graph.stages[stage].partition != graph.stages.front().partition;
}

/// One part of the work as a programme without stages: what earlier ones came to are facts, `stored`, of the rows they are results of.
struct pass {
    rule_graph graph;                          ///< its outputs, but of the last pass, are results that later passes read
    std::map<rule_id, fact_id> stored;         ///< results of earlier passes that it reads
    std::set<fact_id> reads;                   ///< facts of hosts that it reads of rows of the first stage's partition
};

/// In their order; the last one is of the finest partition, has the outputs of the programme and makes all its rows. What is
/// kept beside a grant has a rule of its own behind the rules of the programme; facts stand behind its facts, in all passes alike.
[[nodiscard]] std::vector<pass> passes_of(rule_graph const& graph);

}  // namespace carefare::checked
