// Results as views into the texts that a run would write to its files.
#include <carefare/engine/results.hpp>

#include <algorithm>

#include "engine/results_reader.hpp"

namespace carefare::engine {

std::optional<std::size_t> result_table::find_row(std::string_view key) const {
    auto const found = std::find(keys_.begin(), keys_.end(), key);
    if (found == keys_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - keys_.begin());
}

std::optional<std::size_t> result_table::find_column(std::string_view name) const {
    auto const& all = info_->columns;
    auto const found = std::find_if(all.begin(), all.end(), [&](column_info const& one) { return one.name == name; });
    if (found == all.end()) return std::nullopt;
    return static_cast<std::size_t>(found - all.begin());
}

std::string results::summary() const { return counts_ ? caseload::summary_json(counts_->counts, counts_->about) : std::string(); }

std::optional<wide_number> parts_of(std::string_view text, unsigned decimals) {
    bool const percent = text.ends_with('%');
    if (percent) text.remove_suffix(1);
    bool const negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    wide_number value = 0;
    unsigned behind = percent ? 2 : 0;  // digits behind the point
    bool point = false, any = false;
    for (auto const c : text) {
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        any = true;
        if (__builtin_mul_overflow(value, wide_number{10}, &value) || __builtin_add_overflow(value, wide_number{c - '0'}, &value)) return std::nullopt;
        behind += point ? 1 : 0;
    }
    if (!any) return std::nullopt;
    for (; behind > decimals; --behind) {
        if (value % 10 != 0) return std::nullopt;
        value /= 10;
    }
    for (; behind < decimals; ++behind) {
        if (__builtin_mul_overflow(value, wide_number{10}, &value)) return std::nullopt;
    }
    return negative ? -value : value;
}

}  // namespace carefare::engine
