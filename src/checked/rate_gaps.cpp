// Cells of a block that no row has: walks the sorted cells key by key, and joins what differs in one key only.
#include "checked/rate_gaps.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace carefare::checked {

namespace {

class gap_finder {
public:
    gap_finder(std::vector<std::int64_t> const& sizes, std::vector<cell_places> const& cells, std::uint64_t& steps)
        : sizes_(sizes), cells_(cells), steps_(steps), box_(sizes.size() + 1, 1) {
        for (std::size_t k = sizes.size(); k-- > 0;)
            box_[k] = times(box_[k + 1], sizes[k]);
    }

    [[nodiscard]] bool exceeded() const { return exceeded_; }

    /// Gaps below key `k` among cells [begin, end), which agree in all keys before it.
    std::vector<cell_region> find(std::size_t begin, std::size_t end, std::size_t k) {
        spend(1);
        if (exceeded_ || box_[k] == static_cast<std::int64_t>(end - begin)) return {};
        if (begin == end) return {everything(k)};
        std::map<cell_region, place_runs> by_rest;  // what stands behind key k -> its places
        std::int64_t next = 0;
        for (std::size_t at = begin; at < end && !exceeded_;) {
            auto const place = cells_[at][k];
            auto last = at;
            while (last < end && cells_[last][k] == place)
                ++last;
            spend(last - at);
            if (next < place) append(by_rest[everything(k + 1)], next, place - 1);
            for (auto& rest : find(at, last, k + 1))
                append(by_rest[std::move(rest)], place, place);
            next = place + 1;
            at = last;
        }
        if (next < sizes_[k]) append(by_rest[everything(k + 1)], next, sizes_[k] - 1);
        std::vector<cell_region> result;
        for (auto& [rest, places] : by_rest) {
            spend(rest.size() + places.size());
            cell_region region{std::move(places)};
            region.insert(region.end(), rest.begin(), rest.end());
            result.push_back(std::move(region));
        }
        return result;
    }

private:
    /// A product that stays at the largest number instead of running over it.
    static std::int64_t times(std::int64_t a, std::int64_t b) {
        constexpr auto largest = std::numeric_limits<std::int64_t>::max();
        return a > largest / b ? largest : a * b;
    }

    void spend(std::uint64_t amount) {
        if (steps_ < amount) exceeded_ = true;
        steps_ -= exceeded_ ? steps_ : amount;
    }

    [[nodiscard]] cell_region everything(std::size_t k) const {
        cell_region result;
        for (; k < sizes_.size(); ++k)
            result.push_back({{0, sizes_[k] - 1}});
        return result;
    }

    static void append(place_runs& runs, std::int64_t first, std::int64_t last) {
        if (!runs.empty() && runs.back().second + 1 == first)
            runs.back().second = last;
        else
            runs.emplace_back(first, last);
    }

    std::vector<std::int64_t> const& sizes_;
    std::vector<cell_places> const& cells_;
    std::uint64_t& steps_;
    std::vector<std::int64_t> box_;  ///< cells below each key
    bool exceeded_ = false;
};

}  // namespace

std::optional<std::vector<cell_region>> find_gaps(std::vector<std::int64_t> const& sizes,
                                                  std::vector<cell_places> const& cells, std::uint64_t& steps) {
    gap_finder finder(sizes, cells, steps);
    auto result = finder.find(0, cells.size(), 0);
    if (finder.exceeded()) return std::nullopt;
    std::sort(result.begin(), result.end());
    return result;
}

}  // namespace carefare::checked
