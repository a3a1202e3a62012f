// UTF-8 as code points: strict validation, iteration that survives ill-formed bytes, and text fit for a terminal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace carefare {

/// One code point of a text. Ill-formed bytes come one at a time as U+FFFD with `valid` false.
struct code_point {
    char32_t value = 0;
    std::uint32_t length = 1;  ///< bytes
    bool valid = true;
};

/// The code point at byte `offset`, which must be below the size of the text. Overlong forms, surrogates and values
/// above U+10FFFF are ill-formed.
[[nodiscard]] code_point code_point_at(std::string_view text, std::size_t offset);
/// Offset of the first ill-formed byte; empty if the text is well-formed.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);
/// Number of code points; an ill-formed byte counts as one.
[[nodiscard]] std::size_t count_code_points(std::string_view text);
/// Appends a code point; a surrogate or a value above U+10FFFF appends U+FFFD.
void append_utf8(std::string& text, char32_t value);
/// False for control characters and for the invisible characters that reorder or break a line.
[[nodiscard]] bool is_printable(char32_t value);
/// The text with tabs and line ends as one blank each, and with U+FFFD for ill-formed bytes and all that is not
/// printable: what may be shown to a person. One code point stays one.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace carefare
