// carefare run
#include "cli/run_command.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <thread>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/caseload/run.hpp>

#include "cli/asked_for.hpp"
#include "cli/block_memory.hpp"
#include "cli/format_option.hpp"
#include "cli/progress_line.hpp"
#include "cli/report.hpp"
#include "cli/stop_signal.hpp"
#include "engine/running.hpp"

namespace carefare::cli {

namespace {

struct arguments {
    std::string plan, input, output, known_on, assume, pay, rules;
    std::vector<std::string> uses;
    output_format format = output_format::text;
    bool strict = false, force = false, row_by_row = false, resume = false;
    unsigned threads = 0;  ///< 0: as many as the machine has cores
    std::size_t block_rows = 4096;
    double save_every = 5;
};

constexpr unsigned most_threads = 256;
constexpr std::size_t most_block_rows = 1'000'000;
constexpr double most_seconds = 3600;

/// `--uses PREFIX=FOLDER`; none in place of a folder says that there are no results.
std::map<std::string, std::string> uses_of(arguments const& with, diagnostics& sink) {
    std::map<std::string, std::string> uses;
    for (auto const& one : with.uses) {
        auto const sign = one.find('=');
        auto const prefix = one.substr(0, sign);
        auto const folder = sign == std::string::npos ? std::string() : one.substr(sign + 1);
        if (folder.empty() || !uses.emplace(prefix, folder == "none" ? std::string() : folder).second)
            sink.error(diagnostic_code::W028, {}, "--uses is '" + one + "'" + (folder.empty() ? "" : ", and the prefix is said twice"), "Write --uses PREFIX=FOLDER once for each prefix.");
    }
    return uses;
}

void print_result(arguments const& with, caseload::totals const& counts, caseload::run_request const& about) {
    if (with.format == output_format::json) {
        std::cout << caseload::summary_json(counts, about);
        return;
    }
    std::cout << caseload::summary_text(counts, about);
    if (counts.findings > 0) {
        std::cout << '\n' << counted(counts.findings, "finding") << '\n';
        for (auto const& line : counts.shown) std::cout << "  " << line << '\n';
        if (counts.findings > counts.shown.size()) std::cout << "  and " << counts.findings - counts.shown.size() << " more in findings.csv\n";
    }
    if (auto const rows = counts.undecided_rows(); rows > 0) {
        std::cout << '\n' << counted(rows, "row") << " of which not all made rows are known: pending.csv says why\n";
    }
    if (auto const groups = counts.incomplete_groups(); groups > 0) {
        std::cout << '\n' << counted(groups, "group") << " not wholly in the window, without results: incomplete.csv names them\n";
    }
    if (counts.pending > 0) std::cout << '\n' << counted(counts.pending, "result") << " pending: pending.csv says on what\n";
}

int run_caseload(arguments const& with) {
    std::vector<std::string> paths{root_of_plan(with.plan), with.input};
    if (!with.assume.empty()) paths.push_back(with.assume);
    cases::workspace tree(paths, rules_beside(paths, with.rules));
    engine::folder_run what;
    what.plan = with.plan;
    what.input = with.input;
    what.output = with.output;
    what.assumptions_file = with.assume;
    what.threads = with.threads > 0 ? with.threads : std::clamp(std::thread::hardware_concurrency(), 1U, most_threads);
    what.block_rows = with.block_rows;
    what.row_by_row = with.row_by_row;
    what.force = with.force;
    what.resume = with.resume;
    what.save_every = with.save_every;
    what.known_on = read_known_on(with.known_on, tree.sink);
    if (!with.pay.empty()) what.pay = engine::read_pay_days(with.pay, tree.sink);
    what.uses = uses_of(with, tree.sink);

    keep_block_memory();
    progress_line tell;
    stop_signal const signal;
    engine::folder_counts made;
    auto const end = engine::run_folder(tree, what, made, std::ref(tell), stop_signal::is_asked);
    tell.end();
    if (end == caseload::run_end::failed) return could_not_run(tree);
    if (end == caseload::run_end::stopped) {
        std::cerr << "carefare run: stopped; the same command with --resume goes on\n";
        return stop_signal::exit_status();
    }
    print_result(with, made.counts, made.asked);
    if (!tree.sink.items().empty()) std::cerr << render_all(tree.sink, tree.sources);
    return with.strict && !made.is_clear() ? exit_findings : exit_fine;
}

}  // namespace

void register_run_command(CLI::App& app, int& status) {
    auto const with = std::make_shared<arguments>();
    auto* command = app.add_subcommand("run", "Run a caseload: every output for every row, with counts that add up");
    command->footer(
        "Reads a folder of CSV tables with a dataset.yaml and writes, for each table with outputs, a CSV of results; pending.csv\n"
        "(what is missing, and the question that asks for it), findings.csv (rows that were set aside, and why), incomplete.csv (groups\n"
        "that the window cuts) and summary.json; in the folder carried, what the next run is to read of this one. Partitions stand in\n"
        "the order of their keys, and within a partition rows in the order of theirs; what belongs to no partition stands before.\n\n"
        "Files are written while it runs, and run.journal beside them says how far they are good. Stopped by Ctrl-C, or ended in any\n"
        "other way, the same command with --resume goes on from there and comes to the same bytes; it refuses if the caseload, the\n"
        "plan, the rules, the assumptions, the options or the program are not the same.\n\n"
        "  carefare run --plan a/district --input caseload --output results\n"
        "  carefare run --plan plan.yaml --input caseload --output results --known-on 2019-07-01 --strict\n"
        "  carefare run --plan a/district --input june --output june-results --pay 2019-06\n"
        "  carefare run --plan a/district --input june --output june-results --pay 2019-06 --resume\n"
        "  carefare run --plan a/notices --input changed --output notices --uses before=may-results --uses after=june-results\n\n"
        "--pay names what is paid: a row by the day that the programme says for it (pay_by), which may be the first of its month. A\n"
        "warning says so if no row is paid on the days named, or if the windows of the tables do not hold all of them.\n\n"
        "Exit status: 0 run, 1 with --strict if anything is found or pending or nothing is paid, 2 could not run, 130 or 143 stopped by a signal.");
    command->add_option("--plan", with->plan, "A plan by name or file")->required()->check(not_empty());
    command->add_option("--input", with->input, "The folder of the caseload")->required()->check(CLI::ExistingDirectory);
    command->add_option("--output", with->output, "A new or empty folder for the results")->required()->check(not_empty());
    command->add_option("--known-on", with->known_on, "What was known on this day counts, in place of the caseload's known_on")->check(not_empty());
    command->add_option("--pay", with->pay, "A month (2019-06) or its days (2019-06-03..2019-06-30): rows of other months are read, not listed")
        ->check(not_empty());
    add_rules_option(*command, with->rules);
    command->add_option("--uses", with->uses, "PREFIX=FOLDER: the results of a programme that this one uses, in the output folder of its run; PREFIX=none: there are none");
    command->add_option("--assume", with->assume, "A file of assumptions for this run; options within the bounds of the law")->check(CLI::ExistingFile);
    command->add_flag("--strict", with->strict, "Exit with 1 if there is any finding or pending result, or if --pay names days on which nothing is paid");
    auto* force = command->add_flag("--force", with->force, "Replace results in an output folder that is not empty");
    command->add_flag("--resume", with->resume, "Go on with the run that was stopped in the output folder")->excludes(force);
    command->add_option("--threads", with->threads, "Threads, from 1 to 256; as many as there are cores if not said")->check(CLI::Range(1U, most_threads));
    command->add_option("--block-rows", with->block_rows, "Rows that the largest table has of the partitions that are evaluated together")
        ->check(CLI::Range(std::size_t{1}, most_block_rows))
        ->capture_default_str();
    command->add_option("--save-every", with->save_every, "Seconds after which run.journal says anew how far the run is; 0: after every block")
        ->check(CLI::Range(0.0, most_seconds))
        ->capture_default_str();
    command->add_flag("--row-by-row", with->row_by_row, "Evaluate by the reference evaluator alone: the same results, slower");
    add_format_option(*command, with->format);
    command->callback([with, &status] { status = run_caseload(*with); });
}

}  // namespace carefare::cli
