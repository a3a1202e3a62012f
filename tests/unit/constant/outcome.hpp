// What an expression of literals comes to, as one text: "number 7.5", "list [1, 2]", or the code of the first diagnostic.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <carefare/constant/evaluate_constant.hpp>
#include <carefare/syntax/parse_expr.hpp>

namespace carefare::constant {

/// A version 2 zone file with no transition of its own and a rule in its footer.
inline std::string zone_file(std::string_view footer, char first_offset_high = 0, char first_offset_low = 0) {
    auto const header = [](char types) {
        std::string made = "TZif2" + std::string(15, '\0') + std::string(24, '\0');
        made[20 + 4 * 4 + 3] = types;
        made[20 + 5 * 4 + 3] = types;
        return made;
    };
    std::string const type{'\0', '\0', first_offset_high, first_offset_low, '\0', '\0'};
    return header(0) + header(1) + type + std::string(1, '\0') + "\n" + std::string(footer) + "\n";
}

class test_zones final : public zone_source {
public:
    [[nodiscard]] std::optional<std::string> read(std::string_view name) const override {
        if (name == "Europe/Paris") return zone_file("CET-1CEST,M3.5.0,M10.5.0/3");
        if (name == "Australia/Melbourne") return zone_file("AEST-10AEDT,M10.1.0,M4.1.0/3");
        if (name == "Etc/UTC") return zone_file("UTC0");
        if (name == "Broken/Zone") return "TZif2 and no more";
        return std::nullopt;
    }
};

inline std::string outcome(std::string_view text, evaluation_limits const& limits = {},
                           evaluation_counters* counters = nullptr) {
    source_map sources;
    auto const id = sources.add("expression", std::string(text));
    diagnostics sink;
    test_zones const zones;
    auto const parsed = syntax::parse_expr(whole_source(sources, id), sink);
    if (parsed) {
        auto const made = evaluate_constant(*parsed, sink, syntax::no_node, limits, counters, &zones);
        if (made) return sink.items().empty() ? type_name(*made) + " " + to_text(*made) : "a value and a diagnostic";
    }
    if (sink.items().empty()) return "neither a value nor a diagnostic";
    for (auto const& item : sink.items())
        if (item.message.empty() || item.advice.empty()) return "a diagnostic without message or advice";
    return std::string(name_of(sink.items().front().code));
}

/// Pairs of an expression and its outcome.
inline void expect_outcomes(std::vector<std::pair<std::string_view, std::string_view>> const& rows) {
    for (auto const& [text, wanted] : rows) EXPECT_EQ(outcome(text), wanted) << text;
}

}  // namespace carefare::constant
