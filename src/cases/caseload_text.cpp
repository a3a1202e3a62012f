// Values as cells of a CSV file.
#include "cases/caseload_text.hpp"

#include <algorithm>
#include <array>

namespace carefare::cases {

using checked::scalar_value;

bool is_money(checked::type const& t) {
    if (t.kind != checked::scalar::number || t.percent) return false;
    for (auto const& factor : t.measure.factors) {
        if (factor.base == checked::unit_money) return factor.exponent == 1;
    }
    return false;
}

std::string money_text(rational const& amount) {
    return (amount * rational(100)).is_integer() ? amount.to_fixed(2) : amount.to_string();
}

namespace {

std::string scalar_text(scalar_value const& value, checked::type const& t, checked::rule_graph const& graph) {
    if (auto const* text = std::get_if<std::string>(&value)) return *text;
    if (auto const* word = std::get_if<checked::word>(&value)) return graph.word_lists.at(t.words).words.at(word->index);
    if (auto const* number = std::get_if<rational>(&value); number != nullptr && is_money(t)) return money_text(*number);
    return graph.to_string(value, t);
}

}  // namespace

std::string cell_text(checked::constant_value const& value, checked::type const& t, checked::rule_graph const& graph) {
    if (auto const* single = std::get_if<scalar_value>(&value)) return scalar_text(*single, t, graph);
    auto const& range = std::get<checked::interval>(value);
    auto element = t;
    element.kind = t.element;
    auto const end = [&](std::optional<scalar_value> const& e) { return e ? scalar_text(*e, element, graph) : std::string("none"); };
    return (range.low_closed ? "[" : "(") + end(range.low) + ".." + end(range.high) + (range.high_closed ? "]" : ")");
}

namespace {

/// By byte: does a cell that has it ask for quotes?
constexpr std::array<bool, 256> needs_quotes = [] {
    std::array<bool, 256> all{};
    for (auto const c : {',', '\r', '\n', '"'}) all[static_cast<unsigned char>(c)] = true;
    return all;
}();

}  // namespace

void add_cell(std::string& line, std::string_view text) {
    if (!line.empty() && line.back() != '\n') line += ',';
    bool const asks_for_quotes = std::any_of(text.begin(), text.end(), [](char c) { return needs_quotes[static_cast<unsigned char>(c)]; });
    // A line that begins with an empty cell would be taken for the begin of the line, so that it has quotes.
    if (!asks_for_quotes && (!text.empty() || (!line.empty() && line.back() == ','))) {
        line += text;
        return;
    }
    line += '"';
    if (text.find('"') == std::string_view::npos) {
        line += text;
    } else {
        for (auto const c : text) {
            if (c == '"') line += '"';
            line += c;
        }
    }
    line += '"';
}

}  // namespace carefare::cases
