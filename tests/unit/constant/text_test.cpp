// String functions and regular expressions.
#include "unit/constant/outcome.hpp"

namespace carefare::constant {

TEST(text, pieces_are_counted_in_code_points) {
    expect_outcomes({{"substring(\"foobar\", 3)", "string obar"},
                     {"substring(\"foobar\", 3, 3)", "string oba"},
                     {"substring(\"foobar\", -2, 1)", "string a"},
                     {"substring(\"\\U01F40Eab\", 2)", "string ab"},
                     {"substring(\"foobar\", 0)", "C010"},
                     {"substring(\"foobar\", 7)", "C010"},
                     {"substring(\"foobar\", 1, 0)", "C014"},
                     {"string length(\"\\ud83d\\udc0e\\uD83D\\uDE00\")", "number 2"},
                     {"string length(1)", "C005"},
                     {"substring before(\"foobar\", \"xyz\")", "string "},
                     {"substring after(\"foobar\", \"ob\")", "string ar"},
                     {"substring after(\"\", \"a\")", "string "},
                     {"contains(\"foobar\", \"of\")", "boolean false"},
                     {"starts with(\"foobar\", \"fo\")", "boolean true"},
                     {"ends with(\"foobar\", \"r\")", "boolean true"},
                     {"string join([\"a\", \"b\", \"c\"], \"_and_\")", "string a_and_b_and_c"},
                     {"string join([], \"X\")", "string "},
                     {"string join([\"a\", 1])", "C005"}});
}

TEST(text, case_is_mapped_in_full) {
    expect_outcomes({{"upper case(\"aBc4\")", "string ABC4"},
                     {"upper case(\"stra\\u00dfe \\ufb03\")", "string STRASSE FFI"},
                     {"lower case(\"\\u0391\\u03a3 \\u03a3\\u0391\")", "string \u03b1\u03c2 \u03c3\u03b1"},
                     {"string length(lower case(\"\\u0130\"))", "number 2"}});
}

TEST(text, string_shows_every_type) {
    expect_outcomes({{"string(1.10)", "string 1.1"},
                     {"string(\"a\")", "string a"},
                     {"string([1, \"a\\\"\", @\"P1D\", [true]])", "string [1, \"a\\\"\", P1D, [true]]"},
                     {"string([1..\"b\"])", "C007"},
                     {"string([1..3))", "string [1..3)"},
                     {"string(<= 3)", "S001"},
                     {"string((<= 3))", "string (<=3)"},
                     {"string($12.5)", "string 12.50"}});
}

TEST(text, matching_follows_xpath) {
    expect_outcomes({{"matches(\"foobar\", \"^fo*b\")", "boolean true"},
                     {"matches(\"q\", \"[^Q]\", \"i\")", "boolean false"},
                     {"matches(\"hello world\", \" hello[ ]world\", \"x\")", "boolean true"},
                     {"matches(\"a\\nb\", \"a.b\")", "boolean false"},
                     {"matches(\"a\\nb\", \"a.b\", \"s\")", "boolean true"},
                     {"matches(\"a\\rb\", \"a.b\")", "boolean false"},
                     {"matches(\"a\\nb\", \"^b$\", \"m\")", "boolean true"},
                     {"matches(\"a\\n\", \"a$\")", "boolean false"},
                     {"matches(\"\\u0663\", \"^\\\\d$\")", "boolean true"},
                     {"matches(\"\\u00e9\", \"^\\\\w$\")", "boolean true"},
                     {"matches(\"-\", \"\\\\w\")", "boolean false"},
                     {"matches(\"\\u000B\", \"\\\\s\")", "boolean false"},
                     {"matches(\"b\", \"^[a-z-[aeiou]]$\")", "boolean true"},
                     {"matches(\"e\", \"^[a-z-[aeiou]]$\")", "boolean false"},
                     {"matches(\"e\", \"^[a-z-[aeiou-[e]]]$\")", "boolean true"},
                     {"matches(\"_x.1\", \"^\\\\i\\\\c*$\")", "boolean true"},
                     {"matches(\"1x\", \"^\\\\i\")", "boolean false"},
                     {"matches(\"abab\", \"^(ab)\\\\1$\")", "boolean true"},
                     {"matches(\"a1\", \"^(a)\\\\11$\")", "boolean false"},
                     {"matches(\"aa1\", \"^(a)\\\\11$\")", "boolean true"},
                     {"matches(\"b\", \"^(a)?\\\\1b$\")", "boolean true"},
                     {"matches(\"a.b\", \"a.b\", \"q\")", "boolean true"},
                     {"matches(\"axb\", \"a.b\", \"q\")", "boolean false"}});
}

TEST(text, what_xpath_has_not_is_refused) {
    for (auto const* pattern : {"(.)\\\\3", "[\\\\1]", "\\\\0", "(a\\\\1)", "(", ")", "[", "[]", "[z-a]", "[a-c-e]", "a{2,1}",
                                "a{,2}", "{", "}", "]", "*a", "a**", "a++", "(?=a)", "(?i)a", "(?<n>a)", "\\\\b", "\\\\Qa\\\\E",
                                "\\\\x41", "\\\\p{Xy}", "\\\\p{IsGreek}", "\\\\pL", "[[:alpha:]]", "a{1001}", "\\\\"})
        EXPECT_EQ(outcome("matches(\"a\", \"" + std::string(pattern) + "\")"), "C016") << pattern;
    EXPECT_EQ(outcome("matches(\"a\", \"a\", \"p\")"), "C016");
}

TEST(text, replacing_and_splitting) {
    expect_outcomes({{"replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\")", "string [1=ab][2=]cd"},
                     {"replace(\"abracadabra\", \"bra\", \"*\")", "string a*cada*"},
                     {"replace(\"facetiously\", \"[iouy]\", \"[$0]\")", "string facet[i][o][u]sl[y]"},
                     {"replace(\"ab\", \"a\", \"\\\\$\\\\\\\\\")", "string $\\b"},
                     {"replace(\"a.b\", \".\", \"$1\", \"q\")", "string a$1b"},
                     {"replace(\"ab\", \"a\", \"$1$2\")", "string b"},
                     {"replace(\"ab\", \"a*\", \"x\")", "C016"},
                     {"replace(\"ab\", \"a\", \"$\")", "C016"},
                     {"replace(\"ab\", \"a\", \"\\\\n\")", "C016"},
                     {"split(\"John Doe\", \"\\\\s\")", "list [\"John\", \"Doe\"]"},
                     {"split(\"a;b;c;;\", \";\")", "list [\"a\", \"b\", \"c\", \"\", \"\"]"},
                     {"split(\"ab\", \"x*\")", "C016"}});
}

}  // namespace carefare::constant
