// The generator of made-up rows: its numbers are fixed for all machines, its bounds hold and favour none.
#include <gtest/gtest.h>

#include <array>
#include <set>

#include "cases/sample_random.hpp"

namespace carefare::cases {
namespace {

// xoshiro256**, splitmix64 and FNV-1a were written anew in another language for these numbers, from the papers of their authors;
// that splitmix64 begins with e220a8397b1dcdaf for the seed 0.
TEST(sample_random, numbers_are_the_same_everywhere) {
    sample_random with(7, "family", "f1", "size");
    for (auto const expected : {0x4d4cf4eff8378b48U, 0x15bd7e595f7160dcU, 0xb77708b369747bfcU, 0x8cc0380acbdb1bf6U}) EXPECT_EQ(with.next(), expected);
    sample_random bounded(7, "family", "f1", "size");
    for (auto const expected : {0U, 4U, 0U, 8U, 5U, 1U, 5U, 0U, 8U, 1U}) EXPECT_EQ(bounded.below(10), expected);
}

TEST(sample_random, seed_and_names_each_matter) {
    EXPECT_EQ(sample_random(8, "family", "f1", "size").next(), 0x1cdd74036c378f03U);
    EXPECT_EQ(sample_random(7, "family", "f1s", "ize").next(), 0x351449e6d3326142U) << "names do not run into each other";
    std::set<std::uint64_t> first;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        for (auto const* key : {"f1", "f2", "f11"}) first.insert(sample_random(seed, "family", key, "size").next());
    }
    EXPECT_EQ(first.size(), 150U);
}

TEST(sample_random, bounds_hold) {
    sample_random with(1, "a", "b", "c");
    for (int i = 0; i < 1000; ++i) {
        EXPECT_EQ(with.below(1), 0U);
        EXPECT_LT(with.below(7), 7U);
        EXPECT_LT(with.below(0xc000000000000001U), 0xc000000000000001U) << "a quarter of all numbers is drawn again";
        auto const n = with.between(-3, 3);
        EXPECT_TRUE(-3 <= n && n <= 3);
        EXPECT_EQ(with.between(5, 5), 5);
    }
}

// 60000 draws of six: 10000 each; the standard deviation is sqrt(60000 * 1/6 * 5/6) = 91.3, and 5 of them are 457.
TEST(sample_random, every_number_is_as_likely) {
    std::array<int, 6> counts{};
    for (int i = 0; i < 60000; ++i) ++counts.at(sample_random(3, "die", std::to_string(i), "side").below(6));
    for (auto const count : counts) EXPECT_NEAR(count, 10000, 457);
}

}  // namespace
}  // namespace carefare::cases
