// Gaps and overlaps of rate tables, against counting every cell.
#include "checked/rate_gaps.hpp"
#include "declare_fixture.hpp"

namespace carefare::checked {
namespace {

std::string describe(std::vector<cell_region> const& regions) {
    std::string all;
    for (auto const& region : regions) {
        for (auto const& runs : region) {
            all += '{';
            for (auto const& [first, last] : runs)
                all += std::to_string(first) + "-" + std::to_string(last) + " ";
            all.back() = '}';
        }
        all += ' ';
    }
    return all;
}

std::string gaps(std::vector<std::int64_t> const& sizes, std::vector<cell_places> const& cells) {
    std::uint64_t steps = 100'000;
    return describe(find_gaps(sizes, cells, steps).value());
}

TEST(find_gaps_test, merges_neighbours) {
    EXPECT_EQ(gaps({2, 2}, {{0, 0}, {0, 1}, {1, 0}, {1, 1}}), "");
    EXPECT_EQ(gaps({2, 2}, {}), "{0-1}{0-1} ");
    EXPECT_EQ(gaps({3, 4}, {{0, 0}, {0, 3}, {1, 0}, {1, 3}}), "{0-1}{1-2} {2-2}{0-3} ");
    EXPECT_EQ(gaps({5}, {{1}, {3}}), "{0-0 2-2 4-4} ");
    EXPECT_EQ(gaps({1'000'000'000'000, 1'000'000'000'000}, {{5, 7}}),
              "{0-4 6-999999999999}{0-999999999999} {5-5}{0-6 8-999999999999} ");
}

TEST(find_gaps_test, agrees_with_counting_every_cell) {
    std::vector<std::int64_t> const sizes = {2, 3, 2};
    for (std::uint32_t mask = 0; mask < (1U << 12U); ++mask) {
        std::vector<cell_places> cells;
        for (std::int64_t i = 0; i < 12; ++i) {
            if ((mask >> i & 1U) != 0) cells.push_back({i / 6, i / 2 % 3, i % 2});
        }
        std::uint64_t steps = 10'000;
        auto const regions = find_gaps(sizes, cells, steps).value();
        for (std::int64_t i = 0; i < 12; ++i) {
            cell_places const cell = {i / 6, i / 2 % 3, i % 2};
            std::size_t holding = 0;
            for (auto const& region : regions) {
                bool inside = true;
                for (std::size_t k = 0; k < 3; ++k) {
                    bool in_run = false;
                    for (auto const& [first, last] : region[k])
                        in_run = in_run || (first <= cell[k] && cell[k] <= last);
                    inside = inside && in_run;
                }
                holding += inside ? 1 : 0;
            }
            ASSERT_EQ(holding, (mask >> i & 1U) != 0 ? 0U : 1U) << mask << " " << i;
        }
    }
}

TEST(find_gaps_test, work_is_bounded) {
    std::vector<cell_places> cells;
    for (std::int64_t i = 0; i < 1000; ++i)
        cells.push_back({i, i});
    std::uint64_t steps = 100;
    EXPECT_FALSE(find_gaps({1000, 1000}, cells, steps));
    EXPECT_EQ(steps, 0U);
}

std::string rates(std::string const& more, std::string const& csv) {
    return declare_problems(
        "types:\n  period: [weekly, daily]\n  county: [east, west]\n  age: [young, old]\ntables:\n  price:\n    type: "
        "money\n"
        "    cite: c\n    range: \"[$0..$100]\"\n    keys: { county: county or none, period: period, age: age, size: "
        "number }\n"
        "    entries:\n      - from: 2019-05-01\n        file: tables/t.csv\n        column: v\n" +
            more +
            "        keys: { county: [none, west], period: [weekly, daily], age: [young, old], size: \"[1..3]\" }\n",
        {{"tables/t.csv", "county,period,age,size,v\n" + csv}});
}

std::string rows(std::string const& county, std::string const& but = {}) {
    std::string all;
    for (std::string const period : {"weekly", "daily"}) {
        for (std::string const age : {"young", "old"}) {
            for (int size = 1; size <= 3; ++size) {
                auto const row = county + "," + period + "," + age + "," + std::to_string(size);
                if (but.empty() || row.find(but) == std::string::npos) all += row + ",5\n";
            }
        }
    }
    return all;
}

TEST(analyse_tables_test, gaps_in_words) {
    EXPECT_EQ(rates("", rows("") + rows("west")), "");
    EXPECT_EQ(rates("", rows("") + rows("west", "daily,old")),
              "M015 rules.yaml:12:9 table 'price': county west, period daily, age old of the schedule of 2019-05-01 "
              "has no row | Add the "
              "rows to 'tables/t.csv', with the value none where the published table has no such cell, or say "
              "'partial' with the reason.\n");
}

TEST(analyse_tables_test, exceptions_may_be_absent_and_partial_schedules_too) {
    EXPECT_EQ(rates("        exceptions_by: county\n", rows("") + rows("west", "daily")), "");
    EXPECT_NE(rates("        exceptions_by: county\n", rows("", "old") + rows("west")).find("county none, age old"),
              std::string::npos);
    EXPECT_EQ(rates("        partial: lost\n", rows("", "old")), "");
    EXPECT_EQ(rates("        exceptions_by: size\n", rows("") + rows("west")).substr(0, 4), "M018");
}

TEST(analyse_tables_test, overlaps_name_both_lines) {
    EXPECT_EQ(rates("", rows("") + rows("west") + "west,daily,old,2,7\n"),
              "M016 t.csv:26:1 the schedule of 2019-05-01 of the table 'price' has two rows for county west, period "
              "daily, age old, size 2 | Keep the row that the published table has.\n  t.csv:24:1 the other row\n");
}

TEST(analyse_tables_test, a_large_schedule_ends_at_its_limit) {
    std::string csv = "size,v\n";
    for (int i = 0; i < 500; ++i)
        csv += std::to_string(2 * i) + ",yes\n";
    check_limits limits;
    limits.region_steps = 1200;
    declared in(
        "tables:\n  price:\n    type: boolean\n    cite: c\n    keys: { size: number }\n    entries:\n"
        "      - { from: 2019-05-01, file: tables/t.csv, column: v, keys: { size: \"[0..999]\" } }\n",
        {{"tables/t.csv", csv}}, limits);
    EXPECT_EQ(in.problems(),
              "L044 rules.yaml:7:9 it takes too many steps to show that the schedule of 2019-05-01 of the table "
              "'price' has a row for every "
              "combination of keys | Split it into several tables, or say 'partial' with the reason.\n");
    EXPECT_EQ(in.counters.region_steps, 1200U);
}

}  // namespace
}  // namespace carefare::checked
