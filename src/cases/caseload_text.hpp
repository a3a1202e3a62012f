// Values and cells of the tables a run writes.
#pragma once

#include <string>
#include <string_view>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::cases {

/// A value as `read_cell` would take it: 86.56, 27%, yes, 2019-06-01, words bare; a range as [a..b]. Money in cents has
/// two decimals.
[[nodiscard]] std::string cell_text(checked::constant_value const& value, checked::type const& t, checked::rule_graph const& graph);
/// True for an amount of money, with or without a time: `money`, `money per week`.
[[nodiscard]] bool is_money(checked::type const& t);
[[nodiscard]] std::string money_text(rational const& amount);
/// Adds a cell, in quotes where it has to be, after a comma unless it begins the line.
void add_cell(std::string& line, std::string_view text);

}  // namespace carefare::cases
