// Turns "the text does not fit the grammar" into what a person did wrong and should do.
#pragma once

#include "syntax/grammar/parse_state.hpp"

namespace carefare::syntax::grammar {

/// Why `state` could not go on at the furthest point it reached.
[[nodiscard]] refusal explain_failure(parse_state const& state);

}  // namespace carefare::syntax::grammar
