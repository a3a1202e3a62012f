// Which rows that are handed in may stand in columns: those of partitions about which nothing is out of the ordinary. What is
// wrong with the others, if anything, is for the door to say, which looks at them row by row.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/direct_plan.hpp"
#include "engine/typed_rows.hpp"

namespace carefare::engine {

/// By input table and row: 1 where the row stands in columns.
using chosen_rows = std::vector<std::vector<std::uint8_t>>;

/// Empty where something is out of the ordinary about a row outside of partitions. Set aside are partitions with a cell or a row
/// that the door may refuse, an override, a key that stands twice (of whichever partitions), a version that does not count
/// or several of one record, an owner with too many rows, a link to no row or to one of another partition; and orphans.
[[nodiscard]] std::optional<chosen_rows> find_clean(typed_rows const& rows, direct_plan const& plan, std::optional<date> known_on);

}  // namespace carefare::engine
