// The whole number that stands for a value in a column.
#pragma once

#include <cstdint>
#include <optional>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::bind {

/// A number over the denominator, 0 or 1, the number of a word, days, minutes. Empty of a number that is no whole over it or fits
/// no cell, and of texts and none, which the caller has to know.
[[nodiscard]] std::optional<std::int64_t> cell_of(checked::scalar_value const& value, rational const& denominator);

}  // namespace carefare::bind
