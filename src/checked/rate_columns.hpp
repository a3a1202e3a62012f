// Which column of a CSV file is what: keys, the value, dates, remarks.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "checked/builder.hpp"
#include "checked/csv_reader.hpp"

namespace carefare::checked {

struct rate_columns {
    std::vector<std::size_t> keys;  ///< in the table's order
    std::size_t value = 0;
    std::optional<std::size_t> from, until;
};

/// Finds the columns a schedule names in the header of its file. Columns that are missing, unknown, there twice or used
/// twice are reported; empty then.
[[nodiscard]] std::optional<rate_columns> find_columns(builder& b, syntax::table_entry_syntax const& entry,
                                                       rate_table const& table, std::vector<csv_cell> const& header,
                                                       source_id file);

}  // namespace carefare::checked
