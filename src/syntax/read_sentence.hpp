// `tell:`, sentences for letters: a text with expressions between braces, or `{ when, say, cite }`, or a list of these.
#pragma once

#include <optional>
#include <vector>

#include "syntax/read_scalar.hpp"

namespace carefare::syntax {

[[nodiscard]] std::optional<sentence_syntax> read_sentence(yaml_node const& text, reader& in);
[[nodiscard]] std::vector<sentence_syntax> read_sentences(yaml_node const& node, reader& in);

}  // namespace carefare::syntax
