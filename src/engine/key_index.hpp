// Rows that are handed in, by their keys.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

#include <carefare/eval/host_tables.hpp>

#include "cases/columns_keys.hpp"
#include "engine/typed_rows.hpp"

namespace carefare::engine {

class key_index {
public:
    /// Calls `twice` with the first row of a key that stands again, and the one where it does.
    template <class Twice>
    void fill(typed_rows const& all, std::vector<text_place> const& keys, Twice twice) {
        auto const size = std::bit_ceil(2 * keys.size() + 1);
        places_.assign(size, 0);
        mask_ = size - 1;
        for (std::uint32_t r = 0; r < keys.size(); ++r) {
            auto const key = all.text(keys[r]);
            auto at = cases::hash_of(key) & mask_;
            while (places_[at] != 0 && all.text(keys[places_[at] - 1]) != key) at = (at + 1) & mask_;
            if (places_[at] == 0)
                places_[at] = r + 1;
            else
                twice(places_[at] - 1, r);
        }
    }
    /// The first row of a key; no_row where there is none.
    [[nodiscard]] eval::row_number find(typed_rows const& all, std::vector<text_place> const& keys, std::string_view key) const {
        for (auto at = cases::hash_of(key) & mask_; places_[at] != 0; at = (at + 1) & mask_) {
            if (all.text(keys[places_[at] - 1]) == key) return places_[at] - 1;
        }
        return eval::no_row;
    }

private:
    std::vector<std::uint32_t> places_;  ///< the row and one; 0: free
    std::size_t mask_ = 0;
};

}  // namespace carefare::engine
