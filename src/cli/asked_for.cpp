// Plans, rules that are installed, and the end of a command that could not run.
#include "cli/asked_for.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string_view>

#include <carefare/base/render_diagnostic.hpp>

#include "cli/report.hpp"

namespace carefare::cli {

namespace fs = std::filesystem;

namespace {

/// Seen from the program, so that an installed tree may be moved; empty where it is not installed with rules.
std::string installed_rules() {
    std::error_code failed;
    auto const program = fs::read_symlink("/proc/self/exe", failed);
    if (failed) return {};
    for (auto const* const place : {CAREFARE_DATA_FROM_PROGRAM, CAREFARE_DATA_IN_WHEEL}) {
        auto const folder = fs::weakly_canonical(program.parent_path() / place, failed);
        // A folder of that name beside any other program is not the package's.
        bool const is_in_wheel = fs::is_regular_file(folder.parent_path() / "__init__.py", failed);
        if (place == std::string_view(CAREFARE_DATA_IN_WHEEL) && !is_in_wheel) continue;
        if (fs::is_directory(folder / "rules", failed) && fs::is_directory(folder / "plans", failed)) return folder.string();
    }
    return {};
}

bool has_rules(std::string const& path) {
    std::error_code failed;
    fs::path const root = cases::find_root(path);
    return fs::is_directory(root / "rules", failed) || fs::is_regular_file(root / "programme.yaml", failed);
}

}  // namespace

std::string rules_beside(std::vector<std::string> const& paths, std::string const& rules) {
    if (!rules.empty()) return rules;
    if (std::any_of(paths.begin(), paths.end(), has_rules)) return {};
    auto installed = installed_rules();
    // Which rules decide is never left to guess.
    if (!installed.empty()) std::cerr << "carefare: with the rules and plans of " << installed << '\n';
    return installed;
}

std::string root_of_plan(std::string const& plan) {
    std::error_code failed;
    return fs::exists(plan, failed) ? plan : ".";
}

std::optional<date> read_known_on(std::string const& text, diagnostics& sink) {
    if (text.empty()) return std::nullopt;
    auto const day = parse_date(text);
    if (!day) sink.error(diagnostic_code::K005, {}, "--known-on is '" + text + "'", "Write a date as 2019-06-01.");
    return day;
}

int could_not_run(cases::workspace& tree) {
    tree.sink.drop_repeats(tree.sources);
    std::cerr << render_all(tree.sink, tree.sources);
    return exit_could_not_run;
}

}  // namespace carefare::cli
