// String functions of FEEL. Positions and lengths count code points.
#include <algorithm>
#include <array>

#include <carefare/base/utf8.hpp>

#include "constant/builtin.hpp"
#include "constant/letter_case.hpp"
#include "constant/refusal.hpp"
#include "constant/regex.hpp"

namespace carefare::constant {
namespace {

value made_text(builtin_call const& call, std::string text) {
    call.spent().admit_text(text.size());
    return value{std::move(text)};
}

/// Byte offset of the code point `index`, counted from 0.
std::size_t offset_of(std::string_view text, std::size_t index) {
    std::size_t at = 0;
    for (; index > 0 && at < text.size(); --index) at += code_point_at(text, at).length;
    return at;
}

value string_length(builtin_call const& call) {
    auto const& text = call.text(0);
    call.spent().admit_text(text.size());
    return make_number(rational(static_cast<std::int64_t>(count_code_points(text))));
}

value substring(builtin_call const& call) {
    auto const& text = call.text(0);
    call.spent().admit_text(text.size());
    auto const start = call.integer(1);
    auto const size = static_cast<std::int64_t>(count_code_points(text));
    auto const first = start < 0 ? size + start : start - 1;
    if (start == 0 || first < 0 || first >= size)
        refuse(diagnostic_code::C010, "position " + std::to_string(start) + " is outside a text of " + std::to_string(size) + " characters",
               "Count from 1 at the start, or from -1 at the end.");
    auto length = size - first;
    if (call.has(2)) {
        auto const wanted = call.integer(2);
        if (wanted < 1)
            refuse(diagnostic_code::C014, "a piece of " + std::to_string(wanted) + " characters is asked for",
                   "Use a length of 1 or more.");
        length = std::min(length, wanted);
    }
    auto const begin = offset_of(text, static_cast<std::size_t>(first));
    auto const rest = std::string_view(text).substr(begin);
    return made_text(call, std::string(rest.substr(0, offset_of(rest, static_cast<std::size_t>(length)))));
}

value upper_case(builtin_call const& call) {
    call.spent().spend(call.text(0).size() / 16);
    return made_text(call, to_upper(call.text(0)));
}

value lower_case(builtin_call const& call) {
    call.spent().spend(call.text(0).size() / 16);
    return made_text(call, to_lower(call.text(0)));
}

value substring_before(builtin_call const& call) {
    auto const& text = call.text(0);
    auto const at = text.find(call.text(1));
    return made_text(call, at == std::string::npos ? "" : text.substr(0, at));
}

value substring_after(builtin_call const& call) {
    auto const& text = call.text(0);
    auto const at = text.find(call.text(1));
    return made_text(call, at == std::string::npos ? "" : text.substr(at + call.text(1).size()));
}

std::string optional_text(builtin_call const& call, std::size_t place) {
    return call.has(place) ? call.text(place) : std::string();
}

value replace(builtin_call const& call) {
    regex const pattern(call.text(1), optional_text(call, 3), call.spent());
    return value{pattern.replace(call.text(0), call.text(2))};
}

value matches(builtin_call const& call) {
    regex const pattern(call.text(1), optional_text(call, 2), call.spent());
    return value{pattern.matches(call.text(0))};
}

value split(builtin_call const& call) {
    regex const pattern(call.text(1), "", call.spent());
    list_builder made(call.spent());
    for (auto& part : pattern.split(call.text(0))) made.add(value{std::move(part)});
    return made.take();
}

value contains_text(builtin_call const& call) {
    call.spent().spend(call.text(0).size() / 64);
    return value{call.text(0).find(call.text(1)) != std::string::npos};
}

value starts_with(builtin_call const& call) { return value{call.text(0).starts_with(call.text(1))}; }

value ends_with(builtin_call const& call) { return value{call.text(0).ends_with(call.text(1))}; }

value string_join(builtin_call const& call) {
    auto const delimiter = optional_text(call, 1);
    std::string made;
    bool first = true;
    for (auto const& item : call.items(0)) {
        auto const* text = std::get_if<std::string>(&item.held);
        if (text == nullptr) call.refuse_item(0, "a list of strings", item);
        call.spent().bound_text(made.size() + delimiter.size() + text->size());
        if (!first) made += delimiter;
        made += *text;
        first = false;
    }
    return made_text(call, std::move(made));
}

constexpr std::array<builtin_row, 13> rows{{
    {"substring", "string, start position, length?", substring},
    {"string length", "string", string_length},
    {"upper case", "string", upper_case},
    {"lower case", "string", lower_case},
    {"substring before", "string, match", substring_before},
    {"substring after", "string, match", substring_after},
    {"replace", "input, pattern, replacement, flags?", replace},
    {"contains", "string, match", contains_text},
    {"starts with", "string, match", starts_with},
    {"ends with", "string, match", ends_with},
    {"matches", "input, pattern, flags?", matches},
    {"split", "string, delimiter", split},
    {"string join", "list, delimiter?", string_join},
}};

}  // namespace

std::span<builtin_row const> string_builtins() { return rows; }

}  // namespace carefare::constant
