// What commands that work under a plan ask for alike: the plan, and a folder to write into.
#pragma once

#include <string>

#include <carefare/cases/workspace.hpp>

namespace carefare::cli {

/// Where the files of a plan are looked for: the plan's own file, or here where it is asked for by name.
[[nodiscard]] std::string root_of_plan(std::string const& plan);
/// The plan, a file or by name; null with diagnostics in the workspace's sink.
[[nodiscard]] cases::workspace::loaded_plan const* find_plan(cases::workspace& tree, std::string const& plan);
/// Prints all that was found, each once; the exit status.
[[nodiscard]] int could_not_run(cases::workspace& tree);

/// An output folder is made where there is none; what lies in one is kept unless `force` was given. `option` is that of
/// the folder, `what` lies in it: "the results".
void check_output_folder(std::string const& folder, bool force, std::string const& option, std::string const& what, diagnostics& sink);

}  // namespace carefare::cli
