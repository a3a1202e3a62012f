// What is refused, each with its own code, at its own place.
#include "unit/syntax/yaml_fixture.hpp"

namespace carefare::syntax {
namespace {

std::string codes(std::string text) {
    yaml_reading const file(std::move(text));
    EXPECT_FALSE(file.root);
    for (auto const& item : file.found.items())
        EXPECT_FALSE(item.advice.empty());
    return file.codes();
}

TEST(yaml_guard, encoding) {
    EXPECT_EQ(codes("a: \xFF\n"), "Y002 1:4");
    EXPECT_EQ(codes("a: b\nc: \xC0\xAF\n"), "Y002 2:4");
    EXPECT_EQ(codes(std::string("\xFF\xFE"
                                "a\0:\0",
                                6)),
              "Y002 1:1");
    EXPECT_EQ(codes("\xEF\xBB\xBF"
                    "a: b\n"),
              "Y003 1:1");
}

TEST(yaml_guard, control_characters) {
    EXPECT_EQ(codes("a: b\x04\n"), "Y004 1:5");
    EXPECT_EQ(codes(std::string("a: \0b\n", 6)), "Y004 1:4");
    EXPECT_EQ(codes("a: b\rc\n"), "Y004 1:5");
    EXPECT_EQ(codes("a: \x1B[31m\x7F\n"), "Y004 1:4, Y004 1:9");
    EXPECT_EQ(codes("a: \xC2\x85\n"), "Y004 1:4");
    EXPECT_EQ(codes("a: x \xE2\x80\xAE y\n"), "Y004 1:6");
    EXPECT_EQ(codes("a: \"b\\0\"\n"), "Y004 1:6");
    EXPECT_EQ(codes("a: \"b\\x1b\"\n"), "Y004 1:6");
    EXPECT_EQ(codes("a: \"b\\N\"\n"), "Y004 1:6");
    EXPECT_TRUE(yaml_reading("a: \"b\\n\\t\"\r\n").root);
}

TEST(yaml_guard, tabs_stand_nowhere) {
    EXPECT_EQ(codes("a:\tb\n"), "Y005 1:3");
    EXPECT_EQ(codes("a: |\n  x\ty\n\tz\n"), "Y005 2:4, Y005 3:1");
    EXPECT_EQ(codes("# a\tcomment\t\na: b\n"), "Y005 1:4");
}

TEST(yaml_guard, aliases_anchors_and_tags) {
    EXPECT_EQ(codes("a: &x 1\nb: *x\n"), "Y007 1:4, Y006 2:4");
    EXPECT_EQ(codes("a: *x\n"), "Y006 1:4");
    EXPECT_EQ(codes("a: &x [*x]\n"), "Y007 1:4, Y006 1:8");
    EXPECT_EQ(codes("a: &x\n"), "Y007 1:4");
    EXPECT_EQ(codes("a: &x {b: 1}\n"), "Y007 1:4");
    EXPECT_EQ(codes("&x a: 1\n"), "Y007 1:1");
    EXPECT_EQ(codes("a: !!str 5\n"), "Y008 1:4");
    EXPECT_EQ(codes("a: !x\nb: 1\n"), "Y008 1:4");
    EXPECT_EQ(codes("a: ! x\n"), "Y008 1:4");
    EXPECT_EQ(codes("a: ! 'x'\n"), "Y008 1:4");
    EXPECT_EQ(codes("a: !!null ~\n"), "Y008 1:4");
    EXPECT_EQ(codes("a: !x [b]\n"), "Y008 1:4");
    EXPECT_EQ(codes("a: !<x> b\n"), "Y008 1:4");
    EXPECT_EQ(codes("a: !<> b\n"), "Y008 1:4");
    EXPECT_EQ(codes("!x\n"), "Y008 1:1");
}

TEST(yaml_guard, one_document) {
    EXPECT_EQ(codes("a: 1\n---\nb: 2\n"), "Y009 2:1");
    EXPECT_EQ(codes("\"\" \"\"\n"), "Y009 1:4");
    EXPECT_EQ(codes("[a]\nb: 2\n"), "Y009 2:1");
    EXPECT_EQ(codes("- a\nb: c\n"), "Y009 2:1");
    EXPECT_EQ(codes(""), "Y010 1:1");
    EXPECT_EQ(codes("# nothing\n\n"), "Y010 1:1");
    EXPECT_EQ(codes("---\n...\n"), "Y010 1:1");
    EXPECT_EQ(codes("~\n"), "Y010 1:1");
}

TEST(yaml_guard, keys_are_names) {
    EXPECT_EQ(codes("[a]: b\n"), "Y011 1:1");
    EXPECT_EQ(codes("{a: b}: c\n"), "Y011 1:1");
    EXPECT_EQ(codes("? a\n: b\n"), "Y011 1:1");
    EXPECT_EQ(codes("[? a]\n"), "Y011 1:2");
    EXPECT_EQ(codes(": b\n"), "Y012 1:1");
    EXPECT_EQ(codes("a: 1\nnull: b\n"), "Y012 2:1");
    EXPECT_EQ(codes("a:\n~: b\n"), "Y012 2:1");
    EXPECT_EQ(codes("{a: 1, , b: 2}\n"), "Y012 1:7");
    EXPECT_EQ(codes("a:\n  <<: b\n"), "Y013 2:3");
    EXPECT_TRUE(yaml_reading("a: <<\n").root);
}

TEST(yaml_guard, quotes_are_closed) {
    EXPECT_EQ(codes("a: \"open\nb: 2\n"), "Y014 1:4");
    EXPECT_EQ(codes("a: 'open''\nb: 2\n"), "Y014 1:4");
    EXPECT_EQ(codes("a: \"open\\\"\n"), "Y014 1:4");
    EXPECT_EQ(codes("a: 'open").substr(0, 4), "Y014");
    EXPECT_EQ(codes("a: 'open\n---\nb: 1\n").substr(0, 4), "Y014");
}

TEST(yaml_guard, a_text_that_readers_of_yaml_decode_differently_is_refused) {
    EXPECT_EQ(codes("a: 'x\n\n\n  '\n"), "Y015 1:4");
    EXPECT_EQ(codes("a: \"\n\n\n\"\n"), "Y015 1:4");
    EXPECT_TRUE(yaml_reading("a: 'x\n\n  '\n").root);
}

TEST(yaml_guard, escapes_are_known) {
    EXPECT_EQ(codes("a: \"x\\zy\"\n"), "Y015 1:6");
    EXPECT_EQ(codes("a: \"x\\u12\"\n"), "Y015 1:6");
    EXPECT_EQ(codes("a: \"x\\uD800\"\n"), "Y015 1:6");
}

TEST(yaml_guard, expressions_that_yaml_takes_for_punctuation_get_the_hint) {
    for (auto const* text :
         {"a: @2023-10-01\n", "a: `x\n", "a: % 5\n", "a: , x\n", "a: \"A\" = x\n", "a: - x\n", "a: ? x\n",
          "a: [1..2)\n", "a: > 5\n", "a: >= 5\n", "a: {b\n", "a: b: c\n", "a: ]\n", "a: | b\n"}) {
        yaml_reading const file(text);
        ASSERT_EQ(file.found.items().size(), 1U) << text << file.codes();
        EXPECT_EQ(file.codes().substr(0, 4), "Y016") << text;
        EXPECT_NE(file.found.items()[0].advice.find("quotes"), std::string::npos) << text;
    }
}

TEST(yaml_guard, a_key_of_a_block_has_its_colon) {
    EXPECT_EQ(codes("a: 1\nb\n"), "Y016 2:1");
    EXPECT_EQ(codes("a: 1\nb\nc: 2\n"), "Y016 3:2");
    EXPECT_TRUE(yaml_reading("{a, b: }\n").root);
    EXPECT_TRUE(yaml_reading("a:\nb :\n'c':\n").root);
}

TEST(yaml_guard, an_open_bracket_is_shown_where_it_begins) {
    yaml_reading const file("a: 1\nb: [1..2)\nc: 3\n");
    EXPECT_EQ(file.codes(), "Y016 2:4");
    EXPECT_EQ(file.found.items()[0].labels.size(), 1U);
}

TEST(yaml_guard, directives_and_stray_text) {
    EXPECT_EQ(codes("%YAML 1.2\n---\na: b\n"), "Y017 1:1");
    EXPECT_EQ(codes("# c\n\n%X\n---\na: b\n"), "Y017 3:1");
    EXPECT_EQ(codes("a: b\n...\n%X\n"), "Y017 3:1");
    EXPECT_EQ(codes("a: \"x\"#c\n"), "Y018 1:7");
    EXPECT_EQ(codes("[a]#c\n"), "Y018 1:4");
    EXPECT_TRUE(yaml_reading("a: |\n  %X\n").root);
}

}  // namespace
}  // namespace carefare::syntax
