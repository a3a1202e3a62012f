// Stretches in order become one: as a stable sort would have it, whatever stands in the memory that is lent.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>

#include "eval/merge_runs.hpp"

namespace carefare::eval {

TEST(merge_runs, sorts_as_a_stable_sort_does) {
    std::mt19937_64 random(7);
    using row = std::pair<int, std::size_t>;  // a key, and where it stood
    auto const before = [](row const& a, row const& b) { return a.first < b.first; };
    std::vector<row> lent{{5, 5}, {3, 3}};
    for (std::size_t size = 0; size < 200; ++size) {
        for (int const keys : {1, 3, 1000}) {
            for (std::size_t const runs : {std::size_t{1}, std::size_t{3}, size + 1}) {
                std::vector<row> all;
                for (std::size_t i = 0; i < size; ++i) all.emplace_back(static_cast<int>(random() % static_cast<unsigned>(keys)), i);
                auto const stretch = static_cast<std::ptrdiff_t>(size / runs + 1);
                for (auto at = all.begin(); at < all.end(); at += std::min(stretch, all.end() - at)) {
                    std::stable_sort(at, at + std::min(stretch, all.end() - at), before);
                }
                auto wanted = all;
                std::stable_sort(wanted.begin(), wanted.end(), before);
                merge_runs(all, lent, before);
                ASSERT_EQ(all, wanted) << size << ' ' << keys << ' ' << runs;
            }
        }
    }
}

TEST(merge_runs, backwards) {
    std::vector<int> all{9, 8, 7, 6, 5, 4, 3, 2, 1}, lent;
    merge_runs(all, lent, [](int a, int b) { return a < b; });
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
}

}  // namespace carefare::eval
