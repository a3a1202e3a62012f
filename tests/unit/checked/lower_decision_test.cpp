// Decision tables and lookups: cells typed by their input, outputs by the rule, keys by the table.
#include "unit/checked/lower_fixture.hpp"

namespace carefare::checked {
namespace {

/// The programme with one more rule, lowered; its problems, or the tree of the rule.
std::string rule_of(std::string const& text, std::string const& name) {
    declared in(std::string(small_programme) + text);
    lower_entities(in.b);
    lower_rules(in.b);
    if (in.found.has_errors()) {
        std::string codes;
        for (auto const& item : in.found.items()) codes += (codes.empty() ? "" : " ") + std::string(carefare::name_of(item.code));
        return codes;
    }
    auto const dot = name.find('.');
    auto const owner = in.b.graph.find_entity(name.substr(0, dot)).value();
    return print(in.b.graph, in.b.graph.find_rule(owner, name.substr(dot + 1)).value());
}

std::string table_rule(std::string const& type, std::string const& policy, std::string const& table, std::string const& rest = "") {
    std::string text = "  family.result:\n    type: " + type + "\n    cite: x\n    hit_policy: " + policy + "\n" + rest + "    table: |\n";
    std::size_t from = 0;
    while (from < table.size()) {
        auto const end = table.find('\n', from);
        text += "      " + table.substr(from, end - from) + "\n";
        from = end + 1;
    }
    return rule_of(text, "family.result");
}

TEST(lower_decision, cells_become_values_intervals_and_predicates) {
    EXPECT_EQ(table_rule("money per week", "first",
                         "family.size | family.colour | family.fee | -> fee\n"
                         "< 3         | \"red\"       | none       | $1\n"
                         "[3..5), 9   | not(\"red\")  | >= $2      | family.income / weeks_per_year\n"
                         "!= 4        | -           | -          | 0\n"
                         "> member_count | -        | -          | 0\n"),
              "T001");
    EXPECT_EQ(table_rule("money per week", "first",
                         "family.size | family.colour | family.fee | -> fee\n"
                         "< 3         | \"red\"       | none       | $1\n"
                         "[3..5), 9   | not(\"red\")  | >= $2      | family.income / weeks_per_year\n"
                         "> count(member) | -        | -          | 0\n",
                         "    otherwise: $2\n"),
              "rule family.result : money per week\n"
              "  always\n"
              "    decide first : money per week\n"
              "      input\n"
              "        fact family.size : number\n"
              "          self : row of family\n"
              "      input\n"
              "        fact family.colour : colour\n"
              "          self : row of family\n"
              "      input\n"
              "        fact family.fee : money per week or none\n"
              "          self : row of family\n"
              "      row\n"
              "        test (..3)\n"
              "        test \"red\"\n"
              "        test none\n"
              "        constant $1 : money per week\n"
              "      row\n"
              "        test [3..5) 9\n"
              "        not \"red\"\n"
              "        test [$2..)\n"
              "        divide : money per week\n"
              "          fact family.income : money per year\n"
              "            self : row of family\n"
              "          slot weeks_per_year : weeks per year\n"
              "      row\n"
              "        test\n"
              "          less : boolean\n"
              "            count member : number\n"
              "              self : row of family\n"
              "              -\n"
              "              -\n"
              "            fact family.size : number\n"
              "              self : row of family\n"
              "        any\n"
              "        any\n"
              "        constant $0 : money per week\n"
              "      otherwise\n"
              "        constant $2 : money per week\n");
}

TEST(lower_decision, mistakes) {
    EXPECT_EQ(table_rule("number", "unique", "family.colour | -> x\n\"blue\" | 1\n- | 2\n"), "T015");
    EXPECT_EQ(table_rule("number", "unique", "family.size | -> x\n< $3 | 1\n"), "T013");
    EXPECT_EQ(table_rule("number", "unique", "family.colour | -> x\n< \"red\" | 1\n"), "T012");
    EXPECT_EQ(table_rule("number", "unique", "family.colour | -> x\n[1..3] | 1\n"), "T017");
    EXPECT_EQ(table_rule("number", "unique", "family.size | -> x\nnone | 1\n"), "T021");
    EXPECT_EQ(table_rule("colour", "unique", "family.size | -> x\n3 | \"blue\"\n"), "T015");
    EXPECT_EQ(table_rule("colour", "unique", "family.size | -> x\n3 | family.size\n"), "T028");
    EXPECT_EQ(table_rule("colour", "collect sum", "family.size | -> x\n3 | \"red\"\n"), "T037");
    EXPECT_EQ(table_rule("colour", "collect count", "family.size | -> x\n3 | \"red\"\n"), "T037");
    EXPECT_EQ(table_rule("boolean", "collect max", "family.size | -> x\n3 | true\n"), "T037");
    EXPECT_EQ(table_rule("number", "collect sum", "family.size | -> x\n3 | 1\n", "    otherwise: 3\n"), "T038");
    EXPECT_EQ(table_rule("number", "unique", "provider | -> x\n3 | 1\n"), "T027");
    EXPECT_EQ(table_rule("number", "unique", "3 | -> x\n3 | 1\n"), "T012");
}

TEST(lower_decision, collect) {
    EXPECT_EQ(table_rule("number", "collect count", "family.size | -> x\n> 3 | \"red\"\n").substr(0, 70),
              "rule family.result : number\n  always\n    decide collect count : number");
}

TEST(lower_rule, versions_dates_and_declared_types) {
    EXPECT_EQ(rule_of("  visit.r: { type: hours, as_of: family.decided_on, cite: x, versions: [{ from: 2019-01-01, value: 3, cite: x }, { from: "
                      "2020-01-01, value: not known, reason: lost, cite: x }] }\n",
                      "visit.r"),
              "rule visit.r : hours\n"
              "  as_of\n"
              "    fact family.decided_on : date\n"
              "      follow_owner : row of family\n"
              "        follow_owner : row of member\n"
              "          self : row of visit\n"
              "  from 2019-01-01\n"
              "    constant 3 : hours\n"
              "  from 2020-01-01 not known: lost\n");
    EXPECT_EQ(rule_of("  visit.r: { type: hours, cite: x, versions: [{ from: 2019-01-01, value: 3, cite: x }] }\n", "visit.r"), "T025");
    EXPECT_EQ(rule_of("  visit.r: { type: hours, cite: x, value: visit.minutes }\n", "visit.r"), "T028");
    EXPECT_EQ(rule_of("  visit.r: { type: percent, cite: x, value: 27 }\n", "visit.r"), "T018");
    EXPECT_EQ(rule_of("  family.r: { type: money per week, cite: x, value: family.fee }\n", "family.r"), "T020");
    EXPECT_EQ(rule_of("  family.r: { type: money per week or none, cite: x, value: $3 }\n", "family.r"),
              "rule family.r : money per week or none\n  always\n    constant $3 : money per week\n");
    EXPECT_EQ(rule_of("  family.r: { type: date, as_of: family.size, cite: x, value: family.decided_on }\n", "family.r"), "T028");
    EXPECT_EQ(rule_of("  family.r: { type: colour, cite: x, value: if family.size > 3 then \"red\" else \"green\" }\n", "family.r").substr(0, 56),
              "rule family.r : colour\n  always\n    conditional : colour");
}

}  // namespace
}  // namespace carefare::checked
