// --format text|json, alike in every command, --rules, and options that are not to be given empty.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "cli/report.hpp"

namespace carefare::cli {

/// `with_sarif`: of findings alone, as code hosts read them.
inline void add_format_option(CLI::App& command, output_format& format, bool with_sarif = false) {
    std::vector<std::string> names{"text", "json"};
    if (with_sarif) names.emplace_back("sarif");
    command
        .add_option_function<std::string>(
            "--format",
            [&format](std::string const& name) {
                format = name == "json" ? output_format::json : name == "sarif" ? output_format::sarif : output_format::text;
            },
            with_sarif ? "text for people (default), json for machines, sarif for code hosts" : "text for people (default), json for machines")
        ->check(CLI::IsMember(names))
        ->type_name("FORMAT");
}

/// A further folder in which programmes and plans are looked up by name: where plans stand apart from the rules. Without it
/// `with_rules` (asked_for.hpp) may take those that are installed.
inline void add_rules_option(CLI::App& command, std::string& folder) {
    command.add_option("--rules", folder, "A folder that holds rules and plans, or one below it: programmes and plans are looked up there by name, too. Without it those "
                                          "that are installed with the program, where nothing that is named lies in a folder with rules")
        ->check(CLI::ExistingDirectory);
}

/// An empty text, as of a variable that is not set, is not what an option left out is.
inline CLI::Validator not_empty() {
    return {[](std::string const& text) { return text.empty() ? std::string("is empty: give it a value, or leave it out") : std::string(); }, ""};
}

}  // namespace carefare::cli
