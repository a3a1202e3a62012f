// What commands that work under a plan do alike.
#pragma once

#include <string>

#include <carefare/cases/workspace.hpp>

namespace carefare::cli {

/// Where the files of a plan are looked for: the plan's own file, or here where it is asked for by name.
[[nodiscard]] std::string root_of_plan(std::string const& plan);
/// Prints all that was found, each once; the exit status.
[[nodiscard]] int could_not_run(cases::workspace& tree);

}  // namespace carefare::cli
