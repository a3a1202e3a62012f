// Lists by number, one behind the other: what is read for every instruction of every block lies in few lines of the cache.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace carefare::eval {

template <class T>
class lists {
public:
    lists() = default;
    explicit lists(std::vector<std::vector<T>> const& apart) {
        for (auto const& one : apart) add(one);
    }
    void add(std::span<T const> one) {
        all_.insert(all_.end(), one.begin(), one.end());
        close();
    }
    /// The list that `push` filled ends.
    void close() { begins_.push_back(static_cast<std::uint32_t>(all_.size())); }
    void push(T one) { all_.push_back(one); }
    [[nodiscard]] std::span<T const> operator[](std::size_t i) const { return {all_.data() + begins_[i], all_.data() + begins_[i + 1]}; }
    /// Where the list begins among all that stand one behind the other, and those.
    [[nodiscard]] std::uint32_t begin_of(std::size_t i) const { return begins_[i]; }
    [[nodiscard]] std::vector<T> const& all() const { return all_; }
    [[nodiscard]] std::vector<std::vector<T>> apart() const {
        std::vector<std::vector<T>> made;
        for (std::size_t i = 0; i + 1 < begins_.size(); ++i) made.emplace_back((*this)[i].begin(), (*this)[i].end());
        return made;
    }

private:
    std::vector<std::uint32_t> begins_{0};
    std::vector<T> all_;
};

}  // namespace carefare::eval
