// The whole checker over small programmes: one mistake gives one message, limits hold, outputs are found.
#include "unit/checked/lower_fixture.hpp"

namespace carefare::checked {
namespace {

struct outcome {
    std::optional<rule_graph> graph;
    std::string codes;
    check_counters counters;
};

outcome checked_rules(std::string const& rules, check_limits const& limits = {}) {
    syntax::scratch_folder folder;
    folder.write("programme.yaml", "programme: a/b\ntitle: Example\n");
    folder.write("rules.yaml", rules);
    source_map sources;
    diagnostics found;
    syntax::file_access const files(folder.path());
    outcome made;
    auto const programme = syntax::read_programme(files, folder.path(), sources, found);
    if (programme && !found.has_errors()) made.graph = check(*programme, files, sources, found, limits, &made.counters);
    for (auto const& item : found.items()) made.codes += (made.codes.empty() ? "" : " ") + std::string(carefare::name_of(item.code));
    return made;
}

constexpr char const* rows = R"(
entities:
  family: { rows: families, at: family.day }
facts:
  family.day: { type: date }
  family.income: { type: money per year, range: "[$0..$100000]" }
  family.size: { type: number, range: "[1..20]", step: 1 }
)";

TEST(check, gives_a_graph_of_a_sound_programme) {
    auto const made = checked_rules(std::string(rows) + R"(
outputs: [family.limit, family.within]
rules:
  family.within: { type: boolean, cite: x, value: family.income <= family.limit }
  family.limit:  { type: money per year, cite: x, value: $1000 * family.size }
)");
    ASSERT_EQ(made.codes, "T028") << "money times a number is money, not money per year";
    auto const sound = checked_rules(std::string(rows) + R"(
outputs: [family.limit, family.within]
parameters:
  base: { type: money per year, range: "[$0..$5000]", step: $1, constant: $1000, cite: x }
rules:
  family.within: { type: boolean, cite: x, value: family.income <= family.limit }
  family.limit:  { type: money per year, cite: x, value: base * family.size }
)");
    ASSERT_TRUE(sound.graph.has_value()) << sound.codes;
    EXPECT_EQ(sound.graph->outputs, (std::vector<rule_id>{1, 0}));
    EXPECT_EQ(sound.graph->order, (std::vector<rule_id>{1, 0}));
    EXPECT_EQ(sound.counters.nodes, sound.graph->nodes.size());
    EXPECT_EQ(print(*sound.graph),
              "entity family at\n"
              "  fact family.day : date\n"
              "    self : row of family\n"
              "rule family.within : boolean\n"
              "  always\n"
              "    less_equal : boolean\n"
              "      fact family.income : money per year\n"
              "        self : row of family\n"
              "      rule family.limit : money per year\n"
              "        self : row of family\n"
              "rule family.limit : money per year\n"
              "  always\n"
              "    multiply : money per year\n"
              "      slot base : money per year\n"
              "      fact family.size : number\n"
              "        self : row of family\n");
}

TEST(check, one_mistake_gives_one_message) {
    EXPECT_EQ(checked_rules(std::string(rows) + "  family.rent: { type: mony }\nrules:\n"
                                                "  family.a: { type: boolean, cite: x, value: family.rent > $3 }\n"
                                                "  family.b: { type: boolean, cite: x, value: family.a and family.a }\n")
                  .codes,
              "N002");
    EXPECT_EQ(checked_rules(std::string(rows) + "rules:\n"
                                                "  family.a: { type: bolean, cite: x, value: family.size + 1 }\n"
                                                "  family.b: { type: boolean, cite: x, value: family.a or family.c }\n"
                                                "  family.c: { type: boolean, cite: x, value: family.b and family.unknown }\n")
                  .codes,
              "N002 T001");
}

TEST(check, outputs_are_rules_named_once) {
    std::string const rule = "rules: { family.a: { type: number, cite: x, value: family.size } }\n";
    EXPECT_EQ(checked_rules(std::string(rows) + rule + "outputs: [family.a, family.b]\n").codes, "T040");
    EXPECT_EQ(checked_rules(std::string(rows) + rule + "outputs: [family.size]\n").codes, "T040");
}

TEST(check, entities_name_a_date_and_a_fact) {
    std::string const start = "facts: { family.x: { type: boolean }, family.d: { type: date } }\nentities:\n  family: { rows: families }\n";
    EXPECT_EQ(checked_rules(start + "  member: { rows: members, of: family, complete_by: family.x, at: family.d }\n").codes, "");
    EXPECT_EQ(checked_rules(start + "  member: { rows: members, of: family, at: family.x }\n").codes, "T028");
    EXPECT_EQ(checked_rules(start + "  member: { rows: members, of: family, complete_by: family.d }\n").codes, "T039");
    EXPECT_EQ(checked_rules(start + "  member: { rows: members, of: family, complete_by: family.x and family.x }\n").codes, "T039");
    EXPECT_EQ(checked_rules(start + "  member: { rows: members, complete_by: family.x }\n").codes, "T039");
}

TEST(check, the_number_of_nodes_is_bounded) {
    std::string const rules = std::string(rows) + "rules: { family.a: { type: number, cite: x, value: ((family.size ** 8) ** 8) ** 8 } }\n";
    check_limits limits;
    limits.nodes = 500;
    auto const made = checked_rules(rules, limits);
    EXPECT_EQ(made.codes, "G002");
    EXPECT_LE(made.counters.nodes, 600U);
}

}  // namespace
}  // namespace carefare::checked
