// A family straight into the evaluator and out of its block comes to what the same rows come to by way of a run.
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "engine/direct_columns.hpp"
#include "engine/direct_evaluation.hpp"
#include "engine/input_inside.hpp"
#include "unit/engine/one_family.hpp"

namespace carefare::engine {
namespace {

using namespace testing;

char const* const head = R"({"windows": {"visits": {"from": "2019-06-03", "until": "2019-06-30"}, "schedules": {"from": "2019-06-03", "until": "2019-06-30"}},
  "providers": {
    "sunny": {"type": "day care center", "approvals_complete": true, "county": "Westchester", "routinely_charges": "weekly", "accredited": false,
              "approvals": {"approved_sunny": {"kind": "licence", "valid_from": "2000-01-01", "valid_to": "2099-12-31"}},
              "charges": {"weekly": {"per": "weekly", "amount": 300}}}},
  "families": {)";

std::string visit(std::string const& key, std::string const& day, std::string const& more = "") {
    return "\"" + key + "\": {\"arrived_at\": \"" + day + "T08:00\", \"left_at\": \"" + day + "T17:00\", \"recorded_on\": \"" + day + "\"" + more + "}";
}

/// A family of one child; texts that are put in where they say what is to be wrong.
struct family {
    std::string key = "f1", size = "3", provider = "sunny", to = "\"2019-06-30\"", more_of_member, more_of_authorization, more_of_visits;
};

std::string text_of(family const& of) {
    return "\"" + of.key + R"(": {"members_complete": true, "homeless": false, "determined_on": "2019-05-20", "size": )" + of.size +
           R"(, "annual_gross_income": 38000.00, "public_assistance": false, "foster_care": false, "protective_or_preventive": false, "children_only": false,
      "members": {")" + of.key + R"(_ann": {"born_on": "2017-03-01", "special_needs": "no")" + of.more_of_member + R"(,
        "authorizations": {")" + of.key + R"( at sunny": {"provider": ")" + of.provider + R"(", "dates_from": "2019-06-03", "dates_to": )" + of.to + R"(,
          "under_contract": false, "other_basis_agreed": false, "before_or_after_school": false, "non_traditional_hours": false)" + of.more_of_authorization + R"(,
          "visits": {)" + visit(of.key + "_v3", "2019-06-03") + ", " + visit(of.key + "_v10", "2019-06-10") + ", " + visit(of.key + "_v4", "2019-06-04") + of.more_of_visits + R"(},
          "schedules": {")" + of.key + R"(_s3": {"starts_at": "2019-06-03T08:00", "ends_at": "2019-06-03T17:00"}}}}}}})";
}

std::string document(std::vector<family> const& all) {
    std::string made = head;
    for (auto const& one : all) made += (made.back() == '{' ? "" : ", ") + text_of(one);
    return made + "}}";
}

input rows_of(std::string const& document) {
    input rows(westchester());
    rows.add_json(document);
    return rows;
}

void expect_same(results const& got, results const& expected) {
    EXPECT_EQ(got.to_json(), expected.to_json());
    EXPECT_EQ(got.summary(), expected.summary());
    ASSERT_EQ(got.carried().size(), expected.carried().size());
    for (std::size_t i = 0; i < got.carried().size(); ++i) EXPECT_EQ(got.carried()[i].csv, expected.carried()[i].csv);
}

/// In blocks of one row there is no direct way: the rows are columns of a run. Row by row they are rows of a dataset.
results as_a_run(input const& rows, evaluation_options how = {}) {
    how.block_rows = 1;
    auto made = evaluate(*westchester(), rows, how);
    how.row_by_row = true;
    expect_same(made, evaluate(*westchester(), rows, how));
    return made;
}

void expect_direct(input const& rows, evaluation_options const& how = {}) {
    auto got = evaluate_directly(*westchester(), rows, how);
    ASSERT_TRUE(got);
    expect_same(*got, as_a_run(rows, how));
}

void expect_by_run(input const& rows) {
    EXPECT_FALSE(evaluate_directly(*westchester(), rows, {}));
    expect_same(evaluate(*westchester(), rows), as_a_run(rows));
}

