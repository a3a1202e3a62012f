// What commands that work under a plan do alike.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <carefare/cases/workspace.hpp>

namespace carefare::cli {

/// Where the files of a plan are looked for: the plan's own file, or here where it is asked for by name.
[[nodiscard]] std::string root_of_plan(std::string const& plan);
/// The tree of rules beside the paths of a command line: `rules`, the folder of --rules; where that is not said and no path
/// lies in a tree with rules, the rules and plans that are installed with this program, if any are, which is told. Else empty.
[[nodiscard]] std::string rules_beside(std::vector<std::string> const& paths, std::string const& rules);
/// The day of --known-on; empty where it is not said, and after a diagnostic where it is no date.
[[nodiscard]] std::optional<date> read_known_on(std::string const& text, diagnostics& sink);
/// Prints all that was found, each once; the exit status.
[[nodiscard]] int could_not_run(cases::workspace& tree);

}  // namespace carefare::cli
