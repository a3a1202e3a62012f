// The operators + - * / ** and unary minus over numbers, money, texts, dates, times and durations.
#pragma once

#include <carefare/constant/value.hpp>
#include <carefare/syntax/expr_syntax.hpp>

#include "constant/evaluation.hpp"

namespace carefare::constant {

/// `op` is add, subtract, multiply, divide or power.
[[nodiscard]] value calculate(syntax::expr_op op, value const& a, value const& b, evaluation& run);
[[nodiscard]] value negate(value const& v, evaluation& run);

/// One of + and - where an operand is a date, a time or a date and time. Empty if the types do not go together.
[[nodiscard]] std::optional<value> move_in_time(value const& a, value const& b, bool subtract, evaluation& run);

}  // namespace carefare::constant
