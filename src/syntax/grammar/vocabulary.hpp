// The words of the language: which are reserved, which names consist of several words, what may follow what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace carefare::syntax::grammar {

/// Words that can never be a name. Adding one later breaks rule files, so all were reserved from the first release.
[[nodiscard]] bool is_reserved(std::string_view word);

/// Reserved words that stand between or behind operands, never at the beginning of one.
[[nodiscard]] bool is_infix_word(std::string_view word);

/// Functions whose names hold blanks, sorted ("date and time", "round half up").
[[nodiscard]] std::vector<std::string> const& functions_of_several_words();

/// Properties of values whose names hold blanks ("time offset"), sorted.
[[nodiscard]] std::vector<std::string> const& properties_of_several_words();

}  // namespace carefare::syntax::grammar
