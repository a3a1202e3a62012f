// Numbers with decimals or as fractions, percentages, words, dates, ranges with their brackets.
#include "caseload/result_value.hpp"

#include <algorithm>
#include <string>

namespace carefare::caseload {

using checked::scalar;
using checked::scalar_value;

namespace {

std::optional<rational> number_of(std::string_view text) {
    bool const percent = text.ends_with('%');
    if (percent) text.remove_suffix(1);
    bool const below = text.starts_with('-');
    if (below) text.remove_prefix(1);
    auto const slash = text.find('/');
    auto const above = rational::from_decimal(text.substr(0, slash));
    if (!above) return std::nullopt;
    auto value = *above;
    if (slash != std::string_view::npos) {
        auto const under = rational::from_decimal(text.substr(slash + 1));
        if (!under || under->is_zero()) return std::nullopt;
        value = value / *under;
    }
    if (percent) value = value / rational(100);
    return below ? rational(0) - value : value;
}

std::optional<scalar_value> scalar_of(std::string_view text, scalar kind, checked::type const& type, checked::rule_graph const& graph) {
    switch (kind) {
        case scalar::boolean:
            if (text == "yes" || text == "no") return scalar_value{text == "yes"};
            return std::nullopt;
        case scalar::number:
            if (auto number = number_of(text)) return scalar_value{std::move(*number)};
            return std::nullopt;
        case scalar::word: {
            auto const& words = graph.word_lists.at(type.words).words;
            auto const found = std::find(words.begin(), words.end(), text);
            if (found == words.end()) return std::nullopt;
            return scalar_value{checked::word{static_cast<std::uint32_t>(found - words.begin())}};
        }
        case scalar::text: return scalar_value{std::string(text)};
        case scalar::date:
            if (auto const day = parse_date(text)) return scalar_value{*day};
            return std::nullopt;
        case scalar::date_time:
            if (auto const moment = parse_date_time(text)) return scalar_value{*moment};
            return std::nullopt;
        case scalar::range:
        case scalar::link: break;
    }
    return std::nullopt;
}

}  // namespace

std::optional<checked::constant_value> result_value(std::string_view text, checked::type const& type, checked::rule_graph const& graph) {
    if (type.kind != scalar::range) {
        auto one = scalar_of(text, type.kind, type, graph);
        if (!one) return std::nullopt;
        return std::optional<checked::constant_value>(std::in_place, std::move(*one));
    }
    auto const dots = text.find("..");
    bool const closed = text.size() > 3 && (text.front() == '[' || text.front() == '(') && (text.back() == ']' || text.back() == ')');
    if (!closed || dots == std::string_view::npos) return std::nullopt;
    checked::interval range;
    range.low_closed = text.front() == '[';
    range.high_closed = text.back() == ']';
    for (bool const is_low : {true, false}) {
        auto const end = is_low ? text.substr(1, dots - 1) : text.substr(dots + 2, text.size() - dots - 3);
        if (end == "none") continue;
        auto one = scalar_of(end, type.element, type, graph);
        if (!one) return std::nullopt;
        (is_low ? range.low : range.high) = std::move(one);
    }
    return std::optional<checked::constant_value>(std::in_place, std::move(range));
}

}  // namespace carefare::caseload
