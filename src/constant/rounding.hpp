// Rounding of exact numbers to a number of decimals, by every rule FEEL has.
#pragma once

#include <cstdint>

#include <carefare/base/rational.hpp>

namespace carefare::constant {

enum class rounding : std::uint8_t { up, down, half_up, half_down, half_even, floor, ceiling };

/// `scale` decimals (negative: tens, hundreds ...). up and down are away from zero and towards it.
[[nodiscard]] rational round_to(rational const& value, std::int64_t scale, rounding rule);

}  // namespace carefare::constant
