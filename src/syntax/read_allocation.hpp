// allocate: what the rows of a table ask for, and the limits that they share.
#pragma once

#include <carefare/syntax/programme_syntax.hpp>

#include "syntax/read_fields.hpp"

namespace carefare::syntax {

/// `owner` names the rule in messages. Empty if the node is no mapping.
[[nodiscard]] std::optional<allocation_syntax> read_allocation(yaml_node const& node, std::string const& owner,
                                                               reader& in);

}  // namespace carefare::syntax
