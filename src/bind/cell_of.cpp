// See cell_of.hpp.
#include <carefare/bind/cell_of.hpp>

namespace carefare::bind {

std::optional<std::int64_t> cell_of(checked::scalar_value const& value, rational const& denominator) {
    if (auto const* number = std::get_if<rational>(&value)) return (*number * denominator).to_int64();
    if (auto const* truth = std::get_if<bool>(&value)) return *truth ? 1 : 0;
    if (auto const* word = std::get_if<checked::word>(&value)) return word->index;
    if (auto const* day = std::get_if<date>(&value)) return day->days;
    if (auto const* moment = std::get_if<date_time>(&value)) return moment->minutes;
    return std::nullopt;
}

}  // namespace carefare::bind
