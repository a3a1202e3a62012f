// Random numbers that are the same on every platform (splitmix64).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace carefare::soak {

class dice {
public:
    explicit dice(std::uint64_t seed) : state_(seed) {
        // Seeds that follow each other give nothing alike.
        state_ = next() ^ 0x632be59bd9b4e019ULL;
    }
    std::uint64_t next() {
        auto z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
    bool chance(unsigned percent) { return next() % 100 < percent; }
    template <class Value>
    Value const& of(std::vector<Value> const& all) {
        return all[below(all.size())];
    }
    std::string any(std::vector<std::string> const& all) { return all[below(all.size())]; }
    template <class Value>
    void shuffle(std::vector<Value>& all) {
        for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[below(i)]);
    }

private:
    std::uint64_t state_;
};

}  // namespace carefare::soak
