// `expect:` of a case.
#pragma once

#include <vector>

#include <carefare/syntax/case_syntax.hpp>

#include "syntax/read_scalar.hpp"

namespace carefare::syntax {

[[nodiscard]] std::vector<expectation_syntax> read_expectations(yaml_node const& node, reader& in);

}  // namespace carefare::syntax
