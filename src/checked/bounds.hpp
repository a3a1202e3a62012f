// Interval and denominator arithmetic: what a number can be after each operation (docs/language.md section 10).
#pragma once

#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

[[nodiscard]] numeric_bounds exactly(rational const& value);
[[nodiscard]] numeric_bounds between(rational low, rational high, rational denominator = 1);
[[nodiscard]] numeric_bounds hull(numeric_bounds const& a, numeric_bounds const& b);
[[nodiscard]] numeric_bounds add(numeric_bounds const& a, numeric_bounds const& b);
[[nodiscard]] numeric_bounds negate(numeric_bounds const& a);
[[nodiscard]] numeric_bounds multiply(numeric_bounds const& a, numeric_bounds const& b);
[[nodiscard]] numeric_bounds absolute(numeric_bounds const& a);
[[nodiscard]] numeric_bounds minimum(numeric_bounds const& a, numeric_bounds const& b);
[[nodiscard]] numeric_bounds maximum(numeric_bounds const& a, numeric_bounds const& b);
/// Division by something that is never zero and not one known constant: a ratio.
[[nodiscard]] numeric_bounds ratio(numeric_bounds const& a, numeric_bounds const& b);
/// Rounded to `scale` decimals by any mode.
[[nodiscard]] numeric_bounds rounded(numeric_bounds const& a, unsigned scale);
/// modulo(a, b) with the sign of b, as FEEL has it.
[[nodiscard]] numeric_bounds modulo(numeric_bounds const& a, numeric_bounds const& b);
/// Sum of at most `rows` items.
[[nodiscard]] numeric_bounds sum_of(numeric_bounds const& item, rational const& rows);

[[nodiscard]] bool contains_zero(numeric_bounds const& a);
/// Bits of the scaled integer of the widest value; a machine carries 127.
[[nodiscard]] std::size_t scaled_bits(numeric_bounds const& a);
/// "[0..500000] in steps of 1/100"
[[nodiscard]] std::string describe(numeric_bounds const& a);

}  // namespace carefare::checked
