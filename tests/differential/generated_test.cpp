// Both evaluators over small programmes, each on a theme (tests/differential/programmes), and random data.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/cases/workspace.hpp>

#include "differential/compare.hpp"
#include "differential/random_data.hpp"

namespace carefare::differential {

namespace {

std::vector<std::string> programmes() {
    std::vector<std::string> found;
    for (auto const& entry : std::filesystem::directory_iterator(std::string(CAREFARE_SOURCE_DIR) + "/tests/differential/programmes"))
        found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
}

/// All passes; none; all but one.
std::vector<program::optimisations> optimisations() {
    std::vector<program::optimisations> ways(2);
    ways[1] = program::optimisations::none();
    for (auto const off : {&program::optimisations::constants, &program::optimisations::shared, &program::optimisations::results,
                           &program::optimisations::keys, &program::optimisations::hoisted, &program::optimisations::guarded,
                           &program::optimisations::unused, &program::optimisations::slots}) {
        ways.emplace_back().*off = false;
    }
    return ways;
}

class generated : public testing::TestWithParam<std::string> {};

TEST_P(generated, both_evaluators_agree) {
    auto const folder = std::string(CAREFARE_SOURCE_DIR) + "/tests/differential/programmes/" + GetParam();
    auto const answers = std::string(CAREFARE_SOURCE_DIR) + "/tests/differential/plans/" + GetParam() + ".yaml";
    bool const is_answered = std::filesystem::exists(answers);
    cases::workspace tree(is_answered ? std::vector{folder, answers} : std::vector{folder});
    auto const* programme = tree.programme_in(folder);
    ASSERT_NE(programme, nullptr) << render_all(tree.sink, tree.sources);
    if (is_answered) {  // hooks are answered by a plan, options by what is drawn
        auto const* plan = tree.plan_in(answers);
        ASSERT_NE(plan, nullptr) << render_all(tree.sink, tree.sources);
        programme = plan->programme;
    }
    auto const graph = with_every_rule(*programme);
    auto const ways = optimisations();
    std::vector<program::program> lowered;
    for (auto const& with : ways) {
        lowered.push_back(program::lower(graph, with));
        EXPECT_EQ(program::verify(lowered.back()), std::vector<std::string>{});
    }
    if (std::getenv("PRINT") != nullptr) std::cout << program::to_string(lowered.front());
    // With the outputs that the programme names, too: what they read is no output then.
    auto const few = program::lower(*programme);
    comparison all;
    char const* only = std::getenv("SEED");
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        if (only != nullptr && std::to_string(seed) != only) continue;
        auto const drawn = draw(graph, seed * 7919, 8);
        auto const before = all.differ;
        // All passes, and by turns none or all but one.
        auto const& less = lowered[1 + seed % (lowered.size() - 1)];
        if (seed % 2 == 0) compare({graph, less, drawn.plan, drawn.settings, drawn.data}, GetParam() + " with fewer passes, seed " + std::to_string(seed), all);
        compare({graph, lowered.front(), drawn.plan, drawn.settings, drawn.data}, GetParam() + " seed " + std::to_string(seed), all);
        if (seed % 4 == 0) compare({*programme, few, drawn.plan, drawn.settings, drawn.data}, GetParam() + " few, seed " + std::to_string(seed), all);
        if (before == 0 && all.differ != 0) std::cout << "first difference at seed " << seed << '\n';
    }
    std::cout << all.compared << " results, " << all.differ << " differ; values " << all.states[0] << ", pending " << all.states[1] << ", none " << all.states[2]
              << ", faults " << all.states[3] << ", incomplete " << all.states[4] << "; " << all.needs << " needs\n";
    EXPECT_EQ(all.differ, 0U);
    // Data that decides nothing would compare nothing.
    if (only == nullptr) { EXPECT_GT(all.states[0], 1000U); }
}

INSTANTIATE_TEST_SUITE_P(programmes, generated, testing::ValuesIn(programmes()), [](auto const& of) { return of.param; });

}  // namespace

}  // namespace carefare::differential
