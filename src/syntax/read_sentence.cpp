// `tell:`, sentences for letters.
#include "syntax/read_sentence.hpp"

#include <algorithm>
#include <utility>

#include <carefare/syntax/parse_expr.hpp>

#include "syntax/read_fields.hpp"
#include "syntax/read_timeline.hpp"

namespace carefare::syntax {

namespace {

/// A line end inside a block is a blank of the sentence.
std::string on_one_line(std::string_view text) {
    std::string out(text);
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

/// The brace that ends an expression: the next one outside of quotes.
std::size_t end_of_braces(std::string_view text, std::size_t begin) {
    bool quoted = false;
    for (auto at = begin; at < text.size(); ++at) {
        if (text[at] == '"') quoted = !quoted;
        if (quoted) continue;
        if (text[at] == '}') return at;
        if (text[at] == '{') break;
    }
    return std::string_view::npos;
}

void report_brace(located_text const& whole, std::size_t at, reader& in) {
    auto const place = static_cast<std::uint32_t>(at);
    in.error(diagnostic_code::K038, whole.part({place, place + 1}).everything(),
             whole.text[at] == '{' ? "this brace is not closed" : "this brace closes none",
             "Put what the sentence names between '{' and '}', as in: \"rent of {bill.amount}\".");
}

}  // namespace

std::optional<sentence_syntax> read_sentence(yaml_node const& node, reader& in) {
    auto const said = read_text(node, "a sentence", in);
    if (!said) return {};
    std::string_view const text = said->value;
    sentence_syntax out;
    out.where = node.where;
    bool good = true;
    for (std::size_t at = 0;;) {
        auto const open = text.find_first_of("{}", at);
        if (open == std::string_view::npos) {
            out.parts.push_back({on_one_line(text.substr(at)), {}, {}});
            break;
        }
        auto const close = text[open] == '{' ? end_of_braces(text, open + 1) : std::string_view::npos;
        if (close == std::string_view::npos) {
            report_brace(node.text, open, in);
            return {};
        }
        auto const begin = static_cast<std::uint32_t>(open + 1), end = static_cast<std::uint32_t>(close);
        auto what = parse_expr(node.text.part({begin, end}), in.sink);
        good = what && good;
        out.parts.push_back({on_one_line(text.substr(at, open - at)), std::move(what), on_one_line(text.substr(begin, end - begin))});
        at = close + 1;
    }
    if (!good) return {};
    return out;
}

std::vector<sentence_syntax> read_sentences(yaml_node const& node, reader& in) {
    std::vector<sentence_syntax> all;
    auto const add = [&](yaml_node const& item) {
        if (!item.is_mapping()) {
            if (auto one = read_sentence(item, in)) all.push_back(std::move(*one));
            return;
        }
        fields const row(item, item.where, "a sentence", {"when", "say", "cite"}, in);
        auto const* const say = row.need("say");
        auto when = row.expression("when");
        if (say == nullptr) return;
        auto one = read_sentence(*say, in);
        if (!one) return;
        one->when = std::move(when);
        one->cite = row.text("cite");
        all.push_back(std::move(*one));
    };
    if (node.is_sequence())
        for_each_item(node, "'tell'", in, add);
    else
        add(node);
    return all;
}

}  // namespace carefare::syntax
