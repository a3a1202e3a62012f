// Regular expressions of XPath and XQuery (F&O 7.6) rewritten for PCRE2. What the two read differently is either
// rewritten to mean what XPath says or refused; nothing is passed through unread.
#pragma once

#include <string>
#include <string_view>

namespace carefare::constant {

/// The flags s, m, i, x and q, each at most once or repeated without effect.
struct pattern_flags {
    bool dot_all = false, multi_line = false, ignore_case = false, free_spacing = false, literal = false;
};

/// Refuses any other letter.
[[nodiscard]] pattern_flags read_flags(std::string_view text);

struct translated_pattern {
    std::string text;      ///< for PCRE2 in UTF mode
    unsigned groups = 0;   ///< capturing groups
};

/// Refuses what is no XPath pattern.
[[nodiscard]] translated_pattern translate_pattern(std::string_view pattern, pattern_flags const& flags);

}  // namespace carefare::constant
