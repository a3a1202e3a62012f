// Equality and order of FEEL values, and membership in ranges. Values that FEEL cannot compare are refused, except by
// `is_same`, which list functions use and which calls them different.
#pragma once

#include <compare>
#include <optional>

#include <carefare/constant/value.hpp>

#include "constant/evaluation.hpp"

namespace carefare::constant {

/// FEEL's =. Refuses values of different types.
[[nodiscard]] bool are_equal(value const& a, value const& b, evaluation& run);
/// As =, but values of different types are different.
[[nodiscard]] bool is_same(value const& a, value const& b, evaluation& run);
/// The same element of the same domain (function `is`): zones count, 10:00Z is not 11:00+01:00.
[[nodiscard]] bool is_identical(value const& a, value const& b);
/// Order of numbers, texts, dates, times, dates and times, durations. Refuses everything else.
[[nodiscard]] std::strong_ordering order(value const& a, value const& b, evaluation& run);
[[nodiscard]] bool contains(range const& r, value const& v, evaluation& run);
/// A range from a start to an end; refuses ends of different or unordered types and a start above the end.
[[nodiscard]] value make_range(std::optional<value> low, std::optional<value> high, bool low_closed, bool high_closed,
                               evaluation& run);

}  // namespace carefare::constant
