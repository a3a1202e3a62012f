// carefare explain
#include "cli/explain_command.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/cases/run_case.hpp>
#include <carefare/cases/workspace.hpp>
#include <carefare/explain/explanation.hpp>

#include "cli/format_option.hpp"
#include "cli/report.hpp"

namespace carefare::cli {

namespace {

struct arguments {
    std::string plan, file, name, result, assume;
    output_format format = output_format::text;
};

/// The case a person named: the one with exactly this name, else the only one with it in its name. A file of one case
/// needs no name.
syntax::case_syntax const* find_case(syntax::case_file_syntax const& file, std::string const& name) {
    std::vector<syntax::case_syntax const*> near;
    for (auto const& one : file.cases) {
        if (one.name.value == name) return &one;
        if (one.name.value.find(name) != std::string::npos) near.push_back(&one);
    }
    if (near.size() == 1) return near.front();
    std::string const named = name.empty() ? "" : " with '" + name + "' in its name";
    bool const none = near.empty();
    if (none) {
        for (auto const& one : file.cases) near.push_back(&one);
    }
    std::cerr << "carefare explain: " << (none ? "no case" + named + "; the file has" : counted(near.size(), "case") + named + "; choose one with --case")
              << '\n';
    for (auto const* one : near) std::cerr << "    " << one->name.value << '\n';
    return nullptr;
}

/// The results to explain: the one named, else every one the case expects.
std::vector<cases::expectation> results_of(cases::prepared_case const& of, std::string const& name, cases::workspace& tree) {
    if (name.empty()) return of.expected;
    auto const id = tree.sources.add("result", name);
    auto found = cases::find_result(whole_source(tree.sources, id), *of.plan->programme, of.data, tree.sink);
    if (!found) return {};
    return {std::move(*found)};
}

int run_explain(arguments const& with) {
    std::vector<std::string> paths{with.file};
    if (std::filesystem::exists(with.plan)) paths.push_back(with.plan);
    if (!with.assume.empty()) paths.push_back(with.assume);
    cases::workspace tree(paths);
    auto const fail = [&tree](int status) {
        tree.sink.drop_repeats(tree.sources);
        std::cerr << render_all(tree.sink, tree.sources);
        return status;
    };
    auto const* document = tree.document(with.file, {});
    auto const file = document != nullptr ? syntax::read_cases(*document, tree.sink) : std::nullopt;
    if (!file || tree.sink.has_errors()) return fail(exit_could_not_run);
    cases::workspace::loaded_plan const* plan = nullptr;
    if (!with.plan.empty()) {
        plan = std::filesystem::exists(with.plan) ? tree.plan_in(with.plan) : tree.plan_named(with.plan, {});
        if (plan == nullptr) return fail(exit_could_not_run);
    }
    auto const* chosen = find_case(*file, with.name);
    if (chosen == nullptr) return exit_could_not_run;
    auto ready = cases::prepare(*chosen, *file, tree, plan);
    if (!ready) return fail(exit_could_not_run);
    if (!with.assume.empty()) {
        auto const* assumptions = tree.document(with.assume, {});
        if (assumptions != nullptr) cases::assume(syntax::read_assumptions(*assumptions, tree.sink), *ready->plan->programme, ready->settings, tree.sink);
    }
    auto const results = results_of(*ready, with.result, tree);
    if (tree.sink.has_errors()) return fail(exit_could_not_run);
    auto all = nlohmann::ordered_json::array();
    for (auto const& one : results) {
        auto const told = explain::explain(*ready->plan->programme, ready->plan->plan, ready->settings, ready->data, tree.sources, one.rule, one.row);
        if (with.format == output_format::json) {
            all.push_back(nlohmann::ordered_json::parse(explain::to_json(told)));
        } else {
            std::cout << (&one == results.data() ? "" : "\n") << explain::to_text(told);
        }
    }
    if (with.format == output_format::json) std::cout << all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    return exit_fine;
}

}  // namespace

void register_explain_command(CLI::App& app, int& status) {
    auto const with = std::make_shared<arguments>();
    auto* command = app.add_subcommand("explain", "Explain a result: rules, amounts, table rows, plan lines, citations");
    command->footer(
        "Evaluates one case again and tells every step: what each rule read, values before and after rounding, the entry of\n"
        "the plan or the law that counted, the table row that hit, and where each is written.\n\n"
        "  carefare explain --plan a/district examples/one-family.yaml 'family_week[w1].share'\n"
        "  carefare explain examples/one-family.yaml --format json\n\n"
        "Exit status: 0 explained, 2 could not run.");
    command->add_option("cases", with->file, "A case file")->required();
    command->add_option("result", with->result, "What to explain, as entity[key].rule; every expected result if not given");
    command->add_option("--plan", with->plan, "A plan by name or file, in place of the one the case names");
    command->add_option("--case", with->name, "The case, by its name or a part of it that only it has");
    command->add_option("--assume", with->assume, "A file of assumptions for this run")->check(CLI::ExistingFile);
    add_format_option(*command, with->format);
    command->callback([with, &status] { status = run_explain(*with); });
}

}  // namespace carefare::cli
