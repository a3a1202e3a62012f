// Cells of a block that no row has, as few regions: per key a set of places in its domain.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace carefare::checked {

/// Runs of places, ascending, both ends included.
using place_runs = std::vector<std::pair<std::int64_t, std::int64_t>>;
/// One set of places a key.
using cell_region = std::vector<place_runs>;

/// The places of one row's keys.
using cell_places = std::vector<std::int64_t>;

/// Regions of the box `sizes` (one size a key) that hold none of `cells`, which are sorted and different. Neighbouring
/// cells are merged, and regions come in order of their first cells. The work grows with the cells and keys, not with the box; empty if it exceeds what is left in
/// `steps`, which is counted down.
[[nodiscard]] std::optional<std::vector<cell_region>> find_gaps(std::vector<std::int64_t> const& sizes,
                                                                std::vector<cell_places> const& cells,
                                                                std::uint64_t& steps);

}  // namespace carefare::checked
