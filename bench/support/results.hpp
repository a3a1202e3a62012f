// Results of a block as whole numbers, to be compared with what a baseline came to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <carefare/eval/evaluate_block.hpp>

#include "support/programme.hpp"

namespace carefare::bench {

/// What a baseline writes: cells over the same denominators as the engine's, and states (empty: values alone).
struct result_column {
    std::vector<std::int64_t> cells;
    std::vector<eval::state> states;

    void resize(std::size_t rows, bool with_states = true) {
        cells.resize(rows);
        if (with_states) states.resize(rows);
    }
};

/// The number that stands for a value: of a number over the denominator, of a word its place, of a date its day.
[[nodiscard]] std::int64_t whole_number(checked::constant_value const& of, rational const& denominator);

/// Throws where an output of the block differs from the baseline's rows from `first` on, in a state or in a value. Says how
/// many values it saw, so that nobody compares nothing.
std::size_t require_equal(programme const& of, eval::block const& block, std::size_t output, result_column const& wanted,
                          std::size_t first = 0);

}  // namespace carefare::bench
