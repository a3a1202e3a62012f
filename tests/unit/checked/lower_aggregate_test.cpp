// Aggregates: which rows, which names inside, which types come out.
#include "unit/checked/lower_fixture.hpp"

namespace carefare::checked {
namespace {

TEST(lower_aggregate, types) {
    expect_types({
        {"family", "count(member)", "number"},
        {"family", "count(member[able])", "number"},
        {"family", "count(member[able][age > 3])", "number"},
        {"family", "sum(member.age)", "years"},
        {"family", "sum(member.pays)", "money per week"},
        {"family", "max(member.age)", "years or none"},
        {"family", "min(member[able].born_on)", "date or none"},
        {"family", "some m in member satisfies m.able", "boolean"},
        {"family", "every m in member[age > 3] satisfies m.able and m.age < family.size * @\"P12M\" / @\"P12M\"", "T013"},
        {"family", "some m in member, v in m.visit satisfies v.hours > 3 and m.able", "boolean"},
        {"family", "sum(visit.hours)", "hours"},
        {"family", "sum(visit[member.able].hours)", "hours"},
        {"family", "sum(visit[provider.rate > $3].hours)", "hours"},
        {"visit", "sum(family.visit.hours)", "hours"},
        {"visit", "sum(member.visit.hours)", "hours"},
    });
}

TEST(lower_aggregate, mistakes) {
    expect_types({
        {"family", "sum(member)", "T003"},
        {"family", "sum(member.able)", "T012"},
        {"family", "sum(member.born_on)", "T012"},
        {"family", "count(member.age)", "T004"},
        {"family", "count(pet)", "T026"},
        {"family", "sum(family.income)", "T004"},
        {"family", "sum(provider.rate)", "T027"},
        {"provider", "count(visit)", "T027"},
        {"family", "count(member[age])", "T023"},
        {"family", "count(member[agge > 3])", "T001"},
        {"family", "sum(member.agge)", "T001"},
        {"family", "count(member[count(visit) > 3])", "T043"},
        {"family", "sum(member.age[able])", "T004"},
        {"family", "sum(member[able].visit.hours)", "T004"},
        {"family", "some m in family.size satisfies m > 3", "T008"},
        {"family", "some x in [1, 2] satisfies x = family.size", "T008"},
        {"family", "sum(for m in member return m.age)", "T008"},
        {"family", "max(family.size)", "T004"},
    });
}

TEST(lower_aggregate, items_are_numbered_by_nesting) {
    lowered programme;
    EXPECT_EQ(programme.tree_in("family", "some m in member satisfies count(m.visit[hours > 3]) > family.size"),
              "some member : boolean\n"
              "  self : row of family\n"
              "  -\n"
              "  less : boolean\n"
              "    fact family.size : number\n"
              "      self : row of family\n"
              "    count visit : number\n"
              "      item 0 : row of member\n"
              "      less : boolean\n"
              "        constant 3 : hours\n"
              "        fact visit.hours : hours\n"
              "          item 1 : row of visit\n"
              "      -\n");
    EXPECT_EQ(programme.tree_in("family", "sum(visit[member.able].hours)"),
              "sum visit : hours\n"
              "  self : row of family\n"
              "  fact member.able : boolean\n"
              "    follow_owner : row of member\n"
              "      item 0 : row of visit\n"
              "  fact visit.hours : hours\n"
              "    item 0 : row of visit\n");
}

TEST(lower_aggregate, not_above_the_partition) {
    lowered programme(R"(
entities:
  district: { rows: districts }
  family:   { rows: families, of: district, at_most: 9 }
  member:   { rows: members, of: family, at_most: 9 }
facts:
  member.able: { type: boolean }
)",
                      {{"programme.yaml", "programme: a/b\ntitle: x\npartition: family\n"}});
    EXPECT_EQ(programme.type_in("family", "count(member[able])"), "number");
    EXPECT_EQ(programme.type_in("district", "count(family)"), "T041");
    EXPECT_EQ(programme.type_in("district", "count(member)"), "T041");
}

}  // namespace
}  // namespace carefare::checked
