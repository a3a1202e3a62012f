// The order of numbered keys, and which rows have a key that another row has already.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "cases/columns_order.hpp"

namespace carefare::cases {
namespace {

TEST(compare_numbered, is_the_order_in_which_keys_are_numbered) {
    std::vector<std::string> sorted{"a11-s2019-06-03", "a02", "a10-s2019-06-04", "a10-s2019-06-03", "a10", "a2", "a1b", "a1-10", "a1-9", "a1",
                                    "a-1", "a", "010", "02x", "10", "2", "1", "-", ""};
    // Of numbers the one with fewer digits is less, and a nought before them is a digit.
    std::sort(sorted.begin(), sorted.end(), [](auto const& a, auto const& b) { return compare_numbered(a, b) < 0; });
    EXPECT_EQ(sorted, (std::vector<std::string>{"", "-", "1", "2", "02x", "10", "010", "a", "a-1", "a1", "a1-9", "a1-10", "a1b", "a2", "a02", "a10",
                                                "a10-s2019-06-03", "a10-s2019-06-04", "a11-s2019-06-03"}));
}

TEST(compare_numbered, is_a_total_order_of_texts) {
    std::mt19937_64 random(7);
    auto const draw = [&] {
        static constexpr std::string_view letters = "0019a-\xc3";
        std::string made;
        for (auto size = random() % 6; size > 0; --size) made += letters[random() % letters.size()];
        return made;
    };
    for (int i = 0; i < 200'000; ++i) {
        auto const a = draw(), b = draw(), c = draw();
        auto const ab = compare_numbered(a, b), bc = compare_numbered(b, c), ac = compare_numbered(a, c);
        ASSERT_EQ(ab == 0, a == b) << a << " " << b;
        ASSERT_EQ(ab < 0, compare_numbered(b, a) > 0) << a << " " << b;
        EXPECT_FALSE(ab <= 0 && bc <= 0 && ac > 0) << a << " " << b << " " << c;
    }
}

/// By the definition: the first row of each key with each other one.
std::set<std::pair<std::uint32_t, std::uint32_t>> twins_of(std::vector<std::string> const& keys) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> all;
    for (std::uint32_t r = 0; r < keys.size(); ++r) {
        auto const first = static_cast<std::uint32_t>(std::find(keys.begin(), keys.end(), keys[r]) - keys.begin());
        if (first != r) all.emplace(first, r);
    }
    return all;
}

TEST(twins, are_found_by_hash_and_by_order) {
    std::mt19937_64 random(11);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::string> keys;
        for (auto size = random() % 40; size > 0; --size) keys.push_back("k" + std::to_string(random() % 25));
        std::sort(keys.begin(), keys.end(), [](auto const& a, auto const& b) { return compare_numbered(a, b) < 0; });
        std::string file;
        for (auto const& key : keys) file += key;
        row_texts texts;
        texts.resize(keys.size());
        texts.set_base(file.data());
        eval::buffer<std::uint64_t> hashes;
        keys_in_order order, piece;
        eval::row_number first_of_piece = 0;
        std::size_t at = 0;
        for (std::size_t r = 0; r < keys.size(); ++r) {
            texts.set(r, std::string_view(file).substr(at, keys[r].size()));
            at += keys[r].size();
            hashes.push_back(hash_of(keys[r]));
            // In pieces of some rows each.
            auto const row = static_cast<eval::row_number>(r);
            piece.add(row, row == first_of_piece ? std::nullopt : std::optional<std::string_view>(keys[r - 1]), keys[r]);
            if (r + 1 < keys.size() && random() % 4 != 0) continue;
            piece.end(keys[r]);
            order.join(piece, first_of_piece);
            piece = {};
            first_of_piece = row + 1;
        }
        ASSERT_TRUE(order.is_in_order());
        std::set<std::pair<std::uint32_t, std::uint32_t>> by_hash, by_order;
        for (auto const& [first, other] : find_twins(hashes, texts, 2)) by_hash.emplace(first, other);
        for (auto const& [first, other] : twins_in_order(order.alike())) by_order.emplace(first, other);
        ASSERT_EQ(by_hash, twins_of(keys));
        ASSERT_EQ(by_order, twins_of(keys));
    }
}

keys_in_order order_of(std::vector<std::vector<std::string>> const& pieces) {
    keys_in_order all;
    eval::row_number row = 0;
    for (auto const& keys : pieces) {
        keys_in_order piece;
        auto const first = row;
        std::optional<std::string_view> before;
        for (auto const& key : keys) {
            piece.add(row++, before, key);
            before = key;
        }
        piece.end(before.value_or(""));
        all.join(piece, first);
    }
    return all;
}

TEST(keys_in_order, are_given_up_within_a_piece_and_between_two) {
    EXPECT_TRUE(order_of({}).is_in_order());
    EXPECT_TRUE(order_of({{"k1", "k2"}, {"k10"}}).is_in_order());
    EXPECT_FALSE(order_of({{"k2", "k1"}, {"k10"}}).is_in_order());
    EXPECT_FALSE(order_of({{"k1", "k10"}, {"k2"}}).is_in_order());
    EXPECT_FALSE(order_of({{"k1"}, {}, {"k2"}}).is_in_order());  // a piece of which no key is known
    EXPECT_EQ(order_of({{"k1", "k2"}, {"k2"}, {"k2", "k3", "k3"}}).alike(), (std::vector<eval::row_number>{2, 3, 5}));
}

}  // namespace
}  // namespace carefare::cases
