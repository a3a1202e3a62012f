// Both evaluators over made-up caseloads of the tree's programmes, in months from 2019 to 2026: facts and links are missing here and
// there, records are corrected, results overridden. CAREFARE_EVERY_PLAN=1 takes every plan, and not some.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <string>

#include <unistd.h>

#include <carefare/base/date.hpp>
#include <carefare/base/render_diagnostic.hpp>
#include <carefare/cases/caseload.hpp>
#include <carefare/cases/sample.hpp>
#include <carefare/cases/workspace.hpp>

#include "differential/compare.hpp"

namespace carefare::differential {

namespace {

namespace fs = std::filesystem;

/// Takes away so many of a thousand facts and links.
void forget(reference::dataset& data, checked::rule_graph const& graph, unsigned per_mille, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    auto const chance = [&] { return random() % 1000 < per_mille; };
    for (checked::entity_id e = 0; e < graph.entities.size(); ++e) {
        auto const& versions = graph.entities[e].versions;
        for (auto& row : data.tables[e]) {
            std::erase_if(row.facts, [&](auto const& fact) { return !(versions && versions->by == fact.first) && chance(); });
            for (auto& link : row.link_keys) {
                if (chance()) link.reset();
            }
        }
    }
    reference::check_dataset(data, graph);
}

/// Gives so many of a thousand records a second version, recorded two days after the first; every third is void.
void correct(reference::dataset& data, checked::rule_graph const& graph, unsigned per_mille, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    for (checked::entity_id e = 0; e < graph.entities.size(); ++e) {
        auto const& versions = graph.entities[e].versions;
        if (!versions) continue;
        auto const records = data.tables[e].size();
        for (std::size_t r = 0; r < records; ++r) {
            auto version = data.tables[e][r];
            auto const by = version.facts.find(versions->by);
            if (random() % 1000 >= per_mille || by == version.facts.end()) continue;
            auto* const recorded = std::get_if<checked::scalar_value>(&by->second);
            if (recorded == nullptr || !std::holds_alternative<date>(*recorded)) continue;
            *recorded = *add_days(std::get<date>(*recorded), 2);
            if (versions->void_by) version.facts[*versions->void_by] = checked::scalar_value(random() % 3 == 0);
            data.tables[e].push_back(std::move(version));
        }
    }
}

/// Overrides so many of a thousand results of host rows, each by the least value that its rule may have, or by yes.
void override_some(reference::dataset& data, checked::rule_graph const& graph, unsigned per_mille, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    for (checked::rule_id r = 0; r < graph.rules.size(); ++r) {
        auto const& rule = graph.rules[r];
        if (!rule.overridable || rule.owner == checked::no_id) continue;
        for (auto& row : data.tables[rule.owner]) {
            if (random() % 1000 >= per_mille) continue;
            if (rule.range && rule.range->low)
                row.overrides[r] = {*rule.range->low, "a reason", "somebody", date{18048}};
            else if (rule.type_of.kind == checked::scalar::boolean)
                row.overrides[r] = {checked::scalar_value(true), "a reason", "somebody", date{18048}};
        }
    }
}

/// The plans with the most answers, and some of the others.
bool taken(std::string const& plan, std::size_t number) {
    static bool const every = std::getenv("CAREFARE_EVERY_PLAN") != nullptr;
    return every || number % 20 == 0 || plan == "example" || plan == "westchester" || plan == "rockland" || plan == "dutchess";
}

TEST(differential, made_up_caseloads_with_missing_facts) {
    std::vector<std::string> const paths{std::string(CAREFARE_SOURCE_DIR) + "/rules", std::string(CAREFARE_SOURCE_DIR) + "/plans"};
    auto const folder = fs::temp_directory_path() / ("carefare_differential_" + std::to_string(getpid()));
    cases::workspace tree(paths);
    auto const found = tree.find(paths);
    comparison all;
    std::uint64_t seed = 0;
    std::size_t number = 0;
    for (auto const& path : found.plans) {
        if (!taken(fs::path(path).stem().string(), ++number)) continue;
        auto const* plan = tree.plan_in(path);
        if (plan == nullptr || plan->programme->drawn_by == nullptr) continue;
        auto const graph = with_every_rule(*plan->programme);
        auto const lowered = program::lower(graph);
        for (auto const per_mille : {0U, 5U, 50U}) {
            fs::create_directories(folder);
            auto const write = [&](std::string const& file, std::string_view text) {
                std::ofstream(folder / file, std::ios::app | std::ios::binary) << text;
                return true;
            };
            ++seed;
            auto const month = *add_months(*parse_date("2019-05-01"), static_cast<std::int64_t>(seed * 37 % 92), month_end::clamp);
            auto const drawn = cases::sample_caseload(graph, {3, seed, month}, write, tree.sink);
            ASSERT_TRUE(drawn) << render_all(tree.sink, tree.sources);
            cases::workspace place({folder.string()});
            auto caseload = cases::read_caseload(folder.string(), graph, place);
            fs::remove_all(folder);
            ASSERT_TRUE(caseload) << render_all(place.sink, place.sources);
            correct(caseload->data, graph, 2 * per_mille, seed);
            override_some(caseload->data, graph, 2 * per_mille, seed);
            forget(caseload->data, graph, per_mille, seed);
            compare({graph, lowered, plan->plan, {}, caseload->data}, fs::path(path).stem().string() + " seed " + std::to_string(seed), all);
        }
    }
    std::cout << all.compared << " results, " << all.differ << " differ; values " << all.states[0] << ", pending " << all.states[1] << "; " << all.needs << " needs\n";
    EXPECT_EQ(all.differ, 0U);
    EXPECT_GT(all.states[0], 1000U);
    EXPECT_GT(all.states[1], 1000U);
}

}  // namespace

}  // namespace carefare::differential
