// Open addressing; of large tables by parts of the hash, so that each part stays near.
#include "cases/columns_keys.hpp"

#include <array>
#include <cstring>
#include <numeric>
#include <random>

#include <carefare/eval/run_blocks.hpp>

namespace carefare::cases {

using eval::no_row;
using eval::row_number;

namespace {

__extension__ using wide_hash = unsigned __int128;

std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    auto const product = static_cast<wide_hash>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

std::uint64_t const process_seed = [] {
    std::random_device draw;
    return (static_cast<std::uint64_t>(draw()) << 32U) ^ draw();
}();

constexpr std::uint64_t first_factor = 0x9e3779b97f4a7c15ULL, second_factor = 0xd6e8feb86659fd93ULL;
constexpr std::size_t parts = 16;

std::size_t places_for(std::size_t rows) {
    std::size_t places = 16;
    while (places < 2 * rows) places *= 2;
    return places;
}

}  // namespace

std::uint64_t hash_of(std::string_view text) {
    auto state = process_seed ^ (text.size() * first_factor);
    char const* at = text.data();
    auto left = text.size();
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        state = fold(state ^ word ^ first_factor, second_factor ^ process_seed);
    }
    std::uint64_t word = 0;
    if (left > 0) std::memcpy(&word, at, left);
    return fold(state ^ word ^ second_factor, first_factor ^ (process_seed << 1U));
}

eval::text_refs row_texts::take(std::vector<row_number> const& order, unsigned threads) {
    eval::text_refs ordered(base_);
    if (decoded_.empty()) {
        std::vector<std::uint64_t> refs(order.size());
        eval::in_stretches(order.size(), threads, [&](std::size_t i) { refs[i] = refs_[order[i]]; });
        ordered = eval::text_refs(base_, std::move(refs));
    } else {
        ordered.reserve(order.size());
        for (auto const row : order) ordered.push_back((*this)[row]);
    }
    let_go(refs_);
    let_go(decoded_);
    return ordered;
}

row_index::row_index(std::size_t rows) : places_(places_for(rows)), mask_(places_.size() - 1) {}

row_number row_index::insert(std::uint64_t hash, row_number row, row_texts const& keys) {
    for (auto at = hash & mask_;; at = (at + 1) & mask_) {
        if (places_[at] == 0) {
            places_[at] = (hash & 0xffffffff00000000ULL) | (row + 1ULL);
            return row;
        }
        auto const known = static_cast<row_number>(places_[at]) - 1;
        if ((places_[at] ^ hash) >> 32U == 0 && keys[known] == keys[row]) return known;
    }
}

row_number row_index::find(std::string_view key, row_texts const& keys) const {
    auto const hash = hash_of(key);
    for (auto at = hash & mask_; places_[at] != 0; at = (at + 1) & mask_) {
        auto const known = static_cast<row_number>(places_[at]) - 1;
        if ((places_[at] ^ hash) >> 32U == 0 && keys[known] == key) return known;
    }
    return no_row;
}

std::vector<twins> find_twins(eval::buffer<std::uint64_t> const& hashes, row_texts const& keys, unsigned threads) {
    // The rows of each part, in their order.
    auto const part_of = [](std::uint64_t hash) { return static_cast<std::size_t>(hash >> 60U); };
    std::array<std::size_t, parts + 1> begins{};
    for (auto const hash : hashes) ++begins[part_of(hash) + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    std::vector<row_number> rows(hashes.size());
    auto next = begins;
    for (std::size_t r = 0; r < hashes.size(); ++r) rows[next[part_of(hashes[r])]++] = static_cast<row_number>(r);
    std::vector<std::vector<twins>> found(parts);
    eval::in_parallel(hashes.empty() ? 0 : parts, threads, [&](std::size_t part) {
        row_index index(begins[part + 1] - begins[part]);
        for (auto at = begins[part]; at < begins[part + 1]; ++at) {
            if (auto const first = index.insert(hashes[rows[at]], rows[at], keys); first != rows[at]) found[part].push_back({first, rows[at]});
        }
    });
    std::vector<twins> all;
    for (auto const& some : found) all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace carefare::cases
