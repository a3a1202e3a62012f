// carefare sample
#include "cli/sample_command.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>

#include <carefare/cases/sample.hpp>

#include "cli/asked_for.hpp"
#include "cli/format_option.hpp"
#include "cli/progress_line.hpp"
#include "cli/report.hpp"
#include "engine/running.hpp"

namespace carefare::cli {

namespace {

namespace fs = std::filesystem;

struct arguments {
    std::string plan, month, out, rules;
    std::uint64_t families = 0, seed = 0;
    bool force = false;
};

/// "2019-06" to its first day.
std::optional<date> first_day(std::string const& month) {
    return month.size() == 7 ? parse_date(month + "-01") : std::nullopt;
}

/// The files of one folder, each made anew with its first piece.
class folder_writer {
public:
    explicit folder_writer(std::string folder) : folder_(std::move(folder)) {
        std::error_code failed;
        fs::create_directories(folder_, failed);
    }

    bool operator()(std::string const& name, std::string_view text) {
        auto& file = files_[name];
        auto const path = (fs::path(folder_) / name).string();
        if (!file.is_open()) file.open(path, std::ios::binary | std::ios::trunc);
        file << text;
        if (!file) std::cerr << "carefare sample: '" << path << "' cannot be written\n";
        return file.good();
    }

    bool close() {
        bool fine = true;
        for (auto& [name, file] : files_) {
            file.close();
            if (file.good()) continue;
            std::cerr << "carefare sample: '" << (fs::path(folder_) / name).string() << "' cannot be written\n";
            fine = false;
        }
        return fine;
    }

private:
    std::string folder_;
    std::map<std::string, std::ofstream> files_;
};

int sample(arguments const& with) {
    std::vector<std::string> const paths{root_of_plan(with.plan)};
    cases::workspace tree(paths, rules_beside(paths, with.rules));
    engine::check_output_folder(with.out, with.force, "--out", "the tables", tree.sink);
    auto const month = first_day(with.month);
    if (!month) tree.sink.error(diagnostic_code::K005, {}, "--month is '" + with.month + "'", "Write a month as 2019-06.");
    auto const* plan = engine::find_plan(tree, with.plan);
    if (plan == nullptr || tree.sink.has_errors()) return could_not_run(tree);
    folder_writer files(with.out);
    progress_line tell;
    auto const result = cases::sample_caseload(*plan->programme, {with.families, with.seed, *month}, std::ref(files), tree.sink, std::ref(tell));
    tell.end();
    if (!files.close() || (!result && !tree.sink.has_errors())) return exit_could_not_run;
    if (!result) return could_not_run(tree);
    std::cout << "Rows from " << to_string(result->from) << " to " << to_string(result->to) << " in '" << with.out << "':\n";
    for (auto const& table : result->tables) {
        if (table.rows > 0) std::cout << "  " << plan->programme->entities[table.entity].rows << ".csv: " << table.rows << '\n';
    }
    return exit_fine;
}

}  // namespace

void register_sample_command(CLI::App& app, int& status) {
    auto const with = std::make_shared<arguments>();
    auto* command = app.add_subcommand("sample", "Make up a caseload: tables drawn at random, the same for the same seed");
    command->footer(
        "Writes a folder that 'carefare run' reads: a CSV table for every entity whose rows are handed in, and a dataset.yaml. The\n"
        "programme's section 'sampling' says how rows are drawn: how many, each fact by weighted values, a range, a date or another\n"
        "fact, and what is laid out over the days of a span around the month (docs/language.md, section Sampling). The people are\n"
        "made up; nothing in them comes from a record.\n\n"
        "  carefare sample --plan a/district --families 2000 --seed 7 --month 2019-06 --out caseload\n"
        "  carefare run --plan a/district --input caseload --output results\n\n"
        "The same plan's programme, seed and month give the same bytes on every machine. Family 12 is the same however many there\n"
        "are: a small sample is the beginning of a large one.\n\n"
        "Exit status: 0 written, 2 could not run.");
    command->add_option("--plan", with->plan, "A plan by name or file: its programme is sampled")->required();
    command->add_option("--families", with->families, "How many rows of what the programme decides together (families, households)")
        ->required()
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{10'000'000}));
    command->add_option("--seed", with->seed, "A whole number: another seed, other rows")->required();
    command->add_option("--month", with->month, "The month that the caseload is for, as 2019-06")->required();
    command->add_option("--out", with->out, "A new or empty folder for the tables")->required();
    add_rules_option(*command, with->rules);
    command->add_flag("--force", with->force, "Replace tables in a folder that is not empty");
    command->callback([with, &status] { status = sample(*with); });
}

}  // namespace carefare::cli