TEST(direct, a_family_by_setters) { expect_direct(one_family()); }

TEST(direct, families_in_any_order_with_what_they_lead_to) {
    family first, second;
    second.key = "a0 of a longer key";
    second.size = "4";
    expect_direct(rows_of(document({first, second})));
    evaluation_options how;
    how.pay = days{*parse_date("2019-06-01"), *parse_date("2019-06-30")};
    expect_direct(rows_of(document({first, second})), how);
}

TEST(direct, rows_become_columns_without_a_dataset) {
    family first, second;
    second.key = "a0";
    auto const rows = rows_of(document({first, second}));
    auto const& in = westchester()->in();
    auto const bound = in.bound({});
    auto const made = columns_of(rows.in().share(), in.programme->inputs, in.programme->direct, {bound, &bound->binding}, {});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->clean.partitions, 2U);
    for (auto const& table : made->rest.data.tables) EXPECT_TRUE(table.empty());
    // A family with something wrong is looked at row by row, and nobody else.
    second.size = "\"many\"";
    auto const wrong = rows_of(document({first, second}));
    auto const parted = columns_of(wrong.in().share(), in.programme->inputs, in.programme->direct, {bound, &bound->binding}, {});
    ASSERT_TRUE(parted);
    EXPECT_EQ(parted->clean.partitions, 1U);
    EXPECT_EQ(parted->rest.data.tables[*westchester()->in().graph().find_entity("family")].size(), 1U);
}

TEST(direct, keys_that_a_file_would_quote) {
    auto rows = one_family();
    auto const families = rows.table("families");
    rows.set_whole(rows.add(families, "a, \"b\""), rows.field(families, "size"), 2, 0);
    expect_direct(rows);
}

TEST(direct, what_is_pending_says_what_it_waits_for) {
    family some;
    some.more_of_visits = R"(, "f1_v5": {"arrived_at": "2019-06-05T08:00", "recorded_on": "2019-06-05"})";
    auto const rows = rows_of(document({some}));
    expect_direct(rows);
    EXPECT_FALSE(evaluate_directly(*westchester(), rows, {})->needs().empty());
}

TEST(direct, what_pending_results_wait_for_is_told_after_other_evaluations) {
    family waits, other;
    waits.more_of_visits = R"(, "f1_v5": {"arrived_at": "2019-06-05T08:00", "recorded_on": "2019-06-05"})";
    other.key = "f2";
    other.more_of_visits = R"(, "f2_v6": {"arrived_at": "2019-06-06T08:00", "recorded_on": "2019-06-06"})";
    auto const rows = rows_of(document({waits})), others = rows_of(document({other}));
    auto const first = evaluate_directly(*westchester(), rows, {});
    auto const between = evaluate_directly(*westchester(), others, {});
    auto const last = evaluate_directly(*westchester(), rows, {});
    ASSERT_TRUE(first && between && last);
    // The block of the last is there still; those of the others are gone, and are evaluated again.
    EXPECT_EQ(last->to_json(), as_a_run(rows).to_json());
    EXPECT_EQ(first->to_json(), last->to_json());
    EXPECT_EQ(between->to_json(), as_a_run(others).to_json());
    // The rows of the input may be others by then.
    auto changing = rows_of(document({waits}));
    auto const before = evaluate_directly(*westchester(), changing, {});
    auto const families = changing.table("families");
    changing.set_whole({families, 0}, changing.field(families, "size"), 5, 0);
    EXPECT_EQ(before->to_json(), last->to_json());
}

TEST(direct, several_threads_ask_what_results_wait_for) {
    family waits;
    waits.more_of_visits = R"(, "f1_v5": {"arrived_at": "2019-06-05T08:00", "recorded_on": "2019-06-05"})";
    auto const rows = rows_of(document({waits}));
    auto const expected = as_a_run(rows).to_json();
    std::vector<results> made;
    for (int i = 0; i < 8; ++i) made.push_back(*evaluate_directly(*westchester(), rows, {}));
    std::vector<std::string> got(made.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < made.size(); ++i) {
        threads.emplace_back([&, i] {
            auto const again = evaluate_directly(*westchester(), rows, {});
            got[i] = again->to_json() == expected ? made[i].to_json() : "";
        });
    }
    for (auto& thread : threads) thread.join();
    for (auto const& one : got) EXPECT_EQ(one, expected);
}

