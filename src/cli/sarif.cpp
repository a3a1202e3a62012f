// SARIF 2.1.0, the properties that its readers ask for.
#include "cli/sarif.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "cli/report.hpp"

namespace carefare::cli {

namespace {

using json = nlohmann::ordered_json;

/// A path as a URI reference: what RFC 3986 does not allow in a path is written as %XX. An absolute path is a file URI.
std::string uri_of(std::string_view path) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/!$&'()*+,;=@";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string uri = path.starts_with('/') ? "file://" : "";
    for (char const c : path) {
        auto const byte = static_cast<unsigned char>(c);
        if (allowed.find(c) != std::string_view::npos) {
            uri += c;
        } else {
            uri += '%';
            uri += digits[byte >> 4U];
            uri += digits[byte & 0xFU];
        }
    }
    return uri;
}

char const* level_of(severity level) {
    switch (level) {
        case severity::error: return "error";
        case severity::warning: return "warning";
        case severity::note: return "note";
    }
    return "none";
}

/// Empty where the place lies in no file.
json place_of(location const& where, source_map const& sources) {
    if (where.source.value == source_id::none) return {};
    auto const& file = sources[where.source];
    auto const first = file.at(where.where.begin);
    auto const last = file.at(std::max(where.where.begin, where.where.end));
    json place;
    place["artifactLocation"] = {{"uri", uri_of(file.name())}};
    place["region"] = {{"startLine", first.line}, {"startColumn", first.column}, {"endLine", last.line}, {"endColumn", last.column}};
    return place;
}

json result_of(diagnostic const& item, std::size_t rule, source_map const& sources) {
    json result;
    result["ruleId"] = name_of(item.code);
    result["ruleIndex"] = rule;
    result["level"] = level_of(item.level);
    result["message"] = {{"text", item.message + (item.advice.empty() ? "" : "\n" + item.advice)}};
    if (auto place = place_of(item.where, sources); !place.is_null()) {
        result["locations"] = json::array({json{{"physicalLocation", std::move(place)}}});
    }
    for (auto const& label : item.labels) {
        auto place = place_of(label.where, sources);
        if (place.is_null()) continue;
        json further;
        further["id"] = result.contains("relatedLocations") ? result["relatedLocations"].size() + 1 : 1;
        further["physicalLocation"] = std::move(place);
        further["message"] = {{"text", label.text}};
        result["relatedLocations"].push_back(std::move(further));
    }
    return result;
}

}  // namespace

json to_sarif(diagnostics const& all, source_map const& sources) {
    std::vector<diagnostic_code> met;
    for (auto const& item : all.items()) {
        if (std::find(met.begin(), met.end(), item.code) == met.end()) met.push_back(item.code);
    }
    auto rules = json::array();
    for (auto const code : met) {
        json rule;
        rule["id"] = name_of(code);
        rule["shortDescription"] = {{"text", title_of(code)}};
        rules.push_back(std::move(rule));
    }
    auto results = json::array();
    for (auto const& item : all.items()) {
        auto const rule = static_cast<std::size_t>(std::find(met.begin(), met.end(), item.code) - met.begin());
        results.push_back(result_of(item, rule, sources));
    }
    json run;
    run["tool"]["driver"] = {{"name", "carefare"}, {"version", program_version}, {"rules", std::move(rules)}};
    run["columnKind"] = "unicodeCodePoints";
    run["results"] = std::move(results);
    json log;
    log["$schema"] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    log["version"] = "2.1.0";
    log["runs"] = json::array({std::move(run)});
    return log;
}

}  // namespace carefare::cli
