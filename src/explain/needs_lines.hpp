// What has to be known before a result is, as questions.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "explain/source_lines.hpp"

namespace carefare::explain {

/// What a row of an entity is called, by its key.
using row_teller = std::function<std::string(checked::entity_id, std::string const&)>;

[[nodiscard]] std::vector<std::string> needs_lines(letter_sources const& in, std::set<reference::need> const& needs,
                                                   row_teller const& tell_row);

}  // namespace carefare::explain
