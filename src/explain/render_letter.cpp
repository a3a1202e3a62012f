// Letters as text, Markdown and JSON.
#include <nlohmann/json.hpp>

#include <carefare/explain/letter.hpp>

namespace carefare::explain {

namespace {

constexpr std::size_t line_length = 100;

/// Breaks at blanks; a word longer than a line stands alone.
void wrap(std::string const& text, std::string const& first, std::string const& rest, std::string& out) {
    std::string line = first;
    bool empty = true;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find(' ', at), text.size());
        auto const word = text.substr(at, end - at);
        at = end + 1;
        if (word.empty()) continue;
        if (!empty && line.size() + 1 + word.size() > line_length) {
            out += line + "\n";
            line = rest;
            empty = true;
        }
        line += (empty ? "" : " ") + word;
        empty = false;
    }
    out += line + "\n";
}

void write_text(paragraph const& of, std::size_t depth, std::string& out) {
    std::string const indent(depth == 0 ? 0 : 2 * depth - 2, ' ');
    wrap(of.text, depth == 0 ? "" : indent + "- ", depth == 0 ? "" : indent + "  ", out);
    for (auto const& one : of.below)
        write_text(one, depth + 1, out);
}

void write_markdown(paragraph const& of, std::size_t depth, std::string& out) {
    std::string text;
    for (char const c : of.text) {
        if (std::string_view("\\`*_[]<>").find(c) != std::string_view::npos) text += '\\';
        text += c;
    }
    out += (depth == 0 ? "" : std::string(2 * depth - 2, ' ') + "- ") + text + "\n";
    if (depth == 0 && !of.below.empty()) out += "\n";
    for (auto const& one : of.below)
        write_markdown(one, depth + 1, out);
}

nlohmann::ordered_json json_of(paragraph const& of) {
    nlohmann::ordered_json out;
    out["text"] = of.text;
    for (auto const& one : of.below)
        out["below"].push_back(json_of(one));
    return out;
}

}  // namespace

std::string to_text(letter const& of) {
    std::string out;
    wrap(of.title, "", "", out);
    for (auto const& one : of.paragraphs) {
        out += "\n";
        write_text(one, 0, out);
    }
    return out;
}

std::string to_markdown(letter const& of) {
    std::string out = "## " + of.title + "\n";
    for (auto const& one : of.paragraphs) {
        out += "\n";
        write_markdown(one, 0, out);
    }
    return out;
}

std::string to_json(letter const& of) {
    nlohmann::ordered_json out;
    out["title"] = of.title;
    out["paragraphs"] = nlohmann::ordered_json::array();
    for (auto const& one : of.paragraphs)
        out["paragraphs"].push_back(json_of(one));
    return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace carefare::explain
