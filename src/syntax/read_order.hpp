// An order of rows: expressions with asc or desc behind them.
#pragma once

#include <vector>

#include <carefare/syntax/programme_syntax.hpp>

#include "syntax/read_scalar.hpp"

namespace carefare::syntax {

/// `[day.date asc, day.key desc]`.
[[nodiscard]] std::vector<order_key_syntax> read_order(yaml_node const& list, reader& in);

/// The text of a scalar, cut at its last blank: "0" and "minutes". `before` is empty where there is no blank.
struct cut_text {
    located_text before;
    located_text word;
};
[[nodiscard]] cut_text cut_last_word(located_text const& text);

}  // namespace carefare::syntax
