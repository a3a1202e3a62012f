// A stable sort of what is made of few stretches that are in order, as rows that come owner by owner are. It uses no memory
// but what the caller lends, which serves for all of its sorts.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

namespace carefare::eval {

/// Neighbouring stretches are merged, two at a time, until there is one; `lent` comes back with anything in it.
template <class T, class Before>
void merge_runs(std::vector<T>& all, std::vector<T>& lent, Before before) {
    auto const end_of_run = [&](std::size_t at) {
        for (++at; at < all.size() && !before(all[at], all[at - 1]);) ++at;
        return at;
    };
    if (all.empty()) return;
    for (auto middle = end_of_run(0); middle < all.size(); middle = end_of_run(0)) {
        lent.clear();
        for (std::size_t first = 0; first < all.size();) {
            auto const last = middle < all.size() ? end_of_run(middle) : middle;
            auto a = first, b = middle;
            while (a < middle && b < last) lent.push_back(before(all[b], all[a]) ? all[b++] : all[a++]);
            lent.insert(lent.end(), all.begin() + static_cast<std::ptrdiff_t>(a), all.begin() + static_cast<std::ptrdiff_t>(middle));
            lent.insert(lent.end(), all.begin() + static_cast<std::ptrdiff_t>(b), all.begin() + static_cast<std::ptrdiff_t>(last));
            first = last;
            if (first < all.size()) middle = end_of_run(first);
        }
        std::swap(all, lent);
    }
}

}  // namespace carefare::eval
