// What is true of an operation wherever it stands: its name, what it reads, and whether it can give none.
#pragma once

#include <string_view>

#include <carefare/program/program.hpp>

namespace carefare::program {

/// How an operation reads.
enum class reading : std::uint8_t {
    source,   ///< no register, or what stands in no register
    row,      ///< of each operand the same row, and nothing else
    places,   ///< the same row, and whether it lies in the window or is overridden
    others,   ///< rows of other frames
    together, ///< rows are made or decided together
};

/// When the state of a result may be none.
enum class none_when : std::uint8_t { never, maybe, of_first, of_branches, of_second, of_third, of_all };

struct code_traits {
    std::string_view name;
    reading reads{};
    none_when none{};
    bool one_lane = false;  ///< operands are numbers of the lane of the instruction
};

[[nodiscard]] code_traits const& traits_of(code what);

/// Does it run over the items of the frame in its payload?
[[nodiscard]] bool is_over_items(code what);
/// Makes rows, or puts partitions at fault, whoever reads it.
[[nodiscard]] bool stands_alone(code what);

}  // namespace carefare::program
