// Single values of our files.
#include "syntax/read_scalar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <utility>

#include <carefare/base/utf8.hpp>
#include <carefare/syntax/parse_expr.hpp>

#include "syntax/grammar/vocabulary.hpp"

namespace carefare::syntax {

namespace {

/// Nested names are joined, so that their length must have a bound.
constexpr std::size_t longest_name = 200;

/// What a value can be that is no word.
constexpr std::array<std::string_view, 10> words_taken{
    "none", "true", "false", "yes", "no", "not known", "not stated", "details missing", "not asked", "determination"};

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_simple_name(std::string_view text) {
    if (text.empty() || !is_lower(text.front())) return false;
    for (char const c : text) {
        if (!is_lower(c) && !is_digit(c) && c != '_') return false;
    }
    return true;
}

bool is_path_part(std::string_view text) {
    if (text.empty() || !(is_lower(text.front()) || is_digit(text.front()))) return false;
    for (char const c : text) {
        if (!is_lower(c) && !is_digit(c) && c != '_' && c != '-') return false;
    }
    return true;
}

std::string_view kind_name(yaml_kind kind) {
    switch (kind) {
        case yaml_kind::scalar:
            return "text";
        case yaml_kind::sequence:
            return "a list";
        case yaml_kind::mapping:
            return "a mapping";
        case yaml_kind::null:
            return "nothing";
    }
    return "nothing";
}

std::string_view kind_advice(yaml_kind kind) {
    switch (kind) {
        case yaml_kind::sequence:
            return "Write a list: [first, second], or one item a line after '- '.";
        case yaml_kind::mapping:
            return "Write keys and their values: { key: value }, or one 'key: value' a line.";
        default:
            return "Write a single value.";
    }
}

std::string_view form_advice(name_form form) {
    switch (form) {
        case name_form::simple:
            return "Use lower-case letters, digits and '_', beginning with a letter.";
        case name_form::dotted:
            return "Use lower-case letters, digits and '_', with dots between the parts.";
        case name_form::path:
            return "Use lower-case letters, digits, '_' and '-', with '/' between the parts.";
    }
    return "";
}

/// Reads the items of a list by `read`; a value that stands there twice is reported.
template <class Read>
std::vector<name_text> read_list(yaml_node const& node, std::string_view what, reader& in, Read const& read) {
    std::vector<name_text> result;
    if (!expect_kind(node, yaml_kind::sequence, what, in)) return result;
    if (node.items.empty()) {
        in.error(diagnostic_code::K004, node.where, std::string(what) + " is an empty list",
                 "Write at least one item, or leave the key out.");
    }
    std::unordered_map<std::string, location> seen;
    for (auto const& item : node.items) {
        std::optional<name_text> value = read(item);
        if (!value) continue;
        auto const [first, is_new] = seen.emplace(value->value, value->where);
        if (is_new) {
            result.push_back(std::move(*value));
        } else {
            report_twice(*value, first->second, what, in);
        }
    }
    return result;
}

}  // namespace

std::string in_quotes(std::string_view text) {
    return "'" + std::string(text) + "'";
}

std::string alternatives(std::vector<std::string_view> const& words) {
    std::string result;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) result += i + 1 == words.size() ? " or " : ", ";
        result += words[i];
    }
    return result;
}

std::string suggestion(std::string_view wrong, std::vector<std::string_view> const& words) {
    auto const near = nearest_name(wrong, {words.begin(), words.end()});
    if (!near.empty()) return "Did you mean '" + near + "'?";
    return "Write " + alternatives(words) + ".";
}

bool expect_kind(yaml_node const& node, yaml_kind kind, std::string_view what, reader& in) {
    if (node.kind == kind) return true;
    if (node.kind == yaml_kind::null) {
        in.error(diagnostic_code::K004, node.where, std::string(what) + " has no value",
                 "Write its value, or leave it out.");
    } else {
        in.error(diagnostic_code::K003, node.where,
                 std::string(what) + " is " + std::string(kind_name(node.kind)) + " where " +
                     std::string(kind_name(kind)) + " is expected",
                 std::string(kind_advice(kind)));
    }
    return false;
}

std::optional<name_text> read_text(yaml_node const& node, std::string_view what, reader& in) {
    if (!expect_kind(node, yaml_kind::scalar, what, in)) return {};
    auto const last = node.text.text.find_last_not_of(" \n");
    if (last == std::string::npos) {
        in.error(diagnostic_code::K004, node.where, std::string(what) + " is empty",
                 "Write its value, or leave it out.");
        return {};
    }
    // The line end of a block scalar is no part of what it says.
    auto const end = std::min(node.text.text.find('\n', last), node.text.text.size());
    return name_text{node.text.text.substr(0, end), node.where};
}

