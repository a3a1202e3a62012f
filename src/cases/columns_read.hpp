// Reading into columns of a folder whose description has been read: what it was known on decides what is bound.
#pragma once

#include <carefare/cases/columnar_caseload.hpp>

#include "cases/caseload_folder.hpp"
#include "cases/columns_table.hpp"

namespace carefare::cases {

/// As `read_columns` of the folder's path, which reads the description first.
[[nodiscard]] std::optional<columnar_caseload> read_columns(caseload_folder const& folder, bind::binding const& with,
                                                            checked::rule_graph const& graph, std::optional<date> known_on,
                                                            reading_ways ways, workspace& in);

}  // namespace carefare::cases
