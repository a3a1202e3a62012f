// Recipes of the section `sampling`: how one cell of a made-up row is drawn.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <carefare/syntax/sampling_syntax.hpp>

#include "syntax/read_fields.hpp"

namespace carefare::syntax {

/// Empty after a diagnostic.
[[nodiscard]] std::optional<recipe_syntax> read_recipe(yaml_node const& node, std::string const& what, reader& in);
/// A mapping of names to recipes; nothing where the key is absent.
[[nodiscard]] std::vector<sampled_name> read_recipes(fields const& table, std::string_view key, reader& in);
[[nodiscard]] moment_syntax read_moment(yaml_node const& node, std::string const& what, reader& in);
/// `3`, or `{ from: -3, to: 0 }`.
[[nodiscard]] std::optional<whole_range_syntax> read_whole_range(yaml_node const& node, std::string const& what,
                                                                 reader& in);

}  // namespace carefare::syntax
