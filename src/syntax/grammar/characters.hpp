// Which bytes make names and numbers. ASCII only: <cctype> depends on the locale, and the parser library's own classes
// abort on bytes of 0x80 and up.
#pragma once

#include <string_view>

namespace carefare::syntax::grammar {

[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
[[nodiscard]] constexpr bool continues_name(char c) {
    return begins_name(c) || is_digit(c);
}
[[nodiscard]] constexpr bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

/// The name that `text` begins with, empty if it begins with none.
[[nodiscard]] constexpr std::string_view leading_name(std::string_view text) {
    std::size_t size = 0;
    if (!text.empty() && begins_name(text[0])) {
        while (size < text.size() && continues_name(text[size]))
            ++size;
    }
    return text.substr(0, size);
}

/// Number of digits that `text` begins with.
[[nodiscard]] constexpr std::size_t leading_digits(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size() && is_digit(text[size]))
        ++size;
    return size;
}

/// ",389": the beginning of a group of thousands, and of nothing longer.
[[nodiscard]] constexpr bool is_thousands_group(std::string_view text) {
    return text.size() >= 4 && text[0] == ',' && leading_digits(text.substr(1)) == 3;
}

}  // namespace carefare::syntax::grammar
