// The sample programme says everything that a rule file can say: what its reader makes of the declarations.
#include "read_fixture.hpp"

namespace carefare::syntax {
namespace {

class sample : public testing::Test {
protected:
    void SetUp() override {
        file_access const files(data_folder());
        auto read = read_programme(files, data_folder() + "/sample", sources, found);
        ASSERT_EQ(problems_of(found, sources), "");
        ASSERT_TRUE(read.has_value());
        programme = std::move(*read);
    }
    source_map sources;
    diagnostics found;
    programme_syntax programme;
};

TEST_F(sample, files_are_read_in_order_of_path) {
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
        names.push_back(sources[source_id{i}].name().substr(data_folder().size() + 1));
    }
    EXPECT_EQ(names, (std::vector<std::string>{"sample/programme.yaml", "sample/rules/decisions.yaml",
                                               "sample/rules/facts.yaml", "sample/rules/slots.yaml",
                                               "sample/rules/tables.yaml", "common/units.yaml"}));
    EXPECT_EQ(programme.name.value, "sample/rides");
    EXPECT_EQ(programme.title.value, "Sample of every section");
}

TEST_F(sample, types_and_units_of_all_files) {
    ASSERT_EQ(programme.types.size(), 3u);
    EXPECT_EQ(programme.types[0].name.value, "zone");
    EXPECT_EQ(texts(programme.types[0].words), "inner city, outer, county-7.5");
    EXPECT_EQ(texts(programme.types[2].words), "1, 2, 3");
    EXPECT_EQ(texts(programme.units), "trip");
    EXPECT_EQ(texts(programme.outputs), "family.limit, ride.share");
}

TEST_F(sample, entities) {
    ASSERT_EQ(programme.entities.size(), 5u);
    auto const& family = programme.entities[0];
    EXPECT_TRUE(family.partition.has_value());
    EXPECT_FALSE(family.owner || family.at_most || family.complete_by || family.at);
    auto const& member = programme.entities[1];
    EXPECT_FALSE(member.partition);
    EXPECT_EQ(member.rows.value, "members");
    EXPECT_EQ(member.owner->value, "family");
    EXPECT_EQ(member.at_most->value, 20u);
    EXPECT_EQ(tree(member.complete_by), "(member 'members_complete' family)");
    auto const& ride = programme.entities[3];
    ASSERT_EQ(ride.links.size(), 1u);
    EXPECT_EQ(ride.links[0].name.value + " " + ride.links[0].entity.value, "payee provider");
    EXPECT_EQ(tree(ride.at), "(member 'date' ride)");
    auto const& visit = programme.entities[4];
    ASSERT_EQ(visit.links.size(), 1u);
    EXPECT_EQ(visit.links[0].name.value + " " + visit.links[0].entity.value, "provider provider");
}

TEST_F(sample, facts) {
    ASSERT_EQ(programme.facts.size(), 6u);
    auto const& income = programme.facts[0];
    EXPECT_EQ(income.entity.value + " " + income.name.value, "family annual_income");
    EXPECT_EQ(income.type.value, "money per year");
    EXPECT_EQ(tree(income.range), "(range:[] $0 $10000000)");
    EXPECT_EQ(tree(income.step), "$0.01");
    EXPECT_FALSE(income.absent_is_none || income.absent_value || income.determination);
    EXPECT_EQ(income.ask.value, "What is the family's gross income for a year?");
    EXPECT_EQ(income.label.value, "annual gross income");
    EXPECT_EQ(income.cite.value, "Act 4.5");
    EXPECT_EQ(tree(programme.facts[1].absent_value), "false");
    EXPECT_TRUE(programme.facts[2].determination);
    EXPECT_TRUE(programme.facts[3].absent_is_none);
    EXPECT_EQ(tree(programme.facts[4].absent_value), "\"inner city\"");
}

TEST_F(sample, options_and_bounds) {
    ASSERT_EQ(programme.options.size(), 2u);
    auto const& share = programme.options[0];
    EXPECT_EQ(share.name.value, "share_percent");
    EXPECT_TRUE(share.required);
    EXPECT_EQ(tree(share.carrier) + " " + tree(share.step), "(range:[] 0% 100%) 1%");
    ASSERT_EQ(share.bounds.size(), 2u);
    EXPECT_EQ(day(share.bounds[0].from), "2004-01-01");
    EXPECT_FALSE(share.bounds[0].clamp);
    auto const& later = share.bounds[1];
    EXPECT_EQ(day(later.from) + " " + day(later.until) + " " + day(later.known), "2021-04-16 2023-09-30 2021-07-27");
    EXPECT_TRUE(later.clamp);
    EXPECT_EQ(tree(later.range) + " " + tree(later.step) + " " + later.cite.value, "(range:[] 1% 10%) 1% R-031");
    EXPECT_EQ(texts(programme.options[1].bounds.at(0).words), "weekly");
}

TEST_F(sample, parameters) {
    ASSERT_EQ(programme.parameters.size(), 3u);
    auto const& share = programme.parameters[0];
    EXPECT_FALSE(share.constant || share.divisor);
    ASSERT_EQ(share.values.size(), 2u);
    EXPECT_EQ(tree(share.values[0].value) + " " + share.values[0].cite.value, "$1 Act 6 of 2004");
    EXPECT_TRUE(share.values[1].not_known);
    EXPECT_FALSE(share.values[1].value);
    EXPECT_EQ(share.values[1].reason.value, "the table of 2012 is lost");
    EXPECT_TRUE(programme.parameters[1].divisor);
    EXPECT_EQ(tree(programme.parameters[1].constant), "52");
    EXPECT_EQ(tree(programme.parameters[2].constant), "\"by_trip\"");
}

TEST_F(sample, readings) {
    ASSERT_EQ(programme.readings.size(), 3u);
    auto const& rounding = programme.readings[0];
    EXPECT_EQ(rounding.type->value, "rounding_mode");
    EXPECT_EQ(tree(rounding.constant), "\"half up\"");
    EXPECT_EQ(rounding.fact.value + " " + rounding.label.value, "F-12 rounding of the share");
    auto const& date = programme.readings[1];
    EXPECT_FALSE(date.type || date.constant);
    EXPECT_EQ(texts(date.words), "decision, week");
    EXPECT_EQ(tree(date.values.at(0).value), "\"week\"");
    EXPECT_TRUE(programme.readings[2].not_known);
    EXPECT_EQ(tree(programme.readings[2].range), "(range:[] $0 $9)");
}

}  // namespace
}  // namespace carefare::syntax
