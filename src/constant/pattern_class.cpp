// Escapes and classes; see pattern_class.hpp. Subtraction [a-z-[aeiou]] becomes a look-ahead that excludes.
#include "constant/pattern_class.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <carefare/base/utf8.hpp>

#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

using point_range = std::pair<char32_t, char32_t>;

/// NameStartChar of XML 1.0 (fifth edition), which \i stands for, and what NameChar, \c, adds.
constexpr std::array<point_range, 16> name_start{{{':', ':'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'},
    {0xC0, 0xD6}, {0xD8, 0xF6}, {0xF8, 0x2FF}, {0x370, 0x37D}, {0x37F, 0x1FFF}, {0x200C, 0x200D}, {0x2070, 0x218F},
    {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}}};
constexpr std::array<point_range, 6> name_more{{{'-', '-'}, {'.', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F},
                                                {0x203F, 0x2040}}};
constexpr std::array<point_range, 3> spaces{{{0x9, 0xA}, {0xD, 0xD}, {0x20, 0x20}}};

std::string class_text(std::vector<point_range> ranges, bool negated) {
    std::sort(ranges.begin(), ranges.end());
    if (negated) {
        std::vector<point_range> rest;
        char32_t from = 0;
        for (auto const& [low, high] : ranges) {
            if (low > from) rest.emplace_back(from, low - 1);
            from = high + 1;
        }
        rest.emplace_back(from, 0x10FFFF);
        ranges = std::move(rest);
    }
    std::string made;
    for (auto [low, high] : ranges) {
        // Surrogates are no characters; PCRE2 refuses them as the end of a range.
        if (low >= 0xD800 && low <= 0xDFFF) low = 0xE000;
        if (high >= 0xD800 && high <= 0xDFFF) high = 0xD7FF;
        if (low > high) continue;
        made += literal_point(low);
        if (high > low) made += "-" + literal_point(high);
    }
    return made;
}

template <std::size_t Size>
std::vector<point_range> as_vector(std::array<point_range, Size> const& ranges) {
    return {ranges.begin(), ranges.end()};
}

std::string category_text(pattern_reader& in, bool negated) {
    if (!in.take(U'{')) refuse_pattern("'\\p' needs a category in braces, such as \\p{Lu}");
    std::string name;
    while (!in.at_end() && in.peek() != U'}') append_utf8(name, in.next());
    if (!in.take(U'}')) refuse_pattern("the braces after '\\p' are not closed");
    static constexpr std::array<std::string_view, 36> known{
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps",
        "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn"};
    if (name.starts_with("Is")) refuse_pattern("the Unicode block '" + name + "' is not supported");
    if (std::find(known.begin(), known.end(), name) == known.end())
        refuse_pattern("there is no Unicode category '" + name + "'");
    return std::string(negated ? "\\P{" : "\\p{") + name + "}";
}

/// One member of a class that may begin a range.
struct class_member {
    std::optional<char32_t> point;
    std::string text;
};

class_member read_member(pattern_reader& in) {
    if (in.take(U'\\')) {
        auto escape = read_escape(in);
        if (escape.single) return {escape.point, literal_point(escape.point)};
        return {std::nullopt, std::move(escape.in_class)};
    }
    if (in.at_end()) refuse_pattern("a '[' is not closed");
    auto const c = in.next();
    if (c == U'[') refuse_pattern("a '[' inside a class needs a backslash");
    return {c, literal_point(c)};
}

}  // namespace

pattern_reader::pattern_reader(std::string_view pattern) {
    for (std::size_t at = 0; at < pattern.size();) {
        auto const point = code_point_at(pattern, at);
        points_.push_back(point.value);
        at += point.length;
    }
}

void refuse_pattern(std::string message) {
    refuse(diagnostic_code::C016, std::move(message),
           "Correct the pattern: it follows the regular expressions of XPath and XQuery.");
}

std::string literal_point(char32_t c) {
    bool const plain = (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    if (plain) return std::string(1, static_cast<char>(c));
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    do {
        hex.insert(hex.begin(), digits[c % 16]);
        c /= 16;
    } while (c != 0);
    return "\\x{" + hex + "}";
}

character_escape read_escape(pattern_reader& in) {
    if (in.at_end()) refuse_pattern("the pattern ends in a single backslash");
    auto const c = in.next();
    static constexpr std::u32string_view signs = U"\\|.?*+(){}-[]^$";
    auto const several = [](std::string text) { return character_escape{false, 0, std::move(text)}; };
    switch (c) {
        case U'n': return {true, U'\n', {}};
        case U'r': return {true, U'\r', {}};
        case U't': return {true, U'\t', {}};
        case U'd': return several("\\p{Nd}");
        case U'D': return several("\\P{Nd}");
        case U'w': return several("\\p{L}\\p{M}\\p{N}\\p{S}");
        case U'W': return several("\\p{P}\\p{Z}\\p{C}");
        case U's':
        case U'S': return several(class_text(as_vector(spaces), c == U'S'));
        case U'i':
        case U'I': return several(class_text(as_vector(name_start), c == U'I'));
        case U'c':
        case U'C': {
            auto ranges = as_vector(name_start);
            ranges.insert(ranges.end(), name_more.begin(), name_more.end());
            return several(class_text(std::move(ranges), c == U'C'));
        }
        case U'p':
        case U'P': return several(category_text(in, c == U'P'));
        default: break;
    }
    if (signs.find(c) != std::u32string_view::npos) return {true, c, {}};
    std::string shown;
    append_utf8(shown, c);
    refuse_pattern("'\\" + shown + "' has no meaning here");
}

std::string read_class(pattern_reader& in) {
    // One level a turn: [a-[b-[c]]] is (?!(?!c)b)a, built from the inside when the brackets close.
    std::vector<std::string> levels;
    while (true) {
        std::string members;
        bool const negated = in.take(U'^');
        bool first = true, subtracts = false;
        while (in.peek() != U']' || in.at_end()) {
            if (in.peek() == U'-' && in.peek(1) == U'[' && !first) {
                in.next();
                in.next();
                subtracts = true;
                break;
            }
            if (in.peek() == U'-' && !first && in.peek(1) != U']')
                refuse_pattern("a '-' inside a class stands first, last, between two characters or after a backslash");
            auto const low = read_member(in);
            members += low.text;
            first = false;
            if (in.peek() != U'-' || in.peek(1) == U']' || in.peek(1) == U'[') continue;
            in.next();
            auto const high = read_member(in);
            if (!low.point || !high.point) refuse_pattern("a range in a class goes from one character to another");
            if (*low.point > *high.point) refuse_pattern("a range in a class runs backwards");
            members += "-" + high.text;
        }
        if (members.empty()) refuse_pattern("a class in brackets is empty");
        levels.push_back((negated ? "[^" : "[") + members + "]");
        if (levels.size() > 20) refuse_pattern("classes are subtracted from each other more than 20 deep");
        if (!subtracts) break;
    }
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (!in.take(U']')) refuse_pattern("a '[' is not closed");
    auto made = levels.back();
    for (std::size_t i = levels.size() - 1; i-- > 0;) made = "(?:(?!" + made + ")" + levels[i] + ")";
    return made;
}

}  // namespace carefare::constant
