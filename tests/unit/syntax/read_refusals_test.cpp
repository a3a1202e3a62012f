// Plans and cases: what is refused, where, and with which advice.
#include "read_fixture.hpp"

namespace carefare::syntax {
namespace {

TEST(read_plan, the_head) {
    reading file("plan: A/b\nprogram: a/c\noptions: {}\n");
    auto const plan = file.plan();
    EXPECT_TRUE(plan.has_value());
    EXPECT_EQ(file.problems(),
              "K001 2:1 unknown key 'program' in this plan | Did you mean 'programme'?\n"
              "K007 1:7 'A/b' is no name of 'plan' | Use lower-case letters, digits, '_' and '-', with '/' between the "
              "parts.\n"
              "K002 1:1 this plan has no 'programme' | Add the key 'programme'.\n"
              "K002 1:1 this plan has no 'source' | Add the key 'source'.\n");
    reading list("- plan\n");
    EXPECT_FALSE(list.plan().has_value());
}

TEST(read_plan, dates_of_answers) {
    EXPECT_EQ(plan_problems("  share: 27%\n"),
              "K002 5:3 option 'share' has no 'from' | Add the day on which it takes effect, "
              "here or once at the top of the plan.\n");
    EXPECT_EQ(plan_problems("  share: { value: 27% }\n").substr(0, 8), "K002 5:3");
    EXPECT_EQ(plan_problems("  share: not stated\n"), "");
    EXPECT_EQ(plan_problems("  share: { state: not asked, cite: page 1 }\n"), "");
    EXPECT_EQ(
        plan_problems("  share:\n    - { from: 2019-01-01, value: 1 }\n    - { state: not asked }\n").substr(0, 8),
        "K002 7:7");
}

TEST(read_plan, states) {
    EXPECT_EQ(plan_problems("  share: { state: not sated }\n"),
              "K018 5:19 unknown state 'not sated' | Did you mean 'not "
              "stated'?\n");
    EXPECT_EQ(plan_problems("  share: { state: not stated, value: 27% }\n"),
              "K019 5:19 an answer that is 'not stated' has no value | Leave the value out, or change the state.\n");
    EXPECT_EQ(plan_problems("  share: { from: 2019-01-01, value: 1, state: inferred }\n"),
              "K002 5:47 an inferred answer has no 'ground' | Add 'ground:' and say what it was inferred from.\n");
    EXPECT_EQ(plan_problems("  share: { from: 2019-01-01, value: 1, ground: x }\n"),
              "K019 5:48 'ground' says why an answer is inferred, and this one is not | Leave it out, or write 'state: "
              "inferred'.\n");
    EXPECT_EQ(plan_problems("  share: { from: 2019-01-01, cite: x }\n"),
              "K002 5:3 option 'share' has no 'value' | Add the key 'value'.\n");
    EXPECT_EQ(plan_problems("  share: { from: 2019-01-01, value: 1, table: x }\n").substr(0, 9), "K001 5:40");
}

TEST(read_plan, options_that_are_answered_twice) {
    reading file(
        "plan: a/b\nprogramme: a/c\nsource: x\nfrom: 2019-01-01\noptions:\n  missed.base: 1\n  missed: { base: 2 }\n");
    EXPECT_EQ(file.plan().value().options.size(), 1u);
    EXPECT_EQ(file.problems(),
              "K008 7:13 'missed.base' stands twice in the answers | Remove one of them or give it another name.\n");
    EXPECT_EQ(file.at(file.found.items()[0].labels.at(0).where), "6:3");
}

TEST(read_plan, assumptions_need_a_reason) {
    reading file("assume:\n  - { option: missed.base, value: 1 }\n  - { option: b, reason: x }\n");
    EXPECT_EQ(read_assumptions(*file.root, file.found).size(), 1u);
    EXPECT_EQ(file.problems(),
              "K002 2:5 an assumption has no 'reason' | Add the key 'reason'.\n"
              "K002 3:5 an assumption has no 'value' | Add the key 'value'.\n");
}

TEST(read_plan, an_assumption_is_of_an_option_or_of_a_hook) {
    reading file("assume:\n  - { option: a, hook: b.c, value: 1, reason: x }\n  - { value: 1, reason: x }\n  - { hook: b.c, value: b.d > 1, reason: x }\n");
    auto const assumed = read_assumptions(*file.root, file.found);
    ASSERT_EQ(assumed.size(), 1u);
    EXPECT_TRUE(assumed[0].is_hook);
    EXPECT_EQ(assumed[0].name.value, "b.c");
    EXPECT_EQ(file.problems(),
              "K017 2:18 'hook' and 'option' exclude each other in an assumption | Keep one of the two.\n"
              "K002 3:5 an assumption has neither 'option' nor 'hook' | Add one of these keys.\n");
}

TEST(read_plan, an_assumption_of_an_option_may_have_days) {
    reading file("assume:\n"
                 "  - { option: a, value: 1, from: 2019-06-01, until: 2019-06-30, beyond_bounds: yes, reason: x }\n"
                 "  - { option: b, value: 1, reason: x }\n"
                 "  - { hook: b.c, value: b.d > 1, until: 2019-06-30, reason: x }\n");
    auto const assumed = read_assumptions(*file.root, file.found);
    ASSERT_EQ(assumed.size(), 3u);
    EXPECT_EQ(to_string(assumed[0].from.value().value) + " " + to_string(assumed[0].until.value().value), "2019-06-01 2019-06-30");
    EXPECT_TRUE(assumed[0].beyond_bounds);
    EXPECT_FALSE(assumed[1].from || assumed[1].until || assumed[1].beyond_bounds);
    EXPECT_EQ(file.problems(), "K017 4:34 'until' and 'hook' exclude each other in an assumption | Leave it out: a hook is assumed for all time, and no law bounds it.\n");
}

TEST(read_plan, an_assumption_of_days_or_bounds_that_cannot_be_read_is_none) {
    reading file("assume:\n"
                 "  - { option: a, value: 1, from: 2019-06-31, reason: x }\n"
                 "  - { option: b, value: 1, until: June, reason: x }\n"
                 "  - { option: c, value: 1, beyond_bounds: maybe, reason: x }\n"
                 "  - { option: d, value: 1, form: 2019-06-30, reason: x }\n"
                 "  - { option: e, value: 1, from: , reason: x }\n"
                 "  - { option: f, value: 1, from: 2019-06-30, reason: x }\n");
    auto const assumed = read_assumptions(*file.root, file.found);
    ASSERT_EQ(assumed.size(), 1u);
    EXPECT_EQ(assumed[0].name.value, "f");
    EXPECT_EQ(file.found.error_count(), 5u);
}

TEST(read_plan, hooks_are_answered_by_expressions_and_words) {
    reading file("plan: a/p\nprogramme: a/b\nsource: x\noptions: { o: 1 }\nfrom: 2019-01-01\n"
                 "hooks:\n"
                 "  b:\n"
                 "    c: { value: b.d > 1, text: more than one }\n"
                 "    e: [{ value: true, text: all }, { from: 2020-01-01, state: details missing, text: seen }]\n"
                 "  f.g: not stated\n"
                 "  f.h: { value: true }\n"
                 "  f.i: b.d\n"
                 "  f.j: { value: 'f +', text: half of it }\n"
                 "  b.c: determination\n");
    auto const plan = read_plan(*file.root, file.found);
    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->hooks.size(), 6u);
    EXPECT_EQ(plan->hooks[0].name.value, "b.c");
    EXPECT_EQ(plan->hooks[0].values.at(0).text.value, "more than one");
    EXPECT_EQ(plan->hooks[1].values.at(1).state.value, answer_state::details_missing);
    EXPECT_EQ(plan->hooks[1].values.at(1).text.value, "seen");
    EXPECT_EQ(plan->hooks[2].values.at(0).state.value, answer_state::not_stated);
    std::string const words = "Write a mapping with the expression as 'value' and the plan's own words as 'text'.\n";
    EXPECT_EQ(file.problems(),
              "K002 11:3 hook 'f.h' has no 'text' | " + words + "K002 12:3 hook 'f.i' has no 'text' | " + words +
                  "S002 13:21 the expression ends where a value is expected | Complete the expression.\n"
                  "K008 14:3 'b.c' stands twice in the answers | Remove one of them or give it another name.\n");
}

TEST(read_cases, names) {
    EXPECT_EQ(case_problems("cases:\n  - expect: { a: 1 }\n"), "K002 2:5 a case has no 'name' | Add the key 'name'.\n");
    EXPECT_EQ(case_problems("cases:\n  - { name: a, expect: { a: 1 } }\n  - { name: a, expect: { a: 1 } }\n"),
              "K008 3:13 'a' stands twice in the names of cases | Remove one of them or give it another name.\n");
    EXPECT_EQ(case_problems("cases:\n  - { name: a, expect: { a: 1 }, each: [{ expect: { a: 2 } }] }\n"),
              "K027 2:41 a variant of 'a' has no name | Add 'name:' and say what is different in it.\n");
    EXPECT_EQ(case_problems("cases:\n  - { name: a, expect: { a: 1 }, each: [{ name: b, each: [{ name: c }] }] }\n")
                  .substr(0, 9),
              "K028 2:58");
}

TEST(read_cases, expectations) {
    EXPECT_EQ(case_problems("cases:\n  - { name: a }\n"),
              "K029 2:5 the case 'a' expects nothing | Add 'expect:' with at least one result.\n");
    EXPECT_EQ(case_problems("cases:\n  - { name: a, expect: {} }\n").substr(0, 8), "K029 2:5");
    EXPECT_EQ(case_problems("cases:\n  - { name: a, each: [{ name: b }] }\n"),
              "K029 2:23 the case 'a: b' expects nothing | Add 'expect:' with at least one result.\n");
    auto const expect = [](std::string const& text) {
        return case_problems("cases:\n  - { name: a, expect: { " + text + " } }\n");
    };
    EXPECT_EQ(expect("a: $1, \"e[a ].b].c.d\": yes, e.c: none, e.d: { pending: [x] }, e.e: { fault: R001 }, e.f: { incomplete: yes }"), "");
    EXPECT_EQ(expect("a: [1]"),
              "K030 2:29 a list cannot be the result 'a' | Write a value, none, { pending: [names] }, { fault: CODE } "
              "or { incomplete: yes }.\n");
    for (auto const* const wrong :
         {"\"e[a]\": 1", "\"e[].c\": 1", "\"e[a.c\": 1", "\"[a].c\": 1", "\"e.\": 1", "\".e\": 1"}) {
        EXPECT_EQ(expect(wrong).substr(0, 9), "K030 2:26") << wrong;
    }
    EXPECT_EQ(expect("a: { pending: [] }").substr(0, 4), "K004");
    EXPECT_EQ(expect("a: { pending: [x], fault: R001 }").substr(0, 4), "K017");
    EXPECT_EQ(expect("a: { wanting: [x] }").substr(0, 4), "K001");
    EXPECT_EQ(expect("a: $1 + )").substr(0, 4), "S001");
}

TEST(read_cases, sections_of_rows) {
    EXPECT_EQ(case_problems("cases:\n  - { name: a, expect: { a: 1 }, knwon_on: 2019-01-01 }\n"),
              "K001 2:34 'knwon_on' is no key of a case, and holds no rows | Did you mean 'known_on'?\n");
    EXPECT_EQ(
        case_problems("cases:\n  - name: a\n    expect: { a: 1 }\n    rows:\n      r1:\n        x:\n"),
        "K004 6:9 'x' has no value | Write its value, or leave the key out where the fact is absent; a row without "
        "facts is {}.\n");
    EXPECT_EQ(case_problems("cases:\n  - { name: a, expect: { a: 1 }, Rows: { r: {} } }\n").substr(0, 9), "K007 2:34");
    EXPECT_EQ(case_problems("cases: []\n").substr(0, 4), "K004");
    EXPECT_EQ(case_problems("case: []\n").substr(0, 8), "K001 1:1");
}

}  // namespace
}  // namespace carefare::syntax
