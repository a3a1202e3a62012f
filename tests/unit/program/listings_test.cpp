// What each pass makes of a small programme, instruction by instruction, against an approved listing. After a change that
// is meant: ACCEPT=1, then read what changed.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "unit/program/listing_fixture.hpp"

namespace carefare::program {
namespace {

class listings : public testing::TestWithParam<char const*> {};

TEST_P(listings, each_pass) {
    auto const graph = graph_of(GetParam());
    std::string text;
    auto const add = [&](std::string const& title, optimisations const& with) {
        auto const made = lower(graph, with);
        EXPECT_EQ(verify(made), std::vector<std::string>{}) << title;
        text += "== " + title + ": " + std::to_string(made.code.size()) + "\n" + to_string(made) + "\n";
    };
    auto const with = [](std::initializer_list<bool optimisations::*> on) {
        auto made = optimisations::none();
        for (auto const one : on) made.*one = true;
        return made;
    };
    using o = optimisations;
    add("as written", o::none());
    add("shared", with({&o::shared, &o::unused}));
    add("constants", with({&o::constants, &o::unused}));
    add("results", with({&o::results, &o::unused}));
    add("keys", with({&o::keys, &o::unused}));
    add("hoisted", with({&o::hoisted, &o::unused}));
    add("guarded", with({&o::guarded, &o::unused}));
    add("unused", with({&o::unused}));
    add("late", with({&o::late, &o::unused}));
    add("slots", with({&o::slots, &o::unused}));
    add("all", {});
    auto const path = listing_folder(GetParam()) + ".txt";
    if (std::getenv("ACCEPT") != nullptr) std::ofstream(path) << text;
    std::ifstream file(path);
    std::stringstream approved;
    approved << file.rdbuf();
    EXPECT_EQ(text, approved.str());
}

INSTANTIATE_TEST_SUITE_P(programmes, listings, testing::Values("choices", "days"), [](auto const& of) { return std::string(of.param); });

TEST(passes, needed_for_some_outputs) {
    auto const graph = graph_of("choices");
    auto const all = lower(graph);
    ASSERT_EQ(all.outputs.size(), 2U);
    auto const first = needed_for(all, {0}), second = needed_for(all, {1}), both = needed_for(all, {0, 1});
    EXPECT_EQ(to_string(both), to_string(all));
    EXPECT_EQ(verify(first), std::vector<std::string>{});
    EXPECT_EQ(verify(second), std::vector<std::string>{});
    EXPECT_LT(first.code.size(), all.code.size());
    EXPECT_EQ(second.outputs.size(), 1U);
    EXPECT_EQ(second.outputs.front().rule, all.outputs.back().rule);
}

TEST(passes, once_more_changes_nothing) {
    for (auto const* name : {"choices", "days"}) {
        auto const graph = graph_of(name);
        auto const made = lower(graph);
        for (auto const pass : {fold_constants, share_subexpressions, skip_results, compare_rows, hoist_gathers, guard_items, put_off, drop_unused})
            EXPECT_EQ(to_string(assign_slots(drop_unused(pass(made)))), to_string(made)) << name;
    }
}

}  // namespace
}  // namespace carefare::program
