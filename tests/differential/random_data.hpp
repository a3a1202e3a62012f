// Datasets and answers made up from a checked programme alone: by the types, ranges, steps and words of its facts and
// options. The same seed gives the same data everywhere.
#pragma once

#include <cstdint>

#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::differential {

struct drawn_data {
    reference::dataset data;  ///< checked
    reference::settings settings;
    checked::plan plan;
};

[[nodiscard]] drawn_data draw(checked::rule_graph const& graph, std::uint64_t seed, std::size_t partitions);

}  // namespace carefare::differential
