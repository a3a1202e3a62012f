// The two grammars as plain functions, so that no other file sees the parser library.
#pragma once

#include "syntax/grammar/parse_state.hpp"

namespace carefare::syntax::grammar {

/// Reads the whole text. False if it does not fit: `state.expected` says where and why. Throws `refusal` where a
/// mistake is plain.
[[nodiscard]] bool read_expression(parse_state& state);
/// The same for a table cell.
[[nodiscard]] bool read_unary_tests(parse_state& state);

}  // namespace carefare::syntax::grammar
