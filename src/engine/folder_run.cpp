// See folder_run.hpp and running.hpp.
#include <carefare/engine/folder_run.hpp>

#include <algorithm>
#include <filesystem>
#include <future>
#include <utility>

#include <carefare/caseload/identity.hpp>
#include <carefare/caseload/input.hpp>
#include <carefare/cases/run_case.hpp>

#include "cases/caseload_days.hpp"
#include "engine/paid_days.hpp"
#include "engine/problems.hpp"
#include "engine/running.hpp"

namespace carefare::engine {

namespace fs = std::filesystem;

namespace {

/// The output never replaces the input.
void check_output(folder_run const& what, diagnostics& sink) {
    std::error_code failed;
    // Tables of the input may lie in folders below it: one that holds something and no results is left alone.
    auto const input = fs::weakly_canonical(what.input, failed), output = fs::weakly_canonical(what.output, failed);
    bool const is_below = std::mismatch(input.begin(), input.end(), output.begin(), output.end()).first == input.end();
    bool const has_results = fs::exists(output / "summary.json", failed) || fs::exists(output / "run.journal", failed);
    bool const holds_something = fs::exists(output, failed) && !fs::is_empty(output, failed);
    if (is_below && holds_something && !has_results) {
        sink.error(diagnostic_code::W017, {}, input == output ? "the output folder is the input folder" : "the output folder lies in the input folder, and holds no results",
                   "Name another folder for --output.");
    } else {
        check_output_folder(what.output, what.force || what.resume, "--output", "the results", sink);
    }
}

/// All that results depend on beside the input: a run goes on with the same alone.
std::string options_of(folder_run const& what) {
    std::string text = "known on " + (what.known_on ? to_string(*what.known_on) : "any day");
    if (what.pay) text += ", pays " + to_string(what.pay->first) + " to " + to_string(what.pay->last);
    for (auto const& [prefix, folder] : what.uses) text += ", " + prefix + " " + (folder.empty() ? "none" : caseload::digest_of_results(folder));
    return text + (what.row_by_row ? ", row by row" : "");
}

void read_assumptions(folder_run const& what, cases::workspace& tree, caseload::run_request& into) {
    if (what.assumptions_file.empty()) return;
    auto const* document = tree.document(what.assumptions_file, {});
    if (document == nullptr) return;
    auto const assumptions = syntax::read_assumptions(*document, tree.sink);
    into.assumptions = assumptions.size();
    auto const* assumed = cases::assume_hooks(assumptions, *into.plan, tree, tree.sink);
    if (assumed == nullptr) return;
    into.plan = assumed;
    if (!into.settings.known_on) into.settings.known_on = cases::known_on_of(what.input);
    cases::assume(assumptions, *into.plan, into.settings, tree.sink);
}

}  // namespace

cases::workspace::loaded_plan const* find_plan(cases::workspace& tree, std::string const& plan) {
    std::error_code failed;  // of a name that no file can have, say
    return fs::exists(plan, failed) ? tree.plan_in(plan) : tree.plan_named(plan, {});
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

std::optional<days> read_pay_days(std::string const& text, diagnostics& sink) {
    auto const refuse = [&](std::string const& why, std::string advice) {
        sink.error(diagnostic_code::K037, {}, "--pay is '" + text + "'" + why, std::move(advice));
        return std::nullopt;
    };
    auto const dots = text.find("..");
    auto const first = parse_date(dots == std::string::npos ? text + "-01" : text.substr(0, dots));
    auto const last = dots == std::string::npos ? first : parse_date(text.substr(dots + 2));
    if (!first || !last) return refuse("", "Write a month as 2019-06, or its first and last day: 2019-06-03..2019-06-30.");
    if (*last < *first) return refuse(", which ends before it begins", "Write the earlier day first.");
    if (dots != std::string::npos) return days{*first, *last};
    auto const next = add_months(*first, 1, month_end::clamp);
    return days{*first, next ? date{next->days - 1} : last_date};
}

caseload::run_end run_folder(cases::workspace& tree, folder_run const& what, folder_counts& into, folder_progress const& tell,
                             std::function<bool()> const& stop) {
    using caseload::run_end;
    check_output(what, tree.sink);
    auto& asked = into.asked;
    asked.plan = find_plan(tree, what.plan);
    asked.row_by_row = what.row_by_row;
    asked.threads = what.threads;
    asked.block_rows = what.block_rows;
    asked.uses = what.uses;
    asked.settings.known_on = what.known_on;
    if (what.pay) asked.pay = {what.pay->first, what.pay->last};
    if (asked.plan != nullptr && asked.pay) expect_paid_rows(*asked.plan->programme, tree.sink);
    if (asked.plan == nullptr || tree.sink.has_errors()) return run_end::failed;
    caseload::run_identity who;
    who.plan = asked.plan->plan.name;
    auto const rules = tree.sources.size();
    who.rules = caseload::digest_of_sources(tree.sources, 0, rules);
    read_assumptions(what, tree, asked);
    who.assumptions = caseload::digest_of_sources(tree.sources, rules, tree.sources.size());
    who.options = options_of(what);
    if (tree.sink.has_errors()) return run_end::failed;
    auto const* const plan = asked.plan;
    auto files = caseload::files_of_caseload(what.input, tree);
    if (tree.sink.has_errors()) files.clear();  // whoever reads the caseload stops there
    // Beside those who read the tables, where a second thread is allowed and there is one.
    auto const when = what.threads > 1 ? std::launch::async | std::launch::deferred : std::launch::deferred;
    auto digest = std::async(when, caseload::digest_of_files, what.input, std::move(files));
    auto const load = caseload::read_input(what.input, asked, tree);
    if (load == nullptr || tree.sink.has_errors()) return run_end::failed;
    who.input = digest.get();
    who.program = caseload::digest_of_program();
    auto const end = caseload::run(asked, *load, who, {what.output, what.resume, what.save_every}, into.counts, tree, tell, stop);
    asked.plan = plan;  // that of the last of several stages ends with what was read
    if (end == run_end::done && asked.pay)
        into.pays_rows = tell_paid_days(*asked.pay, *plan->programme, into.counts, cases::common_window(load->read.rest.data), tree.sink);
    return end;
}

folder_outcome run_folder(library const& where, folder_run const& what, folder_progress const& tell, std::function<bool()> const& stop) {
    auto paths = where.paths();
    std::error_code failed;
    if (fs::is_regular_file(what.plan, failed)) paths.push_back(what.plan);
    if (!what.assumptions_file.empty()) paths.push_back(what.assumptions_file);
    paths.push_back(what.input);
    cases::workspace tree(paths);
    folder_counts made;
    auto const end = run_folder(tree, what, made, tell, stop);
    if (end == caseload::run_end::failed) {
        tree.sink.drop_repeats(tree.sources);
        throw_problems(tree.sink, tree.sources);
    }
    folder_outcome out;
    out.is_done = end == caseload::run_end::done;
    if (!out.is_done) return out;
    out.is_clear = made.is_clear();
    out.summary = caseload::summary_json(made.counts, made.asked);
    return out;
}

}  // namespace carefare::engine
