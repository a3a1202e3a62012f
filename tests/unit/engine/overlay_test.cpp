// What is laid over a plan: options, parameters and cells of tables, for all time or some days; what is refused.
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "unit/engine/one_family.hpp"

namespace carefare::engine {
namespace {

using namespace testing;

constexpr char const* standard = "state_income_standard";

/// 27% x (38,000 - standard) / 52 where nothing else is said.
std::string share_under(overlay const& over) {
    auto const reformed = westchester()->with(over);
    auto const rows = one_family();  // rows of the plan as it is written
    return text_of(evaluate(*reformed, rows), "family_weeks", "july", "share");
}

cell_setting standard_of_three(std::string value, std::optional<date> from = {}, std::optional<date> until = {}) {
    return {standard, {{"size", "3"}}, std::move(value), "what if", from, until};
}

std::string code_of(overlay const& over) {
    try {
        (void)westchester()->with(over);
    } catch (error const& found) {
        EXPECT_FALSE(found.first().advice.empty()) << found.what();
        return found.first().code;
    }
    return "accepted";
}

TEST(overlays, a_cell_of_a_table) {
    overlay over;
    over.cells = {standard_of_three("22000")};
    EXPECT_EQ(share_under(over), "83.08");  // 27% x 16,000 / 52 = 83.0769...
    EXPECT_EQ(share_under({}), "86.56");
}

TEST(overlays, a_cell_on_some_days_alone) {
    auto const on = [](char const* from, char const* until) {
        overlay over;
        over.cells = {standard_of_three("22000", parse_date(from), until == nullptr ? std::nullopt : parse_date(until))};
        return share_under(over);
    };
    // The share of the week is that of its first day, 8 July.
    EXPECT_EQ(on("2019-07-08", nullptr), "83.08");
    EXPECT_EQ(on("2019-07-08", "2019-07-08"), "83.08");
    EXPECT_EQ(on("2019-07-09", nullptr), "86.56");
    EXPECT_EQ(on("2019-06-01", "2019-07-07"), "86.56");
    EXPECT_EQ(on("2020-06-01", nullptr), "86.56");
}

TEST(overlays, a_parameter_of_large_families) {
    auto rows = one_family();
    auto const families = rows.table("families");
    rows.set_whole({families, 0}, rows.field(families, "size"), 9, 0);
    rows.set_whole({families, 0}, rows.field(families, "annual_gross_income"), 5'500'000, 2);
    auto const share = [&](std::optional<date> from) {
        overlay over;
        over.parameters = {{"state_income_standard_each_additional", "5000", "what if", from}};
        return text_of(evaluate(*westchester()->with(over), rows), "family_weeks", "july", "share");
    };
    // 43,430 for eight and 4,420 for the ninth: 27% x (55,000 - 47,850) / 52 = 37.125; with 5,000: 27% x 6,570 / 52 = 34.1134...
    EXPECT_EQ(share(parse_date("2019-07-09")), "37.13");
    EXPECT_EQ(share(parse_date("2019-07-08")), "34.11");
    EXPECT_EQ(share({}), "34.11");
}

TEST(overlays, an_option_on_some_days_alone) {
    auto const on = [](std::optional<date> from, std::optional<date> until) {
        overlay over;
        over.options = {{"family_share_percent", "30%", "what if", from, until}};
        return share_under(over);
    };
    EXPECT_EQ(on({}, {}), "96.17");  // 30% x 16,670 / 52 = 96.1730...
    EXPECT_EQ(on(parse_date("2019-07-08"), {}), "96.17");
    EXPECT_EQ(on(parse_date("2019-07-09"), {}), "86.56");
    EXPECT_EQ(on({}, parse_date("2019-07-07")), "86.56");
    EXPECT_EQ(on({}, parse_date("2019-07-08")), "96.17");
}

TEST(overlays, columns_and_rows_agree) {
    overlay over;
    over.cells = {standard_of_three("22000", parse_date("2019-07-01"))};
    over.options = {{"family_share_percent", "30%", "", parse_date("2019-01-01")}};
    auto const reformed = westchester()->with(over);
    auto const rows = one_family();
    evaluation_options by_row;
    by_row.row_by_row = true;
    EXPECT_EQ(evaluate(*reformed, rows).to_json(), evaluate(*reformed, rows, by_row).to_json());
    EXPECT_EQ(text_of(evaluate(*reformed, rows), "family_weeks", "july", "share"), "92.31");  // 30% x 16,000 / 52 = 92.3076...
}

std::string told(overlay const& over, explanation_style style, input const& rows = one_family()) {
    explanation_request what;
    what.result = "family_week[july].share";
    what.format = explanation_format::text;
    what.style = style;
    return explain(*westchester()->with(over), rows, what);
}

TEST(overlays, explanations_say_what_was_assumed) {
    overlay over;
    over.cells = {standard_of_three("22000")};
    auto const steps = told(over, explanation_style::steps), letter = told(over, explanation_style::letter);
    EXPECT_NE(steps.find("size 3; assumed for this run: what if; from 2019-06-01 until 2020-05-31"), std::string::npos) << steps;
    EXPECT_EQ(steps.find("sis.csv"), std::string::npos);
    EXPECT_NE(letter.find("State income standard: $22,000.00, for size 3 (assumed for this run: what if)."), std::string::npos) << letter;
    // A cell that stays is that of the publication, in the schedule of the change, too.
    over.cells = {{standard, {{"size", "4"}}, "30000", "what if", {}, {}}};
    EXPECT_EQ(told(over, explanation_style::steps), told({}, explanation_style::steps));
    EXPECT_EQ(told(over, explanation_style::letter), told({}, explanation_style::letter));

    auto rows = one_family();
    auto const families = rows.table("families");
    rows.set_whole({families, 0}, rows.field(families, "size"), 9, 0);
    rows.set_whole({families, 0}, rows.field(families, "annual_gross_income"), 90000, 0);
    over.cells.clear();
    over.parameters = {{"state_income_standard_each_additional", "5000", "larger families"}};
    EXPECT_NE(told(over, explanation_style::steps, rows).find("assumed for this run: larger families"), std::string::npos);
}

TEST(overlays, days_beside_a_change_stay_as_they_are) {
    overlay over;
    over.options = {{"family_share_percent", "30%", "later", parse_date("2020-01-01")}};
    over.cells = {standard_of_three("22000", parse_date("2020-01-01"))};
    EXPECT_EQ(told(over, explanation_style::steps), told({}, explanation_style::steps));
    EXPECT_EQ(told(over, explanation_style::letter), told({}, explanation_style::letter));
}

TEST(overlays, what_is_refused) {
    overlay over;
    over.parameters = {{"weeks_per_year", "53", ""}};
    EXPECT_EQ(code_of(over), "H015");  // it divides
    over.parameters = {{"weeks_per_yeer", "52", ""}};
    EXPECT_EQ(code_of(over), "W008");
    over.parameters = {{"state_income_standard_each_additional", "100000", ""}};
    EXPECT_EQ(code_of(over), "F001");  // outside its range
    over.parameters = {{"state_income_standard_each_additional", "5000.50", ""}};
    EXPECT_EQ(code_of(over), "F002");  // between its steps
    over.parameters = {{"state_income_standard_each_additional", "5000", "", parse_date("2020-01-02"), parse_date("2020-01-01")}};
    EXPECT_EQ(code_of(over), "H015");
    over.parameters.clear();
    over.cells = {standard_of_three("22000.50")};
    EXPECT_EQ(code_of(over), "F002");
    over.cells = {standard_of_three("much")};
    EXPECT_EQ(code_of(over), "F003");
    over.cells = {{"state_income_standards", {}, "22000", ""}};
    EXPECT_EQ(code_of(over), "W008");
    over.cells = {{standard, {{"persons", "3"}}, "22000", ""}};
    EXPECT_EQ(code_of(over), "W008");
    over.cells = {{standard, {{"size", "9"}}, "22000", ""}};
    EXPECT_EQ(code_of(over), "H009");
    over.cells = {standard_of_three("22000", {}, parse_date("2000-01-01"))};
    EXPECT_EQ(code_of(over), "H009");  // no schedule of those days
}

TEST(overlays, options_are_held_to_the_bounds_of_their_days_where_asked_for) {
    auto const code = [](char const* value, char const* from, char const* until, bool within) {
        overlay over;
        over.options = {{"family_share_percent", value, "", from == nullptr ? std::nullopt : parse_date(from), until == nullptr ? std::nullopt : parse_date(until), within}};
        return code_of(over);
    };
    // [10%..35%] from 2009-06-01; [1%..10%] from 2021-04-16 makes what lies outside the nearest inside.
    EXPECT_EQ(code("9%", nullptr, nullptr, true), "P006");
    EXPECT_EQ(code("9%", nullptr, nullptr, false), "accepted");
    EXPECT_EQ(code("10%", nullptr, nullptr, true), "accepted");
    EXPECT_EQ(code("35%", nullptr, nullptr, true), "accepted");
    EXPECT_EQ(code("36%", nullptr, nullptr, true), "P006");
    EXPECT_EQ(code("9%", "2021-04-16", nullptr, true), "accepted");
    EXPECT_EQ(code("9%", "2021-04-15", nullptr, true), "P006");
    EXPECT_EQ(code("36%", nullptr, "2009-05-31", true), "accepted");
    EXPECT_EQ(code("36%", nullptr, "2009-06-01", true), "P006");
}

TEST(overlays, a_scenario_holds_for_all_time) {
    session with(westchester(), one_family(), {{}, {"family_share_percent"}, {}});
    scenario some_days;
    some_days.options = {{"family_share_percent", "30%", "", parse_date("2019-07-08")}};
    EXPECT_THROW((void)with.run(some_days), error);
}

/// A file of assumptions in a folder of its own, away from the tree.
class file_elsewhere {
public:
    explicit file_elsewhere(std::string const& text) : folder_(std::filesystem::temp_directory_path() / ("overlay_test_" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(folder_);
        std::ofstream(path()) << text;
    }
    ~file_elsewhere() { std::filesystem::remove_all(folder_); }
    file_elsewhere(file_elsewhere const&) = delete;
    file_elsewhere& operator=(file_elsewhere const&) = delete;
    [[nodiscard]] std::string path() const { return (folder_ / "assume.yaml").string(); }

private:
    std::filesystem::path folder_;
};

TEST(overlays, a_file_of_assumptions_may_lie_anywhere) {
    file_elsewhere const file("assume:\n  - { option: family_share_percent, value: 10%, reason: a scenario }\n");
    overlay over;
    over.assumptions_file = file.path();
    EXPECT_EQ(share_under(over), "32.06");  // 10% x 16,670 / 52 = 32.0576...
    over.assumptions_file += ".not";
    EXPECT_EQ(code_of(over), "K025");
}

TEST(overlays, assumptions_keep_to_the_bounds_of_their_days) {
    auto const assumed = [](std::string const& more) {
        overlay over;
        over.assumptions_text = "assume:\n  - { option: family_share_percent, reason: a scenario, " + more + " }\n";
        return over;
    };
    // 10% to 35% from 2009-06-01; from 2021-04-16 a value outside 1% to 10% becomes the nearest.
    EXPECT_EQ(share_under(assumed("value: 35%")), "112.20");  // 35% x 16,670 / 52 = 112.2019...
    EXPECT_EQ(code_of(assumed("value: 36%")), "P006");
    EXPECT_EQ(code_of(assumed("value: 9%")), "P006");
    EXPECT_EQ(code_of(assumed("value: 9%, until: 2019-12-31")), "P006");
    EXPECT_EQ(share_under(assumed("value: 9%, from: 2021-04-16")), "86.56");  // 27% in July 2019, as the plan says
    EXPECT_EQ(share_under(assumed("value: 35%, from: 2019-07-08, until: 2019-07-08")), "112.20");
    EXPECT_EQ(share_under(assumed("value: 35%, from: 2019-07-09")), "86.56");
    EXPECT_EQ(share_under(assumed("value: 50%, until: 2021-04-15, beyond_bounds: yes")), "160.29");  // 50% x 16,670 / 52 = 160.2884...
    EXPECT_EQ(code_of(assumed("value: 50%, until: 2021-04-16, beyond_bounds: yes")), "P006");
    EXPECT_EQ(code_of(assumed("value: 50%, beyond_bounds: yes")), "P006");
}

}  // namespace
}  // namespace carefare::engine
