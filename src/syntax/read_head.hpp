// What the head of a programme says of the programmes it uses and of the stages of its work.
#pragma once

#include <vector>

#include <carefare/syntax/programme_syntax.hpp>

#include "syntax/read_scalar.hpp"

namespace carefare::syntax {

/// `{ before: state/programme, after: state/programme }`
[[nodiscard]] std::vector<use_syntax> read_uses(yaml_node const& node, reader& in);
/// `[case: family, funds: district]`
[[nodiscard]] std::vector<stage_syntax> read_stages(yaml_node const& node, reader& in);

}  // namespace carefare::syntax
