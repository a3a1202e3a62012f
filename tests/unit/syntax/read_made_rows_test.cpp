// Entities whose rows are made, orders and records over time: what is read, and which keys go together.
#include "read_fixture.hpp"

namespace carefare::syntax {
namespace {

constexpr auto makers = R"yaml(entities:
  child: { rows: children, subset: member, where: member.role = "child" }
  day:
    { rows: days, of: authorization, each: { date: authorization.dates }, at: day.date, order: [day.date desc, 'f(day.x, 1)  asc'], at_most: 800 }
  stay: { rows: stays, of: authorization, merge: visit, range: "[visit.arrived_at..visit.left_at)", gap: 0 minutes, to: { day: date(stay.from) }, at_most: 2000 }
  week:
    { rows: weeks, of: authorization, group: day, by: { start: 'week start(day.date, "Monday")', room: day.room }, at_most: 120 }
  visit: { rows: visits, of: authorization, to: { payee: provider, day: date(visit.at) }, dated_by: arrived_at, versions: { by: recorded_on, void: cancelled } }
)yaml";

TEST(read_made_rows, every_maker) {
    reading file(makers);
    auto const entities = file.rules().entities;
    ASSERT_EQ(file.problems(), "");
    ASSERT_EQ(entities.size(), 5u);
    auto const& child = entities[0].maker.value();
    EXPECT_EQ(child.what, maker_syntax::kind::subset);
    EXPECT_EQ(child.source->value, "member");
    EXPECT_EQ(tree(child.where_true), "(= (member 'role' member) \"child\")");
    EXPECT_EQ(file.at(child.where), "2:28");

    auto const& day = entities[1];
    EXPECT_EQ(day.maker->what, maker_syntax::kind::each);
    ASSERT_EQ(day.maker->fields.size(), 1u);
    EXPECT_EQ(day.maker->fields[0].first.value, "date");
    EXPECT_EQ(tree(day.maker->fields[0].second), "(member 'dates' authorization)");
    EXPECT_FALSE(day.maker->source.has_value());
    ASSERT_EQ(day.order.size(), 2u);
    EXPECT_EQ(tree(day.order[0].key), "(member 'date' day)");
    EXPECT_TRUE(day.order[0].descending);
    EXPECT_EQ(tree(day.order[1].key), "(call 'f' (member 'x' day) 1)");
    EXPECT_FALSE(day.order[1].descending);
    EXPECT_EQ(file.at(day.order[1].key.where), "4:113");

    auto const& stay = entities[2];
    EXPECT_EQ(stay.maker->what, maker_syntax::kind::merge);
    EXPECT_EQ(stay.maker->source->value, "visit");
    EXPECT_EQ(tree(stay.maker->range), "(range:[) (member 'arrived_at' visit) (member 'left_at' visit))");
    EXPECT_EQ(tree(stay.maker->gap), "0");
    EXPECT_EQ(stay.maker->gap_unit.value, "minutes");
    EXPECT_TRUE(stay.links.empty());
    ASSERT_EQ(stay.computed.size(), 1u);
    EXPECT_EQ(stay.computed[0].first.value, "day");
    EXPECT_EQ(tree(stay.computed[0].second), "(call 'date' (member 'from' stay))");

    auto const& week = entities[3].maker.value();
    EXPECT_EQ(week.what, maker_syntax::kind::group);
    ASSERT_EQ(week.fields.size(), 2u);
    EXPECT_EQ(tree(week.fields[0].second), "(call 'week start' (member 'date' day) \"Monday\")");

    auto const& visit = entities[4];
    EXPECT_FALSE(visit.maker.has_value());
    EXPECT_EQ(visit.dated_by->value, "arrived_at");
    EXPECT_EQ(visit.versions->by.value + " " + visit.versions->void_by->value, "recorded_on cancelled");
    ASSERT_EQ(visit.links.size(), 1u);
    EXPECT_EQ(visit.links[0].name.value + " " + visit.links[0].entity.value, "payee provider");
    EXPECT_EQ(visit.computed.size(), 1u);
}

std::string entity(std::string const& keys) {
    return rule_problems("entities: { e: { rows: es, " + keys + " } }\n");
}

TEST(read_made_rows, which_keys_go_together) {
    EXPECT_EQ(entity("subset: a, where: b, group: c"),
              "K017 1:49 'group' and 'subset' exclude each other in entity 'e' | Keep one of the two.\n");
    EXPECT_EQ(entity("where: x"),
              "K002 1:28 'where' stands in entity 'e' without 'subset' or 'each' | Add 'subset' or 'each', or leave "
              "'where' out.\n");
    EXPECT_EQ(entity("of: f, at_most: 2, group: a, by: { x: a.x }, where: a.y").substr(0, 9), "K002 1:73");
    EXPECT_EQ(entity("by: { x: y }").substr(0, 4) + entity("gap: 1 days").substr(0, 4), "K002K002");
    EXPECT_EQ(entity("subset: a"), "K002 1:13 entity 'e' has no 'where' | Add the key 'where'.\n");
    EXPECT_EQ(entity("each: { x: a.b }"),
              "K002 1:13 entity 'e' has no 'of' | Add the key 'of'.\n"
              "K002 1:13 entity 'e' has no 'at_most' | Add the key 'at_most'.\n");
    EXPECT_EQ(entity("of: f, at_most: 2, merge: v"),
              "K002 1:13 entity 'e' has no 'range' | Add the key 'range'.\n"
              "K002 1:13 entity 'e' has no 'gap' | Add the key 'gap'.\n");
    for (auto const* const key : {"dated_by: d", "versions: { by: d }", "complete_by: f.c"}) {
        EXPECT_EQ(entity(std::string(key) + ", subset: a, where: b").substr(0, 9), "K017 1:28") << key;
    }
    EXPECT_EQ(entity("subset: a, where: b, to: provider"),
              "K017 1:53 entity 'e' is made by the engine, and nobody names its row of 'provider' | Write the key that "
              "finds the row: to: { provider: an expression }.\n");
    EXPECT_EQ(entity("versions: { void: gone }"), "K002 1:38 'versions' has no 'by' | Add the key 'by'.\n");
}

TEST(read_made_rows, fields_gaps_and_orders) {
    auto const each = [](std::string const& fields) { return entity("of: f, at_most: 2, each: " + fields); };
    EXPECT_EQ(each("{ x: a, y: b }"),
              "K033 1:61 'each' has more than one field | Write one field and what it runs over: each: { date: "
              "family.dates }.\n");
    EXPECT_EQ(each("{}").substr(0, 4) + each("a.b").substr(0, 4) + each("{ X: a }").substr(0, 4), "K004K003K007");
    auto const gap = [](std::string const& text) {
        return entity("of: f, at_most: 2, merge: v, range: v.r, gap: " + text);
    };
    EXPECT_EQ(gap("1 day") + gap("option.gap minutes") + gap("30  minute"), "");
    for (auto const* const wrong : {"0", "minutes", "0 hours", "' minutes'", "0minutes"}) {
        EXPECT_EQ(gap(wrong).substr(0, 9), "K034 1:74") << wrong;
    }
    EXPECT_EQ(gap("0"),
              "K034 1:74 '0' is no gap between two ranges | Write a number and its unit: 0 minutes between dates with "
              "times, 1 days between dates.\n");
    EXPECT_EQ(gap("1 + minutes").substr(0, 9), "S002 1:78");
    EXPECT_EQ(entity("order: [e.key asc]"), "");
    EXPECT_EQ(entity("order: [e.a]"),
              "K032 1:36 'e.a' does not say which way it sorts | Write 'asc' behind it for the least first, or 'desc' "
              "for the greatest first.\n");
    for (auto const* const wrong : {"asc", "e.asc", "e.a ascending", "' desc'"}) {
        EXPECT_EQ(entity("order: [" + std::string(wrong) + "]").substr(0, 9), "K032 1:36") << wrong;
    }
    EXPECT_EQ(entity("order: [e.a asc asc]").substr(0, 4) + entity("order: []").substr(0, 4), "S024K004");
}

TEST(read_made_rows, partial_groups_paid_rows_and_carried_tables) {
    EXPECT_EQ(entity("of: f, at_most: 2, group: a, by: { x: a.x }, partial: yes, pay_by: e.x"), "");
    EXPECT_EQ(entity("subset: a, where: b, partial: yes").substr(0, 4), "K002");
    reading file("carried:\n  balance: { from: month, facts: { start: month.start, used: month.used + 1 } }\n");
    auto const carried = file.rules().carried;
    ASSERT_EQ(file.problems(), "");
    ASSERT_EQ(carried.size(), 1u);
    EXPECT_EQ(carried[0].into.value + " " + carried[0].from.value, "balance month");
    ASSERT_EQ(carried[0].facts.size(), 2u);
    EXPECT_EQ(carried[0].facts[0].first.value, "start");
    EXPECT_EQ(tree(carried[0].facts[1].second), "(+ (member 'used' month) 1)");
    reading open("carried:\n  balance: { from: month }\n  other: month\n");
    static_cast<void>(open.rules());
    EXPECT_EQ(open.problems().substr(0, 9) + open.problems().substr(open.problems().find("K003"), 8), "K002 2:3 K003 3:1");
}

}  // namespace
}  // namespace carefare::syntax
