// Plans, and the end of a command that could not run.
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

int could_not_run(cases::workspace& tree) {
    tree.sink.drop_repeats(tree.sources);
    std::cerr << render_all(tree.sink, tree.sources);
    return exit_could_not_run;
}

}  // namespace carefare::cli
