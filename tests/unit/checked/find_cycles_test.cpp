// Circles of rules, each reported once with all its members; the order of the others.
#include "unit/checked/lower_fixture.hpp"

namespace carefare::checked {
namespace {

constexpr char const* rows = R"(
entities:
  family: { rows: families }
  member: { rows: members, of: family, at_most: 9, at: member.day }
facts:
  family.x: { type: number, range: "[0..9]", step: 1 }
  member.day: { type: date }
rules:
)";

std::string cycles_of(std::string const& rules, std::vector<std::string>* order = nullptr) {
    declared in(std::string(rows) + rules);
    lower_entities(in.b);
    lower_rules(in.b);
    EXPECT_EQ(in.problems(), "");
    find_cycles(in.b);
    if (order != nullptr) {
        for (rule_id const id : in.b.graph.order) order->push_back(in.b.graph.full_name(in.b.graph.rules[id]));
    }
    return in.problems();
}

TEST(find_cycles, orders_rules_after_those_they_read) {
    std::vector<std::string> order;
    EXPECT_EQ(cycles_of("  family.c: { type: number, cite: x, value: family.b + family.a }\n"
                        "  family.a: { type: number, cite: x, value: family.x }\n"
                        "  family.b: { type: number, cite: x, value: sum(member.a) + family.a }\n"
                        "  member.a: { type: number, cite: x, value: family.a }\n",
                        &order),
              "");
    EXPECT_EQ(order, (std::vector<std::string>{"family.a", "member.a", "family.b", "family.c"}));
}

TEST(find_cycles, three_members_are_named_with_their_places) {
    EXPECT_EQ(cycles_of("  family.a: { type: number, cite: x, value: family.b }\n"
                        "  family.b: { type: number, cite: x, value: sum(member.c) }\n"
                        "  member.c: { type: number, cite: x, value: family.a + 1 }\n"
                        "  family.d: { type: number, cite: x, value: family.a }\n"),
              "G001 rules.yaml:9:3 'family.a' reads 'family.b', which reads 'member.c', which reads 'family.a' again | Break the "
              "circle: let one of them read facts in place of the next rule.\n"
              "  rules.yaml:9:45 'family.a' reads 'family.b' here\n"
              "  rules.yaml:10:49 'family.b' reads 'member.c' here\n"
              "  rules.yaml:11:45 'member.c' reads 'family.a' here\n");
}

TEST(find_cycles, a_rule_that_reads_itself_and_two_circles) {
    EXPECT_EQ(cycles_of("  family.a: { type: number, cite: x, value: family.a + 1 }\n"
                        "  family.b: { type: number, cite: x, value: family.c }\n"
                        "  family.c: { type: number, cite: x, value: family.b }\n"),
              "G001 rules.yaml:9:3 'family.a' reads 'family.a' | Break the circle: let one of them read facts in place of the next "
              "rule.\n"
              "  rules.yaml:9:45 'family.a' reads 'family.a' here\n"
              "G001 rules.yaml:10:3 'family.b' reads 'family.c', which reads 'family.b' again | Break the circle: let one of them "
              "read facts in place of the next rule.\n"
              "  rules.yaml:10:45 'family.b' reads 'family.c' here\n"
              "  rules.yaml:11:45 'family.c' reads 'family.b' here\n");
}

TEST(find_cycles, runs_through_tables_dates_and_every_version) {
    EXPECT_EQ(cycles_of("  family.a:\n    type: number\n    cite: x\n    hit_policy: first\n    table: |\n"
                        "      family.x | -> a\n      family.b | 1\n    otherwise: 2\n"
                        "  family.b: { type: number, cite: x, value: family.a }\n")
                  .substr(0, 4),
              "G001");
    EXPECT_EQ(cycles_of("  member.a: { type: date, cite: x, as_of: member.b, value: member.day }\n"
                        "  member.b: { type: date, cite: x, versions: [{ from: 2019-01-01, value: member.day, cite: x }, { from: "
                        "2020-01-01, value: member.a, cite: x }] }\n")
                  .substr(0, 4),
              "G001");
}

TEST(find_cycles, a_long_chain_does_not_use_the_stack) {
    std::string rules = "  family.r0: { type: number, cite: x, value: family.x }\n";
    for (int i = 1; i < 3000; ++i) {
        rules += "  family.r" + std::to_string(i) + ": { type: number, cite: x, value: family.r" + std::to_string(i - 1) + " }\n";
    }
    std::vector<std::string> order;
    EXPECT_EQ(cycles_of(rules, &order), "");
    EXPECT_EQ(order.back(), "family.r2999");
}

}  // namespace
}  // namespace carefare::checked
