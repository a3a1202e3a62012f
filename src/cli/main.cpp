// The command line: one function a command, each in its own file. Exit status: 0 fine, 1 findings, 2 could not run.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include <carefare/base/diagnostic.hpp>

#include "cli/check_command.hpp"
#include "cli/describe_command.hpp"
#include "cli/eval_command.hpp"
#include "cli/explain_command.hpp"
#include "cli/report.hpp"
#include "cli/run_command.hpp"
#include "cli/sample_command.hpp"
#include "cli/test_command.hpp"

int main(int argc, char** argv) {
    CLI::App app{"Carefare evaluates the rules of subsidy programmes exactly.", "carefare"};
    app.footer(
        "carefare COMMAND --help says more about a command.\n"
        "Exit status: 0 fine, 1 findings (errors in what you gave), 2 could not run.");
    app.set_version_flag("--version", std::string("carefare ") + carefare::cli::program_version);
    app.require_subcommand(1);
    int status = carefare::cli::exit_fine;
    carefare::cli::register_check_command(app, status);
    carefare::cli::register_test_command(app, status);
    carefare::cli::register_run_command(app, status);
    carefare::cli::register_sample_command(app, status);
    carefare::cli::register_explain_command(app, status);
    carefare::cli::register_describe_command(app, status);
    carefare::cli::register_eval_command(app, status);
    // CLI11 would only say that a subcommand is required.
    std::vector<std::string> names;
    for (auto const* command : app.get_subcommands({})) names.push_back(command->get_name());
    if (argc > 1 && argv[1][0] != '-' && std::find(names.begin(), names.end(), argv[1]) == names.end()) {
        auto const near = carefare::nearest_name(argv[1], names);
        std::cerr << "carefare: there is no command '" << argv[1] << "'" << (near.empty() ? "" : "; did you mean '" + near + "'?")
                  << "\nRun with --help for more information.\n";
        return carefare::cli::exit_could_not_run;
    }
    try {
        app.parse(argc, argv);
        std::cout.flush();
        if (!std::cout) {
            std::cerr << "carefare: the output could not be written\n";
            return carefare::cli::exit_could_not_run;
        }
        return status;
    } catch (CLI::ParseError const& wrong) {
        return app.exit(wrong) == 0 ? carefare::cli::exit_fine : carefare::cli::exit_could_not_run;
    } catch (std::exception const& broken) {
        std::cerr << "carefare: " << broken.what() << '\n';
        return carefare::cli::exit_could_not_run;
    }
}
