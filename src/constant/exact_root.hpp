// Powers and roots that stay exact: a root that is no rational number is refused, never rounded.
#pragma once

#include <cstdint>
#include <optional>

#include <carefare/base/rational.hpp>

#include "constant/budget.hpp"

namespace carefare::constant {

/// The `degree`-th root of a value not below zero, if it is rational.
[[nodiscard]] std::optional<rational> exact_root(rational const& value, std::uint64_t degree, budget& spent);
/// base ** exponent for any rational exponent; refuses irrational and complex results and results beyond the limit.
[[nodiscard]] rational exact_power(rational const& base, rational const& exponent, budget& spent);

}  // namespace carefare::constant
