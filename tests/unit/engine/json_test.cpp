// Documents that are none, and what their errors point at.
#include <gtest/gtest.h>

#include <tuple>

#include "unit/engine/one_family.hpp"

namespace carefare::engine {
namespace {

using namespace testing;

struct wrong {
    char const* text;
    char const* code;
    std::uint32_t line, column;
};

class json : public ::testing::TestWithParam<wrong> {};

TEST_P(json, is_refused_with_its_place_and_adds_nothing) {
    input rows(westchester());
    try {
        rows.add_json(GetParam().text);
        FAIL() << "taken: " << GetParam().text;
    } catch (error const& found) {
        EXPECT_EQ(found.first().code, GetParam().code) << found.first().message;
        EXPECT_EQ(found.first().line, GetParam().line) << found.first().message;
        EXPECT_EQ(found.first().column, GetParam().column) << found.first().message;
    }
    for (std::uint32_t t = 0; t < westchester()->input_tables().size(); ++t) EXPECT_EQ(rows.rows(t), 0U);
}

INSTANTIATE_TEST_SUITE_P(documents, json, ::testing::Values(
    wrong{"", "H011", 1, 1}, wrong{"[]", "H011", 1, 1}, wrong{"{", "H011", 1, 2}, wrong{"{} x", "H011", 1, 4},
    wrong{"{\"families\": {\"a\": {\"size\": 3}}", "H011", 1, 32}, wrong{"{\"families\": 3}", "H011", 1, 14},
    wrong{"{\"families\": {\"a\": {\"size\": 03}}}", "H011", 1, 30}, wrong{"{\"families\": {\"a\": {\"size\": +3}}}", "H011", 1, 29},
    wrong{"{\"families\": {\"a\": {\"size\": 3.}}}", "H011", 1, 31}, wrong{"{\"families\": {\"a\": {\"size\": nul}}}", "H011", 1, 29},
    wrong{"{\"families\": {\"a\": {\"size\": \"3}}}", "H011", 1, 34}, wrong{"{\"families\": {\"a\": {\"size\": \"\\x\"}}}", "H011", 1, 31},
    wrong{"{\"families\": {\"a\": {\"size\": \"\\ud800\"}}}", "H011", 1, 36}, wrong{"{\"families\": {\"a\": {\"size\": 3,}}}", "H011", 1, 31},
    wrong{"{\"families\": {\"a\": {\"size\": 3\n \"size\": 3}}}", "H011", 2, 2}, wrong{"{\"families\": {\"a\": {\"size\": 3, \"size\": 3}}}", "H011", 1, 39},
    wrong{"{\"familys\": {}}", "H006", 1, 12}, wrong{"{\"families\": {\"a\": {\"siz\": 3}}}", "H007", 1, 27},
    wrong{"{\"families\": {\"a\": {\"providers\": {}}}}", "H006", 1, 33}, wrong{"{\"families\": {\"a\": {\"key\": \"b\"}}}", "H011", 1, 27},
    wrong{"{\"families\": {\"a\": {\"size\": \"\\u0001\"}}}", "H008", 1, 28}, wrong{"{\"families\": {\"a\": {\"size\": [3]}}}", "H006", 1, 28},
    wrong{"{\"programme\": \"a/b\"}", "H013", 1, 14}, wrong{"{\"known_on\": \"June\"}", "H008", 1, 13},
    wrong{"{\"windows\": {\"families\": {}}}", "H008", 1, 25}, wrong{"{\"windows\": {\"visits\": {\"to\": \"2019-06-01\"}}}", "H007", 1, 30},
    wrong{"{\"windows\": {\"visits\": {\"from\": \"2019-06-02\", \"until\": \"2019-06-01\"}}}", "H015", 1, 23}));

TEST(documents, bytes_that_are_no_text_are_refused) {
    input rows(westchester());
    EXPECT_THROW(rows.add_json("{\"families\": {\"\xc3\x28\": {}}}"), error);
}

TEST(documents, rows_may_stand_in_a_list_and_below_their_owners) {
    input rows(westchester());
    rows.add_json(R"({"families": [{"key": "a", "family_weeks": [{"start": "2019-07-08"}, {"key": "w", "start": "2019-07-15"}]}, {}]})");
    EXPECT_EQ(rows.rows(rows.table("families")), 2U);
    EXPECT_EQ(rows.rows(rows.table("family_weeks")), 2U);
    auto const got = evaluate(*westchester(), rows);
    ASSERT_EQ(got.tables().front().rows(), 2U);
    EXPECT_EQ(got.tables().front().key(0), "#2");
    EXPECT_EQ(got.tables().front().key(1), "a");
}

TEST(documents, a_value_that_is_none_of_its_field_sets_the_family_aside) {
    input rows(westchester());
    rows.add_json(R"({"families": {"a": {"size": "three"}, "b": {"size": 1e1}, "c": {"annual_gross_income": 0.001}, "d": {}}})");
    auto const got = evaluate(*westchester(), rows);
    ASSERT_EQ(got.tables().front().rows(), 1U);
    EXPECT_EQ(got.tables().front().key(0), "d");
    ASSERT_EQ(got.findings().size(), 3U);
    for (auto const& one : got.findings()) EXPECT_NE(one.message, "");
}

}  // namespace
}  // namespace carefare::engine
