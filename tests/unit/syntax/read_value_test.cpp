// Values without quotes: words, booleans, dates, and expressions for all the rest.
#include "syntax/read_value.hpp"
#include "read_fixture.hpp"

namespace carefare::syntax {
namespace {

std::string value_of(std::string const& scalar) {
    reading file("a: " + scalar + "\n");
    if (!file.root) return file.problems();
    reader in{file.found, file.limits};
    auto const value = read_plain_value(file.root->entries.at(0).value, "'a'", in);
    return value ? tree(value) : file.problems();
}

TEST(read_value, words) {
    EXPECT_EQ(value_of("weekly"), "\"weekly\"");
    EXPECT_EQ(value_of("half up"), "\"half up\"");
    EXPECT_EQ(value_of("under_1.5"), "\"under_1.5\"");
    EXPECT_EQ(value_of("1.5-2"), "\"1.5-2\"");
    EXPECT_EQ(value_of("3-5"), "\"3-5\"");
    EXPECT_EQ(value_of("\"half up\""), "\"half up\"");
    EXPECT_EQ(value_of("'weekly'"), "\"weekly\"");
    EXPECT_EQ(value_of("|\n  weekly\n"), "\"weekly\"");
}

TEST(read_value, booleans_and_dates) {
    EXPECT_EQ(value_of("yes") + " " + value_of("no"), "true false");
    EXPECT_EQ(value_of("true") + " " + value_of("false"), "true false");
    EXPECT_EQ(value_of("2019-06-01"), "@\"2019-06-01\"");
    EXPECT_EQ(value_of("2019-06-01T08:30"), "@\"2019-06-01T08:30\"");
    EXPECT_EQ(value_of("2019-02-29"), "\"2019-02-29\"") << "no such day, so only a word can be meant";
}

TEST(read_value, numbers_and_other_expressions) {
    EXPECT_EQ(value_of("12") + " " + value_of("12.50") + " " + value_of(".5") + " " + value_of("1.2E3"),
              "12 12.50 .5 1.2E3");
    EXPECT_EQ(value_of("-5"), "(negate 5)");
    EXPECT_EQ(value_of("$12.50") + " " + value_of("27%"), "$12.50 27%");
    EXPECT_EQ(value_of("none"), "(none)");
    EXPECT_EQ(value_of("52 - 2"), "(- 52 2)");
    EXPECT_EQ(value_of("max(1, 2)"), "(call 'max' 1 2)");
    EXPECT_EQ(value_of("'\"half up\"'"), "\"half up\"");
    EXPECT_EQ(value_of("'[1..2]'"), "(range:[] 1 2)");
}

TEST(read_value, errors_point_into_the_file) {
    EXPECT_EQ(value_of("$1 + )").substr(0, 9), "S001 1:9 ");
    EXPECT_EQ(value_of("[1, 2]").substr(0, 8), "K003 1:4");
    EXPECT_EQ(value_of("").substr(0, 4), "K004");
    reading file("parameters:\n  p:\n    type: number\n    constant: |\n      $1\n        + 'x'\n");
    static_cast<void>(file.rules());
    EXPECT_TRUE(file.problems().find(" 6:11 ") != std::string::npos) << file.problems();
}

TEST(read_value, the_place_of_a_word_is_that_of_its_letters) {
    reading file("a: \"half up\"\n");
    reader in{file.found, file.limits};
    auto const value = read_plain_value(file.root->entries.at(0).value, "'a'", in).value();
    EXPECT_EQ(file.at(value.where), "1:5");
    EXPECT_EQ(value.source_text, "half up");
}

}  // namespace
}  // namespace carefare::syntax
