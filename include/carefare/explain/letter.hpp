// A result in sentences, fit for a letter: what was decided, with which amounts, by which rule, limit and line of a
// plan. The words are the programme's own (`tell:` of its rules and rows); an explanation (explanation.hpp) shows the
// same evaluation step by step, with names and places.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <carefare/checked/messages.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/dataset.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::explain {

/// A sentence, and those that explain what it names.
struct paragraph {
    std::string text;
    std::vector<paragraph> below;
    std::string row = {};  ///< of a sentence "ROW: ...": the row, as it is called there
};

struct letter {
    std::string title;
    std::vector<paragraph> paragraphs;
};

[[nodiscard]] letter write_letter(checked::rule_graph const& graph, checked::plan const& plan,
                                  reference::settings const& with, reference::dataset const& data,
                                  checked::rule_id rule, reference::row_index row);

/// The programme's own sentences alone: those of the rule, and below each those of the rules that it names and the rows
/// these run over, as a notice has them; nothing of where a number comes from. In the language of the messages, if some
/// are given. Empty where the result is no value: nobody is told what is not decided.
[[nodiscard]] std::optional<letter> write_notice(checked::rule_graph const& graph, checked::plan const& plan,
                                                 reference::settings const& with, reference::dataset const& data,
                                                 checked::rule_id rule, reference::row_index row,
                                                 checked::messages const* in_language);

/// Lines of at most 100 characters.
[[nodiscard]] std::string to_text(letter const& of);
[[nodiscard]] std::string to_markdown(letter const& of);
/// `{ title, paragraphs: [{ text, below: [...] }] }`
[[nodiscard]] std::string to_json(letter const& of);

}  // namespace carefare::explain
