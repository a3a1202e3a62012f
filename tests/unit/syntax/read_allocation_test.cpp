// Allocations, windows and dataset.yaml: what is read, and what is refused with which advice.
#include "read_fixture.hpp"

namespace carefare::syntax {
namespace {

constexpr auto absences = R"(rules:
  day.absence_paid:
    type: days
    cite: section 1
    allocate:
      ask: if day.absence_allowed then 1 else 0
      whole: yes
      order: [day.date asc, day.key desc]
      when_full: stop
      limits:
        - { within: child_month, up_to: option.per_month, counts: day.kind = "routine", name: monthly limit }
        - { within: child_period, up_to: 12, used_before: child_period.paid_before, name: limit of the period }
)";

TEST(read_allocation, all_of_its_keys) {
    reading file(absences);
    auto const rules = file.rules().rules;
    ASSERT_EQ(file.problems(), "");
    ASSERT_EQ(rules.size(), 1u);
    EXPECT_TRUE(rules[0].versions.empty());
    auto const& out = rules[0].allocate.value();
    EXPECT_EQ(tree(out.ask), "(if (member 'absence_allowed' day) 1 0)");
    EXPECT_TRUE(out.whole);
    ASSERT_EQ(out.order.size(), 2u);
    EXPECT_FALSE(out.order[0].descending);
    EXPECT_TRUE(out.order[1].descending);
    EXPECT_EQ(out.pending.value + " " + out.when_full.value, "block stop");
    EXPECT_FALSE(out.in_proportion);
    ASSERT_EQ(out.limits.size(), 2u);
    EXPECT_EQ(out.limits[0].within.value + ", " + out.limits[0].name.value, "child_month, monthly limit");
    EXPECT_EQ(tree(out.limits[0].counts), "(= (member 'kind' day) \"routine\")");
    EXPECT_EQ(tree(out.limits[0].used_before), "nothing");
    EXPECT_EQ(tree(out.limits[1].up_to), "12");
    EXPECT_EQ(tree(out.limits[1].used_before), "(member 'paid_before' child_period)");
    EXPECT_EQ(file.at(out.limits[1].name.where), "12:91");
}

std::string allocation(std::string const& keys, std::string const& limits, std::string const& beside = "") {
    return rule_problems("rules: { a.b: { type: days" + beside + ", allocate: { ask: a.x, order: [a.key asc], " + keys +
                         "limits: " + limits + " } } }\n");
}
constexpr auto one_limit = "[{ within: f, up_to: 1, name: l }]";

TEST(read_allocation, what_must_be_said) {
    EXPECT_EQ(allocation("when_full: skip, pending: skip, ", one_limit), "");
    EXPECT_EQ(allocation("", one_limit),
              "K002 1:39 the allocation of rule 'a.b' has no 'when_full' | Add the key 'when_full'.\n");
    EXPECT_EQ(rule_problems("rules: { a.b: { type: days, allocate: { when_full: skip } } }\n"),
              "K002 1:39 the allocation of rule 'a.b' has no 'ask' | Add the key 'ask'.\n"
              "K002 1:39 the allocation of rule 'a.b' has no 'order' | Add the key 'order'.\n"
              "K002 1:39 the allocation of rule 'a.b' has no 'limits' | Add the key 'limits'.\n");
    EXPECT_EQ(allocation("when_full: skip, ", "[{ counts: a.y }]"),
              "K002 1:97 a limit of rule 'a.b' has no 'within' | Add the key 'within'.\n"
              "K002 1:97 a limit of rule 'a.b' has no 'up_to' | Add the key 'up_to'.\n"
              "K002 1:97 a limit of rule 'a.b' has no 'name' | Add the key 'name'.\n");
    EXPECT_EQ(allocation("when_full: skip, ", "[]").substr(0, 4), "K004");
    EXPECT_EQ(allocation("when_full: skip, ", "[{ within: f, up_to: 1, name: l }, { within: g, up_to: 2, name: l }]"),
              "K008 1:160 'l' stands twice in the limits of rule 'a.b' | Remove one of them or give it another name.\n");
}

TEST(read_allocation, words_and_company) {
    EXPECT_EQ(allocation("when_full: skp, ", one_limit), "K035 1:82 'when_full' cannot be 'skp' | Did you mean 'skip'?\n");
    EXPECT_EQ(allocation("when_full: skip, pending: stop, ", one_limit),
              "K035 1:97 'pending' cannot be 'stop' | Write block or skip.\n");
    EXPECT_EQ(allocation("split: in proportion, ", one_limit), "");
    EXPECT_EQ(allocation("split: evenly, ", one_limit).substr(0, 9), "K035 1:78");
    EXPECT_EQ(allocation("split: in proportion, whole: yes, when_full: skip, ", one_limit),
              "K017 1:93 'whole' and 'split' exclude each other in the allocation of rule 'a.b' | Leave it out: a share "
              "is a part of what was asked.\n"
              "K017 1:105 'when_full' and 'split' exclude each other in the allocation of rule 'a.b' | Leave it out: "
              "every row gets its share.\n");
    EXPECT_EQ(allocation("split: in proportion, ",
                         "[{ within: f, up_to: 1, name: l }, { within: g, up_to: 2, name: m }]"),
              "K036 1:136 only one limit can be shared in proportion | Keep one limit, or leave 'split' out.\n");
    for (auto const* const key : {"value: 1", "versions: []", "overridable: yes", "otherwise: 1", "reason: x"}) {
        EXPECT_EQ(allocation("when_full: skip, ", one_limit, ", " + std::string(key)).substr(0, 9), "K017 1:29") << key;
    }
}

TEST(read_window, of_a_case_and_its_variant) {
    reading file(
        "cases:\n  - name: a\n    window: 2019-06-03..2019-06-30\n    expect: { a: 1 }\n    each:\n"
        "      - { name: b, window: 2019-06-03..2019-06-03 }\n      - { name: c }\n");
    auto const cases = file.cases().value().cases;
    ASSERT_EQ(file.problems(), "");
    ASSERT_EQ(cases.size(), 3u);
    EXPECT_EQ(day(cases[0].window_from) + " " + day(cases[0].window_to), "2019-06-03 2019-06-30");
    EXPECT_EQ(file.at(cases[0].window_to->where), "3:25");
    EXPECT_EQ(day(cases[1].window_to), "2019-06-03");
    EXPECT_EQ(day(cases[2].window_to), "2019-06-30");
    auto const window = [](std::string const& text) {
        return case_problems("cases:\n  - { name: a, expect: { a: 1 }, window: " + text + " }\n");
    };
    EXPECT_EQ(window("2019-06-03"),
              "K037 2:42 '2019-06-03' is no window of days | Write the first and the last day with two dots between "
              "them: 2019-06-03..2019-06-30.\n");
    EXPECT_EQ(window("2019-06-03..2019-06-02"),
              "K037 2:42 '2019-06-03..2019-06-02' ends before it begins | Write the earlier day first.\n");
    for (auto const* const wrong : {"2019-06-03..", "..2019-06-03", "2019-06-03...2019-06-04", "2019-06-03 .. 2019-06-04",
                                    "2019-06-31..2019-07-01", "'[2019-06-03..2019-06-04]'"}) {
        EXPECT_EQ(window(wrong).substr(0, 9), "K037 2:42") << wrong;
    }
}

TEST(read_dataset, tables_with_files_and_windows) {
    reading file(
        "programme: ny/ccap\nknown_on: 2019-07-01\ntables:\n  visits: { file: in/v.csv, window: "
        "2019-06-03..2019-06-30 }\n  families: {}\n");
    auto const data = read_dataset(file.root.value(), file.found).value();
    EXPECT_EQ(file.problems(), "");
    EXPECT_EQ(data.programme->value + " " + day(data.known_on), "ny/ccap 2019-07-01");
    ASSERT_EQ(data.tables.size(), 2u);
    EXPECT_EQ(data.tables[0].rows.value + " " + data.tables[0].file.value, "visits in/v.csv");
    EXPECT_EQ(day(data.tables[0].from) + " " + day(data.tables[0].until), "2019-06-03 2019-06-30");
    EXPECT_EQ(data.tables[1].file.value + " " + day(data.tables[1].from), "families.csv -");
    EXPECT_EQ(file.at(data.tables[1].file.where), "5:3");
}

TEST(read_dataset, is_as_strict_as_the_others) {
    auto const problems = [](std::string const& text) {
        reading file(text);
        static_cast<void>(read_dataset(file.root.value(), file.found));
        return file.problems();
    };
    EXPECT_EQ(problems("table: {}\n"), "K001 1:1 unknown key 'table' in this dataset | Did you mean 'tables'?\n");
    EXPECT_EQ(problems("tables: { visits: { windows: x } }\n").substr(0, 9), "K001 1:21");
    EXPECT_EQ(problems("tables: { visits: { file: /etc/v.csv } }\n").substr(0, 9), "K024 1:27");
    EXPECT_EQ(problems("tables: { Visits: {} }\n").substr(0, 9), "K007 1:11");
    EXPECT_EQ(problems("tables: [visits]\n").substr(0, 8) + problems("known_on: soon\n").substr(0, 9),
              "K003 1:9K005 1:11");
    EXPECT_EQ(problems("- visits\n").substr(0, 8), "K003 1:1");
}

}  // namespace
}  // namespace carefare::syntax
