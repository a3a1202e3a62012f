// Memory that serves one block after the other.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "eval/column.hpp"
#include "eval/machine.hpp"
#include "eval/tables.hpp"

namespace carefare::eval {

/// What blocks that are gone have left: its memory is that of the next block of the thread.
class spare_parts {
public:
    spare_parts() = default;
    ~spare_parts() { is_gone = true; }
    spare_parts(spare_parts const&) = delete;
    spare_parts& operator=(spare_parts const&) = delete;
    static spare_parts& of_this_thread() {
        thread_local spare_parts all;
        return all;
    }
    /// The thread ends: what it destroys now is not kept.
    static inline thread_local bool is_gone = false;

    std::unique_ptr<column> take(bool is_wide) {
        auto& spare = columns_[is_wide ? 1 : 0];
        if (spare.empty()) return std::make_unique<column>();
        auto made = std::move(spare.back());
        spare.pop_back();
        bytes_ -= bytes_of(*made);
        made->clear();
        made->is_kept = false;
        return made;
    }
    void give(std::unique_ptr<column> one) {
        auto const bytes = bytes_of(*one);
        if (bytes_ + bytes > most_bytes) return;
        bytes_ += bytes;
        columns_[one->is_wide ? 1 : 0].push_back(std::move(one));
    }

    std::vector<table> take_tables() { return take_last(tables_); }
    void give(std::vector<table> all) {
        bool const fits = std::all_of(all.begin(), all.end(), [](table const& one) { return one.owner.capacity() <= most_rows; });
        if (fits) put(tables_, std::move(all));
    }
    std::vector<item_rows> take_items() { return take_last(items_); }
    void give(std::vector<item_rows> all) {
        bool const fits = std::all_of(all.begin(), all.end(), [](item_rows const& one) { return one.outer.capacity() <= most_rows; });
        if (fits) put(items_, std::move(all));
    }

private:
    static constexpr std::size_t most_rows = 1U << 16U, most_bytes = std::size_t{48} << 20U;
    // A block, and what is shared beside it.
    static constexpr std::size_t most_machines = 2;
    template <class Parts>
    static Parts take_last(std::vector<Parts>& from) {
        if (from.empty()) return {};
        auto last = std::move(from.back());
        from.pop_back();
        return last;
    }
    template <class Parts>
    static void put(std::vector<Parts>& into, Parts one) {
        if (into.size() < most_machines) into.push_back(std::move(one));
    }
    static std::size_t bytes_of(column const& one) {
        return sizeof(column) + one.cells.capacity() * sizeof(std::int64_t) + one.wides.capacity() * sizeof(wide) + one.states.capacity();
    }
    std::vector<std::unique_ptr<column>> columns_[2];
    std::size_t bytes_ = 0;                ///< of them
    std::vector<std::vector<table>> tables_;
    std::vector<std::vector<item_rows>> items_;
};

}  // namespace carefare::eval
