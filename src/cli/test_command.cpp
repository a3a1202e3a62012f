// carefare test
#include "cli/test_command.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <memory>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/cases/run_case.hpp>
#include <carefare/cases/workspace.hpp>

#include "cli/asked_for.hpp"
#include "cli/format_option.hpp"
#include "cli/junit.hpp"
#include "cli/report.hpp"

namespace carefare::cli {

namespace {

struct arguments {
    std::vector<std::string> paths;
    std::string filter, rules, junit;
    output_format format = output_format::text;
    bool list = false;
};

nlohmann::ordered_json to_json(cases::case_result const& result, source_map const& sources) {
    nlohmann::ordered_json out;
    out["name"] = result.name;
    out["place"] = to_string(sources, result.where);
    out["passed"] = result.passed();
    out["compared"] = result.compared;
    for (auto const& one : result.differences) {
        out["differences"].push_back({{"result", one.result}, {"expected", one.expected}, {"got", one.got}});
    }
    return out;
}

void print(cases::case_result const& result, source_map const& sources) {
    std::cout << "FAILED  " << result.name << "  (" << to_string(sources, result.where) << ")\n";
    for (auto const& one : result.differences) {
        std::cout << "    " << one.result << "  (" << to_string(sources, one.where) << ")\n        expected  " << one.expected
                  << "\n        got       " << one.got << '\n';
    }
}

bool write(std::string const& path, std::string const& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    return file.flush().good();
}

int run_tests(arguments const& with) {
    cases::workspace tree(with.paths, rules_beside(with.paths, with.rules));
    auto const found = tree.find(with.paths);
    std::size_t passed = 0, failed = 0, compared = 0;
    auto results = nlohmann::ordered_json::array();
    junit_report report(tree.sources);
    std::size_t told = 0;  // diagnostics that the report has
    auto const untold = [&] {
        auto const& all = tree.sink.items();
        std::vector<diagnostic> fresh;
        for (; told < all.size(); ++told) {
            if (all[told].level == severity::error) fresh.push_back(all[told]);
        }
        return fresh;
    };
    tree.each_case(found, [&](syntax::case_syntax const& one, syntax::case_file_syntax const& file) {
        if (one.name.value.find(with.filter) == std::string::npos) return;
        if (with.list) {
            std::cout << one.name.value << "  (" << to_string(tree.sources, one.where) << ")\n";
            ++passed;
            return;
        }
        report.add_files(untold());
        auto const ready = cases::prepare(one, file, tree);
        if (!ready) {
            report.add_unprepared(one.name.value, one.where, untold());
            return;
        }
        auto const result = cases::run(*ready);
        compared += result.compared;
        ++(result.passed() ? passed : failed);
        report.add(result);
        if (with.format == output_format::json) {
            results.push_back(to_json(result, tree.sources));
        } else if (!result.passed()) {
            print(result, tree.sources);
        }
    });
    report.add_files(untold());
    if (!with.junit.empty() && !write(with.junit, report.xml())) {
        std::cerr << "carefare test: " << with.junit << " could not be written\n";
        return exit_could_not_run;
    }
    tree.sink.drop_repeats(tree.sources);
    if (with.format == output_format::json) {
        nlohmann::ordered_json out;
        out["passed"] = passed;
        out["failed"] = failed;
        out["results_compared"] = compared;
        out["cases"] = std::move(results);
        out["diagnostics"] = cli::to_json(tree.sink, tree.sources);
        std::cout << out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    } else {
        if (!tree.sink.items().empty()) std::cerr << render_all(tree.sink, tree.sources);
        std::cout << counted(passed, "case") << (with.list ? " found\n" : " passed, " + std::to_string(failed) + " failed, " + counted(compared, "result") + " compared\n");
    }
    if (passed + failed == 0 && !tree.sink.has_errors()) {
        std::cerr << "carefare test: no case was found" << (with.filter.empty() ? "" : " with '" + with.filter + "' in its name") << '\n';
        return exit_could_not_run;
    }
    if (!all_exist(with.paths)) return exit_could_not_run;
    return failed > 0 || tree.sink.has_errors() ? exit_findings : exit_fine;
}

}  // namespace

void register_test_command(CLI::App& app, int& status) {
    auto const with = std::make_shared<arguments>();
    auto* command = app.add_subcommand("test", "Run golden cases and show what differs");
    command->footer(
        "A case file names a plan, rows by key and expected results (docs/language.md section 11). Every difference is\n"
        "shown value by value, to the last digit.\n\n"
        "  carefare test plans rules\n"
        "  carefare test plans --case W01\n"
        "  carefare test --rules carefare plans cases --junit cases.xml\n\n"
        "Exit status: 0 all passed, 1 differences or errors, 2 could not run.");
    command->add_option("path", with->paths, "Case files, or folders above them")->required();
    command->add_option("--case,--filter", with->filter, "Only cases with this text in their name");
    auto* list = command->add_flag("--list", with->list, "List the cases, run none");
    add_rules_option(*command, with->rules);
    command->add_option("--junit", with->junit, "A file for the results as JUnit's XML: a suite a file, a test a case")->excludes(list);
    add_format_option(*command, with->format);
    command->callback([with, &status] { status = run_tests(*with); });
}

}  // namespace carefare::cli
