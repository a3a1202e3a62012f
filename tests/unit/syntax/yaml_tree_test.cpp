// The tree of a file: kinds, nulls, keys, places of nodes.
#include "unit/syntax/yaml_fixture.hpp"

namespace carefare::syntax {
namespace {

TEST(yaml_tree, kinds_and_places) {
    yaml_reading const file("a: [x, {y: 1}]\nb:\n  - c\n  - d: e\n");
    ASSERT_TRUE(file.root) << file.codes();
    auto const& root = *file.root;
    ASSERT_TRUE(root.is_mapping());
    ASSERT_EQ(root.entries.size(), 2U);
    EXPECT_EQ(root.entries[1].key.text, "b");
    EXPECT_EQ(file.at(root.entries[1].key.everything()), "b");
    auto const& list = root.entries[0].value;
    ASSERT_TRUE(list.is_sequence());
    EXPECT_EQ(file.at(list.where), "[x, {y: 1}]");
    EXPECT_EQ(file.at(list.items.at(1).where), "{y: 1}");
    EXPECT_EQ(file.at(root.entries[1].value.where), "- c\n  - d: e");
    EXPECT_EQ(root.find("b")->items.at(1).find("d")->text.text, "e");
    EXPECT_EQ(root.find("z"), nullptr);
    EXPECT_EQ(file.used.nodes, 13U);
    EXPECT_EQ(file.used.depth, 3U);
}

TEST(yaml_tree, nothing_is_guessed_from_the_look_of_a_scalar) {
    for (auto const* word : {"no", "yes", "on", "010", "0x10", "1_000", ".inf", "1e3", "27%", "2023-10-01", "= 5"}) {
        yaml_reading const file(std::string("k: ") + word + "\n");
        EXPECT_TRUE(file.value().is_scalar());
        EXPECT_EQ(file.value().text.text, word);
    }
}

TEST(yaml_tree, null_is_what_is_absent_or_says_so_unquoted) {
    for (auto const* text : {"k:\n", "k: ~\n", "k: null\n", "k: Null\n", "k: NULL\n", "k: # none\n"}) {
        EXPECT_EQ(yaml_reading(text).value().kind, yaml_kind::null) << text;
    }
    for (auto const* text : {"k: ''\n", "k: 'null'\n", "k: \"~\"\n", "k: nulls\n", "k: ~x\n"}) {
        EXPECT_EQ(yaml_reading(text).value().kind, yaml_kind::scalar) << text;
    }
}

TEST(yaml_tree, an_absent_value_stands_behind_its_mark) {
    yaml_reading const file("a :\n# comment\nb: ~\nc:\n  -\n  - x\n  -\nd: [, y]\n");
    ASSERT_TRUE(file.root) << file.codes();
    auto const& entries = file.root->entries;
    EXPECT_EQ(entries[0].value.where.where, (span{3, 3}));
    EXPECT_EQ(file.at(entries[1].value.where), "~");
    auto const& items = entries[2].value.items;
    EXPECT_EQ(to_string(file.sources, items[0].where), "f.yaml:5:4");
    EXPECT_EQ(to_string(file.sources, items[2].where), "f.yaml:7:4");
    EXPECT_EQ(to_string(file.sources, entries[3].value.items[0].where), "f.yaml:8:6");
}

TEST(yaml_tree, an_absent_value_is_told_from_a_key_that_begins_like_null) {
    yaml_reading const file("a:\nnull b:\n~c: null # d\n");
    ASSERT_TRUE(file.root) << file.codes();
    EXPECT_EQ(file.root->entries[0].value.where.where, (span{2, 2}));
    EXPECT_EQ(file.root->entries[1].key.text, "null b");
    EXPECT_EQ(file.at(file.root->entries[2].value.where), "null");
}

TEST(yaml_tree, duplicate_keys_name_both_places) {
    yaml_reading const file("a: 1\nb: { c: 1, 'c': 2 }\n\"a\": 2\na: 3\n");
    EXPECT_FALSE(file.root);
    EXPECT_EQ(file.codes(), "Y001 2:12, Y001 3:1, Y001 4:1");
    auto const& again = file.found.items().at(2);
    EXPECT_EQ(again.message, "the key 'a' stands twice");
    ASSERT_EQ(again.labels.size(), 1U);
    EXPECT_EQ(to_string(file.sources, again.labels[0].where), "f.yaml:1:1");
}

TEST(yaml_tree, the_same_key_in_two_mappings_is_no_duplicate) {
    EXPECT_TRUE(yaml_reading("a: { x: 1 }\nb: { x: 1, a: 2 }\n").root);
}

TEST(yaml_tree, one_document_may_be_marked) {
    EXPECT_EQ(yaml_reading("---\na: b\n...\n# end\n").value().text.text, "b");
}

TEST(yaml_tree, a_root_may_be_a_list_or_a_scalar) {
    EXPECT_TRUE(yaml_reading("- a\n- b\n").root.value().is_sequence());
    EXPECT_TRUE(yaml_reading("|\n a\n").root.value().is_scalar());
}

}  // namespace
}  // namespace carefare::syntax