TEST(direct, many_rows_keep_no_block) {
    family many;
    for (int i = 0; i < 1100; ++i) many.more_of_visits += ", " + visit("f1_w" + std::to_string(i), "2019-05-" + std::string(i % 28 < 9 ? "0" : "") + std::to_string(i % 28 + 1));
    many.more_of_visits += R"(, "f1_v5": {"arrived_at": "2019-06-05T08:00", "recorded_on": "2019-06-05"})";
    expect_direct(rows_of(document({many})));
}

TEST(direct, an_open_range_and_values_in_every_way) {
    family some;
    some.size = "\"3\"";
    auto text = document({some});
    text.replace(text.find("\"2099-12-31\""), 12, "\"none\"");
    expect_direct(rows_of(text));
}

TEST(direct, what_is_known_on_a_day) {
    auto rows = rows_of(document({{}}));
    rows.set_known_on(parse_date("2019-07-01"));
    expect_direct(rows);
    rows.set_known_on(parse_date("2019-06-05"));  // one visit is not known yet
    expect_by_run(rows);
}

TEST(direct, results_keep_the_rows_that_they_came_from) {
    auto rows = rows_of(document({{}}));
    auto const expected = as_a_run(rows);
    auto const got = evaluate(*westchester(), rows);
    auto const families = rows.table("families");
    rows.set_whole({families, 0}, rows.field(families, "size"), 5, 0);
    auto const other = evaluate(*westchester(), rows);
    rows.clear();
    expect_same(got, expected);
    EXPECT_NE(other.to_json(), expected.to_json());
    EXPECT_EQ(rows.rows(families), 0U);
}

TEST(direct, rows_are_set_again_and_again) {
    auto rows = rows_of(document({{}}));
    auto const authorizations = rows.table("authorizations"), charges = rows.table("charges");
    auto const provider = rows.field(authorizations, "provider");
    auto const expected = evaluate(*westchester(), rows).to_json();
    for (int i = 0; i < 4000; ++i) rows.set_text({authorizations, 0}, provider, "some provider of number " + std::to_string(i));
    EXPECT_FALSE(evaluate_directly(*westchester(), rows, {}));
    rows.set_text({authorizations, 0}, provider, "sunny");
    EXPECT_EQ(evaluate(*westchester(), rows).to_json(), expected);
    expect_direct(rows);
    EXPECT_EQ(rows.rows(charges), 1U);
}

TEST(direct, what_is_not_ordinary_goes_by_way_of_a_run) {
    family wrong;
    wrong.size = "0";  // out of range
    expect_by_run(rows_of(document({{}, wrong})));
    wrong = {};
    wrong.key = "f2";
    for (auto const& [field, text] : std::vector<std::pair<std::string family::*, std::string>>{
             {&family::size, "\"many\""},                                                 // no number
             {&family::provider, "nobody"},                                               // no such row
             {&family::to, "\"2019-06-01\""},                                             // a range that ends before it begins
             {&family::to, "null"},                                                       // half a range
             {&family::more_of_visits, ", " + visit("f2_v3", "2019-06-05")},              // two versions
             {&family::more_of_visits, R"(, "f2_v9": {"arrived_at": "2019-06-05T08:00"})"}}) {  // a version that does not say when
        auto one = wrong;
        one.*field = text;
        auto const rows = rows_of(document({{}, one}));
        expect_by_run(rows);
    }
    // A version of a record of another family.
    wrong.more_of_visits = ", " + visit("f1_v3", "2019-06-05");
    EXPECT_FALSE(evaluate_directly(*westchester(), rows_of(document({{}, wrong})), {}));
    auto rows = rows_of(document({{}}));
    auto const visits = rows.table("visits");
    rows.add(visits, "orphan", "nobody");
    expect_by_run(rows);
    rows.clear();
    expect_by_run(rows);
}

}  // namespace
}  // namespace carefare::engine
