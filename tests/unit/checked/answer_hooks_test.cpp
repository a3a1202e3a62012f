// What a plan may answer to a hook: inside the hook's range and steps, of its type, at its date; and that the programme
// itself stays as it was.
#include <gtest/gtest.h>

#include <string>

#include <carefare/checked/check.hpp>

#include "unit/checked/declare_fixture.hpp"

namespace carefare::checked {
namespace {

constexpr char const* rules = R"(partition: family
types:
  colour: [red, green]
entities:
  family: { rows: families, at: family.on }
facts:
  family.on: { type: date, ask: a, cite: c }
  family.days: { type: days, range: "[0..180]", step: 1, ask: a, cite: c }
  family.income: { type: money, range: "[$0..$100]", ask: a, cite: c }
parameters:
  rate: { type: percent, range: "[0%..100%]", step: 1%, values: [{ from: 2019-01-01, value: 50%, cite: c }] }
hooks:
  family.allowed: { type: boolean, ask: a, label: a, cite: c }
  family.at_most: { type: days, range: "[0..180]", step: 1, ask: a, label: a, cite: c }
  family.fee: { type: money or none, range: "[$0..$50]", ask: a, label: a, cite: c }
  family.colour: { type: colour, ask: a, label: a, cite: c }
rules:
  family.left: { type: days, cite: c, value: family.at_most - family.days }
outputs: [family.left]
)";

class answers : public testing::Test {
protected:
    answers() {
        folder.write("programme.yaml", std::string("programme: a/b\ntitle: Example\n") + rules);
        auto const read = syntax::read_programme(files, folder.path(), sources, found);
        if (read) programme = check(*read, files, sources, found);
        EXPECT_EQ(problems_of(found, sources), "");
    }

    std::optional<rule_graph> with(std::string const& hooks) { return with(programme.value(), hooks); }
    std::optional<rule_graph> with(rule_graph const& graph, std::string const& hooks) {
        auto const id = sources.add("plan.yaml", "plan: a/p\nprogramme: a/b\nsource: the plan\nfrom: 2019-01-01\noptions: {}\nhooks:\n" + hooks);
        auto const root = syntax::read_yaml(sources, id, found);
        auto const plan = syntax::read_plan(root.value(), found);
        return with_answers(graph, plan.value().hooks, {"the plan", {}}, files, sources, found);
    }
    /// Codes of what is wrong with an answer to one hook.
    std::string codes(std::string const& hook, std::string const& value) {
        found = diagnostics();
        static_cast<void>(with("  family." + hook + ": { value: '" + value + "', text: words }\n"));
        std::string all;
        for (auto const& one : found.items()) all += std::string(name_of(one.code)) + " ";
        return all;
    }

    syntax::scratch_folder folder;
    source_map sources;
    diagnostics found;
    syntax::file_access files{folder.path()};
    std::optional<rule_graph> programme;
};

TEST_F(answers, numbers_at_the_ends_of_the_range_and_beyond) {
    EXPECT_EQ(codes("at_most", "0"), "");
    EXPECT_EQ(codes("at_most", "-1"), "X007 ");
    EXPECT_EQ(codes("at_most", "180"), "");
    EXPECT_EQ(codes("at_most", "181"), "X007 ");
    EXPECT_EQ(codes("at_most", "family.days"), "");
    EXPECT_EQ(codes("at_most", "family.days - 1"), "X007 ");
    EXPECT_EQ(codes("at_most", "max(family.days - 1, 0)"), "");
    EXPECT_EQ(codes("at_most", "if family.days > 30 then 30 else family.days"), "");
}

TEST_F(answers, numbers_between_the_steps) {
    EXPECT_EQ(codes("at_most", "family.days / 2"), "X007 ");
    EXPECT_EQ(codes("at_most", "round down(family.days / 2, 0)"), "");
    EXPECT_EQ(codes("fee", "rate * family.income"), "X007 ");
    EXPECT_EQ(codes("fee", "round half up(rate * family.income / 2, 2)"), "");
    EXPECT_EQ(codes("fee", "if family.income > $30 then none else $1"), "");
    EXPECT_EQ(codes("at_most", "family.days / (family.days + 1)"), "T028 ");  // days over days are a plain number
}

TEST_F(answers, other_types) {
    EXPECT_EQ(codes("allowed", "family.days <= 30 and rate > 10%"), "");
    EXPECT_EQ(codes("allowed", "family.days").substr(0, 1), "T");
    EXPECT_EQ(codes("allowed", "if family.income > $3 then none else true").substr(0, 1), "T");
    EXPECT_EQ(codes("colour", "if family.days > 3 then \"red\" else \"green\""), "");
    EXPECT_NE(codes("colour", "\"blue\""), "");
    EXPECT_EQ(codes("at_most", "family.left"), "G001 ");
}

TEST_F(answers, become_versions_and_the_programme_has_none) {
    auto const made = with("  family.allowed:\n"
                           "    - { value: family.days <= 30, text: not beyond 30 days, until: 2019-06-30, cite: page 1 }\n"
                           "    - { from: 2019-07-01, known: 2019-08-01, value: true, text: all, state: inferred, ground: no limit is written }\n"
                           "    - { from: 2020-01-01, state: determination, reason: by the caseworker }\n");
    ASSERT_TRUE(made) << problems_of(found, sources);
    auto const id = made->find_hook("family.allowed").value();
    auto const& hook = made->rules[id];
    ASSERT_EQ(hook.versions.size(), 3U);
    EXPECT_EQ(hook.versions[0].cite.text, "page 1");
    EXPECT_EQ(hook.versions[1].cite.text, "the plan");
    EXPECT_EQ(hook.versions[1].ground, "no limit is written");
    EXPECT_FALSE(hook.versions[2].payload);
    EXPECT_EQ(hook.versions[2].gap + ": " + hook.versions[2].ground, "determination: by the caseworker");
    EXPECT_EQ(hook.version_texts[0], "family.days <= 30");
    EXPECT_EQ(hook.hook->texts, (std::vector<std::string>{"not beyond 30 days", "all", ""}));
    EXPECT_EQ(hook.hook->source, "the plan");
    EXPECT_TRUE(programme->rules[id].versions.empty());
    EXPECT_FALSE(made->find_hook("family.left"));
    EXPECT_EQ(made->order.size(), programme->order.size());

    auto const other = with(*made, "  family.allowed: { value: false, text: nobody }\n  family.at_most: not stated\n");
    ASSERT_TRUE(other) << problems_of(found, sources);
    EXPECT_EQ(other->rules[id].versions.size(), 1U);
    EXPECT_EQ(other->rules[other->find_hook("family.at_most").value()].versions.at(0).gap, "not stated");
    EXPECT_EQ(made->rules[id].versions.size(), 3U);
}

TEST_F(answers, timelines_are_held_to_what_all_timelines_are) {
    static_cast<void>(with("  family.allowed:\n"
                           "    - { value: true, text: a }\n"
                           "    - { value: false, text: b }\n"));
    ASSERT_EQ(found.items().size(), 1U);
    EXPECT_EQ(name_of(found.items()[0].code), "P002");
    found = diagnostics();
    static_cast<void>(with("  family.allowed:\n"
                           "    - { value: true, text: a, until: 2019-03-31 }\n"
                           "    - { from: 2019-04-02, value: false, text: b }\n"));
    ASSERT_EQ(found.items().size(), 1U);
    EXPECT_EQ(name_of(found.items()[0].code), "P005");
}

}  // namespace
}  // namespace carefare::checked
