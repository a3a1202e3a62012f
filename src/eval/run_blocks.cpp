// A counter that every thread takes its next block from.
#include <carefare/eval/run_blocks.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace carefare::eval {

std::vector<stretch> cut_into_blocks(host_tables const& of, std::size_t rows) {
    std::vector<stretch> all;
    for (std::size_t first = 0; first < of.partitions;) {
        auto last = first + 1;
        auto const fits = [&](std::size_t end) {
            return std::all_of(of.tables.begin(), of.tables.end(),
                               [&](host_table const& one) { return one.begins.empty() || one.begins[end] - one.begins[first] <= rows; });
        };
        while (last < of.partitions && fits(last + 1)) ++last;
        all.push_back({first, last - first});
        first = last;
    }
    return all;
}

void in_parallel(std::size_t count, unsigned threads, std::function<void(std::size_t)> const& work) {
    std::atomic<std::size_t> next = 0;
    std::exception_ptr failed;
    std::mutex guards_failed;
    auto const run = [&] {
        for (auto at = next++; at < count; at = next++) {
            try {
                work(at);
            } catch (...) {
                std::lock_guard const lock(guards_failed);
                if (!failed) failed = std::current_exception();
                next = count;
            }
        }
    };
    {
        std::vector<std::jthread> others;
        for (unsigned t = 1; t < threads && t < count; ++t) others.emplace_back(run);
        run();
    }
    if (failed) std::rethrow_exception(failed);
}

}  // namespace carefare::eval
