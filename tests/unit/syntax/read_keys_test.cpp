// Keys, names and single values of rule files: what is refused, where, and with which advice.
#include "read_fixture.hpp"

namespace carefare::syntax {
namespace {

TEST(read_keys, unknown_keys_come_with_the_nearest_one) {
    EXPECT_EQ(rule_problems("parameters:\n  weeks: { type: number, constant: 52, ciet: x }\n"),
              "K001 2:40 unknown key 'ciet' in parameter 'weeks' | Did you mean 'cite'?\n");
    EXPECT_EQ(rule_problems("parametres:\n  weeks: { type: number }\n"),
              "K001 1:1 unknown key 'parametres' in this file | Did you mean 'parameters'?\n");
    EXPECT_EQ(rule_problems("entities:\n  family: { rows: families, zzzzzz: 1 }\n"),
              "K001 2:29 unknown key 'zzzzzz' in entity 'family' | Write rows, of, to, subset, each, group, merge, where, "
              "by, range, gap, partial, order, at_most, single, complete_by, at, pay_by, dated_by, versions or tell.\n");
}

TEST(read_keys, missing_keys_are_named_at_their_owner) {
    EXPECT_EQ(rule_problems("parameters:\n  weeks: { constant: 52 }\n"),
              "K002 2:3 parameter 'weeks' has no 'type' | Add the key 'type'.\n");
    EXPECT_EQ(rule_problems("parameters:\n  weeks: { type: number }\n"),
              "K002 2:3 parameter 'weeks' has neither 'constant' nor 'values' | Add one of these keys.\n");
    EXPECT_EQ(rule_problems("parameters:\n  weeks: { type: number, values: [{ value: 1 }] }\n"),
              "K002 2:35 an entry of parameter 'weeks' has no 'from' | Add the key 'from'.\n");
    EXPECT_EQ(rule_problems("readings:\n  cap: { type: number, value: 1 }\n"),
              "K002 2:3 reading 'cap' has no 'reason' | Add the key 'reason'.\n"
              "K002 2:3 reading 'cap' has no 'fact' | Add the key 'fact'.\n");
    EXPECT_EQ(rule_problems("entities: { family: {} }\n"),
              "K002 1:13 entity 'family' has no 'rows' | Add the key 'rows'.\n");
}

TEST(read_keys, kinds_of_nodes) {
    EXPECT_EQ(
        rule_problems("parameters: [weeks]\n"),
        "K003 1:13 'parameters' is a list where a mapping is expected | Write keys and their values: { key: value }, "
        "or one 'key: value' a line.\n");
    EXPECT_EQ(
        rule_problems("units: trip\n"),
        "K003 1:8 'units' is text where a list is expected | Write a list: [first, second], or one item a line after "
        "'- '.\n");
    EXPECT_EQ(rule_problems("parameters:\n  weeks: { type: { a: b }, constant: 52 }\n"),
              "K003 2:18 'type' is a mapping where text is expected | Write a single value.\n");
    EXPECT_EQ(rule_problems("parameters:\n  weeks: 52\n").substr(0, 9), "K003 2:10");
    EXPECT_EQ(rule_problems("- parameters\n").substr(0, 8), "K003 1:1");
}

TEST(read_keys, empty_values) {
    EXPECT_EQ(rule_problems("parameters:\n  weeks:\n    type: number\n    constant:\n"),
              "K004 4:5 'constant' has no value | Write its value, or leave the key out.\n");
    EXPECT_EQ(rule_problems("parameters:\n"),
              "K004 1:1 'parameters' has no value | Write its value, or leave the key out.\n");
    EXPECT_EQ(rule_problems("units: [trip, ~]\n").substr(0, 9), "K004 1:15");
    EXPECT_EQ(rule_problems("units: []\n").substr(0, 8), "K004 1:8");
    EXPECT_EQ(rule_problems("parameters: { weeks: { type: \"\", constant: 1 } }\n").substr(0, 9), "K004 1:30");
    EXPECT_EQ(rule_problems("parameters: { weeks: { type: number, values: [] } }\n").substr(0, 9), "K004 1:46");
}

TEST(read_keys, dates_yes_and_no_and_counts) {
    auto const dated = [](std::string const& from) {
        return rule_problems("parameters: { p: { type: number, values: [{ from: " + from + ", value: 1 }] } }\n");
    };
    EXPECT_EQ(dated("2019-06-01"), "");
    EXPECT_EQ(dated("2019-6-1"),
              "K005 1:51 'from' is no date: '2019-6-1' | Write a day that exists as YYYY-MM-DD, such as 2019-06-01.\n");
    for (auto const* const wrong : {"2019-02-29", "01/06/2019", "2019", "2019-06-01T00:00", "tomorrow"}) {
        EXPECT_EQ(dated(wrong).substr(0, 9), "K005 1:51") << wrong;
    }
    auto const divisor = [](std::string const& text) {
        return rule_problems("parameters: { p: { type: number, constant: 1, divisor: " + text + " } }\n");
    };
    EXPECT_EQ(divisor("yes") + divisor("no") + divisor("\"yes\""), "");
    EXPECT_EQ(divisor("true"), "K006 1:56 'divisor' is neither yes nor no: 'true' | Write yes or no.\n");
    for (auto const* const wrong : {"Yes", "y", "on", "1"})
        EXPECT_EQ(divisor(wrong).substr(0, 9), "K006 1:56") << wrong;
    auto const at_most = [](std::string const& text) {
        return rule_problems("entities: { e: { rows: es, at_most: " + text + " } }\n");
    };
    EXPECT_EQ(at_most("1") + at_most("4294967295"), "");
    for (auto const* const wrong : {"0", "-1", "007", "1.5", "4294967296", "1e3", "many", "0x10"}) {
        EXPECT_EQ(at_most(wrong).substr(0, 9), "K021 1:37") << wrong;
    }
}

TEST(read_keys, names) {
    auto const parameter = [](std::string const& name) {
        return rule_problems("parameters: { " + name + ": { type: number, constant: 1 } }\n");
    };
    EXPECT_EQ(parameter("a.b_2.c"), "");
    EXPECT_EQ(parameter("a.Bc"),
              "K007 1:17 'a.Bc' is no name of a parameter | Use lower-case letters, digits and '_', with "
              "dots between the parts.\n");
    EXPECT_EQ(parameter("a.if"),
              "K007 1:17 'if' is a word of the language and no name | Choose another name, or add a word "
              "to it.\n");
    for (auto const* const wrong : {"2a", "a..b", ".a", "a.", "a-b", "a b", "_a", "\xC3\xA4", "\"\""}) {
        auto const found = parameter(wrong);
        EXPECT_TRUE(found.starts_with("K007 1:") || found.starts_with("Y")) << wrong << found;
    }
    EXPECT_EQ(parameter(std::string(201, 'a')).substr(0, 9), "K007 1:15");
    EXPECT_EQ(rule_problems("facts: { size: { type: number } }\n"),
              "K007 1:10 fact 'size' has no entity | Put the name of its entity and a dot before it.\n");
    EXPECT_EQ(rule_problems("units: [Trip]\n").substr(0, 8), "K007 1:9");
    EXPECT_EQ(
        rule_problems("options: { missed.value: { type: number } }\n"),
        "K007 1:12 'value' is a key of the answers in plans and no part of an option's name | Choose another name, or "
        "add a word to it.\n");
}

TEST(read_keys, words) {
    auto const words = [](std::string const& word) { return rule_problems("types: { t: [" + word + "] }\n"); };
    EXPECT_EQ(words("\"1\", 1.5-2, half up, DCC_SACC, St. Ann's, a & b"), "");
    for (auto const* const wrong :
         {"none", "yes", "true", "not known", "not stated", "a|b", "'\"a\"'", "a  b", "' a'", "'a\\b'"}) {
        EXPECT_EQ(words(wrong).substr(0, 9), "K020 1:14") << wrong;
    }
    EXPECT_EQ(words("a, b, a"),
              "K008 1:20 'a' stands twice in type 't' | Remove one of them or give it another name.\n");
}

TEST(read_keys, names_that_stand_twice_show_both_places) {
    reading file(
        "facts: { a.b: { type: date } }\nrules: { a.b: { type: date, value: x } }\nparameters: { c: { type: date, "
        "constant: 1 } }\ntables: { c: { type: money, keys: { k: t }, entries: [{ from: 2019-01-01, value: not "
        "known }] } }\nentities: { e: { rows: es }, f: { rows: es } }\n");
    auto const programme = file.rules();
    EXPECT_EQ(file.problems(),
              "K008 5:41 'es' stands twice in the rows of entities | Remove one of them or give it another name.\n"
              "K008 4:11 'c' stands twice in this programme | Remove one of them or give it another name.\n"
              "K008 2:10 'a.b' stands twice in this programme | Remove one of them or give it another name.\n");
    ASSERT_EQ(file.found.items()[2].labels.size(), 1u);
    EXPECT_EQ(file.at(file.found.items()[2].labels[0].where), "1:10");
    EXPECT_TRUE(programme.rules.empty() && programme.tables.empty());
    EXPECT_EQ(programme.entities.size(), 1u);
}

TEST(read_keys, kinds_of_documents) {
    auto const kind = [](std::string const& text) { return kind_of(reading(text).root.value()); };
    EXPECT_EQ(kind("programme: a\ntitle: b\n"), document_kind::programme);
    EXPECT_EQ(kind("plan: a\nprogramme: b\n"), document_kind::plan);
    EXPECT_EQ(kind("plan: a\ncases: []\n"), document_kind::cases);
    EXPECT_EQ(kind("assume: []\n"), document_kind::assumptions);
    EXPECT_EQ(kind("x: 1\nrules: {}\n"), document_kind::rules);
    EXPECT_EQ(kind("x: 1\n"), document_kind::unknown);
    EXPECT_EQ(kind("[rules]\n"), document_kind::unknown);
}

}  // namespace
}  // namespace carefare::syntax
