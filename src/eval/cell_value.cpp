// Numbers in two halves: a rational takes 63 bits at a time.
#include <carefare/eval/cell_value.hpp>

namespace carefare::eval {

using program::wide;

state state_of(reference::state is) {
    switch (is) {
        case reference::state::value: return state::value;
        case reference::state::none: return state::none;
        case reference::state::pending: return state::pending;
        case reference::state::incomplete: return state::incomplete;
        case reference::state::fault: break;
    }
    return state::fault;
}

rational rational_of(wide value) {
    auto const half = static_cast<wide>(1) << 62;
    auto const high = static_cast<std::int64_t>(value / half), low = static_cast<std::int64_t>(value % half);
    return high == 0 ? rational(low) : rational(high) * rational(std::int64_t{1} << 62) + rational(low);
}

checked::scalar_value scalar_of(wide value, checked::scalar kind, rational const& denominator,
                                std::function<std::string(std::int64_t)> const& text_of) {
    auto const whole = static_cast<std::int64_t>(value);
    switch (kind) {
        case checked::scalar::boolean: return whole != 0;
        case checked::scalar::number: return rational_of(value) / denominator;
        case checked::scalar::word: return checked::word{static_cast<std::uint32_t>(whole)};
        case checked::scalar::text: return text_of(whole);
        case checked::scalar::date: return date{static_cast<std::int32_t>(whole)};
        case checked::scalar::date_time: return date_time{whole};
        default: return rational(whole);
    }
}

}  // namespace carefare::eval
