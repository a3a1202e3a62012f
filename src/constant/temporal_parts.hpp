// Dates and times put together from numbers: date(2023, 10, 1), time(10, 15, 0, @"PT1H").
#pragma once

#include <carefare/constant/value.hpp>

#include "constant/builtin.hpp"

namespace carefare::constant {

/// Year, month and day at three places of a call.
[[nodiscard]] wide_date date_from_parts(builtin_call const& call, std::size_t first);
/// Hour, minute, second and, if given, an offset or a zone name.
[[nodiscard]] time_of_day time_from_parts(builtin_call const& call, std::size_t first);

}  // namespace carefare::constant
