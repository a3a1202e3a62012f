// Regions of a decision table: each input's values cut into atoms at the constants its cells name, atoms that no row
// tells apart merged into classes, and a bounded walk over the product of classes.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

enum class hit : std::uint8_t { out, maybe, certain };

/// Values of one input that every row treats alike.
struct value_class {
    std::string words;        ///< "in [30..40)", "= \"weekly\" or none"; empty where it is every value
    std::string example;      ///< one value
    std::vector<hit> rows;    ///< what each row's cell says of them
};

/// Classes of the input at `column`. A step is one cell against one value; empty if `steps` go beyond `max_steps`.
[[nodiscard]] std::optional<std::vector<value_class>> classes_of(rule_graph const& graph, decision_table const& table,
                                                                 std::size_t column, std::uint64_t& steps,
                                                                 std::uint64_t max_steps);

/// A region: the classes chosen, and what each row says of it. `chosen` may be shorter than the inputs where the rest
/// cannot change the outcome.
struct region {
    std::vector<value_class const*> chosen;
    std::vector<hit> rows;
};

/// Visits regions until done or `steps` are used up; false in the latter case. A branch ends early where no row is
/// left, or where the only rows left are certain whatever follows.
[[nodiscard]] bool walk_regions(decision_table const& table, std::vector<std::vector<value_class>> const& columns,
                                std::uint64_t& steps, std::uint64_t max_steps, std::function<void(region const&)> const& visit);

/// "hours in [30..40) and type = \"weekly\"" or "any input", then an example.
[[nodiscard]] std::string describe(region const& of, decision_table const& table);

}  // namespace carefare::checked
