// A whole number of parts as a decimal.
#pragma once

#include <string>

#include <carefare/engine/results.hpp>

namespace carefare::python {

/// 8656 and 2: "86.56".
[[nodiscard]] inline std::string decimal_text(engine::wide_number value, unsigned decimals) {
    std::string digits;
    bool const negative = value < 0;
    // Below the smallest there is no positive number of the same size: digit by digit.
    for (; value != 0; value /= 10) {
        auto const digit = static_cast<int>(value % 10);
        digits.insert(digits.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
    }
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    if (decimals > 0) digits.insert(digits.size() - decimals, 1, '.');
    return negative ? "-" + digits : digits;
}

}  // namespace carefare::python
