// Codes, the bounded sink and suggestions of names.
#include <carefare/base/diagnostic.hpp>

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace carefare {
namespace {

TEST(diagnostic_code, every_code_is_a_letter_and_three_digits_without_gaps) {
    std::map<char, std::set<std::string>> numbers;
    for (auto const code : all_diagnostic_codes()) {
        std::string const name(name_of(code));
        ASSERT_EQ(name.size(), 4U) << name;
        EXPECT_NE(std::string_view("YKWBSCNTPMDGXFRL").find(name[0]), std::string_view::npos) << name;
        EXPECT_TRUE(numbers[name[0]].insert(name.substr(1)).second) << name;
        EXPECT_FALSE(title_of(code).empty()) << name;
    }
    for (auto const& [letter, used] : numbers) {
        if (letter == 'L') continue;  // files and expressions number their limits apart
        EXPECT_EQ(std::stoul(*used.begin()), 1U) << letter;
        EXPECT_EQ(std::stoul(*used.rbegin()), used.size()) << letter;
    }
    EXPECT_EQ(name_of(diagnostic_code::Y001), "Y001");
    EXPECT_EQ(title_of(diagnostic_code::Y001), "duplicate key");
}

TEST(diagnostics, keeps_the_first_and_counts_the_rest) {
    diagnostics found(2);
    for (int i = 0; i < 5; ++i)
        found.error(diagnostic_code::Y001, {}, std::to_string(i), "A.");
    EXPECT_TRUE(found.has_errors());
    EXPECT_EQ(found.error_count(), 5U);
    EXPECT_EQ(found.dropped(), 3U);
    ASSERT_EQ(found.items().size(), 2U);
    EXPECT_EQ(found.items()[1].message, "1");
}

TEST(diagnostics, a_warning_is_no_error) {
    diagnostics found;
    found.add({diagnostic_code::Y001, severity::warning, "w", {}, {}, ""});
    EXPECT_FALSE(found.has_errors());
}

TEST(diagnostics, what_is_said_twice_of_one_place_is_kept_once) {
    source_map sources;
    auto const once = sources.add("a.yaml", "a: 1");
    auto const again = sources.add("a.yaml", "a: 1");
    auto const other = sources.add("b.yaml", "a: 1");
    diagnostics found;
    for (auto const source : {once, again, other}) found.error(diagnostic_code::Y001, {source, {0, 1}}, "twice", "A.");
    found.error(diagnostic_code::Y001, {again, {1, 2}}, "twice", "A.");
    found.error(diagnostic_code::Y001, {again, {0, 1}}, "otherwise", "A.");
    found.add({diagnostic_code::Y001, severity::warning, "twice", {again, {0, 1}}, {}, "A."});
    found.drop_repeats(sources);
    EXPECT_EQ(found.items().size(), 4U);
    EXPECT_EQ(found.error_count(), 4U);
    EXPECT_EQ(found.items()[1].where.source.value, other.value);
}

TEST(nearest_name, finds_slips_of_the_pen) {
    std::vector<std::string> const names{"family_share", "family_size", "county", "age", "of"};
    EXPECT_EQ(nearest_name("family_shore", names), "family_share");
    EXPECT_EQ(nearest_name("familysize", names), "family_size");
    EXPECT_EQ(nearest_name("conuty", names), "county");  // neighbours exchanged
    EXPECT_EQ(nearest_name("County", names), "county");
    EXPECT_EQ(nearest_name("ages", names), "age");
    EXPECT_EQ(nearest_name("fo", names), "of");
}

TEST(nearest_name, is_silent_where_nothing_is_near) {
    std::vector<std::string> const names{"family_share", "x", "county"};
    EXPECT_EQ(nearest_name("provider", names), "");
    EXPECT_EQ(nearest_name("y", names), "");
    EXPECT_EQ(nearest_name("", names), "");
    EXPECT_EQ(nearest_name("county", {"county"}), "");
    EXPECT_EQ(nearest_name(std::string(100000, 'a'), {std::string(100000, 'b')}), "");
}

TEST(nearest_name, of_equally_near_names_the_first_counts) {
    EXPECT_EQ(nearest_name("rate_c", {"rate_a", "rate_b"}), "rate_a");
}

}  // namespace
}  // namespace carefare
