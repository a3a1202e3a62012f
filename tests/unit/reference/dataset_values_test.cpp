// Values at the door of the evaluator: kinds, ranges, steps, overrides; hosts hand in datasets that no file reader saw.
#include <gtest/gtest.h>

#include "support/graph_builder.hpp"

namespace carefare::reference {
namespace {

using namespace test;
using checked::interval;
using checked::none_value;
using checked::word;

class dataset_values : public ::testing::Test {
protected:
    graph_builder g;
    entity_id sheet = g.entity("sheet");
    checked::word_list_id letters = g.list("letter", {"a", "b"});

    dataset_values() { g.row(sheet, "s"); }

    std::string check(type t, constant_value value, std::optional<interval> range = std::nullopt,
                      std::optional<rational> step = std::nullopt) {
        auto const f = g.fact(sheet, "x", std::move(t));
        g.graph.facts[f].range = std::move(range);
        g.graph.facts[f].step = std::move(step);
        g.data.tables[sheet][0].facts = {{f, std::move(value)}};
        check_dataset(g.data, g.graph);
        return g.data.findings.empty() ? "" : g.data.findings[0].code;
    }
    static interval between(scalar_value low, scalar_value high) { return {std::move(low), std::move(high)}; }
};

TEST_F(dataset_values, every_kind_where_it_belongs_and_nowhere_else) {
    std::vector<std::pair<type, scalar_value>> const good{{boolean, true},
                                                          {number, rational(1)},
                                                          {word_of(letters), word{1}},
                                                          {text, std::string("t")},
                                                          {date_type, day("2020-02-29")},
                                                          {moment, parse_date_time("2020-02-29T10:00").value()}};
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (std::size_t j = 0; j < good.size(); ++j) {
            EXPECT_EQ(check(good[i].first, good[j].second), i == j ? "" : "R007") << i << " " << j;
        }
        EXPECT_EQ(check(good[i].first, scalar_value{none_value{}}), "R007");
        EXPECT_EQ(check(or_none(good[i].first), scalar_value{none_value{}}), "");
        EXPECT_EQ(check(good[i].first, interval{}), "R007");
    }
    EXPECT_EQ(check(word_of(letters), scalar_value{word{2}}), "R007");
    EXPECT_EQ(check(date_type, scalar_value{date{last_date.days + 1}}), "R007");
    EXPECT_EQ(check(date_type, scalar_value{date{first_date.days - 1}}), "R007");
    EXPECT_EQ(check(moment, scalar_value{date_time{std::numeric_limits<std::int64_t>::max()}}), "R007");
}

TEST_F(dataset_values, ranges_of_numbers_and_dates) {
    auto const cents = rational::fraction(1, 100);
    auto const hundred = between(rational(0), rational(100));
    EXPECT_EQ(check(number, scalar_value{rational(0)}, hundred, cents), "");
    EXPECT_EQ(check(number, scalar_value{rational(100)}, hundred, cents), "");
    EXPECT_EQ(check(number, scalar_value{exact("-0.01")}, hundred, cents), "R005");
    EXPECT_EQ(check(number, scalar_value{exact("100.01")}, hundred, cents), "R005");
    EXPECT_EQ(check(number, scalar_value{exact("0.005")}, hundred, cents), "R006");
    EXPECT_EQ(check(number, scalar_value{rational::fraction(1, 3)}, hundred, cents), "R006");
    auto const years = between(day("2000-01-01"), day("2020-12-31"));
    EXPECT_EQ(check(date_type, scalar_value{day("2020-12-31")}, years), "");
    EXPECT_EQ(check(date_type, scalar_value{day("2021-01-01")}, years), "R005");
    auto half_open = hundred;
    half_open.high_closed = false;
    EXPECT_EQ(check(number, scalar_value{rational(100)}, half_open), "R005");
    EXPECT_EQ(check(or_none(number), scalar_value{none_value{}}, hundred, cents), "");
}

TEST_F(dataset_values, both_ends_of_a_range_are_checked) {
    auto const t = range_of(checked::scalar::number);
    auto const hundred = between(rational(0), rational(100));
    EXPECT_EQ(check(t, between(rational(1), rational(2)), hundred, rational(1)), "");
    EXPECT_EQ(check(t, interval{scalar_value{rational(1)}, std::nullopt}, hundred, rational(1)), "");
    EXPECT_EQ(check(t, between(rational(1), rational(200)), hundred, rational(1)), "R005");
    EXPECT_EQ(check(t, between(exact("0.5"), rational(2)), hundred, rational(1)), "R006");
    EXPECT_EQ(check(t, between(day("2020-01-01"), rational(2))), "R007");
    EXPECT_EQ(check(t, scalar_value{rational(1)}), "R007");
}

TEST_F(dataset_values, overrides) {
    auto const r = g.rule(sheet, "share", g.num(1));
    auto const with = [&](scalar_value value) {
        g.data.tables[sheet][0].overrides[r] = {std::move(value), "why", "who", {}};
        check_dataset(g.data, g.graph);
        return g.data.findings.empty() ? "" : g.data.findings[0].code;
    };
    EXPECT_EQ(with(rational(5)), "R008");
    g.graph.rules[r].overridable = true;
    EXPECT_EQ(with(rational(5)), "");
    g.graph.rules[r].range = between(rational(0), rational(10));
    g.graph.rules[r].step = rational(1);
    EXPECT_EQ(with(rational(10)), "");
    EXPECT_EQ(with(rational(11)), "R005");
    EXPECT_EQ(with(exact("0.5")), "R006");
    EXPECT_EQ(with(day("2020-01-01")), "R007");
    EXPECT_EQ(with(none_value{}), "R007");
    auto const other = g.entity("other");
    g.graph.rules[r].owner = other;
    EXPECT_EQ(with(rational(5)), "R008");
}

}  // namespace
}  // namespace carefare::reference
