// Diagnostics as JSON; counts in words.
#include "cli/report.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <carefare/base/render_diagnostic.hpp>

namespace carefare::cli {

namespace {

void add_place(nlohmann::ordered_json& into, location const& where, source_map const& sources) {
    if (where.source.value == source_id::none) return;
    auto const& file = sources[where.source];
    auto const at = file.at(where.where.begin);
    into["file"] = file.name();
    into["line"] = at.line;
    into["column"] = at.column;
}

}  // namespace

nlohmann::ordered_json to_json(diagnostic const& item, source_map const& sources) {
    nlohmann::ordered_json out;
    out["code"] = name_of(item.code);
    out["severity"] = item.level == severity::error ? "error" : item.level == severity::warning ? "warning" : "note";
    out["message"] = item.message;
    out["advice"] = item.advice;
    add_place(out, item.where, sources);
    for (auto const& label : item.labels) {
        nlohmann::ordered_json one;
        one["text"] = label.text;
        add_place(one, label.where, sources);
        out["labels"].push_back(std::move(one));
    }
    return out;
}

nlohmann::ordered_json to_json(diagnostics const& all, source_map const& sources) {
    auto out = nlohmann::ordered_json::array();
    for (auto const& item : all.items()) out.push_back(to_json(item, sources));
    return out;
}

std::string counted(std::size_t number, std::string const& noun) {
    return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

bool all_exist(std::vector<std::string> const& paths) {
    return std::all_of(paths.begin(), paths.end(), [](std::string const& path) {
        std::error_code failed;
        return std::filesystem::exists(path, failed);
    });
}

}  // namespace carefare::cli
