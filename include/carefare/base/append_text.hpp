// Numbers and dates at the end of a text that is there already: for those who write millions of them.
#pragma once

#include <cstdint>
#include <string>

#include <carefare/base/date.hpp>

namespace carefare {

/// "-12"
void append(std::string& into, std::int64_t whole);
/// `hundredths` of one with two decimals: "12.50", "-0.05".
void append_hundredths(std::string& into, std::int64_t hundredths);
/// `parts` of one, of which there are ten to the power of `decimals`, without zeros behind the last digit: "12.5", "3".
void append_decimal(std::string& into, std::int64_t parts, unsigned decimals);
/// As `to_string` writes it.
void append(std::string& into, date day);

}  // namespace carefare
