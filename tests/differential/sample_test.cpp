// Both evaluators over made-up caseloads of the tree's programme, of which facts and links are missing here and there.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <string>

#include <unistd.h>

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

TEST(differential, made_up_caseloads_with_missing_facts) {
    std::vector<std::string> const paths{std::string(CAREFARE_SOURCE_DIR) + "/rules", std::string(CAREFARE_SOURCE_DIR) + "/plans"};
    auto const folder = fs::temp_directory_path() / ("carefare_differential_" + std::to_string(getpid()));
    cases::workspace tree(paths);
    auto const found = tree.find(paths);
    comparison all;
    std::uint64_t seed = 0;
    for (auto const& path : found.plans) {
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
            auto const drawn = cases::sample_caseload(graph, {3, seed, date{18048}}, write, tree.sink);  // 2019-06-01
            ASSERT_TRUE(drawn) << render_all(tree.sink, tree.sources);
            cases::workspace place({folder.string()});
            auto caseload = cases::read_caseload(folder.string(), graph, place);
            fs::remove_all(folder);
            ASSERT_TRUE(caseload) << render_all(place.sink, place.sources);
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
