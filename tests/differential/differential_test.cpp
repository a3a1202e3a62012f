// Both evaluators over every golden case of the tree: the same value or state for every rule of every row.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <map>

#include <carefare/cases/run_case.hpp>
#include <carefare/cases/workspace.hpp>
#include <carefare/base/render_diagnostic.hpp>

#include "differential/compare.hpp"

namespace carefare {

namespace {

/// Compares every case below a folder with `rules` and `plans`; how many there were.
std::size_t compare_cases(std::string const& root) {
    std::vector<std::string> const paths{root + "/rules", root + "/plans"};
    cases::workspace tree(paths);
    auto const found = tree.find(paths);
    for (auto const& folder : found.programmes) tree.programme_in(folder);
    for (auto const& path : found.plans) tree.plan_in(path);
    std::map<checked::rule_graph const*, checked::rule_graph> every_rule;
    std::map<checked::rule_graph const*, program::program> programs;
    std::size_t count = 0;
    differential::comparison all;
    char const* only = std::getenv("ONLY");
    for (auto const& path : found.case_files) {
        auto const* document = tree.document(path, {});
        auto const file = syntax::read_cases(*document, tree.sink);
        if (!file) continue;
        for (auto const& one : file->cases) {
            if (only != nullptr && one.name.value.find(only) == std::string::npos) continue;
            auto ready = cases::prepare(one, *file, tree);
            if (!ready) continue;
            auto const* graph = ready->plan->programme;
            if (!graph->stages.empty()) {
                differential::compare_stages(differential::with_every_rule(*graph), ready->plan->plan, ready->settings, ready->data, one.name.value, all);
                ++count;
                continue;
            }
            auto [at, fresh] = every_rule.try_emplace(graph);
            if (fresh) {
                at->second = differential::with_every_rule(*graph);
                // Without passes every other run of the tree is the same, too.
                auto const with = std::getenv("PLAIN") != nullptr ? program::optimisations::none() : program::optimisations{};
                programs.emplace(graph, program::lower(at->second, with));
                auto const written = program::lower(at->second, program::optimisations::none());
                std::cout << written.code.size() << " instructions as written, " << programs.at(graph).code.size() << " in all, "
                          << program::lower(*graph).code.size() << " for its outputs\n";
                EXPECT_EQ(program::verify(programs.at(graph)), std::vector<std::string>{});
                EXPECT_EQ(program::verify(program::lower(*graph)), std::vector<std::string>{});
                EXPECT_EQ(program::verify(written), std::vector<std::string>{});
                if (std::getenv("PRINT") != nullptr) std::cout << program::to_string(program::lower(*graph));
            }
            differential::compare({at->second, programs.at(graph), ready->plan->plan, ready->settings, ready->data}, one.name.value, all);
            ++count;
        }
    }
    std::cout << count << " cases, " << all.compared << " results, " << all.differ << " differ; " << all.needs << " needs\n";
    std::cout << render_all(tree.sink, tree.sources);
    EXPECT_EQ(all.differ, 0U);
    return count;
}

}  // namespace

TEST(differential, every_case_of_the_tree) {
    EXPECT_GT(compare_cases(CAREFARE_SOURCE_DIR), 300U);
}

TEST(differential, every_case_of_chains_and_stages) {
    EXPECT_GT(compare_cases(std::string(CAREFARE_SOURCE_DIR) + "/tests/chains"), 10U);
    EXPECT_GT(compare_cases(std::string(CAREFARE_SOURCE_DIR) + "/tests/stages"), 10U);
}

}  // namespace carefare
