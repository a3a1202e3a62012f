// What every operation of one evaluation shares: its budget and the zones it has met. Also the words that messages
// use for types, so that they read alike everywhere.
#pragma once

#include <string>

#include <carefare/constant/value.hpp>

#include "constant/budget.hpp"
#include "constant/instant.hpp"

namespace carefare::constant {

struct evaluation {
    budget& spent;
    zone_book& zones;
};

/// "a number", "money", "a date and time", "a duration of months".
[[nodiscard]] std::string with_article(value const& v);

[[nodiscard]] inline value make_number(rational amount, number_kind kind = number_kind::number) {
    return value{number{std::move(amount), kind}};
}

}  // namespace carefare::constant
