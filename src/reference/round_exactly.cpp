// Rounding of exact rationals: one line a mode.
#include "reference/round_exactly.hpp"

namespace carefare::reference {

namespace {

rational with_sign_of(rational const& value, rational const& magnitude) {
    return value.sign() < 0 ? -magnitude : magnitude;
}

/// The integer for one mode.
rational to_integer(rational const& value, checked::rounding_mode mode) {
    auto const half = rational::fraction(1, 2);
    auto const magnitude = absolute_of(value);
    switch (mode) {
        case checked::rounding_mode::up:  // away from zero
            return with_sign_of(value, ceiling_of(magnitude));
        case checked::rounding_mode::down:  // toward zero
            return with_sign_of(value, magnitude.floor());
        case checked::rounding_mode::half_up:  // to the nearest, a tie away from zero
            return with_sign_of(value, (magnitude + half).floor());
        case checked::rounding_mode::half_down:  // to the nearest, a tie toward zero
            return with_sign_of(value, ceiling_of(magnitude - half));
        case checked::rounding_mode::half_even: {  // to the nearest, a tie to the even neighbour
            auto const below = value.floor();
            auto const above_floor = value - below;
            if (above_floor != half) return above_floor < half ? below : below + rational(1);
            return (below * half).is_integer() ? below : below + rational(1);
        }
        case checked::rounding_mode::floor:  // toward minus infinity
            return value.floor();
        case checked::rounding_mode::ceiling:  // toward plus infinity
            return ceiling_of(value);
    }
    return value;
}

}  // namespace

rational ceiling_of(rational const& value) {
    return -((-value).floor());
}

rational absolute_of(rational const& value) {
    return value.sign() < 0 ? -value : value;
}

rational round_exactly(rational const& value, unsigned scale, checked::rounding_mode mode) {
    auto const shift = power(rational(10), static_cast<std::int64_t>(scale));
    return to_integer(value * shift, mode) / shift;
}

}  // namespace carefare::reference
