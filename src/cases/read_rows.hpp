// Rows of a case, read against the programme.
#pragma once

#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/dataset.hpp>
#include <carefare/syntax/yaml_document.hpp>

namespace carefare::cases {

/// Reads the sections of a case (named by entities' `rows`) into the tables of `into`. Rows may be nested in their owner's.
void read_rows(std::vector<syntax::yaml_entry> const& sections, checked::rule_graph const& graph, reference::dataset& into,
               diagnostics& sink);

}  // namespace carefare::cases
