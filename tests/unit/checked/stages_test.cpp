// Where rules stand, and what each pass of a programme with stages computes, reads and gives.
#include <gtest/gtest.h>

#include <algorithm>

#include <carefare/checked/check.hpp>
#include <carefare/checked/stages.hpp>
#include <carefare/syntax/read_files.hpp>

namespace carefare::checked {
namespace {

rule_graph fund() {
    auto const folder = std::string(CAREFARE_SOURCE_DIR) + "/tests/stages/rules/a/fund";
    source_map sources;
    diagnostics sink;
    syntax::file_access const files(folder);
    auto const read = syntax::read_programme(files, folder, sources, sink);
    auto made = read ? check(*read, files, sources, sink) : std::nullopt;
    for (auto const& item : sink.items()) ADD_FAILURE() << to_string(sources, item.where) << ": " << item.message;
    return made.value();
}

std::string names(rule_graph const& graph, std::vector<rule_id> ids) {
    std::vector<std::string> all;
    for (auto const id : ids) all.push_back(graph.full_name(graph.rules[id]));
    std::sort(all.begin(), all.end());
    std::string text;
    for (auto const& one : all) text += (text.empty() ? "" : " ") + one;
    return text;
}

std::string standing(rule_graph const& graph, std::uint32_t stage) {
    std::vector<rule_id> ids;
    for (rule_id id = 0; id < graph.rules.size(); ++id) {
        if (graph.rules[id].stage == stage) ids.push_back(id);
    }
    return names(graph, ids);
}

TEST(stages, rules_stand_in_the_earliest_that_can_have_them) {
    auto const graph = fund();
    EXPECT_EQ(standing(graph, 0), "day.cost day.worked family.ask family.favoured family.needs family.rank family.youngest week.cost");
    EXPECT_EQ(standing(graph, 1), "class.size crowd.has_company district.asked district.classes district.company district.crowds district.paid district.waiting family.before family.class_size family.counted_size family.favoured_grant family.granted family.place");
    EXPECT_EQ(standing(graph, 2), "family.ahead family.refusal week.paid");
    EXPECT_EQ(standing(graph, no_id), "one_day");
}

TEST(stages, what_is_handed_on) {
    auto const graph = fund();
    auto const plan = plan_of_stages(graph);
    EXPECT_EQ(graph.entities[plan.partition].name, "family");
    ASSERT_EQ(plan.handed.size(), 3u);
    EXPECT_EQ(names(graph, plan.handed[0]) + "|" + names(graph, plan.handed[1]) + "|" + names(graph, plan.handed[2]), "|family.ask family.favoured family.rank|");
    EXPECT_EQ(plan.of_makers[*graph.find_entity("day")], 0u);
    EXPECT_EQ(plan.of_makers[*graph.find_entity("class")], 1u);
    EXPECT_EQ(plan.of_makers[*graph.find_entity("member")], no_id);
    EXPECT_EQ(plan_of_stages({}).partition, no_id);
}

TEST(stages, passes_are_programmes_of_their_own) {
    auto const graph = fund();
    auto const passes = passes_of(graph);
    ASSERT_EQ(passes.size(), 3u);
    EXPECT_EQ(names(passes[0].graph, passes[0].graph.outputs), "family.ask family.favoured family.rank");
    EXPECT_EQ(names(passes[1].graph, passes[1].graph.outputs), "district.asked district.classes district.company district.crowds district.paid district.waiting family.before family.class_size family.favoured_grant family.granted family.place");
    EXPECT_EQ(passes[2].graph.outputs, graph.outputs);
    EXPECT_TRUE(passes[0].stored.empty());
    EXPECT_EQ(passes[1].stored.size(), 3u);
    EXPECT_EQ(passes[2].stored.size(), 11u);
    auto const divided_by = [](pass const& one) {
        std::string all;
        for (auto const& e : one.graph.entities) all += e.partition ? e.name + " " : "";
        return all;
    };
    EXPECT_EQ(divided_by(passes[0]) + divided_by(passes[1]) + divided_by(passes[2]), "family district family ");
    // Of rows of the finest partition the second reads what it needs alone; below them it has none.
    std::string facts;
    for (auto const id : passes[1].reads) facts += graph.facts[id].name + " ";
    EXPECT_EQ(facts, "applied_on ");
    auto const maker_of = [&](std::size_t pass, char const* name) { return passes[pass].graph.entities[*graph.find_entity(name)].made.kind; };
    EXPECT_EQ(maker_of(1, "day"), maker_kind::each_word);  // of no words
    EXPECT_EQ(maker_of(1, "class"), maker_kind::group);
    EXPECT_EQ(maker_of(2, "class"), maker_kind::each_word);
    EXPECT_EQ(maker_of(2, "day"), maker_kind::each_date);
    for (auto const& one : passes) {
        EXPECT_TRUE(one.graph.stages.empty());
        EXPECT_EQ(one.graph.facts.size(), passes[0].graph.facts.size());
    }
}

}  // namespace
}  // namespace carefare::checked
