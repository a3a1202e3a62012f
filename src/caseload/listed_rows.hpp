// Rows of a block in the order in which they are listed.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/eval/evaluate_block.hpp>

namespace carefare::caseload {

/// Its memory serves one listing after the other.
class listed_rows {
public:
    /// Those from `first` up to `last` that stand and that `takes` takes, in the order of their keys.
    template <class Takes>
    void list(eval::block const& block, checked::entity_id e, eval::row_number first, eval::row_number last, Takes takes) {
        list_.clear();
        keys_.clear();
        bool in_order = true;
        for (auto r = first; r < last; ++r) {
            if (!block.stands(e, r) || !takes(r)) continue;
            auto const begin = keys_.size();
            if (e != checked::no_id) block.add_key(keys_, e, r);
            list_.push_back({r, begin, keys_.size() - begin});
            if (size() > 1 && key(size() - 1) < key(size() - 2)) in_order = false;
        }
        if (in_order) return;
        std::string_view const keys = keys_;
        std::stable_sort(list_.begin(), list_.end(), [&](listed const& a, listed const& b) { return keys.substr(a.begin, a.size) < keys.substr(b.begin, b.size); });
    }
    [[nodiscard]] std::size_t size() const { return list_.size(); }
    [[nodiscard]] eval::row_number row(std::size_t place) const { return list_[place].row; }
    [[nodiscard]] std::string_view key(std::size_t place) const { return std::string_view(keys_).substr(list_[place].begin, list_[place].size); }

private:
    struct listed {
        eval::row_number row;
        std::size_t begin, size;
    };
    std::vector<listed> list_;
    std::string keys_;
};

}  // namespace carefare::caseload
