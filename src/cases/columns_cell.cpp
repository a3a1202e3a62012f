// Dates, moments, decimals, words and booleans from their digits and letters.
#include "cases/columns_cell.hpp"

#include <algorithm>
#include <array>

#include <carefare/bind/cell_of.hpp>
#include <carefare/checked/check.hpp>

#include "checked/wording.hpp"
#include "reference/check_values.hpp"

namespace carefare::cases {

using checked::scalar;
using checked::scalar_value;
using eval::state;

namespace {

constexpr std::int64_t minutes_a_day = 24 * 60;
constexpr std::array<std::int64_t, 10> powers{1, 10, 100, 1000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int two_digits(char const* at) {
    return is_digit(at[0]) && is_digit(at[1]) ? (at[0] - '0') * 10 + (at[1] - '0') : -1;
}

/// Days since 1970-01-01 of a text "YYYY-MM-DD".
std::optional<std::int64_t> day_of(char const* at) {
    constexpr std::array<int, 13> lengths{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    auto const century = two_digits(at), rest = two_digits(at + 2), month = two_digits(at + 5), day = two_digits(at + 8);
    if (century < 0 || rest < 0 || month < 1 || month > 12 || day < 1 || at[4] != '-' || at[7] != '-') return std::nullopt;
    auto const year = century * 100 + rest;
    bool const leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (year == 0 || day > lengths[static_cast<std::size_t>(month)] + (month == 2 && leap ? 1 : 0)) return std::nullopt;
    // Years that begin in March: the leap day is their last.
    auto const y = month > 2 ? year : year - 1;
    auto const since_march = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return std::int64_t{365} * y + y / 4 - y / 100 + y / 400 + since_march - 719468;
}

std::optional<std::int64_t> minute_of(std::string_view text) {
    if (text.size() != 16 || text[10] != 'T' || text[13] != ':') return std::nullopt;
    auto const day = day_of(text.data());
    auto const hour = two_digits(text.data() + 11), minute = two_digits(text.data() + 14);
    if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    return *day * minutes_a_day + hour * 60 + minute;
}

}  // namespace

std::int64_t known_texts::number_of(std::string_view text) {
    if (last_number_ >= 0 && text == last_) return last_number_;
    last_ = text;
    auto const [at, fresh] = known_.try_emplace(last_, -1);
    if (fresh) at->second = all_.number_of(last_);
    return last_number_ = at->second;
}

fact_cells::fact_cells(checked::rule_graph const& graph, checked::fact_id fact, rational const& denominator)
    : graph_(graph), fact_(graph.facts[fact]), denominator_(denominator), type_(fact_.type_of), is_range_(type_.kind == scalar::range) {
    if (is_range_) {
        type_.kind = type_.element;
        type_.optional = true;  // none: open
    }
    kind_ = type_.kind;
    is_money_ = checked::is_money(type_);
    if (kind_ == scalar::word && type_.words < graph.word_lists.size()) {
        std::int64_t number = 0;
        for (auto const& word : graph.word_lists[type_.words].words) words_.emplace(word, number++);
    }
    find_bounds();
}

/// The range and the step of the fact as whole numbers; where they are none, cells are read one by one.
void fact_cells::find_bounds() {
    if (kind_ == scalar::number) return find_number_bounds();
    is_quick_ = kind_ == scalar::boolean || kind_ == scalar::word || kind_ == scalar::date || kind_ == scalar::date_time;
    if (!fact_.range || (kind_ != scalar::date && kind_ != scalar::date_time)) return;
    for (bool const is_low : {true, false}) {
        auto const& end = is_low ? fact_.range->low : fact_.range->high;
        if (!end || std::holds_alternative<checked::none_value>(*end)) continue;
        auto const* day = std::get_if<date>(&*end);
        auto const* moment = std::get_if<date_time>(&*end);
        is_quick_ = is_quick_ && (kind_ == scalar::date ? day != nullptr : moment != nullptr);
        if (!is_quick_) return;
        auto const open = is_low ? !fact_.range->low_closed : !fact_.range->high_closed;
        auto const value = day != nullptr ? day->days : moment->minutes;
        (is_low ? low_ : high_) = value + (open ? (is_low ? 1 : -1) : 0);
    }
}

void fact_cells::find_number_bounds() {
    auto const whole = denominator_.to_int64();
    if (!whole || *whole < 1 || *whole > powers.back()) return;
    whole_ = *whole;
    if (fact_.step && !fact_.step->is_zero()) {
        auto const step = (*fact_.step * denominator_).to_int64();
        if (!step || *step < 1) return;
        step_ = *step;
    }
    for (bool const is_low : {true, false}) {
        auto const* range = fact_.range ? &*fact_.range : nullptr;
        auto const* end = range == nullptr ? nullptr : is_low ? (range->low ? &*range->low : nullptr) : range->high ? &*range->high : nullptr;
        if (end == nullptr || std::holds_alternative<checked::none_value>(*end)) continue;
        auto const* number = std::get_if<rational>(end);
        auto const bound = number == nullptr ? std::nullopt : (*number * denominator_).to_int64();
        if (!bound) return;
        auto const open = is_low ? !range->low_closed : !range->high_closed;
        (is_low ? low_ : high_) = *bound + (open ? (is_low ? 1 : -1) : 0);
    }
    is_quick_ = true;
}

/// "12.50", "-3", "$12.50" of money, "27%" of a percentage, up to 15 digits; empty of all else.
std::optional<std::int64_t> fact_cells::quick_number(std::string_view text) const {
    bool const is_negative = text.front() == '-';
    if (is_negative) text.remove_prefix(1);
    if (is_money_ && !text.empty() && text.front() == '$') text.remove_prefix(1);
    if (type_.percent) {
        if (text.empty() || text.back() != '%') return std::nullopt;
        text.remove_suffix(1);
    }
    if (text.empty() || text.size() > 16 || !is_digit(text.front())) return std::nullopt;
    std::int64_t digits = 0;
    std::size_t decimals = 0, count = 0;
    bool point = false;
    for (auto const c : text) {
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (!is_digit(c) || ++count > 15) return std::nullopt;
        digits = digits * 10 + (c - '0');
        decimals += point ? 1 : 0;
    }
    if (point && decimals == 0) return std::nullopt;
    auto const places = decimals + (type_.percent ? 2 : 0);
    if (places >= powers.size()) return std::nullopt;
    __extension__ using wide = __int128;
    auto const scaled = static_cast<wide>(digits) * whole_;
    std::int64_t cell = 0;
    if (scaled <= INT64_MAX) {
        auto const small = static_cast<std::int64_t>(scaled);
        if (small % powers[places] != 0) return std::nullopt;
        cell = small / powers[places];
    } else {
        auto const whole = scaled / powers[places];
        if (whole * powers[places] != scaled || whole > INT64_MAX) return std::nullopt;
        cell = static_cast<std::int64_t>(whole);
    }
    if (is_negative) cell = -cell;
    return step_ == 1 || cell % step_ == 0 ? std::optional(cell) : std::nullopt;
}

std::optional<std::int64_t> fact_cells::quick(std::string_view text) const {
    switch (kind_) {
        case scalar::number: return quick_number(text);
        case scalar::date: return text.size() == 10 ? day_of(text.data()) : std::nullopt;
        case scalar::date_time: return minute_of(text);
        case scalar::boolean:
            if (text == "no") return 0;
            return text == "yes" ? std::optional<std::int64_t>(1) : std::nullopt;
        case scalar::word: {
            // A word "none" is one only where no value can be none.
            auto const found = text == "none" ? words_.end() : words_.find(text);
            return found == words_.end() ? std::nullopt : std::optional(found->second);
        }
        default: return std::nullopt;
    }
}

std::optional<std::int64_t> fact_cells::read_quickly(std::string_view text) const {
    auto const cell = is_quick_ && !text.empty() ? quick(text) : std::nullopt;
    return cell && within(*cell) ? cell : std::nullopt;
}

std::optional<std::int64_t> fact_cells::cell_of_parts(std::int64_t parts, unsigned decimals) const {
    if (!is_quick_ || decimals >= powers.size()) return std::nullopt;
    std::int64_t cell = 0;
    if (__builtin_mul_overflow(parts, whole_, &cell) || cell % powers[decimals] != 0) return std::nullopt;
    cell /= powers[decimals];
    return takes(cell) ? std::optional(cell) : std::nullopt;
}

std::optional<read_cell> fact_cells::read(std::string_view text, known_texts& texts) const {
    if (text.empty()) return read_cell{state::pending, 0};
    if (is_quick_) {
        auto const cell = quick(text);
        if (cell && within(*cell)) return read_cell{state::value, *cell};
    } else if (kind_ == scalar::text && text != "none") {
        return read_cell{state::value, texts.number_of(text)};
    }
    return slow(text, texts);
}

read_cell fact_cells::cell_of(scalar_value const& value, known_texts& texts) const {
    if (auto const* written = std::get_if<std::string>(&value)) return {state::value, texts.number_of(*written)};
    if (auto const cell = bind::cell_of(value, denominator_)) return {state::value, *cell};
    return {std::holds_alternative<rational>(value) ? state::fault : state::none, 0};
}

std::optional<read_cell> fact_cells::slow(std::string_view text, known_texts& texts) const {
    located_text cell;
    cell.text = text;
    diagnostics found;
    auto const value = checked::read_cell(cell, type_, graph_, found);
    if (!value || !found.items().empty()) return std::nullopt;
    checked::constant_value whole = *value;
    if (is_range_) {
        checked::interval range;
        if (!std::holds_alternative<checked::none_value>(*value)) range.low = *value;
        whole = range;
    }
    if (reference::fault_of_value(whole, fact_.type_of, fact_.range, fact_.step, graph_)) return std::nullopt;
    return cell_of(*value, texts);
}

std::size_t fact_cells::bytes() const {
    bool const is_tiny = kind_ == scalar::boolean || (kind_ == scalar::word && words_.size() <= INT8_MAX);
    return is_tiny ? sizeof(std::int8_t) : sizeof(std::int32_t);
}

std::optional<read_cell> fact_cells::absent(known_texts& texts) const {
    if (!fact_.absent) return std::nullopt;
    return cell_of(*fact_.absent, texts);
}

}  // namespace carefare::cases
