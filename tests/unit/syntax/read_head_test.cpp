// What the head of a programme says of stages and of programmes that it uses, and the cases of these.
#include "read_fixture.hpp"

#include "syntax/read_head.hpp"

namespace carefare::syntax {
namespace {

std::string uses_in(std::string const& text, std::string& problems) {
    reading file(text);
    reader in{file.found, file.limits};
    std::string all;
    for (auto const& use : read_uses(*file.root, in)) all += use.prefix.value + "=" + use.programme.value + ";";
    problems = file.problems();
    return all;
}

std::string stages_in(std::string const& text, std::string& problems) {
    reading file(text);
    reader in{file.found, file.limits};
    std::string all;
    for (auto const& stage : read_stages(*file.root, in)) all += stage.name.value + "=" + stage.entity.value + ";";
    problems = file.problems();
    return all;
}

TEST(read_head, uses_in_the_order_of_their_prefixes) {
    std::string problems;
    EXPECT_EQ(uses_in("{ now: a/b, before: c/d }", problems), "before=c/d;now=a/b;");
    EXPECT_EQ(problems, "");
    EXPECT_EQ(uses_in("{ shared: a/b, After: a/b, after: c }", problems), "after=c;");
    EXPECT_EQ(problems.substr(0, 8), "K039 1:3");
    EXPECT_NE(problems.find("K007 1:16"), std::string::npos) << problems;
}

TEST(read_head, stages_in_their_order) {
    std::string problems;
    EXPECT_EQ(stages_in("[case: family, funds: district, payment: family]", problems), "case=family;funds=district;payment=family;");
    EXPECT_EQ(problems, "");
    EXPECT_EQ(stages_in("[case: family, case: district, funds, { a: b, c: d }]", problems), "case=family;");
    EXPECT_EQ(problems.substr(0, 9), "K008 1:16") << problems;
    EXPECT_NE(problems.find("K040 1:32"), std::string::npos) << problems;
    EXPECT_NE(problems.find("K040 1:39"), std::string::npos) << problems;
}

TEST(read_head, used_cases_over_what_they_share_and_variants_over_both) {
    reading file(
        "cases:\n"
        "  - name: one\n"
        "    uses:\n"
        "      shared: { plan: a/b, families: { f1: { size: 3 } } }\n"
        "      before: { known_on: 2019-07-01 }\n"
        "      after: { plan: a/c, families: { f1: { size: 4 } } }\n"
        "    expect: { family.x: 1 }\n"
        "    each:\n"
        "      - { name: two, uses: { before: { families: { f2: {} } }, now: { plan: a/d } }, expect: { family.x: 2 } }\n"
        "      - { name: three, uses: { shared: { plan: a/e } }, expect: { family.x: 3 } }\n");
    auto const read = file.cases().value();
    EXPECT_EQ(file.problems(), "");
    ASSERT_EQ(read.cases.size(), 3u);
    auto const told = [](case_syntax const& of) {
        std::string all;
        for (auto const& one : of.uses) {
            all += one.prefix.value + " " + (one.content.plan ? one.content.plan->value : "-") + " " + (one.content.known_on ? to_string(one.content.known_on->value) : "-");
            for (auto const& rows : one.content.rows) {
                for (auto const& row : rows.value.entries) all += " " + row.key.text + (row.value.find("size") == nullptr ? "" : "=" + row.value.find("size")->text.text);
            }
            all += ";";
        }
        return all;
    };
    EXPECT_EQ(told(read.cases[0]), "before a/b 2019-07-01 f1=3;after a/c - f1=4;");
    EXPECT_EQ(told(read.cases[1]), "before a/b 2019-07-01 f1=3 f2;after a/c - f1=4;now a/d -;");
    // What is said of all of them later holds over what each had.
    EXPECT_EQ(told(read.cases[2]), "before a/e 2019-07-01 f1=3;after a/e - f1=4;");
}

TEST(read_head, used_cases_expect_nothing) {
    reading file("cases: [{ name: one, uses: { before: { name: x, expect: {} } }, expect: { family.x: 1 } }]\n");
    static_cast<void>(file.cases());
    EXPECT_NE(file.problems().find("K041 1:40"), std::string::npos) << file.problems();
    EXPECT_NE(file.problems().find("K041 1:49"), std::string::npos) << file.problems();
}

}  // namespace
}  // namespace carefare::syntax
