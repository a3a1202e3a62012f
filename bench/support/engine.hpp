// The engine over tables, block by block: what is timed.
#pragma once

#include <functional>
#include <memory>

#include <carefare/eval/evaluate_block.hpp>

#include "support/tables.hpp"

namespace carefare::bench {

class engine {
public:
    engine(programme const& of, tables const& over, std::size_t partitions_of_a_block);
    ~engine();
    engine(engine const&) = delete;
    engine& operator=(engine const&) = delete;

    /// Evaluates every block; `use` sees each with the number of its first partition.
    void run(std::function<void(eval::block const&, std::size_t first)> const& use) const;

private:
    struct inside;
    std::unique_ptr<inside> inside_;
};

}  // namespace carefare::bench
