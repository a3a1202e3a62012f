// Rounding of exact rationals (docs/language.md, section 10), each mode from the greatest integer not above.
#pragma once

#include <carefare/base/rational.hpp>
#include <carefare/checked/rule_graph.hpp>

namespace carefare::reference {

/// `value` to `scale` decimals.
[[nodiscard]] rational round_exactly(rational const& value, unsigned scale, checked::rounding_mode mode);
/// Least integer not below.
[[nodiscard]] rational ceiling_of(rational const& value);
[[nodiscard]] rational absolute_of(rational const& value);

}  // namespace carefare::reference
