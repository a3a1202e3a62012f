// Rows that are handed in as the columns of a run, where nothing is wrong with any of them: without a row of a dataset between.
#pragma once

#include <memory>
#include <optional>

#include <carefare/cases/columnar_caseload.hpp>

#include "engine/direct_plan.hpp"
#include "engine/typed_rows.hpp"

namespace carefare::engine {

/// What `to_columns` would come to. Empty where rows have to be looked at one by one (see direct_tables.hpp). The rows do not
/// change while the columns live.
[[nodiscard]] std::optional<cases::columnar_caseload> columns_of(std::shared_ptr<typed_rows const> const& rows, direct_plan const& plan,
                                                                 std::shared_ptr<bind::binding const> const& with, std::optional<date> known_on);

}  // namespace carefare::engine
