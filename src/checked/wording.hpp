// Words that messages of the checker share: names in quotes, lists of choices, "did you mean".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

/// "'text'"
[[nodiscard]] std::string quoted(std::string_view text);
/// "a, b or c"; of many the first few and "..."
[[nodiscard]] std::string choices(std::vector<std::string> const& words);
/// "Did you mean 'y'?" if a candidate is near; else `otherwise`.
[[nodiscard]] std::string did_you_mean(std::string_view wrong, std::vector<std::string> const& candidates,
                                       std::string otherwise);
/// How a value of the type is written: "Write an amount such as $12.50."
[[nodiscard]] std::string how_to_write(type const& asked, rule_graph const& graph);
/// True if a literal of the type is written with a dollar sign.
[[nodiscard]] bool is_money(type const& t);

}  // namespace carefare::checked
