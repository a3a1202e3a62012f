// The day that a row stands for, and the days that tables have in common.
#pragma once

#include <optional>

#include <carefare/reference/dataset.hpp>

namespace carefare::cases {

/// The day of a date or a moment; empty of anything else.
[[nodiscard]] std::optional<date> day_of_value(checked::constant_value const& value);
/// The day a row of a dated table is dated by, if it is given.
[[nodiscard]] std::optional<date> day_of_row(checked::entity const& table, reference::row const& row);

/// The days that all dated tables have in common, where they have windows.
[[nodiscard]] reference::window common_window(reference::dataset const& data);
}  // namespace carefare::cases
