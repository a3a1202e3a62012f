// Full case mapping: the simple mappings come from utf8proc, the mappings to several letters from the table below
// (SpecialCasing.txt of the Unicode Character Database, the unconditional entries).
#include "constant/letter_case.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <vector>

#include <carefare/base/utf8.hpp>

namespace carefare::constant {
namespace {

struct several {
    char32_t from = 0;
    std::array<char32_t, 3> to{};  ///< ends at 0
};

constexpr std::array<several, 102> upper_to_several{{
    {0x00DF, {0x0053, 0x0053, 0}}, {0x0149, {0x02BC, 0x004E, 0}}, {0x01F0, {0x004A, 0x030C, 0}},
    {0x0390, {0x0399, 0x0308, 0x0301}}, {0x03B0, {0x03A5, 0x0308, 0x0301}}, {0x0587, {0x0535, 0x0552, 0}},
    {0x1E96, {0x0048, 0x0331, 0}}, {0x1E97, {0x0054, 0x0308, 0}}, {0x1E98, {0x0057, 0x030A, 0}},
    {0x1E99, {0x0059, 0x030A, 0}}, {0x1E9A, {0x0041, 0x02BE, 0}}, {0x1F50, {0x03A5, 0x0313, 0}},
    {0x1F52, {0x03A5, 0x0313, 0x0300}}, {0x1F54, {0x03A5, 0x0313, 0x0301}}, {0x1F56, {0x03A5, 0x0313, 0x0342}},
    {0x1F80, {0x1F08, 0x0399, 0}}, {0x1F81, {0x1F09, 0x0399, 0}}, {0x1F82, {0x1F0A, 0x0399, 0}},
    {0x1F83, {0x1F0B, 0x0399, 0}}, {0x1F84, {0x1F0C, 0x0399, 0}}, {0x1F85, {0x1F0D, 0x0399, 0}},
    {0x1F86, {0x1F0E, 0x0399, 0}}, {0x1F87, {0x1F0F, 0x0399, 0}}, {0x1F88, {0x1F08, 0x0399, 0}},
    {0x1F89, {0x1F09, 0x0399, 0}}, {0x1F8A, {0x1F0A, 0x0399, 0}}, {0x1F8B, {0x1F0B, 0x0399, 0}},
    {0x1F8C, {0x1F0C, 0x0399, 0}}, {0x1F8D, {0x1F0D, 0x0399, 0}}, {0x1F8E, {0x1F0E, 0x0399, 0}},
    {0x1F8F, {0x1F0F, 0x0399, 0}}, {0x1F90, {0x1F28, 0x0399, 0}}, {0x1F91, {0x1F29, 0x0399, 0}},
    {0x1F92, {0x1F2A, 0x0399, 0}}, {0x1F93, {0x1F2B, 0x0399, 0}}, {0x1F94, {0x1F2C, 0x0399, 0}},
    {0x1F95, {0x1F2D, 0x0399, 0}}, {0x1F96, {0x1F2E, 0x0399, 0}}, {0x1F97, {0x1F2F, 0x0399, 0}},
    {0x1F98, {0x1F28, 0x0399, 0}}, {0x1F99, {0x1F29, 0x0399, 0}}, {0x1F9A, {0x1F2A, 0x0399, 0}},
    {0x1F9B, {0x1F2B, 0x0399, 0}}, {0x1F9C, {0x1F2C, 0x0399, 0}}, {0x1F9D, {0x1F2D, 0x0399, 0}},
    {0x1F9E, {0x1F2E, 0x0399, 0}}, {0x1F9F, {0x1F2F, 0x0399, 0}}, {0x1FA0, {0x1F68, 0x0399, 0}},
    {0x1FA1, {0x1F69, 0x0399, 0}}, {0x1FA2, {0x1F6A, 0x0399, 0}}, {0x1FA3, {0x1F6B, 0x0399, 0}},
    {0x1FA4, {0x1F6C, 0x0399, 0}}, {0x1FA5, {0x1F6D, 0x0399, 0}}, {0x1FA6, {0x1F6E, 0x0399, 0}},
    {0x1FA7, {0x1F6F, 0x0399, 0}}, {0x1FA8, {0x1F68, 0x0399, 0}}, {0x1FA9, {0x1F69, 0x0399, 0}},
    {0x1FAA, {0x1F6A, 0x0399, 0}}, {0x1FAB, {0x1F6B, 0x0399, 0}}, {0x1FAC, {0x1F6C, 0x0399, 0}},
    {0x1FAD, {0x1F6D, 0x0399, 0}}, {0x1FAE, {0x1F6E, 0x0399, 0}}, {0x1FAF, {0x1F6F, 0x0399, 0}},
    {0x1FB2, {0x1FBA, 0x0399, 0}}, {0x1FB3, {0x0391, 0x0399, 0}}, {0x1FB4, {0x0386, 0x0399, 0}},
    {0x1FB6, {0x0391, 0x0342, 0}}, {0x1FB7, {0x0391, 0x0342, 0x0399}}, {0x1FBC, {0x0391, 0x0399, 0}},
    {0x1FC2, {0x1FCA, 0x0399, 0}}, {0x1FC3, {0x0397, 0x0399, 0}}, {0x1FC4, {0x0389, 0x0399, 0}},
    {0x1FC6, {0x0397, 0x0342, 0}}, {0x1FC7, {0x0397, 0x0342, 0x0399}}, {0x1FCC, {0x0397, 0x0399, 0}},
    {0x1FD2, {0x0399, 0x0308, 0x0300}}, {0x1FD3, {0x0399, 0x0308, 0x0301}}, {0x1FD6, {0x0399, 0x0342, 0}},
    {0x1FD7, {0x0399, 0x0308, 0x0342}}, {0x1FE2, {0x03A5, 0x0308, 0x0300}}, {0x1FE3, {0x03A5, 0x0308, 0x0301}},
    {0x1FE4, {0x03A1, 0x0313, 0}}, {0x1FE6, {0x03A5, 0x0342, 0}}, {0x1FE7, {0x03A5, 0x0308, 0x0342}},
    {0x1FF2, {0x1FFA, 0x0399, 0}}, {0x1FF3, {0x03A9, 0x0399, 0}}, {0x1FF4, {0x038F, 0x0399, 0}},
    {0x1FF6, {0x03A9, 0x0342, 0}}, {0x1FF7, {0x03A9, 0x0342, 0x0399}}, {0x1FFC, {0x03A9, 0x0399, 0}},
    {0xFB00, {0x0046, 0x0046, 0}}, {0xFB01, {0x0046, 0x0049, 0}}, {0xFB02, {0x0046, 0x004C, 0}},
    {0xFB03, {0x0046, 0x0046, 0x0049}}, {0xFB04, {0x0046, 0x0046, 0x004C}}, {0xFB05, {0x0053, 0x0054, 0}},
    {0xFB06, {0x0053, 0x0054, 0}}, {0xFB13, {0x0544, 0x0546, 0}}, {0xFB14, {0x0544, 0x0535, 0}},
    {0xFB15, {0x0544, 0x053B, 0}}, {0xFB16, {0x054E, 0x0546, 0}}, {0xFB17, {0x0544, 0x053D, 0}},
}};

std::vector<char32_t> decode(std::string_view text) {
    std::vector<char32_t> made;
    for (std::size_t at = 0; at < text.size();) {
        auto const point = code_point_at(text, at);
        made.push_back(point.value);
        at += point.length;
    }
    return made;
}

bool is_cased(char32_t c) {
    auto const category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_LT;
}

/// Marks and the like, which do not end a word for the final sigma.
bool is_ignored(char32_t c) {
    auto const category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME || category == UTF8PROC_CATEGORY_CF ||
           category == UTF8PROC_CATEGORY_LM || category == UTF8PROC_CATEGORY_SK || c == U'\'' || c == U'.' ||
           c == U'\u2019' || c == U':' || c == U'\u00B7';
}

/// A sigma that ends a word has a form of its own.
bool ends_word(std::vector<char32_t> const& text, std::size_t at) {
    auto before = at;
    while (before > 0 && is_ignored(text[before - 1])) --before;
    if (before == 0 || !is_cased(text[before - 1])) return false;
    auto after = at + 1;
    while (after < text.size() && is_ignored(text[after])) ++after;
    return after == text.size() || !is_cased(text[after]);
}

}  // namespace

std::string to_upper(std::string_view text) {
    std::string made;
    for (auto const c : decode(text)) {
        auto const* found = std::lower_bound(upper_to_several.begin(), upper_to_several.end(), c,
                                             [](several const& row, char32_t wanted) { return row.from < wanted; });
        if (found != upper_to_several.end() && found->from == c) {
            for (auto const to : found->to)
                if (to != 0) append_utf8(made, to);
        } else {
            append_utf8(made, static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c))));
        }
    }
    return made;
}

std::string to_lower(std::string_view text) {
    constexpr char32_t dotted_capital_i = 0x130, capital_sigma = 0x3A3, final_sigma = 0x3C2, dot_above = 0x307;
    std::string made;
    auto const points = decode(text);
    for (std::size_t at = 0; at < points.size(); ++at) {
        auto const c = points[at];
        if (c == capital_sigma && ends_word(points, at)) {
            append_utf8(made, final_sigma);
        } else if (c == dotted_capital_i) {
            append_utf8(made, U'i');
            append_utf8(made, dot_above);
        } else {
            append_utf8(made, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))));
        }
    }
    return made;
}

}  // namespace carefare::constant
