// Brackets, commas and dots. `(` and `[` open parentheses, lists and ranges, `[` and `)` close ranges, and only what
// follows tells which: each text is read once and the draft decides what it became.
#include "syntax/grammar/characters.hpp"
#include "syntax/grammar/scanners.hpp"
#include "syntax/grammar/vocabulary.hpp"

namespace carefare::syntax::grammar {

namespace {

bool accept_sign(char const*& at, parse_state& state, std::size_t size) {
    state.accept(at, at + size);
    return true;
}

/// Whether an operand may begin at `at`.
bool begins_operand(char const* at, parse_state const& state) {
    char const c = state.peek(at);
    if (begins_name(c)) return !is_infix_word(leading_name(state.rest(at)));
    if (c == '.') return is_digit(state.peek(at, 1));
    return c != '\0' && (is_digit(c) || !is_ascii(c) || std::string_view("\"@$([{-").find(c) != std::string_view::npos);
}

}  // namespace

bool scan_open_parenthesis(char const*& at, parse_state& state) {
    if (state.peek(at) != '(') return false;
    state.tree.top().holds_tests = at == state.tests_at;
    return accept_sign(at, state, 1);
}

bool scan_open_bracket(char const*& at, parse_state& state) {
    if (state.peek(at) != '[') return false;
    state.tree.top().low_closed = true;
    return accept_sign(at, state, 1);
}

bool scan_reversed_bracket(char const*& at, parse_state& state) {
    if (state.peek(at) != ']' || !begins_operand(state.skip_blanks(at + 1), state)) return false;
    return accept_sign(at, state, 1);
}

bool scan_dots(char const*& at, parse_state& state) {
    if (!state.rest(at).starts_with("..")) {
        state.expected.miss(state.offset(at), {"..", expected_class::operation});
        return false;
    }
    state.tree.begin_range();
    return accept_sign(at, state, 2);
}

bool scan_loop_dots(char const*& at, parse_state& state) {
    if (!scan_dots(at, state)) return false;
    state.tree.top().low_closed = true;
    state.tree.top().high_closed = true;
    return true;
}

bool scan_range_close(char const*& at, parse_state& state) {
    char const c = state.peek(at);
    if (c != ']' && c != ')' && c != '[') {
        state.expected.miss(state.offset(at), {"]", expected_class::closer});
        state.expected.miss(state.offset(at), {")", expected_class::closer});
        return false;
    }
    state.tree.top().high_closed = c == ']';
    return accept_sign(at, state, 1);
}

bool scan_suffix_bracket(char const*& at, parse_state& state) {
    if (state.peek(at) != '[') {
        state.expected.miss(state.offset(at), {"[", expected_class::operation});
        return false;
    }
    if (state.in_range_end && !begins_operand(state.skip_blanks(at + 1), state)) return false;
    return accept_sign(at, state, 1);
}

bool scan_test_comma(char const*& at, parse_state& state) {
    if (state.peek(at) != ',' || !state.tree.top().holds_tests) return false;
    return accept_sign(at, state, 1);
}

bool scan_close_parenthesis(char const*& at, parse_state& state) {
    if (!scan_sign(at, state, {")", expected_class::closer})) return false;
    if (state.tree.operand_count() > 1) state.tests_end = at;
    return true;
}

bool scan_cell_comma(char const*& at, parse_state& state) {
    if (state.peek(at) != ',') {
        state.expected.miss(state.offset(at), {",", expected_class::closer});
        return false;
    }
    if (at != state.text().data() && is_digit(at[-1]) && is_thousands_group(state.rest(at))) {
        state.refuse(diagnostic_code::S009, at, at + 4, "this comma looks like a thousands separator",
                     "Leave it out, or put a blank behind it if two tests are meant.");
    }
    return accept_sign(at, state, 1);
}

bool scan_lone_dash(char const*& at, parse_state& state) {
    if (state.peek(at) != '-' || state.skip_blanks(at + 1) != state.end()) return false;
    return accept_sign(at, state, 1);
}

bool scan_dot(char const*& at, parse_state& state) {
    if (state.peek(at) != '.' || state.peek(at, 1) == '.') {
        state.expected.miss(state.offset(at), {".", expected_class::operation});
        return false;
    }
    return accept_sign(at, state, 1);
}

bool scan_end(char const*& at, parse_state& state) {
    if (at == state.end()) return true;
    state.expected.miss(state.offset(at), {"the end", expected_class::end});
    return false;
}

}  // namespace carefare::syntax::grammar
