// The sample programme: its rate tables, rules and decision tables, its cases and its plan.
#include "read_fixture.hpp"

namespace carefare::syntax {
namespace {

programme_syntax sample_programme(source_map& sources) {
    diagnostics found;
    auto read = read_programme(file_access(data_folder()), data_folder() + "/sample", sources, found);
    EXPECT_EQ(problems_of(found, sources), "");
    return read.value();
}

TEST(sample_tables, head_and_first_schedule) {
    source_map sources;
    auto const programme = sample_programme(sources);
    ASSERT_EQ(programme.tables.size(), 1u);
    auto const& rate = programme.tables[0];
    EXPECT_EQ(rate.name.value + " " + rate.type.value + " " + rate.unit_by->value, "rate money month");
    ASSERT_EQ(rate.key_types.size(), 3u);
    EXPECT_EQ(rate.key_types[1].first.value + ": " + rate.key_types[1].second.value, "month: month or none");
    EXPECT_EQ(rate.units.at(1).first.value + ": " + rate.units.at(1).second.value, "2: trip");
    EXPECT_EQ(tree(rate.range) + tree(rate.carrier) + tree(rate.step), "(range:[] $0 $2000)(range:[] $0 $4000)$0.01");
    ASSERT_EQ(rate.entries.size(), 3u);
    auto const& entry = rate.entries[0];
    EXPECT_EQ(day(entry.from) + " " + day(entry.until) + " " + day(entry.known), "2019-05-01 2020-04-30 2019-04-01");
    EXPECT_EQ(entry.file.value + " " + entry.column.value + " " + texts(entry.remarks),
              "tables/rate.csv amount source");
    EXPECT_EQ(entry.exceptions_by->value + " " + entry.partial->value, "month page 3 is missing");
    ASSERT_EQ(entry.blocks.size(), 2u);
    ASSERT_EQ(entry.blocks[0].size(), 3u);
    EXPECT_EQ(entry.blocks[0][0].column.value + ": " + texts(entry.blocks[0][0].words), "zone: inner city, outer");
    EXPECT_EQ(texts(entry.blocks[0][1].words), "none");
    EXPECT_EQ(tree(entry.blocks[0][2].range), "(range:[] 1 8)");
    EXPECT_EQ(entry.blocks[1][0].column.value + ": " + texts(entry.blocks[1][0].words), "area: county-7.5");
    EXPECT_EQ(entry.blocks[1][2].column.value + ": " + tree(entry.blocks[1][2].range), "persons: (range:[] 1 4)");
}

TEST(sample_tables, schedules_that_are_not_known_or_date_themselves) {
    source_map sources;
    auto const rate = sample_programme(sources).tables.at(0);
    EXPECT_TRUE(rate.entries[1].not_known);
    EXPECT_EQ(rate.entries[1].reason.value, "schedule of 2011-10-01 not found");
    EXPECT_FALSE(rate.entries[2].from.has_value());
    EXPECT_EQ(rate.entries[2].from_column->value + " " + rate.entries[2].until_column->value, "begins ends");
    EXPECT_EQ(rate.entries[2].blocks.size(), 1u);
}

TEST(sample_rules, versions) {
    source_map sources;
    auto const rule = sample_programme(sources).rules.at(0);
    EXPECT_EQ(rule.entity.value + " " + rule.name.value + " " + rule.label.value, "family limit income limit");
    ASSERT_EQ(rule.versions.size(), 3u);
    EXPECT_EQ(day(rule.versions[0].from) + " " + tree(rule.versions[0].value),
              "2004-01-01 (* (member 'annual_income' family) 2)");
    EXPECT_TRUE(rule.versions[1].not_known);
    EXPECT_EQ(day(rule.versions[1].until) + " " + day(rule.versions[1].known), "2023-01-31 2022-09-01");
    EXPECT_EQ(rule.versions[1].reason.value, "not yet set");
    auto const& table = rule.versions[2].table.value();
    EXPECT_EQ(table.policy.value, hit_policy::first);
    EXPECT_EQ(tree(table.otherwise), "$2");
    ASSERT_EQ(table.rows.size(), 1u);
    EXPECT_EQ(tree(table.rows[0].tests.at(0)), "(list \"a|b\" \"c \" d\")");
    EXPECT_EQ(rule.versions[2].cite.value, "R-023");
}

TEST(sample_rules, a_rule_of_one_version) {
    source_map sources;
    auto const programme = sample_programme(sources);
    auto const& rule = programme.rules.at(1);
    EXPECT_EQ(rule.entity.value + " " + rule.name.value, "ride share.income_based");
    EXPECT_TRUE(rule.as_of.has_value());
    EXPECT_TRUE(rule.overridable);
    EXPECT_EQ(tree(rule.range) + " " + tree(rule.step), "(range:[] $0 $500) $0.01");
    ASSERT_EQ(rule.versions.size(), 1u);
    EXPECT_FALSE(rule.versions[0].from.has_value());
    EXPECT_EQ(tree(rule.versions[0].value), "(* (member 'share_percent' option) minimum_share)");
    EXPECT_EQ(programme.rules.at(3).entity.value + "." + programme.rules.at(3).name.value, ".highest_rate");
}

TEST(sample_rules, decision_table) {
    source_map sources;
    auto const rule = sample_programme(sources).rules.at(2);
    auto const& table = rule.versions.at(0).table.value();
    EXPECT_TRUE(table.has_policy);
    EXPECT_EQ(table.policy.value, hit_policy::unique);
    ASSERT_EQ(table.inputs.size(), 2u);
    EXPECT_EQ(tree(table.inputs[1]), "(member 'days' ride)");
    ASSERT_EQ(table.rows.size(), 3u);
    EXPECT_EQ(tree(table.rows[0].tests.at(1)), "(any)");
    EXPECT_EQ(tree(table.rows[1].tests.at(0)), "(list (test:>= 30))");
    EXPECT_EQ(tree(table.rows[1].output), "\"weekly\"");
    EXPECT_EQ(table.rows[0].annotation + "/" + table.rows[1].annotation + "/" + table.rows[2].annotation,
              "Act 12(b)//the \"5 rule");
    EXPECT_EQ(tree(table.otherwise), "\"by_trip\"");
    EXPECT_EQ(to_string(sources, table.rows[2].tests[1].where).substr(data_folder().size()),
              "/sample/rules/decisions.yaml:35:20");
}

TEST(sample_plan, answers) {
    reading file(file_text(data_folder() + "/sample_plan.yaml"));
    EXPECT_EQ(kind_of(*file.root), document_kind::plan);
    auto const plan = file.plan().value();
    EXPECT_EQ(file.problems(), "");
    std::string all;
    for (auto const& option : plan.options) {
        for (auto const& value : option.values) {
            all += option.name.value + " " + day(value.from) + " " + tree(value.value) + " " +
                   std::to_string(static_cast<int>(value.state.value)) + (value.not_known ? " not known" : "") + "\n";
        }
    }
    EXPECT_EQ(all,
              "share_percent 2019-01-01 27% 1\n"
              "share_percent 2020-01-01 25% 0\n"
              "basis 2018-06-01 \"by_trip\" 0\n"
              "missed.base 2018-06-01 nothing 2\n"
              "missed.days.per_month 2018-06-01 12 0\n"
              "missed.days.per.year 2018-06-01 12.5 0\n"
              "missed.kinds 2018-06-01 nothing 3\n"
              "missed.begins 2018-06-01 @\"2020-09-01\" 0\n"
              "missed.allowed 2018-06-01 true 0\n"
              "limit 2018-06-01 nothing 0 not known\n");
    EXPECT_EQ(plan.options[0].values[0].ground.value, "date of the plan year");
    EXPECT_EQ(plan.options[2].values[0].reason.value + ", " + plan.options[2].values[0].cite.value,
              "the box is empty, page 6");
}

TEST(sample_plan, assumptions) {
    reading file(file_text(data_folder() + "/sample_assumptions.yaml"));
    EXPECT_EQ(kind_of(*file.root), document_kind::assumptions);
    auto const assumed = read_assumptions(*file.root, file.found);
    EXPECT_EQ(file.problems(), "");
    ASSERT_EQ(assumed.size(), 2u);
    EXPECT_EQ(assumed[0].name.value + " " + tree(assumed[0].value), "missed.base \"weekly\"");
    EXPECT_EQ(tree(assumed[1].value) + " " + assumed[1].reason.value, "(+ $5 $1) a guess");
}

}  // namespace
}  // namespace carefare::syntax
