// Values as a letter says them: "$16,670.00", "June 10, 2019", "9 hours", the telling of a word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <carefare/checked/messages.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::explain {

/// "June 10, 2019"; in the language of messages, where there are some.
[[nodiscard]] std::string plain_date(date day, checked::messages const* in_language = nullptr);
/// A value, none, or what stands for a result that is not known.
[[nodiscard]] std::string plain_value(checked::rule_graph const& graph, reference::outcome const& of,
                                      checked::type const& t, checked::messages const* in_language = nullptr);
[[nodiscard]] std::string plain_scalar(checked::rule_graph const& graph, checked::scalar_value const& value,
                                       checked::type const& t, checked::messages const* in_language = nullptr);
/// "a, b and c"; "a; b; and c" where an item has a comma of its own; days by their months, "June 3, 4 and 5, 2019".
[[nodiscard]] std::string plain_list(std::vector<std::string> const& items);
/// A citation without the parts that point into the rule authors' list of facts ("R-075", "R-030 to R-032").
[[nodiscard]] std::string plain_cite(std::string const& cite);
/// With every "2019-06-10" that authors wrote into a reason or citation as "June 10, 2019".
[[nodiscard]] std::string with_plain_dates(std::string_view text);
/// With a first letter that begins a sentence.
[[nodiscard]] std::string begin_sentence(std::string text);

}  // namespace carefare::explain
