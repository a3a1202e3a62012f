// The clean partitions of tables as they stand in their files, in the order of host tables.
#pragma once

#include <vector>

#include <carefare/cases/columnar_caseload.hpp>

#include "cases/columns_table.hpp"

namespace carefare::cases {

/// Adds the rows of clean partitions, and those of shared tables that are among `tables`, to host tables that hold all other
/// shared rows, and lists those that do not count. Takes the columns out of `all`; `tables` owners first.
void build_columns(std::vector<checked::entity_id> const& tables, file_tables& all, text_pool& texts, unsigned threads, columnar_caseload& into);

}  // namespace carefare::cases
