// Values as plans, parameters, readings and cases write them: words without quotes beside expressions.
#pragma once

#include <optional>
#include <string_view>

#include "syntax/read_scalar.hpp"

namespace carefare::syntax {

/// A scalar of words (`half up`, `1.5-2`) is a `text` node, `yes` and `no` are booleans, a date is an `at_literal`;
/// everything else is an expression. Section 1 of docs/language.md says which is which.
[[nodiscard]] std::optional<expr> read_plain_value(yaml_node const& node, std::string_view what, reader& in);

/// `not known`, which stands where a value would.
[[nodiscard]] bool says_not_known(yaml_node const& node);

}  // namespace carefare::syntax
