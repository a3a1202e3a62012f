// How commands print what is wrong: rendered text for people, one JSON document for machines.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>

namespace carefare::cli {

enum class output_format : std::uint8_t { text, json, sarif };

inline constexpr char const* program_version = "0.1.0";

/// Exit status of every command: nothing wrong, findings, could not run.
inline constexpr int exit_fine = 0;
inline constexpr int exit_findings = 1;
inline constexpr int exit_could_not_run = 2;

/// {"code", "severity", "message", "advice", "file", "line", "column", "labels"}
[[nodiscard]] nlohmann::ordered_json to_json(diagnostic const& item, source_map const& sources);
[[nodiscard]] nlohmann::ordered_json to_json(diagnostics const& all, source_map const& sources);

/// "1 case", "3 cases"
[[nodiscard]] std::string counted(std::size_t number, std::string const& noun);

/// True if there is something at every path: a command that was asked about what is not there could not run.
[[nodiscard]] bool all_exist(std::vector<std::string> const& paths);

}  // namespace carefare::cli
