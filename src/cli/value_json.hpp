// Constant values as JSON: {"type":"number","value":"7.5"}, lists as {"type":"list","items":[...]}. Every value is text,
// because no JSON number is exact everywhere.
#pragma once

#include <nlohmann/json.hpp>

#include <carefare/constant/value.hpp>

namespace carefare::cli {

/// Adds "type" and "value" or "items" to `made`.
void add_value(nlohmann::ordered_json& made, constant::value const& v);
/// One line of text; bytes that are no UTF-8 are replaced.
[[nodiscard]] std::string one_line(nlohmann::ordered_json const& json);

}  // namespace carefare::cli
