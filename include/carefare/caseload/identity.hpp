// Digests of what a run reads: two runs are the same if these are.
#pragma once

#include <cstddef>
#include <set>
#include <string>

#include <carefare/base/source.hpp>
#include <carefare/cases/workspace.hpp>

namespace carefare::caseload {

/// Of the texts of some sources, from one number to before another.
[[nodiscard]] std::string digest_of_sources(source_map const& sources, std::size_t first, std::size_t last);
/// The files of a caseload: dataset.yaml, the tables beside it and those it names. What cannot be read is left to who reads the
/// caseload.
[[nodiscard]] std::set<std::string> files_of_caseload(std::string const& folder, cases::workspace& in);
/// Of files below a folder, of those that there are. Reads every byte of them.
[[nodiscard]] std::string digest_of_files(std::string const& folder, std::set<std::string> const& files);
/// Of the files that a run left in its output folder.
[[nodiscard]] std::string digest_of_results(std::string const& folder);
/// Of the program that is running: another build may write another text.
[[nodiscard]] std::string digest_of_program();

}  // namespace carefare::caseload
