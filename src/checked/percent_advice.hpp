// What to write where a percentage has no %.
#pragma once

#include <string>

#include <carefare/base/rational.hpp>

namespace carefare::checked {

/// "Write 27%."; of 0.27, which may be a part of one: "Write 27% for 0.27 of the whole, or 0.27%."
[[nodiscard]] inline std::string percent_advice(rational const& amount, std::string const& written) {
    bool const is_part = rational(0) < amount && amount < rational(1);
    return "Write " + (is_part ? (amount * rational(100)).to_string() + "% for " + written + " of the whole, or " : std::string()) + written + "%.";
}

}  // namespace carefare::checked
