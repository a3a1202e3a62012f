// carefare check
#include "cli/check_command.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/cases/run_case.hpp>
#include <carefare/cases/workspace.hpp>

#include "cli/asked_for.hpp"
#include "cli/format_option.hpp"
#include "cli/report.hpp"
#include "cli/sarif.hpp"

namespace carefare::cli {

namespace {

struct arguments {
    std::vector<std::string> paths;
    std::string rules;
    output_format format = output_format::text;
};

int run_check(arguments const& with) {
    cases::workspace tree(with.paths, rules_beside(with.paths, with.rules));
    auto const found = tree.find(with.paths);
    std::size_t case_count = 0;
    tree.each_case(found, [&](syntax::case_syntax const& one, syntax::case_file_syntax const& file) {
        ++case_count;
        (void)cases::prepare(one, file, tree);
    });
    for (auto const& path : found.messages) (void)tree.messages_in(path);
    tree.sink.drop_repeats(tree.sources);
    if (with.format == output_format::json) {
        nlohmann::ordered_json out;
        out["programmes"] = found.programmes.size();
        out["plans"] = found.plans.size();
        out["cases"] = case_count;
        out["errors"] = tree.sink.error_count();
        out["diagnostics"] = to_json(tree.sink, tree.sources);
        std::cout << out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    } else if (with.format == output_format::sarif) {
        std::cout << to_sarif(tree.sink, tree.sources).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    } else {
        if (!tree.sink.items().empty()) std::cerr << render_all(tree.sink, tree.sources);
        if (!tree.sink.has_errors()) {
            std::cout << "checked " << counted(found.programmes.size(), "programme") << ", " << counted(found.plans.size(), "plan") << ", "
                      << counted(case_count, "case") << ": no errors\n";
        }
    }
    if (!all_exist(with.paths)) return exit_could_not_run;
    return tree.sink.has_errors() ? exit_findings : exit_fine;
}

}  // namespace

void register_check_command(CLI::App& app, int& status) {
    auto const with = std::make_shared<arguments>();
    auto* command = app.add_subcommand("check", "Check programmes, plans and cases without running them");
    command->footer(
        "Reads everything below the paths: names, types, units, citations, timelines, holes and overlaps of tables,\n"
        "bounds of every answer, whole cents. Each finding has a place, a code and advice.\n\n"
        "  carefare check rules plans\n"
        "  carefare check plans/a/district.yaml --format json\n"
        "  carefare check --rules carefare plans cases --format sarif > plan.sarif\n\n"
        "Exit status: 0 no errors, 1 errors, 2 could not run.");
    command->add_option("path", with->paths, "Folders and files: programmes, plans, cases")->required();
    add_rules_option(*command, with->rules);
    add_format_option(*command, with->format, true);
    command->callback([with, &status] { status = run_check(*with); });
}

}  // namespace carefare::cli
