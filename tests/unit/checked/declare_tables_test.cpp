// Rate tables: columns, rows, blocks, units, and whether a lookup can be none.
#include "declare_fixture.hpp"

namespace carefare::checked {
namespace {

std::string table(
    std::string const& entry,
    std::string const& head = "    type: money\n    range: \"[$0..$100]\"\n    keys: { size: number }\n") {
    return "types:\n  period: [weekly, daily]\n  county: [east, west]\ntables:\n  price:\n    cite: c\n" + head +
           "    entries:\n" + entry;
}
std::string const sized =
    "      - { from: 2019-01-01, file: tables/t.csv, column: amount, keys: { size: \"[1..2]\" } }\n";
std::string const two_keys =
    "    type: money\n    range: \"[$0..$100]\"\n    keys: { period: period, county: county or none }\n";

std::string problems(std::string const& csv, std::string const& entry = sized) {
    return declare_problems(table(entry), {{"tables/t.csv", csv}});
}

TEST(declare_tables_test, rows_in_the_order_of_the_file) {
    declared in(table(sized), {{"tables/t.csv", "amount,size\n20,2\nnone,1\n"}});
    EXPECT_EQ(in.problems(), "");
    auto const& t = in.b.graph.tables.at(0);
    ASSERT_EQ(t.entries.size(), 1U);
    auto const& rows = t.entries[0].payload->rows;
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].keys, std::vector<scalar_value>{rational(2)});
    EXPECT_EQ(rows[0].value, scalar_value(rational(20)));
    EXPECT_EQ(rows[1].value, scalar_value(none_value{}));
    auto const place = to_string(in.sources, rows[1].where);
    EXPECT_EQ(place.substr(place.find_last_of('/') + 1), "t.csv:3:1");
    EXPECT_EQ(in.counters.table_cells, 4U);
    EXPECT_TRUE(t.type_of.optional);
}

TEST(declare_tables_test, columns) {
    EXPECT_EQ(
        problems("size,amont\n1,2\n"),
        "M008 rules.yaml:11:57 the file has no column 'amount' | Did you mean 'amont'?\n  t.csv:1:1 its header\n");
    EXPECT_EQ(problems("size,amount,note\n1,2,x\n2,3,y\n"),
              "M007 t.csv:1:13 the column 'note' is not used | Name it under 'remarks' if it is for readers only, or "
              "take it away.\n");
    EXPECT_EQ(problems("size,amount,size\n1,2,1\n"),
              "M006 t.csv:1:13 the column 'size' stands twice | Give every column a name of its own.\n  t.csv:1:1 the "
              "other column\n");
    EXPECT_EQ(problems(""),
              "M001 rules.yaml:11:35 the file 'tables/t.csv' is empty | Begin it with a line of column names.\n");
    EXPECT_EQ(problems("size,amount\n"),
              "M001 rules.yaml:11:35 the file 'tables/t.csv' has a header and no rows | Add its rows, or write 'value: "
              "not known' with a "
              "reason.\n");
}

TEST(declare_tables_test, cells) {
    EXPECT_EQ(problems("size,amount\n1,\n2,10\n").substr(0, 45), "M014 t.csv:2:3 the value of this row is empty");
    EXPECT_EQ(problems("size,amount\n1,101\n2,10.005\n3,4\nx,5\n"),
              "F001 t.csv:2:3 'price' is $101, outside its range [$0..$100] | Give a value in [$0..$100], or widen the "
              "declared range.\n"
              "F002 t.csv:3:3 'price' is $10.005, which is no whole multiple of its step $0.01 | Give a multiple of "
              "$0.01, or declare a "
              "smaller step.\n"
              "M013 t.csv:4:1 the row lies outside all blocks: the key 'size' is 3 there | Correct the cell, or add it "
              "to the domain of a "
              "block.\n"
              "F003 t.csv:5:1 number is asked, and this is 'x' | Write a number such as 12.5.\n");
    EXPECT_EQ(problems("size,amount\n1.5,4\n2,1\n1,1\n").substr(0, 14), "M013 t.csv:2:1");
}

TEST(declare_tables_test, a_file_wrong_in_many_rows_is_not_read_on) {
    std::string csv = "size,amount\n";
    for (int i = 0; i < 100; ++i)
        csv += "7,1\n";
    declared in(table(sized), {{"tables/t.csv", csv}});
    EXPECT_EQ(in.found.error_count(), 20U);
}

