// Whole numbers of any size to and from decimal digits: what the text form of a rational needs from Multiprecision.
#pragma once

#include <string>
#include <string_view>

#include <carefare/base/rational.hpp>

namespace carefare {

/// The whole number written by `digits`, which must be 0-9 only and not empty.
rational whole_number_of(std::string_view digits);
/// The digits of a whole number, with a leading '-' where negative.
std::string digits_of(rational const& whole);
/// How often 2 and 5 divide a whole number above zero, and whether nothing but 1 is left.
struct decimal_factors {
    unsigned twos = 0;
    unsigned fives = 0;
    bool nothing_else = false;
};
decimal_factors decimal_factors_of(rational const& whole);

}  // namespace carefare
