// Random whole numbers for made-up rows: xoshiro256** seeded by splitmix64, integers alone, so that a seed gives the same
// numbers everywhere. Every cell has a generator of its own, named by table, key and field: what one row or field draws
// changes nothing for another.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace carefare::cases {

class sample_random {
public:
    sample_random(std::uint64_t seed, std::string_view table, std::string_view key, std::string_view field);

    [[nodiscard]] std::uint64_t next();
    /// 0 to bound - 1, each as likely; `bound` is above zero.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
    /// `low` to `high`, both included.
    [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high);

private:
    std::array<std::uint64_t, 4> state_{};
};

}  // namespace carefare::cases
