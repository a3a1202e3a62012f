// A caseload: a folder with dataset.yaml and a CSV table for each entity. Every row of it ends in exactly one fate.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <carefare/cases/workspace.hpp>
#include <carefare/reference/dataset.hpp>

namespace carefare::cases {

/// The tables of a folder, rows in order of their keys, checked at the door.
struct caseload {
    std::string folder;
    reference::dataset data;
};

/// Reads a caseload against its programme. A cell that cannot be read sets its row's partition aside, as a value out of
/// range does; what is wrong with a table as a whole (its columns, the shape of its lines, a file that is not there)
/// stops the load: empty, with diagnostics in the workspace's sink.
[[nodiscard]] std::optional<caseload> read_caseload(std::string const& folder, checked::rule_graph const& graph, workspace& in);
/// The day that the dataset.yaml of a folder names as the one whose knowledge counts; whoever reads the caseload tells what is wrong with it.
[[nodiscard]] std::optional<date> known_on_of(std::string const& folder);

/// What of a caseload is one partition: its rows and those of tables outside all partitions. Empty if there is no used
/// row of that key.
[[nodiscard]] std::optional<reference::dataset> one_partition(caseload const& of, checked::rule_graph const& graph,
                                                              std::string const& key);

/// Told of the partitions that are done, from time to time.
using progress = std::function<void(std::size_t done, std::size_t all)>;

/// A page that says how to write a caseload: every table, its columns, what they may hold and where that is written.
[[nodiscard]] std::string data_page(checked::rule_graph const& graph);

}  // namespace carefare::cases
