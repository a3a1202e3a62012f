// Documents that are none, and what their errors point at.
#include <gtest/gtest.h>

#include "unit/engine/one_family.hpp"

namespace carefare::engine {
namespace {

using namespace testing;

struct wrong {
    char const* text;
    char const* code;
    std::uint32_t line, column;
};

wrong const wrongs[] = {
    {"", "H011", 1, 1}, {"[]", "H011", 1, 1}, {"{", "H011", 1, 2}, {"{} x", "H011", 1, 4},
    {"{\"families\": {\"a\": {\"size\": 3}}", "H011", 1, 32}, {"{\"families\": 3}", "H011", 1, 14},
    {"{\"families\": {\"a\": {\"size\": 03}}}", "H011", 1, 30}, {"{\"families\": {\"a\": {\"size\": +3}}}", "H011", 1, 29},
    {"{\"families\": {\"a\": {\"size\": 3.}}}", "H011", 1, 31}, {"{\"families\": {\"a\": {\"size\": nul}}}", "H011", 1, 29},
    {"{\"families\": {\"a\": {\"size\": \"3}}}", "H011", 1, 34}, {"{\"families\": {\"a\": {\"size\": \"\\x\"}}}", "H011", 1, 31},
    {"{\"families\": {\"a\": {\"size\": \"\\ud800\"}}}", "H011", 1, 36}, {"{\"families\": {\"a\": {\"size\": 3,}}}", "H011", 1, 31},
    {"{\"families\": {\"a\": {\"size\": 3\n \"size\": 3}}}", "H011", 2, 2}, {"{\"families\": {\"a\": {\"size\": 3, \"size\": 3}}}", "H011", 1, 39},
    {"{\"familys\": {}}", "H006", 1, 12}, {"{\"families\": {\"a\": {\"siz\": 3}}}", "H007", 1, 27},
    {"{\"families\": {\"a\": {\"providers\": {}}}}", "H006", 1, 33}, {"{\"families\": {\"a\": {\"key\": \"b\"}}}", "H011", 1, 27},
    {"{\"families\": {\"a\": {\"size\": \"\\u0001\"}}}", "H008", 1, 28}, {"{\"families\": {\"a\": {\"size\": [3]}}}", "H006", 1, 28},
    {"{\"programme\": \"a/b\"}", "H013", 1, 14}, {"{\"known_on\": \"June\"}", "H008", 1, 13},
    {"{\"windows\": {\"families\": {}}}", "H008", 1, 25}, {"{\"windows\": {\"visits\": {\"to\": \"2019-06-01\"}}}", "H007", 1, 30},
    {"{\"windows\": {\"visits\": {\"from\": \"2019-06-02\", \"until\": \"2019-06-01\"}}}", "H015", 1, 23}};

/// One test: each process that tests begins with loading a plan.
TEST(documents, that_are_wrong_are_refused_with_their_place_and_add_nothing) {
    for (auto const& one : wrongs) {
        input rows(westchester());
        try {
            rows.add_json(one.text);
            ADD_FAILURE() << "taken: " << one.text;
        } catch (error const& found) {
            EXPECT_EQ(found.first().code, one.code) << one.text << ": " << found.first().message;
            EXPECT_EQ(found.first().line, one.line) << one.text << ": " << found.first().message;
            EXPECT_EQ(found.first().column, one.column) << one.text << ": " << found.first().message;
        }
        for (std::uint32_t t = 0; t < westchester()->input_tables().size(); ++t) EXPECT_EQ(rows.rows(t), 0U);
    }
}

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
