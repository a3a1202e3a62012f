// carefare run
#include "cli/run_command.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include <carefare/base/utf8.hpp>
#include <carefare/cases/caseload.hpp>
#include <carefare/cases/run_case.hpp>

#include "cli/asked_for.hpp"
#include "cli/format_option.hpp"
#include "cli/progress_line.hpp"
#include "cli/report.hpp"

namespace carefare::cli {

namespace {

namespace fs = std::filesystem;

struct arguments {
    std::string plan, input, output, known_on, assume, pay;
    output_format format = output_format::text;
    bool strict = false, force = false, row_by_row = false;
};

constexpr std::size_t findings_shown = 20;

/// The output never replaces the input.
void check_output(arguments const& with, diagnostics& sink) {
    std::error_code failed;
    if (fs::equivalent(with.output, with.input, failed)) {
        sink.error(diagnostic_code::W017, {}, "the output folder is the input folder", "Name another folder for --output.");
    } else {
        check_output_folder(with.output, with.force, "--output", "the results", sink);
    }
}

/// A month, or the first and the last day with two dots between them.
std::optional<cases::pay_span> pay_span_of(std::string const& text, diagnostics& sink) {
    auto const refuse = [&](std::string const& why, std::string advice) {
        sink.error(diagnostic_code::K037, {}, "--pay is '" + text + "'" + why, std::move(advice));
        return std::nullopt;
    };
    auto const dots = text.find("..");
    auto const first = parse_date(dots == std::string::npos ? text + "-01" : text.substr(0, dots));
    auto const last = dots == std::string::npos ? first : parse_date(text.substr(dots + 2));
    if (!first || !last) return refuse("", "Write a month as 2019-06, or its first and last day: 2019-06-03..2019-06-30.");
    if (*last < *first) return refuse(", which ends before it begins", "Write the earlier day first.");
    if (dots != std::string::npos) return cases::pay_span{*first, *last};
    auto const next = add_months(*first, 1, month_end::clamp);
    return cases::pay_span{*first, next ? date{next->days - 1} : last_date};
}

bool write_files(std::map<std::string, std::string> const& files, std::string const& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    for (auto const& [name, text] : files) {
        auto const path = (fs::path(folder) / name).string();
        fs::create_directories(fs::path(path).parent_path(), failed);
        std::ofstream out(path, std::ios::binary | std::ios::trunc);
        out << text;
        out.close();
        if (out) continue;
        std::cerr << "carefare run: '" << path << "' cannot be written\n";
        return false;
    }
    return true;
}

void print_findings(cases::caseload_result const& result, source_map const& sources) {
    if (result.findings.empty()) return;
    std::cout << '\n' << counted(result.findings.size(), "finding") << '\n';
    std::size_t shown = 0;
    for (auto const& one : result.findings) {
        if (++shown > findings_shown) {
            std::cout << "  and " << result.findings.size() - findings_shown << " more in findings.csv\n";
            return;
        }
        std::cout << "  " << (one.where.source.value == source_id::none ? "" : to_string(sources, one.where) + ": ") << one.code << ": "
                  << printable((one.field.empty() || one.message.find(':') != std::string::npos ? "" : one.entity + "[" + one.key + "]." + one.field + ": ") +
                               one.message)
                  << '\n';
    }
}

int run_caseload(arguments const& with) {
    std::vector<std::string> paths{root_of_plan(with.plan), with.input};
    if (!with.assume.empty()) paths.push_back(with.assume);
    cases::workspace tree(paths);
    check_output(with, tree.sink);
    auto const* plan = find_plan(tree, with.plan);
    if (plan == nullptr || tree.sink.has_errors()) return could_not_run(tree);
    reference::settings settings;
    cases::run_description about{plan, {}, 0};
    if (!with.known_on.empty()) {
        settings.known_on = parse_date(with.known_on);
        if (!settings.known_on) tree.sink.error(diagnostic_code::K005, {}, "--known-on is '" + with.known_on + "'", "Write a date as 2019-06-01.");
    }
    if (!with.pay.empty()) about.pay = pay_span_of(with.pay, tree.sink);
    if (!with.assume.empty()) {
        auto const* document = tree.document(with.assume, {});
        if (document != nullptr) {
            auto const assumptions = syntax::read_assumptions(*document, tree.sink);
            about.assumptions = assumptions.size();
            cases::assume(assumptions, *plan->programme, settings, tree.sink);
        }
    }
    auto const load = cases::read_caseload(with.input, *plan->programme, tree);
    if (!load || tree.sink.has_errors()) return could_not_run(tree);
    about.known_on = settings.known_on ? settings.known_on : load->data.known_on;
    progress_line tell;
    auto const result = cases::run_caseload(*load, *plan, settings, std::ref(tell), about.pay, with.row_by_row);
    tell.end();
    if (!write_files(cases::result_files(result, about), with.output)) return exit_could_not_run;
    if (with.format == output_format::json) {
        std::cout << cases::summary_json(result, about);
    } else {
        std::cout << cases::summary_text(result, about);
        print_findings(result, tree.sources);
        if (!result.undecided.empty()) std::cout << '\n' << counted(result.undecided.size(), "row") << " of which not all made rows are known: pending.csv says why\n";
        if (!result.incomplete.empty()) {
            std::cout << '\n' << counted(result.incomplete.size(), "group") << " not wholly in the window, without results: incomplete.csv names them\n";
        }
        if (result.pending > 0) std::cout << '\n' << counted(result.pending, "result") << " pending: pending.csv says on what\n";
    }
    return with.strict && (!result.findings.empty() || !result.undecided.empty() || result.pending > 0) ? exit_findings : exit_fine;
}

}  // namespace

void register_run_command(CLI::App& app, int& status) {
    auto const with = std::make_shared<arguments>();
    auto* command = app.add_subcommand("run", "Run a caseload: every output for every row, with counts that add up");
    command->footer(
        "Reads a folder of CSV tables with a dataset.yaml and writes, for each table with outputs, a CSV of results; pending.csv\n"
        "(what is missing, and the question that asks for it), findings.csv (rows that were set aside, and why), incomplete.csv (groups\n"
        "that the window cuts) and summary.json; in the folder carried, what the next run is to read of this one.\n\n"
        "  carefare run --plan a/district --input caseload --output results\n"
        "  carefare run --plan plan.yaml --input caseload --output results --known-on 2019-07-01 --strict\n"
        "  carefare run --plan a/district --input june --output june-results --pay 2019-06\n\n"
        "Exit status: 0 run, 1 with --strict if anything is found or pending, 2 could not run.");
    command->add_option("--plan", with->plan, "A plan by name or file")->required();
    command->add_option("--input", with->input, "The folder of the caseload")->required()->check(CLI::ExistingDirectory);
    command->add_option("--output", with->output, "A new or empty folder for the results")->required();
    command->add_option("--known-on", with->known_on, "What was known on this day counts, in place of the caseload's known_on");
    command->add_option("--pay", with->pay, "A month (2019-06) or its days (2019-06-03..2019-06-30): rows of other months are read, not listed");
    command->add_option("--assume", with->assume, "A file of assumptions for this run")->check(CLI::ExistingFile);
    command->add_flag("--strict", with->strict, "Exit with 1 if there is any finding or pending result");
    command->add_flag("--force", with->force, "Replace results in an output folder that is not empty");
    command->add_flag("--row-by-row", with->row_by_row, "Evaluate by the reference evaluator alone: the same results, slower");
    add_format_option(*command, with->format);
    command->callback([with, &status] { status = run_caseload(*with); });
}

}  // namespace carefare::cli
