// Digests of what a run reads: two runs are the same if these are.
#pragma once

#include <cstddef>
#include <string>

#include <carefare/base/source.hpp>
#include <carefare/cases/workspace.hpp>

namespace carefare::caseload {

/// Of the texts of some sources, from one number to before another.
[[nodiscard]] std::string digest_of_sources(source_map const& sources, std::size_t first, std::size_t last);
/// Of the files of a caseload: dataset.yaml, the tables beside it and those it names. Reads every byte of them. What
/// cannot be read is left to who reads the caseload.
[[nodiscard]] std::string digest_of_caseload(std::string const& folder, cases::workspace& in);
/// Of the files that a run left in its output folder.
[[nodiscard]] std::string digest_of_results(std::string const& folder);
/// Of the program that is running: another build may write another text.
[[nodiscard]] std::string digest_of_program();

}  // namespace carefare::caseload
