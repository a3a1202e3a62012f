// What a programme tells people, in another language: its sentences, words and labels, and how values are written.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/syntax/messages_syntax.hpp>

namespace carefare::checked {

struct messages {
    struct piece {
        std::string text;
        std::string name;  ///< whose value follows the text, as the programme writes it between braces; empty in the last piece
    };
    std::string language;
    std::array<std::string, 12> months;
    std::vector<piece> date;  ///< with the names day, month and year
    std::string yes, no, none, not_known;
    std::map<std::string, std::string, std::less<>> words;
    std::map<std::string, std::vector<piece>, std::less<>> sentences;  ///< by `as_written`

    /// A word, a unit or a label in this language; it has every one that the programme tells.
    [[nodiscard]] std::string const& word(std::string const& in_the_programme) const;
};

/// A sentence of a programme as its file has it, on one line.
[[nodiscard]] std::string as_written(sentence const& of);

/// Every sentence that rules and rows of the programme tell has its counterpart with the same names in it, and so has every
/// word, unit and label that can stand in one; and there is no other sentence. Empty with diagnostics if not.
[[nodiscard]] std::optional<messages> check_messages(syntax::messages_syntax const& written, rule_graph const& graph, diagnostics& sink);

}  // namespace carefare::checked
