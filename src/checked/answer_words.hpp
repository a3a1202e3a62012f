// Answers in words: their states, and the bounds that they break.
#pragma once

#include <string>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

/// "details missing"
[[nodiscard]] std::string words_of(syntax::answer_state state);
/// The bound in words if the value breaks it; empty if it does not, or if the bound itself becomes the value.
[[nodiscard]] std::string broken_bound(scalar_value const& value, bound const& limit, type const& t, rule_graph const& graph);

}  // namespace carefare::checked
