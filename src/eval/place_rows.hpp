// Which rows of a dataset stand in host tables, and where.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <carefare/eval/host_tables.hpp>

namespace carefare::eval {

/// The uppermost partition that owns the rows of an entity; no_id of shared rows.
[[nodiscard]] checked::entity_id partition_above(checked::rule_graph const& graph, checked::entity_id entity);

/// All by entity; of entities whose rows are handed in and whose owners are.
struct placed_rows {
    std::vector<std::vector<row_number>> rows;       ///< rows of the dataset in the order of the host table
    std::vector<std::vector<row_number>> owner;      ///< by row of the host table; empty at the top
    std::vector<std::vector<row_number>> partition;  ///< by row of the host table; empty of shared rows
    /// By row of the dataset: the row of the host table, of a version that of the one that counts; no_row where none is.
    std::vector<std::vector<row_number>> place;
    std::size_t partitions = 0;
};

/// Rows that are used, and shared rows that were set aside. Of versions those that count on `known_on`. Of the rows below
/// partitions only those that `keep` holds (by entity and row of the dataset), if there is one.
[[nodiscard]] placed_rows place_rows(checked::rule_graph const& graph, reference::dataset const& data, std::optional<date> known_on,
                                     std::vector<std::vector<bool>> const* keep);

/// The day of a moment, from its minutes.
[[nodiscard]] std::int64_t day_of_minutes(std::int64_t minutes);

/// An override as it stands in a host table; `number` numbers its text.
[[nodiscard]] given_override override_of(checked::rule_id rule, row_number row, checked::scalar_value const& value,
                                         program::program const& program, std::function<std::int64_t(std::string const&)> const& number);

/// The host tables of placed rows.
[[nodiscard]] host_tables fill_tables(bind::binding const& with, reference::dataset const& data, std::optional<date> known_on,
                                      placed_rows const& at);

}  // namespace carefare::eval
