// carefare describe
#include "cli/describe_command.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include <carefare/cases/caseload.hpp>

#include "cli/asked_for.hpp"
#include "cli/format_option.hpp"
#include "cli/report.hpp"

namespace carefare::cli {

void register_describe_command(CLI::App& app, int& status) {
    auto const folder = std::make_shared<std::string>();
    auto* command = app.add_subcommand("describe", "Describe the tables that a programme reads: columns, ranges, questions, sources");
    command->footer(
        "Prints a page in Markdown that says how to write a caseload for the programme.\n\n"
        "  carefare describe --programme rules/a\n"
        "  carefare describe --programme a\n\n"
        "Exit status: 0 printed, 2 could not run.");
    auto const rules = std::make_shared<std::string>();
    command->add_option("--programme", *folder, "A programme by name or folder")->required();
    add_rules_option(*command, *rules);
    command->callback([folder, rules, &status] {
        std::error_code failed;  // of a name that no folder can have, say
        bool const is_folder = std::filesystem::is_directory(*folder, failed);
        std::vector<std::string> const paths{is_folder ? *folder : "."};
        cases::workspace tree(paths, rules_beside(paths, *rules));
        auto const* programme = is_folder ? tree.programme_in(*folder) : tree.programme_named(*folder, {});
        if (programme == nullptr) {
            status = could_not_run(tree);
            return;
        }
        std::cout << cases::data_page(*programme);
    });
}

}  // namespace carefare::cli
