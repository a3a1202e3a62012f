// Cases: their parts, and how a variant is merged over its case.
#include "read_fixture.hpp"

namespace carefare::syntax {
namespace {

/// A tree of rows as one line: {key: value}.
std::string show(yaml_node const& node) {
    if (node.is_scalar()) return node.text.text;
    std::string all;
    for (auto const& item : node.items)
        all += (all.empty() ? "" : ", ") + show(item);
    for (auto const& entry : node.entries)
        all += (all.empty() ? "" : ", ") + entry.key.text + ": " + show(entry.value);
    return node.is_mapping() ? "{" + all + "}" : "[" + all + "]";
}

std::string rows_of(case_syntax const& item) {
    std::string all;
    for (auto const& entry : item.rows)
        all += entry.key.text + " " + show(entry.value) + "\n";
    return all;
}

std::vector<case_syntax> sample_cases() {
    reading file(file_text(data_folder() + "/sample/rules/cases/limit.yaml"));
    EXPECT_EQ(kind_of(*file.root), document_kind::cases);
    auto const read = file.cases().value();
    EXPECT_EQ(file.problems(), "");
    EXPECT_EQ(read.plan->value, "sample/hilltown");
    return read.cases;
}

TEST(read_cases, a_case) {
    auto const item = sample_cases().at(0);
    EXPECT_EQ(item.name.value + " " + item.cite.value + " " + day(item.known_on), "limit Act 10 2019-07-01");
    EXPECT_FALSE(item.plan.has_value());
    ASSERT_EQ(item.readings.size(), 2u);
    EXPECT_EQ(item.readings[0].first.value + " " + tree(item.readings[0].second), "share.rounding \"half up\"");
    ASSERT_EQ(item.options.size(), 3u);
    EXPECT_EQ(item.options[1].name.value + " " + tree(item.options[1].values.at(0).value), "missed.base \"weekly\"");
    EXPECT_FALSE(item.options[1].values[0].from.has_value());
    EXPECT_EQ(rows_of(item),
              "families {f1: {annual_income: $38000, size: 3, members: {ann: {zone: outer, seen: [1, 2]}}}}\n"
              "rides {w1: {family: f1}}\n");
    ASSERT_EQ(item.expect.size(), 2u);
    EXPECT_EQ(item.expect[0].result.text + " " + tree(item.expect[0].value), "family[f1].limit $42660");
    EXPECT_EQ(tree(item.expect[1].value), "true");
}

TEST(read_cases, a_variant_is_merged_over_its_case) {
    auto const item = sample_cases().at(1);
    EXPECT_EQ(item.name.value + " " + item.cite.value + " " + day(item.known_on) + " " + item.plan->value,
              "limit: one dollar over Act 10(2) 2019-08-01 sample/dale");
    ASSERT_EQ(item.readings.size(), 2u);
    EXPECT_EQ(tree(item.readings[0].second), "\"half up\"");
    EXPECT_EQ(tree(item.readings[1].second), "(none)");
    ASSERT_EQ(item.options.size(), 3u);
    EXPECT_EQ(item.options[1].values.at(0).state.value, answer_state::not_stated);
    EXPECT_EQ(rows_of(item),
              "families {f1: {annual_income: $42661, size: 3, members: {ann: {zone: outer, seen: [3]}, ben: {}}}, "
              "f2: {size: 2}}\n"
              "rides {w1: {family: f1}}\n");
    ASSERT_EQ(item.expect.size(), 1u);
    EXPECT_EQ(item.expect[0].expected, expectation_syntax::kind::none);
}

TEST(read_cases, a_variant_without_expectation_keeps_that_of_its_case) {
    auto const item = sample_cases().at(2);
    EXPECT_EQ(item.name.value, "limit: same result");
    EXPECT_EQ(item.expect.size(), 2u);
    EXPECT_EQ(rows_of(item).substr(rows_of(item).find("rides")), "rides {w1: {family: f2}}\n");
}

TEST(read_cases, a_case_with_variants_and_without_expectation_is_none_itself) {
    auto const cases = sample_cases();
    ASSERT_EQ(cases.size(), 5u);
    EXPECT_EQ(cases[3].name.value, "template: needs");
    EXPECT_EQ(cases[3].expect.at(0).expected, expectation_syntax::kind::pending);
    EXPECT_EQ(texts(cases[3].expect[0].needs), "family.annual_income, option.share_percent");
    EXPECT_EQ(cases[4].expect.at(0).expected, expectation_syntax::kind::fault);
    EXPECT_EQ(cases[4].expect[0].fault.value, "R003");
    EXPECT_EQ(rows_of(cases[4]), "families {f1: {size: -1}}\n");
}

TEST(read_cases, copies_of_rows_have_a_bound) {
    read_limits limits;
    limits.merged_nodes = 40;
    std::string text = "cases:\n  - name: a\n    rows: { r: { x: 1 } }\n    each:\n";
    for (int i = 0; i < 9; ++i)
        text += "      - { name: v" + std::to_string(i) + ", expect: { x: 1 } }\n";
    reading file(text, limits);
    auto const cases = file.cases().value().cases;
    EXPECT_LT(cases.size(), 9u);
    EXPECT_TRUE(file.problems().starts_with("L032 ")) << file.problems();
    EXPECT_EQ(file.found.error_count(), 1u);
}

}  // namespace
}  // namespace carefare::syntax
