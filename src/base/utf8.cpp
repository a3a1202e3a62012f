// UTF-8 decoding after table 3-7 of the Unicode standard (well-formed byte sequences).
#include <carefare/base/utf8.hpp>

#include <cstring>

namespace carefare {

namespace {

constexpr char32_t replacement = 0xFFFD;

struct lead {
    std::uint32_t length;  ///< 0: no lead byte
    unsigned char low;     ///< bounds of the second byte, which exclude overlong forms and surrogates
    unsigned char high;
};

lead lead_of(unsigned char byte) {
    if (byte < 0x80) return {1, 0, 0};
    if (byte < 0xC2) return {0, 0, 0};
    if (byte < 0xE0) return {2, 0x80, 0xBF};
    if (byte < 0xF0)
        return {3, byte == 0xE0 ? static_cast<unsigned char>(0xA0) : static_cast<unsigned char>(0x80),
                byte == 0xED ? static_cast<unsigned char>(0x9F) : static_cast<unsigned char>(0xBF)};
    if (byte < 0xF5)
        return {4, byte == 0xF0 ? static_cast<unsigned char>(0x90) : static_cast<unsigned char>(0x80),
                byte == 0xF4 ? static_cast<unsigned char>(0x8F) : static_cast<unsigned char>(0xBF)};
    return {0, 0, 0};
}

/// Eight bytes below 0x80: nearly all of every file.
bool is_ascii_word(std::string_view text, std::size_t offset) {
    std::uint64_t word = 0;
    if (text.size() - offset < sizeof word) return false;
    std::memcpy(&word, text.data() + offset, sizeof word);
    return (word & 0x8080808080808080U) == 0;
}

}  // namespace

code_point code_point_at(std::string_view text, std::size_t offset) {
    constexpr code_point ill_formed{replacement, 1, false};
    auto const byte_at = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const first = byte_at(offset);
    auto const [length, low, high] = lead_of(first);
    if (length == 1) return {first, 1, true};
    if (length == 0 || text.size() - offset < length) return ill_formed;
    auto const second = byte_at(offset + 1);
    if (second < low || second > high) return ill_formed;
    char32_t value = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        auto const next = byte_at(offset + i);
        if ((next & 0xC0U) != 0x80U) return ill_formed;
        value = (value << 6U) | (next & 0x3FU);
    }
    return {value, length, true};
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (is_ascii_word(text, i)) {
            i += sizeof(std::uint64_t);
            continue;
        }
        auto const point = code_point_at(text, i);
        if (!point.valid) return i;
        i += point.length;
    }
    return std::nullopt;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++count)
        i += code_point_at(text, i).length;
    return count;
}

void append_utf8(std::string& text, char32_t value) {
    if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) value = replacement;
    auto const push = [&text](char32_t byte) { text.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (value < 0x80) return push(value);
    if (value < 0x800) {
        push(0xC0 | (value >> 6U));
    } else {
        if (value < 0x10000) {
            push(0xE0 | (value >> 12U));
        } else {
            push(0xF0 | (value >> 18U));
            push(0x80 | ((value >> 12U) & 0x3FU));
        }
        push(0x80 | ((value >> 6U) & 0x3FU));
    }
    push(0x80 | (value & 0x3FU));
}

bool is_printable(char32_t c) {
    bool const is_control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    bool const is_line_end = c == 0x2028 || c == 0x2029;
    bool const reorders = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
    return !is_control && !is_line_end && !reorders && c != 0xFEFF;
}

std::string printable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        auto const point = code_point_at(text, i);
        if (point.value == '\t' || point.value == '\n' || point.value == '\r') {
            result.push_back(' ');
        } else {
            append_utf8(result, is_printable(point.value) ? point.value : replacement);
        }
        i += point.length;
    }
    return result;
}

}  // namespace carefare