TEST(declare_tables_test, a_file_may_hold_several_stretches) {
    declared in(table("      - { file: tables/t.csv, from_column: from, until_column: until, column: amount, keys: { "
                      "size: \"[1..2]\" } }\n"),
                {{"tables/t.csv",
                  "from,until,size,amount\n2020-01-01,,1,3\n2020-01-01,,2,4\n2019-01-01,2019-12-31,1,1\n2019-01-01,"
                  "2019-12-31,2,2\n"}});
    EXPECT_EQ(in.problems(), "");
    auto const& entries = in.b.graph.tables.at(0).entries;
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].from, parse_date("2019-01-01"));
    EXPECT_EQ(entries[0].until, parse_date("2019-12-31"));
    EXPECT_EQ(entries[1].from, parse_date("2020-01-01"));
    EXPECT_FALSE(entries[1].until);
    EXPECT_EQ(entries[1].payload->rows.size(), 2U);
}

TEST(declare_tables_test, units_by_key) {
    auto const keys = "keys: { period: [weekly, daily], county: [none, east, west] } }\n";
    auto const entry = std::string("      - { from: 2019-01-01, file: tables/t.csv, column: v, ") + keys;
    auto const csv = "period,county,v\nweekly,,1\nweekly,east,2\nweekly,west,3\ndaily,,1\ndaily,east,2\ndaily,west,3\n";
    declared in(table(entry, two_keys + "    unit_by: period\n    units: { weekly: week, daily: days }\n"),
                {{"tables/t.csv", csv}});
    EXPECT_EQ(in.problems(), "");
    auto const& t = in.b.graph.tables.at(0);
    EXPECT_EQ(t.unit_by, 0U);
    EXPECT_EQ(t.units_of_words.at(1), (unit{{{unit_day, 1}}}));
    EXPECT_FALSE(t.type_of.optional) << "every combination has a cell that is not none";
    EXPECT_EQ(
        declare_problems(table(entry, two_keys + "    unit_by: period\n    units: { weekly: week }\n"),
                         {{"tables/t.csv", csv}}),
        "M017 rules.yaml:13:85 'units' of the table 'price' has no unit for 'daily' | Add it, such as daily: week.\n");
    EXPECT_EQ(declare_problems(table(entry, two_keys + "    unit_by: county\n    units: { east: week }\n"),
                               {{"tables/t.csv", csv}})
                  .substr(0, 22),
              "M017 rules.yaml:10:14 ");
}

TEST(declare_tables_test, a_lookup_can_be_none) {
    auto const entry = [](std::string const& counties) {
        return "      - { from: 2019-01-01, file: tables/t.csv, column: v, keys: { period: [weekly, daily], county: [" +
               counties + "] } }\n";
    };
    declared without_west(table(entry("none, east"), two_keys),
                          {{"tables/t.csv", "period,county,v\nweekly,,1\nweekly,east,2\ndaily,,1\ndaily,east,2\n"}});
    EXPECT_EQ(without_west.problems(), "");
    EXPECT_TRUE(without_west.b.graph.tables.at(0).type_of.optional);
}

TEST(declare_tables_test, domains) {
    EXPECT_EQ(
        declare_problems(
            table("      - from: 2019-01-01\n        file: tables/t.csv\n        column: amount\n        blocks:\n"
                  "          - { size: \"[1..2]\" }\n          - { size: \"[2..3]\" }\n"),
            {{"tables/t.csv", "size,amount\n1,1\n2,1\n3,1\n"}}),
        "M012 rules.yaml:16:15 two blocks of the table 'price' overlap | Let each combination of keys stand in one "
        "block.\n"
        "  rules.yaml:15:15 the other block\n");
    EXPECT_EQ(problems("size,amount\n1,1\n",
                       "      - { from: 2019-01-01, file: tables/t.csv, column: amount, keys: { size: [\"1\"] } }\n")
                  .substr(0, 40),
              "M011 rules.yaml:11:73 the domain of the ");
    EXPECT_EQ(problems("size,amount\n1,1\n",
                       "      - { from: 2019-01-01, file: tables/t.csv, column: amount, keys: { size: "
                       "\"[1..9999999999999]\" } }\n")
                  .substr(0, 4),
              "M011");
}

TEST(declare_tables_test, cells_of_all_tables_are_bounded) {
    check_limits limits;
    limits.table_cells = 5;
    declared in(table(sized), {{"tables/t.csv", "size,amount\n1,1\n2,1\n2,2\n"}}, limits);
    EXPECT_NE(in.problems().find("L042 t.csv:4:1 the tables of the programme have more than 5 cells"),
              std::string::npos);
    EXPECT_EQ(in.counters.table_cells, 6U);
}

}  // namespace
}  // namespace carefare::checked
