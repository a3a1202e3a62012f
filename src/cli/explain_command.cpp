// carefare explain
#include "cli/explain_command.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include <carefare/cases/caseload.hpp>
#include <carefare/cases/run_case.hpp>
#include <carefare/cases/workspace.hpp>
#include <carefare/explain/letter.hpp>

#include "cli/asked_for.hpp"
#include "cli/format_option.hpp"
#include "cli/report.hpp"
#include "engine/explaining.hpp"
#include "engine/running.hpp"

namespace carefare::cli {

namespace {

struct arguments {
    std::string plan, file, name, result, assume, input, partition, known_on, rules, messages;
    std::string style = "steps", format = "text";
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

/// Notices of the results that have a value; a line for each that has none.
int print_notices(arguments const& with, std::vector<cases::expectation> const& results, cases::workspace::loaded_plan const& plan,
                  reference::settings const& settings, reference::dataset const& data, cases::workspace& tree) {
    std::optional<checked::messages> in_language;
    if (!with.messages.empty()) {
        in_language = tree.messages_in(with.messages);
        if (!in_language) return could_not_run(tree);
    }
    int status = exit_fine;
    auto all = nlohmann::ordered_json::array();
    bool first = true;
    for (auto const& one : results) {
        auto const written = explain::write_notice(*plan.programme, plan.plan, settings, data, one.rule, one.row, in_language ? &*in_language : nullptr);
        if (!written) {
            std::cerr << "carefare explain: " << one.result << " has no value that a notice could tell; --style letter says what it waits for\n";
            status = exit_findings;
            continue;
        }
        if (with.format == "json") {
            all.push_back(nlohmann::ordered_json::parse(explain::to_json(*written)));
        } else {
            std::cout << (first ? "" : "\n") << (with.format == "markdown" ? explain::to_markdown(*written) : explain::to_text(*written));
        }
        first = false;
    }
    if (with.format == "json") std::cout << all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    return status;
}

/// Prints the results whose rows are there.
int print(arguments const& with, std::vector<cases::expectation> const& results, cases::workspace::loaded_plan const& plan,
          reference::settings const& settings, reference::dataset const& data, cases::workspace& tree) {
    std::vector<cases::expectation> there;
    reference::evaluator rows(*plan.programme, plan.plan, settings, data);
    for (auto one : results) {
        if (!one.key.empty()) {
            auto const made = rows.find_row(plan.programme->rules[one.rule].owner, one.key);
            if (!made) {
                std::cerr << "carefare explain: there is no row '" << one.key << "' for " << one.result << '\n';
                continue;
            }
            one.row = *made;
        }
        there.push_back(std::move(one));
    }
    if (with.style == "notice") return print_notices(with, there, plan, settings, data, tree);
    using engine::explanation_format;
    auto const style = with.style == "letter" ? engine::explanation_style::letter : engine::explanation_style::steps;
    auto const format = with.format == "json" ? explanation_format::json : with.format == "markdown" ? explanation_format::markdown : explanation_format::text;
    std::cout << engine::explain_results({*plan.programme, plan.plan, settings, data, tree.sources}, there, style, format);
    return exit_fine;
}

/// Null after a diagnostic.
cases::workspace::loaded_plan const* read_assumptions(arguments const& with, cases::workspace::loaded_plan const& plan, reference::settings& settings,
                                                      cases::workspace& tree) {
    if (with.assume.empty()) return &plan;
    auto const* document = tree.document(with.assume, {});
    if (document == nullptr) return nullptr;
    auto const assumptions = syntax::read_assumptions(*document, tree.sink);
    auto const* assumed = cases::assume_hooks(assumptions, plan, tree, tree.sink);
    if (assumed != nullptr) cases::assume(assumptions, *assumed, settings, tree.sink);
    return assumed;
}

/// Results of one partition of a caseload: alone, since what is decided there depends on no other, but where stages put them together.
int explain_caseload(arguments const& with) {
    std::vector<std::string> paths{root_of_plan(with.plan), with.input};
    if (!with.assume.empty()) paths.push_back(with.assume);
    if (!with.messages.empty()) paths.push_back(with.messages);
    cases::workspace tree(paths, rules_beside(paths, with.rules));
    auto const* plan = engine::find_plan(tree, with.plan);
    if (plan == nullptr) return could_not_run(tree);
    reference::settings settings;
    settings.known_on = with.known_on.empty() ? cases::known_on_of(with.input) : read_known_on(with.known_on, tree.sink);
    if (!with.known_on.empty() && !settings.known_on) return could_not_run(tree);
    plan = read_assumptions(with, *plan, settings, tree);
    if (plan == nullptr) return could_not_run(tree);
    auto const& graph = *plan->programme;
    if (!graph.uses.empty()) {
        tree.sink.error(diagnostic_code::W028, {}, "the programme '" + graph.name + "' uses results of other runs, which are not read to explain one",
                        "Explain a case that gives them.");
        return could_not_run(tree);
    }
    auto const load = cases::read_caseload(with.input, graph, tree);
    if (!load || tree.sink.has_errors()) return could_not_run(tree);
    auto data = cases::one_partition(*load, graph, with.partition);
    if (data && !graph.stages.empty()) data = load->data;
    if (data) data->known_on = settings.known_on;
    if (!data) {
        tree.sink.error(diagnostic_code::W019, {}, "the caseload has no used row '" + with.partition + "' of the programme's partition",
                        "Use a key of its table; findings.csv of a run says which rows were set aside.");
        return could_not_run(tree);
    }
    reference::evaluator evaluator(graph, plan->plan, settings, *data);
    auto const& name = with.result.empty() ? with.file : with.result;
    std::vector<cases::expectation> results;
    if (name.empty()) {
        results = engine::every_output(graph, evaluator, with.partition);
    } else if (auto found = cases::find_result(whole_source(tree.sources, tree.sources.add("result", name)), graph, *data, tree.sink)) {
        if (!found->key.empty()) (void)engine::find_made_row(*found, graph, evaluator, tree.sink);
        results.push_back(std::move(*found));
    }
    if (tree.sink.has_errors()) return could_not_run(tree);
    return print(with, results, *plan, settings, *data, tree);
}

int run_explain(arguments const& with) {
    if (!with.input.empty()) return explain_caseload(with);
    std::vector<std::string> paths{with.file};
    std::error_code failed;  // of a name that no file can have, say
    if (std::filesystem::exists(with.plan, failed)) paths.push_back(with.plan);
    if (!with.assume.empty()) paths.push_back(with.assume);
    if (!with.messages.empty()) paths.push_back(with.messages);
    cases::workspace tree(paths, rules_beside(paths, with.rules));
    auto const* document = tree.document(with.file, {});
    auto const file = document != nullptr ? syntax::read_cases(*document, tree.sink) : std::nullopt;
    if (!file || tree.sink.has_errors()) return could_not_run(tree);
    cases::workspace::loaded_plan const* plan = nullptr;
    if (!with.plan.empty()) {
        plan = engine::find_plan(tree, with.plan);
        if (plan == nullptr) return could_not_run(tree);
    }
    auto const* chosen = find_case(*file, with.name);
    if (chosen == nullptr) return exit_could_not_run;
    auto ready = cases::prepare(*chosen, *file, tree, plan);
    if (!ready) return could_not_run(tree);
    ready->plan = read_assumptions(with, *ready->plan, ready->settings, tree);
    if (ready->plan == nullptr) return could_not_run(tree);
    auto const results = results_of(*ready, with.result, tree);
    if (tree.sink.has_errors()) return could_not_run(tree);
    return print(with, results, *ready->plan, ready->settings, ready->data, tree);
}

}  // namespace

void register_explain_command(CLI::App& app, int& status) {
    auto const with = std::make_shared<arguments>();
    auto* command = app.add_subcommand("explain", "Explain a result: rules, amounts, table rows, plan lines, citations");
    command->footer(
        "Evaluates one case again and tells every step: what each rule read, values before and after rounding, the entry of\n"
        "the plan or the law that counted, the table row that hit, and where each is written.\n\n"
        "  carefare explain --plan a/district examples/one-family.yaml 'family_week[w1].share'\n"
        "  carefare explain examples/one-family.yaml 'family_week[july].share' --style letter\n"
        "  carefare explain examples/one-family.yaml --format json\n"
        "  carefare explain --plan a/district --input caseload --family f1 family.income_limit\n\n"
        "Exit status: 0 explained, 1 a notice of what is not decided, 2 could not run.");
    auto* file = command->add_option("cases", with->file, "A case file; not with --input");
    command->add_option("result", with->result, "What to explain, as entity[key].rule; every expected result if not given");
    command->add_option("--plan", with->plan, "A plan by name or file, in place of the one the case names");
    command->add_option("--case", with->name, "The case, by its name or a part of it that only it has");
    auto* input = command->add_option("--input", with->input, "The folder of a caseload, in place of a case file")->check(CLI::ExistingDirectory);
    auto* partition = command->add_option("--family", with->partition, "With --input: the key of the row that is decided with all it owns");
    input->needs(partition);
    partition->needs(input);
    command->add_option("--known-on", with->known_on, "With --input: use what was known on this day, as `carefare run` does; in place of dataset.yaml's")->needs(input);
    add_rules_option(*command, with->rules);
    command->add_option("--assume", with->assume, "A file of assumptions for this run; options within the bounds of the law")->check(CLI::ExistingFile);
    command->add_option("--style", with->style, "steps: every step, with names and places (default); letter: sentences for the people concerned, with where each "
                                                "number comes from; notice: the programme's own sentences alone")
        ->check(CLI::IsMember({"steps", "letter", "notice"}))
        ->type_name("STYLE");
    command->add_option("--messages", with->messages, "With --style notice: a file of messages, for a notice in its language")->check(CLI::ExistingFile);
    command->add_option("--format", with->format, "text for people (default), markdown, json for machines")
        ->check(CLI::IsMember({"text", "markdown", "json"}))
        ->type_name("FORMAT");
    command->callback([with, &status, file] {
        if (with->input.empty() && file->count() == 0) throw CLI::RequiredError("cases");
        if (!with->input.empty() && with->plan.empty()) throw CLI::RequiredError("--plan");
        if (!with->messages.empty() && with->style != "notice") throw CLI::RequiresError("--messages", "--style notice");
        status = run_explain(*with);
    });
}

}  // namespace carefare::cli
