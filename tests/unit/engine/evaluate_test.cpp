// One family by setters and as JSON, its reasons, its explanation, scenarios.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "unit/engine/one_family.hpp"

namespace carefare::engine {
namespace {

using namespace testing;

template <class Call>
problem problem_of(Call call) {
    try {
        call();
    } catch (error const& found) {
        return found.first();
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
}

TEST(evaluate, setters_come_to_the_amounts_of_the_example) {
    auto const got = evaluate(*westchester(), one_family());
    EXPECT_EQ(text_of(got, "families", "rivera", "income_limit"), "42660.00");
    EXPECT_EQ(text_of(got, "families", "rivera", "income_eligible"), "yes");
    EXPECT_EQ(text_of(got, "family_weeks", "july", "share"), "86.56");
    EXPECT_TRUE(got.findings().empty());
    EXPECT_NE(got.summary().find("\"plan\": \"ny/westchester\""), std::string::npos);
}

TEST(evaluate, a_document_comes_to_the_same_and_so_does_the_reference) {
    auto const expected = evaluate(*westchester(), one_family()).to_json();
    input rows(westchester());
    rows.add_json(one_family_json);
    EXPECT_EQ(evaluate(*westchester(), rows).to_json(), expected);
    evaluation_options how;
    how.row_by_row = true;
    EXPECT_EQ(evaluate(*westchester(), rows, how).to_json(), expected);
}

TEST(evaluate, blocks_and_threads_change_nothing) {
    input rows(westchester());
    std::string document = "{\"families\": {";
    for (int f = 0; f < 40; ++f) {
        auto const number = std::to_string(f);
        document += (f == 0 ? "\"f" : ", \"f") + number + "\": {\"determined_on\": \"2019-06-20\", \"size\": " + std::to_string(f % 25) + ", \"annual_gross_income\": " + number + ".50}";
    }
    rows.add_json(document + "}}");
    auto const expected = evaluate(*westchester(), rows);
    EXPECT_GT(expected.findings().size(), 0U);  // no family is of size 0
    for (auto const threads : {1U, 3U}) {
        evaluation_options how;
        how.block_rows = 1;
        how.threads = threads;
        EXPECT_EQ(evaluate(*westchester(), rows, how).to_json(), expected.to_json());
        EXPECT_EQ(evaluate(*westchester(), rows, how).summary(), expected.summary());
    }
}

TEST(folders, are_run_as_the_command_line_runs_them) {
    namespace fs = std::filesystem;
    auto const out = fs::temp_directory_path() / ("carefare-engine-test-" + std::to_string(getpid()));
    folder_run what;
    what.plan = "ny/westchester";
    what.input = CAREFARE_SOURCE_DIR "/tests/caseload/ny";
    what.output = out.string();
    auto const got = run_folder(tree(), what);
    EXPECT_TRUE(got.is_done);
    EXPECT_FALSE(got.is_clear);
    std::ifstream file(out / "summary.json");
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), got.summary);
    EXPECT_EQ(problem_of([&] { (void)run_folder(tree(), what); }).code, "W017");
    what.output = what.input;
    EXPECT_EQ(problem_of([&] { (void)run_folder(tree(), what); }).code, "W017");
    fs::remove_all(out);
}

TEST(evaluate, what_is_missing_is_named_with_its_question) {
    input rows(westchester());
    auto const families = rows.table("families");
    auto const family = rows.add(families, "rivera");
    rows.set_text(family, rows.field(families, "determined_on"), "2019-06-20");
    auto const got = evaluate(*westchester(), rows);
    ASSERT_EQ(got.tables().front().info().name, "families");
    EXPECT_EQ(got.tables().front().state(0, 0), result_state::pending);
    bool found = false;
    for (auto const& one : got.needs()) found = found || (one.name == "family.size" && one.output == "income_limit" && one.key == "rivera" && !one.ask.empty());
    EXPECT_TRUE(found);
}

TEST(evaluate, a_value_out_of_range_sets_the_family_aside) {
    auto rows = one_family();
    auto const families = rows.table("families");
    rows.set_whole({families, 0}, rows.field(families, "size"), -1, 0);
    auto const got = evaluate(*westchester(), rows);
    EXPECT_EQ(got.tables().front().rows(), 0U);
    ASSERT_FALSE(got.findings().empty());
    EXPECT_EQ(got.findings().front().field, "size");
    EXPECT_EQ(got.findings().front().key, "rivera");
}

TEST(evaluate, setters_refuse_what_is_no_value_and_change_nothing) {
    auto rows = one_family();
    auto const families = rows.table("families");
    row_ref const family{families, 0};
    auto const size = rows.field(families, "size");
    EXPECT_EQ(problem_of([&] { rows.set_text(family, size, "three"); }).code, "H008");
    EXPECT_EQ(problem_of([&] { rows.set_boolean(family, size, true); }).code, "H008");
    EXPECT_EQ(problem_of([&] { rows.set_none(family, size); }).code, "H008");
    EXPECT_EQ(problem_of([&] { rows.set_whole(family, size, 3, 19); }).code, "H015");
    EXPECT_EQ(problem_of([&] { rows.set_whole({families, 7}, size, 3, 0); }).code, "H015");
    EXPECT_EQ(problem_of([&] { rows.set_text(family, size, "\xff"); }).code, "H004");
    EXPECT_EQ(problem_of([&] { rows.set_text(family, size, std::string(10'001, '1')); }).code, "H005");
    EXPECT_EQ(problem_of([&] { (void)rows.table("familys"); }).advice, "Did you mean 'families'?");
    EXPECT_EQ(problem_of([&] { (void)rows.field(families, "siz"); }).code, "H007");
    EXPECT_EQ(text_of(evaluate(*westchester(), rows), "family_weeks", "july", "share"), "86.56");
}

/// Two days at $30 of $100: what a stage above the families grants; the results outlive the passes that came to them.
TEST(evaluate, stages_end_before_their_results) {
    static library staged({CAREFARE_SOURCE_DIR "/tests/stages"});
    auto const under = staged.load("a/here");
    input rows(under);
    auto const districts = rows.table("districts"), families = rows.table("families"), members = rows.table("members"), agreements = rows.table("agreements");
    rows.set_whole(rows.add(districts, "d"), rows.field(districts, "funds"), 100, 0);
    rows.set_text(rows.add(families, "f", "d"), rows.field(families, "applied_on"), "2019-06-01");
    rows.set_whole(rows.add(members, "m", "f"), rows.field(members, "age"), 5, 0);
    auto const agreement = rows.add(agreements, "a", "f");
    rows.set_text(agreement, rows.field(agreements, "dates_from"), "2019-07-01");
    rows.set_text(agreement, rows.field(agreements, "dates_to"), "2019-07-02");
    rows.set_whole(agreement, rows.field(agreements, "price"), 30, 0);
    auto const got = evaluate(*under, rows);
    EXPECT_EQ(text_of(got, "families", "f", "granted"), "60.00");
    EXPECT_NE(got.summary().find("\"programme\": \"a/fund\""), std::string::npos) << got.summary();
}

TEST(evaluate, a_plan_that_is_not_there_is_told_every_time) {
    for (int i = 0; i < 2; ++i) EXPECT_EQ(problem_of([] { (void)tree().load("ny/nowhere"); }).code, "W002");
    EXPECT_EQ(tree().load("ny/westchester")->name(), "ny/westchester");
    EXPECT_EQ(problem_of([] { library({"/nothing/here"}); }).code, "W002");
}

TEST(evaluate, an_overlay_counts_and_is_bounded) {
    overlay over;
    over.options.push_back({"family_share_percent", "10%", "a scenario"});
    auto const ten = westchester()->with(over);
    // 10% x (38,000 - 21,330) / 52 = 32.057692...
    EXPECT_EQ(text_of(evaluate(*ten, one_family()), "family_weeks", "july", "share"), "32.06");
    overlay text;
    text.assumptions_text = "assume:\n  family_share_percent: { value: 10%, reason: a scenario }\n";
    EXPECT_EQ(problem_of([&] { over.options[0].value = "ten"; (void)westchester()->with(over); }).code, "F003");
    EXPECT_EQ(problem_of([&] { over.options[0] = {"family_share", "10%", ""}; (void)westchester()->with(over); }).code, "W008");
    EXPECT_EQ(problem_of([&] { over.options[0] = {"family_share_percent", "1000%", ""}; (void)westchester()->with(over); }).code, "F001");
}

TEST(evaluate, rows_are_of_all_plans_of_a_programme) {
    // Both answer hooks, each by expressions of its own.
    library all({CAREFARE_SOURCE_DIR});
    auto const one = all.load("ny/westchester"), other = all.load("ny/rockland");
    auto const share = [](std::shared_ptr<plan const> const& under, input const& rows) { return text_of(evaluate(*under, rows), "family_weeks", "july", "share"); };
    EXPECT_EQ(share(one, one_family(other)), "86.56");
    EXPECT_EQ(share(other, one_family(one)), share(other, one_family(other)));
    EXPECT_EQ(problem_of([&] { (void)evaluate(*all.load("ny/funds/westchester"), one_family(one)); }).code, "H013");
}

TEST(evaluate, rows_of_another_load_are_refused) {
    library other({CAREFARE_SOURCE_DIR});
    auto const loaded = other.load("ny/westchester");
    EXPECT_EQ(problem_of([&] { (void)evaluate(*loaded, one_family()); }).code, "H013");
}

TEST(explaining, one_result_has_its_steps_and_its_letter) {
    auto const rows = one_family();
    auto const json = explain(*westchester(), rows, {"family_week[july].share", "", explanation_style::steps, explanation_format::json});
    EXPECT_NE(json.find("option.family_share_percent"), std::string::npos) << json;
    EXPECT_NE(json.find("$86.56"), std::string::npos);
    auto const letter = explain(*westchester(), rows, {"family_week[july].share", "rivera", explanation_style::letter, explanation_format::text});
    EXPECT_NE(letter.find("$86.56"), std::string::npos) << letter;
    EXPECT_EQ(problem_of([&] { (void)explain(*westchester(), rows, {"family_week[july].shar", "", {}, {}}); }).code, "W003");
    EXPECT_EQ(problem_of([&] { (void)explain(*westchester(), rows, {"family_week[july].share", "nobody", {}, {}}); }).code, "H009");
}

TEST(evaluations, rows_say_their_keys_and_owners) {
    auto const rows = one_family();
    std::string all;
    rows.each_key(rows.table("family_weeks"), [&](std::string_view key, std::string_view owner) { all += std::string(key) + " of " + std::string(owner); });
    EXPECT_EQ(all, "july of rivera");
    EXPECT_EQ(problem_of([&] { rows.each_key(1000, [](std::string_view, std::string_view) {}); }).code, "H015");
}

TEST(evaluations, tell_how_far_they_are_and_stop_where_they_are_told_to) {
    auto const rows = one_family();
    evaluation_options how;
    std::size_t done = 0, all = 0;
    how.tell = [&](std::size_t of_them, std::size_t there_are) { done = of_them, all = there_are; };
    (void)evaluate(*westchester(), rows, how);
    EXPECT_EQ(done, 1U);
    EXPECT_EQ(all, 1U);
    how.stop = [] { return true; };
    EXPECT_THROW((void)evaluate(*westchester(), rows, how), stopped);
    session_options kept;
    kept.outputs = {"family_week.share"};
    session with(westchester(), rows, kept);
    EXPECT_THROW((void)with.run({}, [] { return true; }), stopped);
    EXPECT_EQ(with.run({}).at(0).total, "86.56");
}

TEST(sessions, scenarios_come_to_what_whole_evaluations_come_to) {
    session_options how;
    how.outputs = {"family_week.share"};
    how.options = {"family_share_percent"};
    session sweep(westchester(), one_family(), how);
    EXPECT_EQ(sweep.partitions(), 1U);
    auto const got = sweep.sweep({{}, {{{"family_share_percent", "10%", ""}}, {}}, {}});
    ASSERT_EQ(got.size(), 3U);
    EXPECT_EQ(got[0].at(0).total, "86.56");
    EXPECT_EQ(got[1].at(0).total, "32.06");
    EXPECT_EQ(got[2].at(0).total, "86.56");
    EXPECT_EQ(got[0].at(0).states, (std::array<std::size_t, 5>{1, 0, 0, 0, 0}));
    EXPECT_EQ(problem_of([&] { (void)sweep.run({{{"very_low_income_percent", "50%", ""}}, {}}); }).code, "H016");
    EXPECT_EQ(problem_of([&] { (void)sweep.run({{{"very_low_income_percen", "50%", ""}}, {}}); }).code, "W008");
}

TEST(sessions, columns_are_kept_where_what_may_change_decides_amounts_alone) {
    session_options how;
    how.outputs = {"family_week.income_based_share"};
    how.options = {"absences.routine.per_month"};
    session sweep(westchester(), one_family(), how);
    EXPECT_TRUE(sweep.keeps_columns());
    EXPECT_EQ(sweep.run({{{"absences.routine.per_month", "3", ""}}, {}}).at(0).total, "86.56");
}

}  // namespace
}  // namespace carefare::engine
