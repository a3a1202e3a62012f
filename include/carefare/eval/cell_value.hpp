// What a cell stands for.
#pragma once

#include <functional>
#include <string>

#include <carefare/program/program.hpp>

namespace carefare::eval {

[[nodiscard]] rational rational_of(program::wide value);

/// A value of a kind that is no range: of a number the cell over its denominator, of a link the number of the row. `text_of`
/// knows the text of a number.
[[nodiscard]] checked::scalar_value scalar_of(program::wide value, checked::scalar kind, rational const& denominator,
                                              std::function<std::string(std::int64_t)> const& text_of);

}  // namespace carefare::eval
