// What is computed once, before blocks, is computed when the engine is made and not timed.
#include "support/engine.hpp"

#include <algorithm>

namespace carefare::bench {

engine::engine(programme const& of, tables const& over, std::size_t partitions_of_a_block)
    : evaluation_(of.bound(), over.all()), partitions_of_a_block_(partitions_of_a_block) {}

std::size_t engine::instructions() const { return evaluation_.instructions().of_blocks; }

void engine::run(std::function<void(eval::block const&, std::size_t)> const& use) const {
    auto const all = evaluation_.partitions();
    for (std::size_t first = 0; first < all; first += partitions_of_a_block_)
        use(evaluation_.run(first, std::min(partitions_of_a_block_, all - first)), first);
}

}  // namespace carefare::bench
