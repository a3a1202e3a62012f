// Is a value of the kind, range and step that its fact or rule declares?
#pragma once

#include <optional>
#include <string>

#include <carefare/base/diagnostic.hpp>
#include <carefare/checked/rule_graph.hpp>

namespace carefare::reference {

struct value_fault {
    diagnostic_code code{};
    std::string message;  ///< "is -$1.00, outside [$0.00..$100.00]"
};

[[nodiscard]] std::optional<value_fault> fault_of_value(checked::constant_value const& value, checked::type const& type,
                                                        std::optional<checked::interval> const& range,
                                                        std::optional<rational> const& step,
                                                        checked::rule_graph const& graph);

}  // namespace carefare::reference
