// Numbers, money, percent and texts.
#include <algorithm>

#include <carefare/base/utf8.hpp>

#include "syntax/grammar/characters.hpp"
#include "syntax/grammar/scanners.hpp"

namespace carefare::syntax::grammar {

namespace {

/// End of the digits, dot and exponent at `at`; `at` itself if no number stands there.
char const* number_end(char const* at, parse_state& state) {
    auto const* p = at + leading_digits(state.rest(at));
    auto const* const whole_end = p;
    if (state.peek(p) == '.' && is_digit(state.peek(p, 1))) {
        ++p;
        p += leading_digits(state.rest(p));
    }
    if (p == at) return at;
    if (state.peek(p) == 'e' || state.peek(p) == 'E') {
        auto const* exponent = p + 1;
        if (state.peek(exponent) == '+' || state.peek(exponent) == '-') ++exponent;
        if (is_digit(state.peek(exponent))) p = exponent + leading_digits(state.rest(exponent));
    }
    // "1." and "1.2.3", but not the range "1..2".
    if (state.peek(p) == '.' && state.peek(p, 1) != '.') {
        state.refuse(diagnostic_code::S008, at, p + 1,
                     "'" + std::string(at, p + 1) + "' is no number: digits must follow the point",
                     p == whole_end ? "Write digits behind the point, or leave it out." : "Keep one point only.");
    }
    return p;
}

/// "2019-06-10": three numbers to the grammar, a date to everybody else.
void refuse_bare_date(char const* at, parse_state& state) {
    auto const rest = state.rest(at);
    auto const digits_at = [&](std::size_t from) { return leading_digits(rest.substr(from)); };
    if (rest.size() < 10 || digits_at(0) != 4 || rest[4] != '-' || digits_at(5) != 2 || rest[7] != '-') return;
    if (digits_at(8) != 2) return;
    std::string const date(rest.substr(0, 10));
    state.refuse(diagnostic_code::S026, at, at + 10, "'" + date + "' would be a subtraction, not a date",
                 "Write a date as @\"" + date + "\"; put blanks around the minus signs of a subtraction.");
}

void refuse_name_behind(char const* at, char const* end, parse_state& state) {
    auto const* p = end;
    while (continues_name(state.peek(p)))
        ++p;
    if (p == end) return;
    state.refuse(diagnostic_code::S008, at, p, "'" + std::string(at, p) + "' is neither a number nor a name",
                 "Begin a name with a letter, and put a blank or an operator behind a number.");
}

char const* money_end(char const* at, parse_state& state) {
    auto const* const end = number_end(at + 1, state);
    if (end == at + 1) {
        state.refuse(diagnostic_code::S023, at, at + 1, "no amount stands behind '$'",
                     "Write the amount directly behind the sign, as in $12.50 or -$12.50.");
    }
    if (is_thousands_group(state.rest(end))) {
        auto const* group = end;
        while (is_thousands_group(state.rest(group)))
            group += 4;
        group = std::max(group, number_end(group, state));  // the cents
        std::string const amount(at, group);
        auto plain = amount;
        std::erase(plain, ',');
        state.refuse(diagnostic_code::S009, at, group, "'" + amount + "' has a thousands separator",
                     "Write " + plain + "; put a blank behind the comma if two values are meant.");
    }
    return end;
}

/// Value of `count` hex digits behind the backslash and letter at `at`.
char32_t hex_value(char const* at, std::size_t count, parse_state& state) {
    char32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        char const c = state.peek(at, 2 + i);
        bool const is_small = c >= 'a' && c <= 'f';
        if (!is_digit(c) && !is_small && !(c >= 'A' && c <= 'F')) {
            state.refuse(diagnostic_code::S006, at, at + 2,
                         "'" + std::string(at, at + 2) + "' must be followed by " + std::to_string(count) +
                             " hexadecimal digits",
                         "Write \\u and 4 digits or \\U and 6 digits, or \\\\ for a backslash.");
        }
        auto const digit = is_digit(c) ? c - '0' : c - (is_small ? 'a' : 'A') + 10;
        value = value * 16 + static_cast<char32_t>(digit);
    }
    return value;
}

bool is_high_surrogate(char32_t c) {
    return c >= 0xD800 && c <= 0xDBFF;
}
bool is_low_surrogate(char32_t c) {
    return c >= 0xDC00 && c <= 0xDFFF;
}

/// Decodes \uXXXX or \UXXXXXX at `at`, two \u of a surrogate pair at once; returns the end.
char const* decode_code_point(char const* at, std::string& text, parse_state& state) {
    std::size_t const digits = at[1] == 'u' ? 4 : 6;
    auto value = hex_value(at, digits, state);
    auto const* end = at + 2 + digits;
    if (is_high_surrogate(value) && state.rest(end).starts_with("\\u")) {
        auto const low = hex_value(end, 4, state);
        if (is_low_surrogate(low)) {
            value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
            end += 6;
        }
    }
    if (is_high_surrogate(value) || is_low_surrogate(value) || value > 0x10FFFF) {
        state.refuse(diagnostic_code::S007, at, end, "'" + std::string(at, end) + "' is no character",
                     "Write surrogates in pairs (\\ud83d\\ude00) and code points up to \\U10FFFF.");
    }
    append_utf8(text, value);
    return end;
}

char const* decode_escape(char const* at, std::string& text, parse_state& state) {
    switch (state.peek(at, 1)) {
        case '"':
            text += '"';
            return at + 2;
        case '\'':
            text += '\'';
            return at + 2;
        case '\\':
            text += '\\';
            return at + 2;
        case 'n':
            text += '\n';
            return at + 2;
        case 'r':
            text += '\r';
            return at + 2;
        case 't':
            text += '\t';
            return at + 2;
        case 'u':
        case 'U':
            return decode_code_point(at, text, state);
        default:
            break;
    }
    auto const behind = state.rest(at + 1);
    auto const size = behind.empty() ? 0U : code_point_at(behind, 0).length;
    state.refuse(diagnostic_code::S006, at, at + 1 + size,
                 "'" + printable({at, 1 + size}) + "' is no escape of this language",
                 "Use \\\" \\' \\\\ \\n \\r \\t \\uXXXX or \\UXXXXXX; write \\\\ for a backslash.");
}

/// Decodes the quoted text at `at` into the innermost draft; returns the end behind the closing quote.
char const* decode_text(char const* at, parse_state& state) {
    auto& text = state.tree.top().text;
    auto const* p = at + 1;
    while (p != state.end() && *p != '"' && *p != '\n' && *p != '\r') {
        if (*p == '\\') {
            p = decode_escape(p, text, state);
            continue;
        }
        auto const next = code_point_at(state.rest(p), 0);
        if (!next.valid) {
            state.refuse(diagnostic_code::S011, p, p + 1, "this byte is not UTF-8", "Save the text as UTF-8.");
        }
        text.append(p, next.length);
        p += next.length;
    }
    if (p == state.end() || *p != '"') {
        state.refuse(diagnostic_code::S005, at, p, "this text has no closing quote",
                     "Close the text with \" on the same line; write \\\" for a quote in it and \\n for a new line.");
    }
    return p + 1;
}

}  // namespace

bool scan_number(char const*& at, parse_state& state) {
    bool const is_money = state.peek(at) == '$';
    if (!is_money) refuse_bare_date(at, state);
    auto const* end = is_money ? money_end(at, state) : number_end(at, state);
    if (end == at) return false;
    auto& d = state.tree.top();
    d.text.assign(at + (is_money ? 1 : 0), end);
    refuse_name_behind(at, end, state);
    if (is_money) {
        d.kind = expr_kind::money;
    } else if (state.peek(end) == '%') {
        d.kind = expr_kind::percent;
        ++end;
    }
    state.accept(at, end);
    return true;
}

bool scan_text(char const*& at, parse_state& state) {
    if (state.peek(at) != '"') return false;
    state.accept(at, decode_text(at, state));
    return true;
}

bool scan_at_literal(char const*& at, parse_state& state) {
    if (state.peek(at) != '@' || state.peek(at, 1) != '"') return false;
    state.accept(at, decode_text(at + 1, state));
    return true;
}

}  // namespace carefare::syntax::grammar
