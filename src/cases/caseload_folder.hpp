// What a folder says of its tables before they are read.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <carefare/cases/caseload.hpp>
#include <carefare/cases/workspace.hpp>

#include "base/mapped_file.hpp"

namespace carefare::cases {

struct caseload_folder {
    std::string folder;
    std::vector<std::string> files;       ///< by entity; empty where the engine makes the rows
    std::vector<std::shared_ptr<mapped_file const>> texts;  ///< by entity: what stands in place of its file; null: the file
    std::optional<date> known_on;
    std::map<checked::entity_id, reference::window> windows;
    [[nodiscard]] std::string path_of(std::string const& file) const;
};

/// Reads dataset.yaml and finds files that are no table, and tables that have none. Empty after a diagnostic.
[[nodiscard]] std::optional<caseload_folder> read_folder(std::string const& folder, checked::rule_graph const& graph, workspace& in);

/// Every table of the folder, row by row, checked at the door.
[[nodiscard]] std::optional<caseload> read_tables(caseload_folder const& of, checked::rule_graph const& graph, workspace& in);

}  // namespace carefare::cases
