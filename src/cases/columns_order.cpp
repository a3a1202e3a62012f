// Each key against the one before it, while its text is at hand.
#include "cases/columns_order.hpp"

#include <algorithm>

namespace carefare::cases {

using eval::row_number;

int compare_numbered(std::string_view a, std::string_view b) {
    auto const is_digit = [](std::string_view of, std::size_t at) { return at < of.size() && of[at] >= '0' && of[at] <= '9'; };
    auto const common = std::min(a.size(), b.size());
    auto const at = static_cast<std::size_t>(std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(common), b.begin()).first - a.begin());
    if (at == a.size() && at == b.size()) return 0;
    // The number that both are within, or at the begin of.
    auto begin = at;
    while (begin > 0 && is_digit(a, begin - 1)) --begin;
    auto const end_of_number = [&](std::string_view of) {
        auto end = at;
        while (is_digit(of, end)) ++end;
        return end;
    };
    auto const a_ends = end_of_number(a), b_ends = end_of_number(b);
    if (a_ends != b_ends && a_ends > begin && b_ends > begin) return a_ends < b_ends ? -1 : 1;
    if (at == a.size() || at == b.size()) return a.size() < b.size() ? -1 : 1;
    return static_cast<unsigned char>(a[at]) < static_cast<unsigned char>(b[at]) ? -1 : 1;
}

void keys_in_order::add(row_number row, std::optional<std::string_view> before, std::string_view key) {
    if (!is_in_order_) return;
    if (!is_begun_) first_ = key;
    is_begun_ = true;
    auto const how = before ? compare_numbered(*before, key) : -1;
    if (how > 0) is_in_order_ = false;
    if (how == 0) alike_.push_back(row);
}

void keys_in_order::join(keys_in_order const& next, row_number first) {
    if (!is_in_order_ || !next.is_begun_ || !next.is_in_order_) return give_up();
    if (!is_begun_) {
        *this = next;
        return;
    }
    auto const how = compare_numbered(last_, next.first_);
    if (how > 0) give_up();
    if (how == 0) alike_.push_back(first);
    alike_.insert(alike_.end(), next.alike_.begin(), next.alike_.end());
    last_ = next.last_;
}

std::vector<twins> twins_in_order(std::vector<row_number> const& alike) {
    std::vector<twins> all;
    for (auto const row : alike) {
        bool const goes_on = !all.empty() && all.back().other + 1 == row;
        all.push_back({goes_on ? all.back().first : row - 1, row});
    }
    return all;
}

}  // namespace carefare::cases
