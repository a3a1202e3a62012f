// Numbers that are the same everywhere (splitmix64).
#pragma once

#include <cstdint>

namespace carefare::bench {

class random {
public:
    explicit random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        auto z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }
    /// Both ends included.
    std::int64_t from_to(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool per_mille(unsigned chance) { return next() % 1000 < chance; }

private:
    std::uint64_t state_;
};

}  // namespace carefare::bench
