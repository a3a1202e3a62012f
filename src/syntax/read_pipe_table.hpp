// Decision tables written as pipe tables in a literal block.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <carefare/syntax/programme_syntax.hpp>

#include "syntax/read_scalar.hpp"

namespace carefare::syntax {

/// Splits one line at its bars. Bars inside of "..." do not count in the first `quoting` cells; cells are without the
/// blanks around them, and the empty one after a last bar is left out. Empty if a text is still open at the end.
[[nodiscard]] std::optional<std::vector<located_text>> split_cells(located_text const& line, std::size_t quoting,
                                                                   reader& in);

/// Reads the inputs and rows of a table. `rule` is the rule's name without its entity, for advice.
[[nodiscard]] std::optional<decision_table_syntax> read_pipe_table(yaml_node const& block, std::string_view rule,
                                                                   reader& in);

}  // namespace carefare::syntax
