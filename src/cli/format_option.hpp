// --format text|json, alike in every command.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/report.hpp"

namespace carefare::cli {

inline void add_format_option(CLI::App& command, output_format& format) {
    command
        .add_option_function<std::string>(
            "--format", [&format](std::string const& name) { format = name == "json" ? output_format::json : output_format::text; },
            "text for people (default), json for machines")
        ->check(CLI::IsMember({"text", "json"}))
        ->type_name("FORMAT");
}

}  // namespace carefare::cli
