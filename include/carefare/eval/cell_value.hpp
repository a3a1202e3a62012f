// What a cell stands for.
#pragma once

#include <functional>
#include <string>

#include <carefare/eval/host_tables.hpp>
#include <carefare/program/program.hpp>
#include <carefare/reference/state.hpp>

namespace carefare::eval {

[[nodiscard]] state state_of(reference::state is);
[[nodiscard]] rational rational_of(program::wide value);

/// A value of a kind that is no range: of a number the cell over its denominator, of a link the number of the row. `text_of`
/// knows the text of a number.
[[nodiscard]] checked::scalar_value scalar_of(program::wide value, checked::scalar kind, rational const& denominator,
                                              std::function<std::string(std::int64_t)> const& text_of);

}  // namespace carefare::eval
