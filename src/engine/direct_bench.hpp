// What one direct evaluation under a plan leaves for the next: the memory of its tables, and for a while the block that its
// results came from, for whoever asks what they wait for. There are as many as evaluations run at a time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include <carefare/eval/evaluate_block.hpp>

#include "engine/direct_tables.hpp"

namespace carefare::engine {

struct direct_bench {
    std::shared_ptr<void const> bound;           ///< what the evaluation stands on
    direct_tables tables;
    std::optional<eval::evaluation> over;
    std::optional<eval::block> block;            ///< with its registers, where it is kept; its rows may be gone
    std::uint64_t number = 0;                    ///< of the evaluation that left it

    /// The block is gone before the tables that it looks into change.
    void clear() {
        block.reset();
        over.reset();
        bound.reset();
    }
};

class direct_benches {
public:
    /// One that nobody else has: given back when it ends.
    class lent {
    public:
        lent(direct_benches& of, std::shared_ptr<direct_bench> what) : of_(&of), what_(std::move(what)) {}
        ~lent() {
            if (what_) of_->give_back(std::move(what_));
        }
        lent(lent const&) = delete;
        lent& operator=(lent const&) = delete;
        explicit operator bool() const { return what_ != nullptr; }
        direct_bench* operator->() const { return what_.get(); }
        [[nodiscard]] std::weak_ptr<direct_bench> seen() const { return what_; }

    private:
        direct_benches* of_;
        std::shared_ptr<direct_bench> what_;
    };

    [[nodiscard]] lent any() {
        std::lock_guard const one_at_a_time(guard_);
        if (free_.empty()) return {*this, std::make_shared<direct_bench>()};
        auto last = std::move(free_.back());
        free_.pop_back();
        return {*this, std::move(last)};
    }
    /// None where another evaluation has it, or has had it since.
    [[nodiscard]] lent again(std::weak_ptr<direct_bench> const& seen, std::uint64_t number) {
        std::lock_guard const one_at_a_time(guard_);
        auto const found = std::find(free_.begin(), free_.end(), seen.lock());
        if (found == free_.end() || (*found)->number != number || !(*found)->block) return {*this, nullptr};
        auto one = std::move(*found);
        free_.erase(found);
        return {*this, std::move(one)};
    }

private:
    void give_back(std::shared_ptr<direct_bench> one) {
        std::lock_guard const one_at_a_time(guard_);
        free_.push_back(std::move(one));
    }

    std::mutex guard_;
    std::vector<std::shared_ptr<direct_bench>> free_;  ///< the last used behind
};

}  // namespace carefare::engine
