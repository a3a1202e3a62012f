// The guards before and between the events of the YAML library.
#include "syntax/yaml_guards.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <carefare/base/utf8.hpp>

namespace carefare::syntax {

namespace {

/// A file of nothing but mistakes is reported up to this many times a kind.
constexpr std::uint32_t reported_of_a_kind = 20;

/// Signs that each make a token within brackets.
constexpr std::string_view flow_marks = "[]{},?";

std::uint32_t narrow(std::size_t offset) {
    return static_cast<std::uint32_t>(offset);
}

std::string hexadecimal(char32_t value) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (auto rest = value; rest != 0 || text.size() < 4; rest /= 16)
        text.insert(0, 1, digits[rest % 16]);
    return "U+" + text;
}

class character_guard {
public:
    character_guard(source_id id, std::string_view text, diagnostics& sink) : id_(id), text_(text), sink_(sink) {}

    bool passes() {
        for (std::size_t i = 0; i < text_.size();) {
            auto const point = code_point_at(text_, i);
            if (!point.valid) {
                sink_.error(diagnostic_code::Y002, place(i, 1), "the file is not UTF-8 text",
                            "Save the file in the encoding UTF-8.");
                return false;
            }
            check(point, i);
            i += point.length;
        }
        return is_clean_;
    }

private:
    void check(code_point point, std::size_t at) {
        if (point.value == '\n') {
            line_has_tab_ = false;
        } else if (point.value == '\t') {
            report_tab(at);
        } else if (point.value == 0xFEFF && at == 0) {
            is_clean_ = false;
            sink_.error(diagnostic_code::Y003, place(at, 0), "the file begins with a byte order mark",
                        "Save the file as UTF-8 without a byte order mark.");
        } else if (point.value == '\r') {
            bool const ends_line = at + 1 < text_.size() && text_[at + 1] == '\n';
            if (!ends_line) report_control(point, at, "a carriage return that no line feed follows");
        } else if (!is_printable(point.value)) {
            report_control(point, at, "the control character " + hexadecimal(point.value));
        }
    }

    void report_tab(std::size_t at) {
        is_clean_ = false;
        if (line_has_tab_ || ++tabs_ > reported_of_a_kind) return;
        line_has_tab_ = true;
        sink_.error(diagnostic_code::Y005, place(at, 1), "a tab stands in the text", "Write blanks in its place.");
    }

    void report_control(code_point point, std::size_t at, std::string const& what) {
        is_clean_ = false;
        if (++controls_ > reported_of_a_kind) return;
        sink_.error(diagnostic_code::Y004, place(at, point.length), what + " stands in the text", "Take it out.");
    }

    location place(std::size_t at, std::size_t length) const { return {id_, {narrow(at), narrow(at + length)}}; }

    source_id id_;
    std::string_view text_;
    diagnostics& sink_;
    bool is_clean_ = true;
    bool line_has_tab_ = false;
    std::uint32_t tabs_ = 0;
    std::uint32_t controls_ = 0;
};

/// "..." or "---" alone on a line, or before a blank.
bool is_marker(std::string_view line, std::string_view marker) {
    return line.substr(0, 3) == marker && (line.size() == 3 || line[3] == ' ' || line[3] == '\r');
}

bool begins_with_marker(std::string_view text) {
    auto const line = text.substr(0, text.find('\n'));
    return is_marker(line, "...") || is_marker(line, "---");
}

/// A directive can only stand before the document, or after its end mark.
std::optional<std::size_t> first_directive(std::string_view text) {
    bool may_follow = true;
    for (std::size_t start = 0; start < text.size();) {
        auto const stop = std::min(text.find('\n', start), text.size());
        auto const line = text.substr(start, stop - start);
        auto const content = line.find_first_not_of(" \r");
        if (may_follow && line.substr(0, 1) == "%") return start;
        if (is_marker(line, "...")) {
            may_follow = true;
        } else if (content != std::string_view::npos && line[content] != '#') {
            may_follow = false;
        }
        start = stop + 1;
    }
    return std::nullopt;
}

}  // namespace

bool guard_yaml_text(source const& text, source_id id, diagnostics& sink, yaml_limits const& limits) {
    auto const all = text.text();
    if (all.size() > limits.bytes) {
        sink.error(
            diagnostic_code::L001, {id, {}},
            "the file has " + std::to_string(all.size()) + " bytes, " + std::to_string(limits.bytes) + " are the limit",
            "Split the file, or put its rows into a table file.");
        return false;
    }
    if (!character_guard(id, all, sink).passes()) return false;
    // The library keeps every token of a bracket in memory until the bracket is closed.
    auto const marks =
        std::count_if(all.begin(), all.end(), [](char c) { return flow_marks.find(c) != flow_marks.npos; });
    if (static_cast<std::uint64_t>(marks) > 2 * std::uint64_t{limits.nodes}) {
        sink.error(diagnostic_code::L003, {id, {}},
                   "the file has " + std::to_string(marks) + " brackets, braces, commas and question marks",
                   "Split the file, or put its rows into a table file.");
        return false;
    }
    if (auto const directive = first_directive(all)) {
        sink.error(diagnostic_code::Y017, {id, {narrow(*directive), narrow(*directive + 1)}},
                   "a line that begins with '%' is a directive to the YAML reader", "Take the line out.");
        return false;
    }
    return true;
}

std::uint32_t skip_unread(source const& source, std::uint32_t at, std::uint32_t end) {
    auto const text = source.text();
    while (at < end) {
        bool const starts_line = at == 0 || text[at - 1] == '\n';
        if (text[at] == ' ' || text[at] == '\n' || text[at] == '\r') {
            ++at;
        } else if (text[at] == '#' && (starts_line || text[at - 1] == ' ')) {
            at = std::min(narrow(std::min(text.find('\n', at), text.size())), end);
        } else if (starts_line && begins_with_marker(text.substr(at, 4))) {
            at += 3;
        } else {
            break;
        }
    }
    return std::min(at, end);
}

std::optional<std::uint32_t> first_stray(source const& text, std::uint32_t begin, std::uint32_t end) {
    constexpr std::string_view punctuation = "-:,[]{}";
    for (auto at = skip_unread(text, begin, end); at < end; at = skip_unread(text, at + 1, end)) {
        if (punctuation.find(text.text()[at]) == std::string_view::npos) return at;
    }
    return std::nullopt;
}

void report_stray(location where, char first, diagnostics& sink) {
    switch (first) {
        case '*':
            sink.error(diagnostic_code::Y006, where, "'*' begins an alias, which would repeat another value unseen",
                       "Write the value out, or put text that begins with '*' in quotes.");
            break;
        case '&':
            sink.error(diagnostic_code::Y007, where, "'&' begins an anchor, a name for use by aliases",
                       "Take the anchor out, or put text that begins with '&' in quotes.");
            break;
        case '!':
            sink.error(diagnostic_code::Y008, where, "'!' begins a tag, which would change the type of a value",
                       "Take the tag out, or put text that begins with '!' in quotes.");
            break;
        case '?':
            sink.error(diagnostic_code::Y011, where, "'?' begins a key that stands apart from its ':'",
                       "Write the key and its ':' on one line, without the '?'.");
            break;
        default:
            sink.error(diagnostic_code::Y018, where, "this text belongs to no key and no value",
                       "Take it out, or give it a key; a blank must stand before the '#' of a comment.");
            break;
    }
}

}  // namespace carefare::syntax
