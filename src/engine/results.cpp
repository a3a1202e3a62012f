// Results as views into the texts that a run would write to its files.
#include <carefare/engine/results.hpp>

#include <algorithm>

#include "engine/gathered_input.hpp"
#include "engine/results_later.hpp"
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

results::results() = default;
results::~results() = default;
results::results(results&&) noexcept = default;
results& results::operator=(results&&) noexcept = default;

void results::tell_later(later_request asked) { later_ = std::make_unique<later>(std::move(asked)); }

results const& results::later::told() const {
    std::call_once(is_told_, [&] { told_ = evaluate_as_a_run(under_, gathered(*rows_, under_->programme->inputs, under_->graph()), how_); });
    return told_;
}

results const& results::later::listed() const {
    if (outside_) return told();
    std::call_once(is_listed_, [&] { listed_ = list_directly(under_, *rows_, how_, under_->benches.again(bench_, number_)); });
    return listed_;
}

std::vector<need> const& results::needs() const { return later_ && later_->waits() ? later_->listed().needs_ : needs_; }
std::vector<incomplete_group> const& results::incomplete() const { return later_ && later_->has_cut_groups() ? later_->listed().incomplete_ : incomplete_; }
std::vector<results::carried_table> const& results::carried() const { return later_ && later_->carries() ? later_->listed().carried_ : carried_; }

std::string results::summary() const {
    if (later_) return later_->told().summary();
    return counts_ ? caseload::summary_json(counts_->counts, counts_->about) : std::string();
}

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
