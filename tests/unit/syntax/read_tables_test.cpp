// Pipe tables and rate tables: what is refused, where, and with which advice.
#include "read_fixture.hpp"
#include "syntax/read_pipe_table.hpp"

namespace carefare::syntax {
namespace {

std::string table_problems(std::string const& lines, std::string const& policy = "unique") {
    std::string text = "rules:\n  e.share.low:\n    type: number\n    hit_policy: " + policy + "\n    table: |\n";
    for (std::size_t begin = 0; begin < lines.size();) {
        auto const end = std::min(lines.find('\n', begin), lines.size());
        text += "      " + lines.substr(begin, end - begin) + "\n";
        begin = end + 1;
    }
    return rule_problems(text);
}

std::string cells(std::string const& line, std::size_t quoting) {
    source_map sources;
    diagnostics found;
    read_limits const limits;
    reader in{found, limits};
    auto const split = split_cells(whole_source(sources, sources.add("f", line)), quoting, in);
    if (!split) return problems_of(found, sources);
    std::string all;
    for (auto const& cell : *split)
        all += "<" + cell.text + "@" + std::to_string(cell.whole.begin) + ">";
    return all;
}

TEST(pipe_table, cells) {
    EXPECT_EQ(cells("a | b", 2), "<a@0><b@4>");
    EXPECT_EQ(cells("a|b |", 2), "<a@0><b@2>");
    EXPECT_EQ(cells("a | | b", 3), "<a@0><@4><b@6>");
    EXPECT_EQ(cells("\"a|b\", \"c\\\"|\" | d", 2), "<\"a|b\", \"c\\\"|\"@0><d@16>");
    EXPECT_EQ(cells("a | b | 5\" | x", 2), "<a@0><b@4><5\"@8><x@13>");
    EXPECT_EQ(cells("a | \"b | c", 2),
              "K015 1:5 this text is still open at the end of the row | Close it with '\"' before the next '|'.\n");
}

TEST(pipe_table, the_head) {
    EXPECT_EQ(table_problems("x.a | -> low\n1 | 2"), "");
    EXPECT_EQ(table_problems("x.a | -> share.low | remark\n1 | 2"), "");
    EXPECT_EQ(table_problems("x.a | low\n1 | 2"),
              "K011 6:7 the head of this table has no output | Begin the table with a "
              "line such as: first.input | second.input | -> share.low |\n");
    EXPECT_EQ(table_problems("-> low\n2").substr(0, 8), "K011 6:7");
    EXPECT_EQ(table_problems("x.a || -> low\n1 | 1 | 2").substr(0, 9), "K011 6:12");
    EXPECT_EQ(table_problems("x.a | -> low | b | c\n1 | 2").substr(0, 9), "K011 6:26");
    EXPECT_EQ(table_problems("x.a | -> any.other_name\n1 | 2"), "");
    EXPECT_EQ(table_problems("x.a | -> High\n1 | 2").substr(0, 9), "K007 6:16");
    EXPECT_EQ(table_problems("x.a | ->\n1 | 2").substr(0, 9), "K007 6:13");
    EXPECT_EQ(table_problems("x.a + | -> low\n1 | 2").substr(0, 4), "S002");
}

TEST(pipe_table, rows) {
    std::string const head = "x.a | x.b | -> low | cite\n";
    EXPECT_EQ(table_problems(head + "1 | 2 | 3\n1 | - | 3 |\n1 | 2 | 3 | c\n1 | 2 | 3 | c |\n1 | 2 | 3 | |"), "");
    EXPECT_EQ(table_problems(head + "1 | 2"),
              "K012 7:7 this row has 2 cells where the head has 3 | Write 2 inputs, the "
              "output and at most one remark, with '|' between them.\n");
    EXPECT_EQ(table_problems(head + "1 | 2 | 3 | c | d").substr(0, 8), "K012 7:7");
    EXPECT_EQ(table_problems(head + "1 | | 3"), "K013 7:11 this cell is empty | Write '-' where any value will do.\n");
    EXPECT_EQ(table_problems(head + "1 | 2 | | c"), "K013 7:15 this cell is empty | Write the output, or 'none'.\n");
    EXPECT_EQ(table_problems(head + "# a remark\n1 | 2 | 3").substr(0, 8), "K014 7:7");
    EXPECT_EQ(table_problems(head).substr(0, 4), "K014");
    EXPECT_EQ(table_problems(head + "\"a | 2 | 3").substr(0, 8), "K015 7:7");
    EXPECT_EQ(table_problems(head + "1 | <= <= 2 | 3").substr(0, 9), "S001 7:14");
    EXPECT_EQ(table_problems(head + "1 | 2 | 3 + )").substr(0, 9), "S001 7:19");
}

TEST(pipe_table, one_wrong_row_does_not_hide_the_next) {
    auto const found = table_problems("x.a | -> low\n1\n2 | | \n3 | 4 + )");
    EXPECT_EQ(found.substr(0, 8), "K014 7:7");
    EXPECT_TRUE(found.find("\nK013 8:11 ") != std::string::npos) << found;
    EXPECT_TRUE(found.find("\nS001 9:15 ") != std::string::npos) << found;
}

TEST(pipe_table, policy_and_place) {
    std::string const table = "x.a | -> low\n1 | 2";
    for (auto const* const policy :
         {"unique", "any", "first", "collect sum", "collect count", "collect min", "collect max"}) {
        EXPECT_EQ(table_problems(table, policy), "");
    }
    EXPECT_EQ(table_problems(table, "frist"), "K010 4:17 unknown hit policy 'frist' | Did you mean 'first'?\n");
    EXPECT_EQ(table_problems(table, "collect").substr(0, 9), "K010 4:17");
    EXPECT_EQ(rule_problems("rules: { low: { type: t, table: \"a | -> low\", hit_policy: any } }\n"),
              "K016 1:33 this table does not stand in a block | Write 'table: |' and the rows below it, each on a line "
              "of its "
              "own.\n");
    EXPECT_EQ(rule_problems("rules:\n  low:\n    type: t\n    table: |\n      a | -> low\n      1 | 2\n"),
              "K002 2:3 rule 'low' has no 'hit_policy' | Add the key 'hit_policy'.\n");
}

TEST(pipe_table, cells_have_a_bound) {
    std::string text = "rules:\n  low:\n    type: t\n    hit_policy: any\n    table: |\n      a | -> low\n";
    for (int i = 0; i < 20; ++i)
        text += "      1 | 2\n";
    read_limits limits;
    limits.table_cells = 20;
    reading file(text, limits);
    EXPECT_EQ(file.rules().rules.at(0).versions.at(0).table.has_value(), false);
    EXPECT_EQ(file.problems().substr(0, 9), "L031 5:12");
    limits.table_cells = 21;
    reading smaller(text, limits);
    EXPECT_EQ(smaller.rules().rules.at(0).versions.at(0).table.value().rows.size(), 20u);
    EXPECT_EQ(smaller.problems(), "");
}

TEST(rules, keys_that_exclude_each_other) {
    EXPECT_EQ(
        rule_problems("rules:\n  low:\n    type: t\n    value: 1\n    otherwise: 2\n"),
        "K017 5:5 'otherwise' and 'value' exclude each other in rule 'low' | Leave it out: only a table has a hit "
        "policy and a default output.\n");
    EXPECT_EQ(rule_problems("rules:\n  low:\n    type: t\n    value: 1\n    table: x\n").substr(0, 8), "K017 5:5");
    EXPECT_EQ(
        rule_problems("rules:\n  low:\n    type: t\n    value: 1\n    versions: [{ from: 2019-01-01, value: 1 }]\n"),
        "K017 4:5 'value' and 'versions' exclude each other in rule 'low' | Move it into each version.\n");
    EXPECT_EQ(rule_problems("rules: { low: { type: t } }\n"),
              "K002 1:10 rule 'low' has neither 'value' nor 'table' | Add one of these keys.\n");
    EXPECT_EQ(rule_problems("parameters: { p: { type: t, constant: 1, values: [{ from: 2019-01-01, value: 1 }] } }\n")
                  .substr(0, 9),
              "K017 1:42");
    EXPECT_EQ(rule_problems("parameters: { p: { type: t, values: [{ from: 2019-01-01, value: 1, reason: x }] } }\n")
                  .substr(0, 4),
              "K017");
}

std::string rate_problems(std::string const& entry) {
    return rule_problems("tables:\n  r:\n    type: money\n    keys: { a: t, b: number }\n    entries:\n      - " +
                         entry + "\n");
}

TEST(rate_table, schedules) {
    EXPECT_EQ(rate_problems("{ from: 2019-01-01, file: a.csv, column: c, keys: { a: [x], b: '[1..2]' } }"), "");
    EXPECT_EQ(rate_problems("{ from: 2019-01-01, file: a.csv, column: c, keys: { a: [x], bb: '[1..2]' } }"),
              "K001 6:69 unknown key 'bb' in a block of table 'r' | Did you mean 'b'?\n"
              "K002 6:59 a block of table 'r' has no 'b' | Add the key 'b'.\n");
    EXPECT_EQ(rate_problems("{ from: 2019-01-01, file: a.csv, column: c }").substr(0, 8), "K002 6:9");
    EXPECT_EQ(rate_problems("{ file: a.csv, column: c, keys: { a: [x], b: '[1..2]' } }").substr(0, 8), "K002 6:9");
    EXPECT_EQ(
        rate_problems("{ from: 2019-01-01, file: /a.csv, column: c, keys: { a: [x], b: '[1..2]' } }").substr(0, 9),
        "K024 6:35");
    EXPECT_EQ(rate_problems("{ from: 2019-01-01, value: $5 }").substr(0, 9), "K003 6:36");
    EXPECT_EQ(rate_problems("{ from: 2019-01-01, value: not known, column: c }").substr(0, 9), "K017 6:47");
    EXPECT_EQ(
        rate_problems("{ from: 2019-01-01, until_column: d, file: a.csv, column: c, keys: { a: [x], b: '[1..2]' } }")
            .substr(0, 4),
        "K017");
    EXPECT_EQ(rate_problems("{ from: 2019-01-01, file: a.csv, column: c, keys: { a: { column: d }, b: '[1..2]' } }")
                  .substr(0, 9),
              "K002 6:61");
}

}  // namespace
}  // namespace carefare::syntax
