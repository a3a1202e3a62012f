// One rule measured against the same by hand, over rows of one programme: the way in of subjects that are lists of such pairs.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "support/tables.hpp"

namespace carefare::bench {

/// Cells of a fact and, where it can be missing, their states.
struct given {
    std::int64_t const* cells;
    eval::state const* states;
    given(tables const& from, std::string const& fact, std::size_t part = 0)
        : cells(from.column(fact, part).cells.data()),
          states(from.column(fact, part).states.empty() ? nullptr : from.column(fact, part).states.data()) {}
};

/// Writes the results of some partitions and says how many rows they are.
using by_hand = std::function<std::size_t(std::size_t first, std::size_t count, std::int64_t* cells, eval::state* states)>;

struct pair {
    std::string name;
    std::string rule;                                     ///< the only output: its full name
    std::function<by_hand(tables const&)> baseline;
};

struct pairs {
    std::string programme;                                ///< name of the subject, too
    std::function<tables(bench::programme const&, std::size_t partitions)> draw;
    std::vector<pair> all;
    std::size_t partitions = 10'000, partitions_of_a_block = 400;
};

/// Adds a check and two benchmarks (`programme/pair/hand` and `.../engine`) for each pair.
class measured_pairs {
public:
    explicit measured_pairs(pairs of);
};

}  // namespace carefare::bench
