// What plans, cases and assumptions answer to hooks: expected results, and the same from both evaluators.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/cases/run_case.hpp>

#include "differential/compare.hpp"

namespace carefare::differential {

namespace {

std::string const here = std::string(CAREFARE_SOURCE_DIR) + "/tests/differential";

class hooks : public testing::Test {
protected:
    hooks() : tree({here + "/programmes/hooks", here + "/plans/hooks.yaml", here + "/cases/hooks.yaml"}) {
        static_cast<void>(tree.programme_in(here + "/programmes/hooks"));
        plan = tree.plan_in(here + "/plans/hooks.yaml");
        auto const* document = tree.document(here + "/cases/hooks.yaml", {});
        if (document != nullptr) file = syntax::read_cases(*document, tree.sink);
    }

    [[nodiscard]] std::string problems() const { return render_all(tree.sink, tree.sources); }

    /// Both evaluators over a case, every rule an output.
    void agree(cases::prepared_case const& ready, std::string const& name, comparison& all) {
        auto const graph = with_every_rule(*ready.plan->programme);
        auto const program = program::lower(graph);
        EXPECT_EQ(program::verify(program), std::vector<std::string>{}) << name;
        compare({graph, program, ready.plan->plan, ready.settings, ready.data}, name, all);
    }

    cases::workspace tree;
    cases::workspace::loaded_plan const* plan = nullptr;
    std::optional<syntax::case_file_syntax> file;
};

TEST_F(hooks, cases_come_to_what_is_expected_in_both_evaluators) {
    ASSERT_NE(plan, nullptr) << problems();
    ASSERT_TRUE(file) << problems();
    comparison all;
    std::size_t compared = 0;
    for (auto const& one : file->cases) {
        auto const ready = cases::prepare(one, *file, tree);
        ASSERT_TRUE(ready) << problems();
        auto const result = cases::run(*ready);
        compared += result.compared;
        for (auto const& found : result.differences)
            ADD_FAILURE() << result.name << ": " << found.result << " is " << found.got << ", expected " << found.expected;
        agree(*ready, one.name.value, all);
    }
    EXPECT_GT(compared, 50U);
    EXPECT_EQ(all.differ, 0U);
    EXPECT_GT(all.states[static_cast<std::size_t>(reference::state::pending)], 50U);
}

TEST_F(hooks, answers_of_one_place_are_one_programme) {
    ASSERT_TRUE(file) << problems();
    auto const prepared = [&](std::string const& name) {
        for (auto const& one : file->cases) {
            if (one.name.value == name) return cases::prepare(one, *file, tree).value();
        }
        throw std::runtime_error("no case " + name);
    };
    auto const known = prepared("answers of a case: in place of none");
    EXPECT_EQ(prepared("answers of a case: in place of none").plan, known.plan);
    EXPECT_NE(prepared("answers of a case: of a variant").plan, known.plan);
    EXPECT_NE(known.plan, plan);
    EXPECT_EQ(prepared("values of answers: none").plan, plan);
}

TEST_F(hooks, an_assumption_stands_in_place_of_the_plans_answer) {
    ASSERT_NE(plan, nullptr) << problems();
    auto const read = [&](std::string const& text) {
        auto const id = tree.sources.add("assume.yaml", "assume:\n" + text);
        auto const root = syntax::read_yaml(tree.sources, id, tree.sink);
        return syntax::read_assumptions(root.value(), tree.sink);
    };
    auto const assumed = read("  - { hook: family.silent, value: 2.5, reason: the box is empty }\n"
                              "  - { hook: family.eligible, value: family.size > 1, reason: no page }\n");
    ASSERT_EQ(assumed.size(), 2U) << problems();
    auto const* other = cases::assume_hooks(assumed, *plan, tree, tree.sink);
    ASSERT_NE(other, nullptr) << problems();
    auto const& graph = *other->programme;
    for (auto const* name : {"family.silent", "family.eligible"}) {
        auto const& hook = graph.rules[graph.find_hook(name).value()];
        ASSERT_EQ(hook.versions.size(), 1U);
        EXPECT_EQ(hook.versions[0].state, syntax::answer_state::assumed);
        EXPECT_FALSE(hook.versions[0].ground.empty());
    }
    EXPECT_TRUE(plan->programme->rules[graph.find_hook("family.silent").value()].versions.empty());
    reference::settings settings;
    cases::assume(assumed, *other, settings, tree.sink);
    EXPECT_TRUE(settings.options.empty());
    EXPECT_EQ(cases::assume_hooks({}, *plan, tree, tree.sink), plan);
    EXPECT_FALSE(tree.sink.has_errors()) << problems();

    EXPECT_EQ(cases::assume_hooks(read("  - { hook: family.silnt, value: 2.5, reason: the box is empty }\n"), *plan, tree, tree.sink), nullptr);
    EXPECT_NE(problems().find("N023"), std::string::npos) << problems();
}

}  // namespace

}  // namespace carefare::differential
