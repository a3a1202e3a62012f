// carefare describe
#include "cli/describe_command.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/cases/caseload.hpp>

#include "cli/report.hpp"

namespace carefare::cli {

void register_describe_command(CLI::App& app, int& status) {
    auto const folder = std::make_shared<std::string>();
    auto* command = app.add_subcommand("describe", "Describe the tables that a programme reads: columns, ranges, questions, sources");
    command->footer(
        "Prints a page in Markdown that says how to write a caseload for the programme.\n\n"
        "  carefare describe --programme rules/a\n\n"
        "Exit status: 0 printed, 2 could not run.");
    command->add_option("--programme", *folder, "The folder of a programme")->required()->check(CLI::ExistingDirectory);
    command->callback([folder, &status] {
        cases::workspace tree({*folder});
        auto const* programme = tree.programme_in(*folder);
        if (programme == nullptr) {
            tree.sink.drop_repeats(tree.sources);
            std::cerr << render_all(tree.sink, tree.sources);
            status = exit_could_not_run;
            return;
        }
        std::cout << cases::data_page(*programme);
    });
}

}  // namespace carefare::cli
