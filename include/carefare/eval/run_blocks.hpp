// Blocks of a caseload on several threads.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include <carefare/eval/evaluate_block.hpp>

namespace carefare::eval {

/// Partitions [first, first + count).
struct stretch {
    std::size_t first = 0, count = 0;
};

/// All partitions cut into blocks whose largest table has about `rows` rows; a partition is never cut.
[[nodiscard]] std::vector<stretch> cut_into_blocks(host_tables const& of, std::size_t rows);

inline constexpr std::size_t rows_of_a_block = 4096;

/// Calls `work` with each number below `count`, on so many threads (one: this one). The first exception is thrown again
/// when all threads have stopped.
void in_parallel(std::size_t count, unsigned threads, std::function<void(std::size_t)> const& work);

/// `work` for each number below `count`, many at a time on one thread.
template <class Work>
void in_stretches(std::size_t count, unsigned threads, Work work) {
    constexpr std::size_t stretch = std::size_t{1} << 16U;
    in_parallel((count + stretch - 1) / stretch, threads, [&](std::size_t part) {
        for (auto i = part * stretch; i < std::min(count, (part + 1) * stretch); ++i) work(i);
    });
}

}  // namespace carefare::eval
