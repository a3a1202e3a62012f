// Every byte of a scalar's text is found again in the file, in each style.
#include <array>

#include "unit/syntax/yaml_fixture.hpp"

namespace carefare::syntax {
namespace {

TEST(yaml_place, plain) {
    yaml_reading const file("key: caf\xC3\xA9 > 5 and x  # note\n");
    EXPECT_EQ(file.value().style, yaml_style::plain);
    EXPECT_EQ(file.value().text.text, "caf\xC3\xA9 > 5 and x");
    EXPECT_EQ(file.at(file.value().where), "caf\xC3\xA9 > 5 and x");
    EXPECT_EQ(file.place_of("5 and"), "1:13 5 and");
}

TEST(yaml_place, plain_over_lines) {
    yaml_reading const file("key: one\n  two   \n\n  thr\xC3\xA9\xC3\xA9 four\n");
    EXPECT_EQ(file.value().text.text, "one two\nthr\xC3\xA9\xC3\xA9 four");
    EXPECT_EQ(file.place_of("two"), "2:3 two");
    EXPECT_EQ(file.place_of("four"), "4:9 four");
    EXPECT_EQ(file.place_of("one two"), "1:6 one\n  two");
}

TEST(yaml_place, single_quoted) {
    yaml_reading const file("key: 'it''s > 5\n  and ''x'''\n");
    EXPECT_EQ(file.value().style, yaml_style::single_quoted);
    EXPECT_EQ(file.value().text.text, "it's > 5 and 'x'");
    EXPECT_EQ(file.place_of("s > 5"), "1:11 s > 5");
    EXPECT_EQ(file.place_of("'x'"), "2:7 ''x''");
    EXPECT_EQ(file.at(file.value().where), "'it''s > 5\n  and ''x'''");
}

TEST(yaml_place, double_quoted) {
    yaml_reading const file(R"(key: "a = \"x\" and \u00e9\U0001F476 \
     then\_b")"
                            "\n");
    EXPECT_EQ(file.value().style, yaml_style::double_quoted);
    EXPECT_EQ(file.value().text.text,
              "a = \"x\" and \xC3\xA9\xF0\x9F\x91\xB6 then\xC2\xA0"
              "b");
    EXPECT_EQ(file.place_of("\"x\""), R"(1:11 \"x\")");
    EXPECT_EQ(file.place_of("\xC3\xA9"), R"(1:21 \u00e9)");
    EXPECT_EQ(file.place_of("\xF0\x9F\x91\xB6"), R"(1:27 \U0001F476)");
    EXPECT_EQ(file.place_of("then"), "2:6 then");
    EXPECT_EQ(file.place_of("\xC2\xA0"
                            "b"),
              R"(2:10 \_b)");
}

TEST(yaml_place, literal) {
    yaml_reading const file("key: |  # a table\n\n  | a | -> b |\n    < 5\n\n  end\nnext: 1\n");
    EXPECT_EQ(file.value().style, yaml_style::literal);
    EXPECT_EQ(file.value().text.text, "\n| a | -> b |\n  < 5\n\nend\n");
    EXPECT_EQ(file.place_of("-> b"), "3:9 -> b");
    EXPECT_EQ(file.place_of("< 5"), "4:5 < 5");
    EXPECT_EQ(file.place_of("end"), "6:3 end");
}

TEST(yaml_place, literal_with_indicators) {
    EXPECT_EQ(yaml_reading("key: |2-\n    two more\n  x\n\n").place_of("two"), "2:5 two");
    EXPECT_EQ(yaml_reading("key: |2-\n    two more\n  x\n\n").value().text.text, "  two more\nx");
    EXPECT_EQ(yaml_reading("key: |+\n   x\n\n\n").value().text.text, "x\n\n\n");
    EXPECT_EQ(yaml_reading("key: |+\n   x\n\n\n").place_of("x"), "2:4 x");
}

TEST(yaml_place, folded) {
    yaml_reading const file("key: >-\n  one\n  tw\xC3\xB6\n\n  three\n    more\n  four\n");
    EXPECT_EQ(file.value().style, yaml_style::folded);
    EXPECT_EQ(file.value().text.text, "one tw\xC3\xB6\nthree\n  more\nfour");
    EXPECT_EQ(file.place_of("tw\xC3\xB6"), "3:3 tw\xC3\xB6");
    EXPECT_EQ(file.place_of("three"), "5:3 three");
    EXPECT_EQ(file.place_of("more"), "6:5 more");
    EXPECT_EQ(file.place_of("four"), "7:3 four");
}

TEST(yaml_place, carriage_returns_are_no_part_of_any_text) {
    EXPECT_EQ(yaml_reading("key: one\r\n  two\r\n").place_of("two"), "2:3 two");
    EXPECT_EQ(yaml_reading("key: 'one\r\n\r\n  two'\r\n").place_of("two"), "3:3 two");
    EXPECT_EQ(yaml_reading("key: \"one\\\r\n  two\"\r\n").value().text.text, "onetwo");
    EXPECT_EQ(yaml_reading("key: |\r\n  one\r\n  two\r\n").place_of("two"), "3:3 two");
    EXPECT_EQ(yaml_reading("key: |\r\n  one\r\n  two\r\n").value().text.text, "one\ntwo\n");
    EXPECT_EQ(yaml_reading("key: >\r\n  one\r\n  two\r\n").place_of("two"), "3:3 two");
}

TEST(yaml_place, every_byte_of_every_style_stands_where_the_map_says) {
    // Letters stand for themselves in every style, so each must be found at its own byte.
    for (std::string const text :
         {"k: a b\n  c\n\n\n  d e\n", "k: ' a  b\n  c\n\n d ''e '\n", "k: \" a\\tb \\\n  c\\x64\n\n  e  \n f\"\n",
          "- k: |\n    a\n\n     b\n    c\n", "k: |1\n  a\n b\n", "k: >\n\n a\n b\n\n  c\n d\n\n\n e\n\n",
          "k: >+\n a\n\n", "k: >2-\n    a\n  b\n   c\n", "{k: a b, c: d}\n", "[k, a b, \"c\", 'd']\n",
          "k: |\n   a  \n   b\n \n"}) {
        yaml_reading const file(text);
        ASSERT_TRUE(file.root) << text << file.codes();
        auto const& root = *file.root;
        auto const& outer = root.is_mapping() ? root.entries.at(0).value : root.items.at(0);
        auto const& node = outer.is_mapping() ? outer.entries.at(0).value : outer;
        ASSERT_FALSE(node.text.pieces.empty()) << text;
        for (std::uint32_t i = 0; i < node.text.text.size(); ++i) {
            auto const letter = node.text.text.substr(i, 1);
            if (letter < "a" || letter > "z" || letter == "d") continue;
            EXPECT_EQ(file.at(node.text.locate({i, i + 1})), letter) << text << i;
        }
    }
}

TEST(yaml_place, an_empty_text_has_a_place) {
    yaml_reading const file("key: \"\"\n");
    EXPECT_EQ(file.value().text.locate({0, 0}).where, (span{6, 6}));
    EXPECT_EQ(file.at(file.value().where), "\"\"");
}

}  // namespace
}  // namespace carefare::syntax
