// Rows that are handed in as the columns of a run, without a row of a dataset between; those of partitions about which something is
// out of the ordinary as rows beside them.
#pragma once

#include <memory>
#include <optional>

#include <carefare/cases/columnar_caseload.hpp>

#include "engine/direct_plan.hpp"
#include "engine/typed_rows.hpp"

namespace carefare::engine {

/// What `to_columns` would come to. Empty where all rows have to be looked at one by one (see clean_partitions.hpp). The rows do
/// not change while the columns live.
[[nodiscard]] std::optional<cases::columnar_caseload> columns_of(std::shared_ptr<typed_rows const> const& rows, std::vector<input_table> const& inputs, direct_plan const& plan,
                                                                 std::shared_ptr<bind::binding const> const& with, std::optional<date> known_on);

}  // namespace carefare::engine