bool check_name(located_text const& text, name_form form, std::string_view what, reader& in) {
    if (text.text.size() > longest_name) {
        in.error(diagnostic_code::K007, text.everything(),
                 "a name of " + std::string(what) + " has more than " + std::to_string(longest_name) + " letters",
                 "Choose a shorter name.");
        return false;
    }
    auto const separator = form == name_form::path ? '/' : '.';
    std::string_view const whole = text.text;
    std::size_t begin = 0;
    while (true) {
        auto const end =
            form == name_form::simple ? whole.size() : std::min(whole.find(separator, begin), whole.size());
        auto const part = whole.substr(begin, end - begin);
        auto const place = text.locate({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        if (!(form == name_form::path ? is_path_part(part) : is_simple_name(part))) {
            in.error(diagnostic_code::K007, whole.empty() ? text.everything() : place,
                     in_quotes(whole) + " is no name of " + std::string(what), std::string(form_advice(form)));
            return false;
        }
        if (form != name_form::path && grammar::is_reserved(part)) {
            in.error(diagnostic_code::K007, place, in_quotes(part) + " is a word of the language and no name",
                     "Choose another name, or add a word to it.");
            return false;
        }
        if (end == whole.size()) return true;
        begin = end + 1;
    }
}

std::optional<name_text> read_name(yaml_node const& node, name_form form, std::string_view what, reader& in) {
    auto result = read_text(node, what, in);
    auto const size = result ? static_cast<std::uint32_t>(result->value.size()) : 0;
    if (!result || !check_name(node.text.part({0, size}), form, what, in)) return {};
    return result;
}

std::optional<name_text> read_word(yaml_node const& node, bool none_too, reader& in) {
    auto result = read_text(node, "a word", in);
    if (!result) return {};
    auto const& word = result->value;
    bool const has_edge_blank = word.front() == ' ' || word.back() == ' ' || word.find("  ") != std::string::npos;
    if (has_edge_blank || word.find_first_of("\"\\|\n") != std::string::npos || printable(word) != word) {
        in.error(
            diagnostic_code::K020, node.where, in_quotes(word) + " cannot be a word",
            "Use letters, digits and signs without quotes, bars and backslashes, with single blanks between them.");
        return {};
    }
    for (std::string_view const taken : words_taken) {
        if (word != taken || (none_too && taken == "none")) continue;
        in.error(diagnostic_code::K020, node.where, in_quotes(word) + " has a meaning of its own and cannot be a word",
                 "Choose another word.");
        return {};
    }
    return result;
}

std::optional<located<date>> read_date(yaml_node const& node, std::string_view what, reader& in) {
    auto const text = read_text(node, what, in);
    if (!text) return {};
    auto const day = parse_date(text->value);
    if (day) return located<date>{*day, node.where};
    in.error(diagnostic_code::K005, node.where, std::string(what) + " is no date: " + in_quotes(text->value),
             "Write a day that exists as YYYY-MM-DD, such as 2019-06-01.");
    return {};
}

std::optional<bool> read_yes_no(yaml_node const& node, std::string_view what, reader& in) {
    auto const text = read_text(node, what, in);
    if (!text) return {};
    if (text->value == "yes" || text->value == "no") return text->value == "yes";
    in.error(diagnostic_code::K006, node.where, std::string(what) + " is neither yes nor no: " + in_quotes(text->value),
             "Write yes or no.");
    return {};
}

std::optional<located<std::uint32_t>> read_count(yaml_node const& node, std::string_view what, reader& in) {
    auto const text = read_text(node, what, in);
    if (!text) return {};
    std::uint32_t number = 0;
    auto const* const end = text->value.data() + text->value.size();
    auto const parsed = std::from_chars(text->value.data(), end, number);
    bool const has_padding = text->value.size() > 1 && text->value.front() == '0';
    if (parsed.ec == std::errc{} && parsed.ptr == end && number > 0 && !has_padding) {
        return located<std::uint32_t>{number, node.where};
    }
    in.error(diagnostic_code::K021, node.where, std::string(what) + " is no whole number above zero: " + in_quotes(text->value),
             "Write a whole number from 1 to 4294967295, in digits alone.");
    return {};
}

std::optional<expr> read_expr(yaml_node const& node, std::string_view what, reader& in) {
    if (!read_text(node, what, in)) return {};
    return parse_expr(node.text, in.sink);
}

bool check_path_below(name_text const& path, reader& in) {
    if (!path.value.starts_with('/') && path.value.find('\\') == std::string::npos) return true;
    in.error(diagnostic_code::K024, path.where, in_quotes(path.value) + " is no path below this folder",
             "Write the path as seen from this file, with '/' between its parts.");
    return false;
}

std::vector<name_text> read_names(yaml_node const& node, name_form form, std::string_view what, reader& in) {
    return read_list(node, what, in, [&](yaml_node const& item) { return read_name(item, form, what, in); });
}

std::vector<name_text> read_words(yaml_node const& node, std::string_view what, bool none_too, reader& in) {
    return read_list(node, what, in, [&](yaml_node const& item) { return read_word(item, none_too, in); });
}

std::vector<name_text> read_texts(yaml_node const& node, std::string_view what, reader& in) {
    return read_list(node, what, in, [&](yaml_node const& item) { return read_text(item, what, in); });
}

void report_twice(name_text const& again, location first, std::string_view what, reader& in) {
    in.sink.add({diagnostic_code::K008,
                 severity::error,
                 in_quotes(again.value) + " stands twice in " + std::string(what),
                 again.where,
                 {{first, "first here"}},
                 "Remove one of them or give it another name."});
}

}  // namespace carefare::syntax
