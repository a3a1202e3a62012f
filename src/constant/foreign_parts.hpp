// What in a tree is no part of the constant profile: unknown names and functions, wrong arguments, nodes of the other
// profile. Found by reading the tree, before anything is evaluated, so that no branch hides a misspelt name.
#pragma once

#include <string_view>
#include <vector>

#include <carefare/syntax/expr_syntax.hpp>

#include "constant/refusal.hpp"

namespace carefare::constant {

/// All of them below `root`, in the order of the text, each with its place.
[[nodiscard]] std::vector<refusal> foreign_parts(syntax::expr const& e, syntax::node_id root);

[[nodiscard]] refusal refusal_of_name(std::string_view name);
[[nodiscard]] refusal refusal_of_function(std::string_view name);
/// For a node that this profile does not have.
[[nodiscard]] refusal refusal_of_kind(syntax::expr_kind kind);

}  // namespace carefare::constant
