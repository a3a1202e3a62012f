// The engine over tables, block by block: what is timed.
#pragma once

#include <functional>

#include <carefare/eval/evaluate_block.hpp>

#include "support/tables.hpp"

namespace carefare::bench {

class engine {
public:
    engine(programme const& of, tables const& over, std::size_t partitions_of_a_block);

    /// Evaluates every block; `use` sees each with the number of its first partition.
    void run(std::function<void(eval::block const&, std::size_t first)> const& use) const;
    /// How many instructions run for every block.
    [[nodiscard]] std::size_t instructions() const;

private:
    eval::evaluation evaluation_;
    std::size_t partitions_of_a_block_;
};

}  // namespace carefare::bench
