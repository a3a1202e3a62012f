// xoshiro256** 1.0 and splitmix64 (Blackman and Vigna, both in the public domain), and bounded draws without bias.
#include "cases/sample_random.hpp"

#include <bit>

namespace carefare::cases {

namespace {

std::uint64_t split_mix(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15U;
    auto z = state;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

/// FNV-1a, with an end that no text holds, so that two names never run into each other.
void add_text(std::uint64_t& hash, std::string_view text) {
    for (auto const c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3U;
    }
    hash ^= 0xffU;
    hash *= 0x100000001b3U;
}

}  // namespace

sample_random::sample_random(std::uint64_t seed, std::string_view table, std::string_view key, std::string_view field) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (auto const text : {table, key, field}) add_text(hash, text);
    std::uint64_t state = seed;
    state = split_mix(state) ^ hash;
    for (auto& word : state_) word = split_mix(state);
}

std::uint64_t sample_random::next() {
    auto const result = std::rotl(state_[1] * 5, 7) * 9;
    auto const shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

std::uint64_t sample_random::below(std::uint64_t bound) {
    // The lowest 2^64 mod bound numbers are drawn again: what is left is a whole multiple of the bound.
    auto const skipped = (0 - bound) % bound;
    auto drawn = next();
    while (drawn < skipped) drawn = next();
    return drawn % bound;
}

std::int64_t sample_random::between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
}

}  // namespace carefare::cases
