// The tokens of the language, hand-scanned: each looks at `at` and either accepts itself with the blanks behind it and
// fills the innermost draft, or leaves `at` alone, notes what was missed and returns false. Tokens that can be nothing
// but a mistake throw `refusal`.
#pragma once

#include <carefare/syntax/expr_syntax.hpp>

#include "syntax/grammar/parse_state.hpp"

namespace carefare::syntax::grammar {

using scanner = bool (*)(char const*& at, parse_state& state);

/// A word of the language, not the beginning of a longer name.
bool scan_word(char const*& at, parse_state& state, expectation word);
/// A bracket or comma.
bool scan_sign(char const*& at, parse_state& state, expectation sign);
/// Operators of one level; sets op.
bool scan_comparison(char const*& at, parse_state& state);
bool scan_additive(char const*& at, parse_state& state);
bool scan_multiplicative(char const*& at, parse_state& state);
bool scan_power(char const*& at, parse_state& state);
/// Refuses a second comparison behind a comparison.
bool scan_no_comparison(char const*& at, parse_state& state);
/// Refuses `instance of`; never accepts.
bool scan_instance_of(char const*& at, parse_state& state);

// literals.cpp
/// 12, .5, 1.2E3, $12.50, 27%; sets kind and text.
bool scan_number(char const*& at, parse_state& state);
/// "..."; text decoded.
bool scan_text(char const*& at, parse_state& state);
/// @"...".
bool scan_at_literal(char const*& at, parse_state& state);

// names.cpp
bool scan_name(char const*& at, parse_state& state);
/// A function of several words, only before `(`.
bool scan_function_name(char const*& at, parse_state& state);
/// The variable of a loop.
bool scan_variable(char const*& at, parse_state& state);
/// What stands behind a dot.
bool scan_member_name(char const*& at, parse_state& state);
/// `name:` or `two words:`.
bool scan_label(char const*& at, parse_state& state);
/// `name:` of a lookup.
bool scan_key(char const*& at, parse_state& state);
/// Reads nothing: where a label follows, the innermost draft becomes a lookup in the table named before it.
bool scan_table(char const*& at, parse_state& state);
/// `not` before `(`.
bool scan_not(char const*& at, parse_state& state);
/// true, false.
bool scan_boolean(char const*& at, parse_state& state);
/// some, every.
bool scan_quantifier(char const*& at, parse_state& state);
/// asc, desc behind an argument.
bool scan_direction(char const*& at, parse_state& state);
/// Refuses `function` and `{`; never accepts.
bool scan_foreign_operand(char const*& at, parse_state& state);

// brackets.cpp
/// `(` of a parenthesis, `[` of a list: either may turn out to begin a range.
bool scan_open_parenthesis(char const*& at, parse_state& state);
bool scan_open_bracket(char const*& at, parse_state& state);
/// `]` as the open lower end of a range.
bool scan_reversed_bracket(char const*& at, parse_state& state);
/// `..` makes the innermost draft a range.
bool scan_dots(char const*& at, parse_state& state);
/// `..` of a loop, which stands in no brackets.
bool scan_loop_dots(char const*& at, parse_state& state);
/// `]`, `)` or `[` behind the upper end.
bool scan_range_close(char const*& at, parse_state& state);
/// `[` behind an operand: a filter or a lookup, unless it closes the range around it.
bool scan_suffix_bracket(char const*& at, parse_state& state);
/// `,` between tests in parentheses, only behind `in`.
bool scan_test_comma(char const*& at, parse_state& state);
/// `)` of a parenthesis.
bool scan_close_parenthesis(char const*& at, parse_state& state);
/// `,` between the tests of a table cell.
bool scan_cell_comma(char const*& at, parse_state& state);
/// `-` as a whole table cell.
bool scan_lone_dash(char const*& at, parse_state& state);
/// `.` before a member.
bool scan_dot(char const*& at, parse_state& state);
bool scan_end(char const*& at, parse_state& state);

}  // namespace carefare::syntax::grammar
