// Values as the files of a run write them, read back.
#pragma once

#include <optional>
#include <string_view>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::caseload {

/// The value of a cell, exactly: what `cases::cell_text` and the columns of a run write. Empty where it is no value of the type.
[[nodiscard]] std::optional<checked::constant_value> result_value(std::string_view text, checked::type const& type, checked::rule_graph const& graph);

}  // namespace carefare::caseload
