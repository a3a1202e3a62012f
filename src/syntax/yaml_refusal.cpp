// One table from the library's messages to ours. Where an expression or a sentence was written without quotes, YAML
// takes its signs for punctuation and fails somewhere behind it: those messages say so.
#include "syntax/yaml_refusal.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace carefare::syntax {

namespace {

struct refusal {
    std::string_view library;  ///< beginning of the library's message
    diagnostic_code code;
    std::string_view message;
    std::string_view advice;
};

constexpr std::string_view quote_it =
    "Put an expression or a text with signs in quotes or in a '|' block on lines of its own.";
constexpr std::string_view quote_or_indent =
    "Put an expression or a text with signs in quotes or in a '|' block, or correct the indentation.";
constexpr std::string_view close_it = "Close the bracket, or put the expression in quotes or in a '|' block.";

using code = diagnostic_code;

constexpr auto refusals = std::to_array<refusal>({
    {"unknown token", code::Y016, "a value cannot begin with this sign", quote_it},
    {"end of map not found", code::Y016, "this belongs to no key", quote_or_indent},
    {"end of sequence not found", code::Y016, "this belongs to no entry of the list", quote_or_indent},
    {"end of map flow not found", code::Y016, "the brace that begins here is not closed in its place", close_it},
    {"end of sequence flow not found", code::Y016, "the bracket that begins here is not closed in its place", close_it},
    {"illegal flow end", code::Y016, "a bracket or brace is closed that was not opened", quote_it},
    {"illegal block entry", code::Y016, "a list cannot begin here with '-'", quote_or_indent},
    {"illegal map key", code::Y016, "a key cannot begin here with '?'", quote_or_indent},
    {"illegal map value", code::Y016, "a ':' followed by a blank makes a second key here", quote_or_indent},
    {"unexpected character in block scalar", code::Y016, "'>' or '|' begins a block of text and must end its line",
     quote_it},
    {"illegal EOF in scalar", code::Y014, "a quote is never closed", "Close the quote where the text ends."},
    {"illegal document indicator in scalar", code::Y014, "a quote is not closed before the document ends",
     "Close the quote where the text ends."},
    {"the referenced anchor is not defined", code::Y006, "'*' begins an alias",
     "Write the value out, or put text that begins with '*' in quotes."},
    {"alias", code::Y006, "'*' begins an alias", "Write the value out, or put text that begins with '*' in quotes."},
    {"illegal character found while scanning alias", code::Y006, "'*' begins an alias",
     "Write the value out, or put text that begins with '*' in quotes."},
    {"anchor", code::Y007, "'&' begins an anchor", "Put text that begins with '&' in quotes."},
    {"illegal character found while scanning anchor", code::Y007, "'&' begins an anchor",
     "Put text that begins with '&' in quotes."},
    {"cannot assign multiple anchors", code::Y007, "'&' begins an anchor", "Put text that begins with '&' in quotes."},
    {"cannot assign multiple tags", code::Y008, "'!' begins a tag", "Put text that begins with '!' in quotes."},
    {"illegal character found while scanning tag", code::Y008, "'!' begins a tag",
     "Put text that begins with '!' in quotes."},
    {"tag handle with no suffix", code::Y008, "'!' begins a tag", "Put text that begins with '!' in quotes."},
    {"end of verbatim tag", code::Y008, "'!' begins a tag", "Put text that begins with '!' in quotes."},
    {"unknown escape character", code::Y015, "this backslash begins no escape of double quotes",
     "Write '\\\\' for a backslash, or use single quotes."},
    {"bad character found while scanning hex number", code::Y015, "the escape needs more hexadecimal digits",
     "Write '\\xHH', '\\uHHHH' or '\\UHHHHHHHH'."},
    {"invalid unicode", code::Y015, "the escape stands for no character", "Write a character that exists."},
    {"cannot set zero indentation", code::Y015, "a block of text cannot be indented by 0",
     "Take the 0 out; the first line gives the indentation."},
});

/// The library reports a wrong escape behind it.
bool is_about_escape(std::string_view message) {
    return message.find("escape") != std::string_view::npos || message.find("hex") != std::string_view::npos ||
           message.find("unicode") != std::string_view::npos;
}

}  // namespace

void report_refusal(std::string_view message, source const& text, source_id id, std::uint32_t at,
                    std::optional<std::uint32_t> open_bracket, diagnostics& sink) {
    auto const size = static_cast<std::uint32_t>(text.text().size());
    auto const place = [id, size](std::uint32_t begin) {
        return location{id, {std::min(begin, size), std::min(begin + 1, size)}};
    };
    if (is_about_escape(message)) {
        auto const backslash = text.text().rfind('\\', at);
        if (backslash != std::string_view::npos) at = static_cast<std::uint32_t>(backslash);
    }
    for (auto const& known : refusals) {
        if (message.substr(0, known.library.size()) != known.library) continue;
        bool const is_unclosed = message.find("flow not found") != std::string_view::npos;
        diagnostic item{known.code, severity::error,          std::string(known.message), place(at),
                        {},         std::string(known.advice)};
        if (is_unclosed && open_bracket) {
            item.where = place(*open_bracket);
            item.labels.push_back({place(at), "what follows until here was taken as its content"});
        }
        sink.add(std::move(item));
        return;
    }
    sink.error(diagnostic_code::Y015, place(at), "this is not YAML (" + std::string(message) + ")",
               "Correct the indentation and the punctuation of this line and the one before it.");
}

}  // namespace carefare::syntax
