// What is seen only when all rows of a table are known: keys that stand twice, versions, owners with too many rows, overrides.
#pragma once

#include <optional>

#include "cases/columns_table.hpp"

namespace carefare::cases {

/// Marks the partitions of rows of which something is wrong, or that share a record with another partition, and finds
/// versions that do not count on `known_on`. `is_named`: other tables name the rows.
void judge_table(checked::entity_id entity, file_tables& all, std::optional<date> known_on, bool is_named, text_pool& texts,
                 unsigned threads, workspace& in);

/// Links to tables that were read after the one that has them.
void judge_late_links(checked::entity_id entity, file_tables& all);

}  // namespace carefare::cases
