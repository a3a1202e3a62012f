// Parts of a pattern that stand for one character: escapes such as \d, \p{Lu}, \i, and classes in brackets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace carefare::constant {

/// A cursor over the code points of a pattern.
class pattern_reader {
public:
    explicit pattern_reader(std::string_view pattern);
    [[nodiscard]] bool at_end() const { return at_ == points_.size(); }
    /// The code point `ahead` places on, 0 past the end. (A pattern holds no U+0000: see translate_pattern.)
    [[nodiscard]] char32_t peek(std::size_t ahead = 0) const {
        return at_ + ahead < points_.size() ? points_[at_ + ahead] : 0;
    }
    char32_t next() { return points_[at_++]; }
    bool take(char32_t c) {
        if (at_end() || peek() != c) return false;
        ++at_;
        return true;
    }

private:
    std::vector<char32_t> points_;
    std::size_t at_ = 0;
};

[[noreturn]] void refuse_pattern(std::string message);

/// One code point as PCRE2 reads it anywhere, inside brackets or out.
[[nodiscard]] std::string literal_point(char32_t c);

/// What an escape after its backslash stands for.
struct character_escape {
    bool single = true;
    char32_t point = 0;     ///< if single
    std::string in_class;   ///< if not: members of a class, to stand between brackets
};

/// Reads the escape whose backslash was just taken; digits and unknown letters are refused.
[[nodiscard]] character_escape read_escape(pattern_reader& in);

/// Reads a class whose '[' was just taken, subtraction included, and gives the PCRE2 text for it.
[[nodiscard]] std::string read_class(pattern_reader& in);

}  // namespace carefare::constant
