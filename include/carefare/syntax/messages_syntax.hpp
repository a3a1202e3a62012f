// A file of messages: what a programme tells people, in another language.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/syntax/programme_syntax.hpp>
#include <carefare/syntax/yaml_document.hpp>

namespace carefare::syntax {

struct messages_syntax {
    struct sentence {
        name_text say;  ///< as the programme has it
        name_text as;   ///< in this language, with the same names between braces
    };
    name_text language;
    name_text programme;
    std::vector<name_text> months;
    name_text date;     ///< with {day}, {month} and {year}
    name_text yes, no, none, not_known;
    std::vector<std::pair<name_text, name_text>> words;
    std::vector<sentence> sentences;
};

/// What could be read; empty if the document is no mapping.
[[nodiscard]] std::optional<messages_syntax> read_messages(yaml_node const& document, diagnostics& sink);

}  // namespace carefare::syntax
