// Plans, output folders and the end of a command that could not run.
#include "cli/asked_for.hpp"

#include <filesystem>
#include <iostream>

#include <carefare/base/render_diagnostic.hpp>

#include "cli/report.hpp"

namespace carefare::cli {

namespace fs = std::filesystem;

std::string root_of_plan(std::string const& plan) {
    return fs::exists(plan) ? plan : ".";
}

cases::workspace::loaded_plan const* find_plan(cases::workspace& tree, std::string const& plan) {
    return fs::exists(plan) ? tree.plan_in(plan) : tree.plan_named(plan, {});
}

int could_not_run(cases::workspace& tree) {
    tree.sink.drop_repeats(tree.sources);
    std::cerr << render_all(tree.sink, tree.sources);
    return exit_could_not_run;
}

void check_output_folder(std::string const& folder, bool force, std::string const& option, std::string const& what, diagnostics& sink) {
    std::error_code failed;
    if (fs::exists(folder, failed) && !fs::is_directory(folder, failed)) {
        sink.error(diagnostic_code::W017, {}, "'" + folder + "' is no folder", "Name a folder for " + option + ".");
    } else if (fs::is_directory(folder, failed) && !fs::is_empty(folder, failed) && !force) {
        sink.error(diagnostic_code::W017, {}, "the output folder '" + folder + "' is not empty",
                   "Name an empty or a new folder, or give --force to replace " + what + " in it.");
    }
}

}  // namespace carefare::cli
