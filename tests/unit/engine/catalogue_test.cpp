// The catalogue of a plan: values over time with their citations, cells, rules.
#include <gtest/gtest.h>

#include <algorithm>

#include "unit/engine/one_family.hpp"

namespace carefare::engine {
namespace {

using namespace testing;

template <class All>
auto const& named(All const& all, std::string const& name) {
    auto const found = std::find_if(all.begin(), all.end(), [&](auto const& one) { return one.name == name; });
    if (found == all.end()) throw std::out_of_range(name);
    return *found;
}

TEST(catalogues, options_are_those_that_count) {
    auto const slots = slots_of(*westchester());
    auto const& percent = named(slots, "family_share_percent");
    EXPECT_EQ(percent.sort, slot_sort::option);
    EXPECT_EQ(percent.kind, value_kind::percent);
    auto const entry = std::find_if(percent.entries.begin(), percent.entries.end(), [](auto const& one) { return one.from == parse_date("2019-01-01"); });
    ASSERT_NE(entry, percent.entries.end());
    EXPECT_EQ(entry->value, "27%");
    EXPECT_EQ(entry->state, "inferred");
    EXPECT_EQ(entry->ground, "date of the plan year");
    EXPECT_NE(entry->cite.find("appendix M-1 III"), std::string::npos);
    EXPECT_NE(entry->where.file.find("westchester.yaml"), std::string::npos);
    EXPECT_GT(entry->where.line, 0U);
    ASSERT_FALSE(percent.bounds.empty());
    EXPECT_EQ(percent.bounds.front().range, "[10%..35%]");

    overlay over;
    over.options = {{"family_share_percent", "30%", "what if"}};
    auto const laid = slots_of(*westchester()->with(over));
    EXPECT_EQ(named(laid, "family_share_percent").entries.front().value, "30%");
    EXPECT_EQ(named(laid, "family_share_percent").entries.front().ground, "what if");
}

TEST(catalogues, parameters_say_whether_they_divide) {
    auto const slots = slots_of(*westchester());
    EXPECT_TRUE(named(slots, "weeks_per_year").divides);
    auto const& each = named(slots, "state_income_standard_each_additional");
    EXPECT_FALSE(each.divides);
    EXPECT_EQ(each.range, "[$3000..$8000]");
    EXPECT_EQ(each.step, "$1");
    EXPECT_EQ(each.entries.front().from, parse_date("2009-06-01"));
}

TEST(catalogues, tables_and_their_cells) {
    auto const tables = rate_tables_of(*westchester());
    auto const& standard = named(tables, "state_income_standard");
    EXPECT_EQ(standard.keys.front().name, "size");
    auto const july = std::find_if(standard.schedules.begin(), standard.schedules.end(), [](auto const& one) { return one.from == parse_date("2019-06-01"); });
    ASSERT_NE(july, standard.schedules.end());
    EXPECT_EQ(july->cells, 8U);
    auto const cells = cells_of(*westchester(), standard.name, static_cast<std::size_t>(july - standard.schedules.begin()));
    ASSERT_EQ(cells.size(), 8U);
    EXPECT_EQ(cells[2].keys, std::vector<std::string>{"3"});
    EXPECT_EQ(cells[2].value, "21330.00");
    EXPECT_NE(cells[2].where.file.find("sis.csv"), std::string::npos);
    EXPECT_THROW((void)cells_of(*westchester(), "nothing", 0), error);
    EXPECT_THROW((void)cells_of(*westchester(), standard.name, 10'000), error);
}

TEST(catalogues, rules_and_their_texts) {
    auto const rules = rules_of(*westchester());
    auto const& share = named(rules, "family_week.income_based_share");
    EXPECT_TRUE(share.is_output);
    EXPECT_EQ(share.type, "money per week");
    EXPECT_NE(share.cite.find("415.3(e)(3)"), std::string::npos);
    ASSERT_FALSE(share.versions.empty());
    EXPECT_NE(share.versions.front().value.value().find("option.family_share_percent"), std::string::npos);
    EXPECT_GT(share.where.line, 0U);
}

}  // namespace
}  // namespace carefare::engine
