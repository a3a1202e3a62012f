// Literals as values of the type their place asks for, and cells of CSV files.
#include "declare_fixture.hpp"

namespace carefare::checked {
namespace {

char const* const rules = R"(types:
  age_band: [under_2, 3-5, half day, "2"]
)";

TEST(read_constant_test, literals_take_the_unit_asked_for) {
    declared in(rules);
    EXPECT_EQ(constant_of(in, "money per week", "$38000"), "$38000");
    EXPECT_EQ(constant_of(in, "money per week", "$38000.50"), "$38000.50");
    EXPECT_EQ(constant_of(in, "money", "-$5"), "-$5");
    EXPECT_EQ(constant_of(in, "percent", "27%"), "27%");
    EXPECT_EQ(constant_of(in, "number", "27%"), "0.27");
    EXPECT_EQ(constant_of(in, "weeks per year", "52"), "52");
    EXPECT_EQ(constant_of(in, "money", "$12 * 4 + $2"), "$50");
    EXPECT_EQ(constant_of(in, "number", "1 / 3"), "1/3");
    EXPECT_EQ(constant_of(in, "days", "@\"P10D\""), "10");
    EXPECT_EQ(constant_of(in, "minutes", "@\"PT90M\""), "90");
    EXPECT_EQ(constant_of(in, "months", "@\"P3M\""), "3");
}

TEST(read_constant_test, signs_are_asked_for) {
    declared in(rules);
    EXPECT_EQ(constant_of(in, "money per year", "38000"),
              "F004 money per year is asked, and 38000 has no $ | Write $38000.");
    EXPECT_EQ(constant_of(in, "percent", "27"), "F005 percent is asked, and 27 has no % | Write 27%.");
    EXPECT_EQ(constant_of(in, "percent", "0.27"), "F005 percent is asked, and 0.27 has no % | Write 27% for 0.27 of the whole, or 0.27%.");
    EXPECT_EQ(constant_of(in, "number", "$27"),
              "F003 number is asked, and this is money | Write a number such as 12.5.");
    EXPECT_EQ(constant_of(in, "hours", "27%"),
              "F003 hours is asked, and this is a percentage | Write a number such as 12.5.");
    EXPECT_EQ(constant_of(in, "hours", "@\"P10D\""),
              "F003 hours is asked, and this is a duration | Write a number such as 12.5.");
}

TEST(read_constant_test, words_stand_with_and_without_quotes) {
    declared in(rules);
    EXPECT_EQ(constant_of(in, "age_band", "under_2"), "\"under_2\"");
    EXPECT_EQ(constant_of(in, "age_band", "\"half day\""), "\"half day\"");
    EXPECT_EQ(constant_of(in, "age_band", "3-5"), "\"3-5\"");
    EXPECT_EQ(constant_of(in, "age_band", "2"), "\"2\"");
    EXPECT_EQ(constant_of(in, "rounding_mode", "\"half up\""), "\"half up\"");
    EXPECT_EQ(constant_of(in, "age_band", "undr_2"),
              "F006 'undr_2' is no word of 'age_band' | Did you mean 'under_2'?");
    EXPECT_EQ(constant_of(in, "month_end", "never"),
              "F006 'never' is no word of 'month_end' | Write one of clamp or carry.");
}

TEST(read_constant_test, dates_booleans_texts_and_none) {
    declared in(rules);
    EXPECT_EQ(constant_of(in, "date", "@\"2019-06-01\""), "2019-06-01");
    EXPECT_EQ(constant_of(in, "date", "\"2019-06-01\""), "2019-06-01");
    EXPECT_EQ(constant_of(in, "date", "@\"2019-02-29\""),
              "F003 date is asked, and this is '2019-02-29' | Write a date such as 2019-06-01.");
    EXPECT_EQ(constant_of(in, "date and time", "@\"2019-06-01T08:30\""), "2019-06-01T08:30");
    EXPECT_EQ(constant_of(in, "boolean", "true"), "yes");
    EXPECT_EQ(constant_of(in, "boolean", "no"), "no");
    EXPECT_EQ(constant_of(in, "boolean", "1"), "F003 boolean is asked, and this is a number | Write yes or no.");
    EXPECT_EQ(constant_of(in, "boolean", "maybe"), "F003 boolean is asked, and this is 'maybe' | Write yes or no.");
    EXPECT_EQ(constant_of(in, "text", "\"a b\""), "\"a b\"");
    EXPECT_EQ(constant_of(in, "date or none", "none"), "none");
    EXPECT_EQ(constant_of(in, "date", "none"),
              "F007 'none' stands where date is asked | Write a date such as 2019-06-01.");
    EXPECT_EQ(constant_of(in, "number", "x"), "F003 number is asked, and this is 'x' | Write a number such as 12.5.");
}

TEST(read_constant_test, ranges) {
    declared in(rules);
    EXPECT_EQ(constant_of(in, "range of money", "[$0..$100)"), "[$0..$100)");
    EXPECT_EQ(constant_of(in, "range of percent", "[10%..35%]"), "[10%..35%]");
    EXPECT_EQ(constant_of(in, "range of date", "[@\"2019-01-01\"..none]"), "[2019-01-01..none]");
    EXPECT_EQ(constant_of(in, "range of number", "[3..3]"), "[3..3]");
    EXPECT_EQ(constant_of(in, "range of number", "[3..1]"),
              "F008 the range [3..1] holds no value | Write the lower end first.");
    EXPECT_EQ(constant_of(in, "range of number", "(3..3]"),
              "F008 the range (3..3] holds no value | Write the lower end first.");
    EXPECT_EQ(constant_of(in, "range of money", "[0..$5]"), "F004 money is asked, and 0 has no $ | Write $0.");
    EXPECT_EQ(constant_of(in, "range of number", "5"),
              "F003 range of number is asked, and this is no range | Write a range such as [1..10] with ends of the "
              "right type.");
}

std::string cell(declared& in, std::string const& type_text, std::string const& text) {
    auto const asked = read_type(syntax::name_text{type_text, {}}, in.b);
    located_text written;
    written.text = text;
    diagnostics found;
    auto const value = read_cell(written, asked.value(), in.b.graph, found);
    if (!found.items().empty())
        return std::string(name_of(found.items().front().code)) + " " + found.items().front().message;
    return in.b.graph.to_string(value.value(), *asked);
}

TEST(read_cell_test, plain_text_of_every_type) {
    declared in(rules);
    EXPECT_EQ(cell(in, "money", "12.50"), "$12.50");
    EXPECT_EQ(cell(in, "money", "$12.50"), "$12.50");
    EXPECT_EQ(cell(in, "money", "-$3"), "-$3");
    EXPECT_EQ(cell(in, "percent", "27%"), "27%");
    EXPECT_EQ(cell(in, "number", "0.5"), "0.5");
    EXPECT_EQ(cell(in, "date", "2019-06-01"), "2019-06-01");
    EXPECT_EQ(cell(in, "date and time", "2019-06-01T08:30"), "2019-06-01T08:30");
    EXPECT_EQ(cell(in, "boolean", "yes"), "yes");
    EXPECT_EQ(cell(in, "age_band", "half day"), "\"half day\"");
    EXPECT_EQ(cell(in, "age_band or none", ""), "none");
    EXPECT_EQ(cell(in, "text", "010"), "\"010\"");
}

TEST(read_cell_test, refuses_what_does_not_fit) {
    declared in(rules);
    EXPECT_EQ(cell(in, "money", " 12"), "F003 money is asked, and this is ' 12'");
    EXPECT_EQ(cell(in, "money", "12%"), "F003 money is asked, and this is '12%'");
    EXPECT_EQ(cell(in, "number", "$12"), "F003 number is asked, and this is '$12'");
    EXPECT_EQ(cell(in, "number", "1,000"), "F003 number is asked, and this is '1,000'");
    EXPECT_EQ(cell(in, "number", "1e3"), "F003 number is asked, and this is '1e3'");
    EXPECT_EQ(cell(in, "money", "3.8E+04"), "F003 money is asked, and this is '3.8E+04'");
    EXPECT_EQ(cell(in, "percent", "27"), "F005 percent is asked, and 27 has no %");
    EXPECT_EQ(cell(in, "number", ""), "F007 an empty cell stands where number is asked");
    EXPECT_EQ(cell(in, "age_band", "none"), "F007 'none' stands where age_band is asked");
    EXPECT_EQ(cell(in, "age_band", "3-6"), "F006 '3-6' is no word of 'age_band'");
    EXPECT_EQ(cell(in, "boolean", "1"), "F003 boolean is asked, and this is '1'");
}

}  // namespace
}  // namespace carefare::checked
