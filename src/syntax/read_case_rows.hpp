// Rows of cases: sections that stay YAML until a programme is at hand, and their merging in variants.
#pragma once

#include <cstdint>
#include <vector>

#include <carefare/syntax/yaml_document.hpp>

#include "syntax/read_scalar.hpp"

namespace carefare::syntax {

/// Number of nodes of a tree, itself included.
[[nodiscard]] std::uint64_t count_nodes(yaml_node const& node);

/// Reports every key or item below the node that has no value.
void refuse_empty(yaml_node const& node, reader& in);

/// `changes` over `base`: mappings are merged key by key, however deep; lists and single values are replaced.
[[nodiscard]] std::vector<yaml_entry> merge_entries(std::vector<yaml_entry> base,
                                                    std::vector<yaml_entry> const& changes);

}  // namespace carefare::syntax
