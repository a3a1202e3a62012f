// Section 4 of docs/language.md: literals, facts and everything whose result is "of the operands".
#include <gtest/gtest.h>

#include <functional>

#include "state_sheet.hpp"

namespace carefare::reference {
namespace {

using namespace test;

class states_operations : public ::testing::Test {
protected:
    state_sheet s;
};

TEST_F(states_operations, literal) {
    EXPECT_EQ(s.of(s.num(exact("1.5"))), "1.5");
    EXPECT_EQ(s.of(s.truth(true)), "yes");
    EXPECT_EQ(s.of(s.none(number)), "none");
}

TEST_F(states_operations, fact) {
    auto const given = s.fact(s.sheet, "given", number);
    auto const absent_none = s.fact(s.sheet, "absent_none", or_none(number));
    auto const absent_value = s.fact(s.sheet, "absent_value", number);
    auto const judged = s.fact(s.sheet, "judged", boolean);
    s.graph.facts[absent_none].absent = scalar_value{checked::none_value{}};
    s.graph.facts[absent_value].absent = scalar_value{rational(7)};
    s.graph.facts[judged].determination = true;
    s.data.tables[s.sheet][0].facts[given] = scalar_value{rational(4)};
    EXPECT_EQ(s.of(s.read(given, s.self(s.sheet))), "4");
    EXPECT_EQ(s.of(s.missing("unknown")), "pending: sheet.unknown[s]");
    EXPECT_EQ(s.of(s.read(absent_none, s.self(s.sheet))), "none");
    EXPECT_EQ(s.of(s.read(absent_value, s.self(s.sheet))), "7");
    EXPECT_EQ(s.of(s.read(judged, s.self(s.sheet))), "pending: determination sheet.judged[s]");
    s.data.tables[s.sheet][0].facts[absent_none] = scalar_value{checked::none_value{}};
    s.data.tables[s.sheet][0].facts[absent_value] = scalar_value{rational(0)};
    EXPECT_EQ(s.of(s.read(absent_none, s.self(s.sheet))), "none");
    EXPECT_EQ(s.of(s.read(absent_value, s.self(s.sheet))), "0");
}

struct operation_line {
    op what;
    type result;
    std::vector<std::function<node_id(state_sheet&)>> operands;
    std::string expected;
};

/// Every operation: its value, then each operand in turn missing, two missing, a fault, and a fault beside a missing
/// one.
TEST_F(states_operations, every_operation_in_every_state) {
    auto const n = [](std::string_view v) { return [=](state_sheet& on) { return on.num(exact(v)); }; };
    auto const d = [](std::string_view v) { return [=](state_sheet& on) { return on.on(v); }; };
    auto const m = [](std::string_view v) { return [=](state_sheet& on) { return on.moment_at(v); }; };
    auto const end = [](std::uint32_t index) { return [=](state_sheet& on) { return on.word(month_ends, index); }; };
    std::vector<operation_line> const lines{
        {op::add, number, {n("1.5"), n("2")}, "3.5"},
        {op::subtract, number, {n("1.5"), n("2")}, "-0.5"},
        {op::multiply, number, {n("1.5"), n("-2")}, "-3"},
        {op::divide, number, {n("1"), n("3")}, "1/3"},
        {op::negate, number, {n("1.5")}, "-1.5"},
        {op::absolute, number, {n("-1.5")}, "1.5"},
        {op::minimum, number, {n("3"), n("-1"), n("2")}, "-1"},
        {op::maximum, number, {n("3"), n("-1"), n("2")}, "3"},
        {op::floor, number, {n("-1.5")}, "-2"},
        {op::ceiling, number, {n("-1.5")}, "-1"},
        {op::modulo, number, {n("-7"), n("3")}, "2"},
        {op::modulo, number, {n("7"), n("-3")}, "-2"},
        {op::less, boolean, {n("1"), n("1")}, "no"},
        {op::less, boolean, {d("2019-06-01"), d("2019-06-02")}, "yes"},
        {op::less_equal, boolean, {n("1"), n("1")}, "yes"},
        {op::less_equal, boolean, {n("2"), n("1")}, "no"},
        {op::equal, boolean, {n("0.5"), n("0.50")}, "yes"},
        {op::not_equal, boolean, {d("2019-06-01"), d("2019-06-02")}, "yes"},
        {op::date_add_days, date_type, {d("2019-12-31"), n("1")}, "2020-01-01"},
        {op::date_add_days, date_type, {d("2019-12-31"), n("-365")}, "2018-12-31"},
        {op::date_add_months, date_type, {d("2020-01-31"), n("1"), end(0)}, "2020-02-29"},
        {op::date_add_months, date_type, {d("2020-01-31"), n("1"), end(1)}, "2020-03-01"},
        {op::date_difference, number, {d("2020-03-01"), d("2020-02-28")}, "2"},
        {op::months_between, number, {d("2022-08-31"), d("2024-02-29"), end(0)}, "18"},
        {op::months_between, number, {d("2022-08-31"), d("2024-02-29"), end(1)}, "17"},
        {op::year_of, number, {d("2024-02-29")}, "2024"},
        {op::month_of, number, {d("2024-02-29")}, "2"},
        {op::day_of, number, {d("2024-02-29")}, "29"},
        {op::weekday_of, number, {d("2024-02-29")}, "4"},
        {op::make_date, date_type, {n("2024"), n("2"), n("29")}, "2024-02-29"},
        {op::date_of, date_type, {m("2024-02-29T23:59")}, "2024-02-29"},
        {op::date_of, date_type, {m("1969-12-31T23:59")}, "1969-12-31"},
        {op::minutes_between, number, {m("2024-03-01T00:30"), m("2024-02-29T23:00")}, "90"},
    };
    for (auto const& line : lines) {
        auto const with = [&](std::size_t which, std::function<node_id(type)> const& instead) {
            std::vector<node_id> operands;
            for (std::size_t i = 0; i < line.operands.size(); ++i) {
                auto const plain = line.operands[i](s);
                bool const replace = which == i || which == line.operands.size();
                operands.push_back(replace ? instead(s.graph.nodes[plain].type_of) : plain);
            }
            return s.of(s.node(line.what, line.result, operands));
        };
        auto const shown = std::to_string(static_cast<int>(line.what)) + " -> " + line.expected;
        EXPECT_EQ(with(line.operands.size() + 1, nullptr), line.expected) << shown;
        for (std::size_t i = 0; i < line.operands.size(); ++i) {
            EXPECT_EQ(
                with(i, [&](type const& t) { return s.missing("p" + std::to_string(static_cast<int>(t.kind)), t); }),
                "pending: sheet.p" + std::to_string(static_cast<int>(s.graph.nodes[line.operands[i](s)].type_of.kind)) +
                    "[s]")
                << shown;
            EXPECT_EQ(with(i, [&](type const&) { return s.bad_day(); }), "fault R009") << shown;
            EXPECT_EQ(with(i, [&](type const& t) { return s.none(t); }), "fault R013") << shown;
        }
        int names = 0;
        auto const all_missing = with(line.operands.size(), [&](type const& t) {
            return s.missing(
                "q" + std::to_string(++names) + "of" + std::to_string(static_cast<int>(line.what)) + line.expected, t);
        });
        EXPECT_EQ(std::count(all_missing.begin(), all_missing.end(), '['), static_cast<int>(line.operands.size()))
            << shown;
        int turn = 0;
        if (line.operands.size() > 1) {
            auto const mixed = with(line.operands.size(), [&](type const& t) {
                return ++turn == 1 ? s.missing("first" + line.expected, t) : s.bad_day();
            });
            EXPECT_EQ(mixed, "fault R009") << shown;
        }
    }
}

TEST_F(states_operations, dates_outside_the_years_and_days_that_do_not_exist) {
    EXPECT_EQ(s.of(op::date_add_days, date_type, {s.on("9999-12-31"), s.num(1)}), "fault R010");
    EXPECT_EQ(s.of(op::date_add_days, date_type, {s.on("0001-01-01"), s.num(-1)}), "fault R010");
    EXPECT_EQ(s.of(op::date_add_days, date_type, {s.on("2000-01-01"), s.num(exact("1E30"))}), "fault R010");
    EXPECT_EQ(s.of(op::date_add_days, date_type, {s.on("2000-01-01"), s.num(std::int64_t{1} << 40)}), "fault R010");
    EXPECT_EQ(s.of(op::date_add_months, date_type, {s.on("9999-12-31"), s.num(1), s.word(month_ends, 0)}),
              "fault R010");
    EXPECT_EQ(s.of(op::date_add_months, date_type, {s.on("9999-12-31"), s.num(exact("1E30")), s.word(month_ends, 0)}),
              "fault R010");
    EXPECT_EQ(s.of(op::make_date, date_type, {s.num(10000), s.num(1), s.num(1)}), "fault R010");
    EXPECT_EQ(s.of(op::make_date, date_type, {s.num(0), s.num(1), s.num(1)}), "fault R010");
    EXPECT_EQ(s.of(op::make_date, date_type, {s.num(2023), s.num(2), s.num(29)}), "fault R009");
    EXPECT_EQ(s.of(op::make_date, date_type, {s.num(2023), s.num(exact("1.5")), s.num(1)}), "fault R009");
}

/// What the checker excludes is a fault, not a crash and not a value.
TEST_F(states_operations, contradictions) {
    EXPECT_EQ(s.of(op::divide, number, {s.num(1), s.num(0)}), "fault R013");
    EXPECT_EQ(s.of(op::modulo, number, {s.num(1), s.num(0)}), "fault R013");
    EXPECT_EQ(s.of(op::date_add_days, date_type, {s.on("2000-01-01"), s.num(exact("0.5"))}), "fault R013");
    EXPECT_EQ(s.of(op::date_add_months, date_type, {s.on("2000-01-01"), s.num(exact("0.5")), s.word(month_ends, 0)}),
              "fault R013");
}

TEST_F(states_operations, round_with_a_mode_in_place_and_one_that_is_read) {
    s.graph.roundings = {{2, checked::rounding_mode::half_up}, {0, std::nullopt}};
    EXPECT_EQ(s.of(op::round, number, {s.num(exact("86.555"))}, 0), "86.56");
    EXPECT_EQ(s.of(op::round, number, {s.missing("x")}, 0), "pending: sheet.x[s]");
    std::vector<std::string> const expected{"-3", "-2", "-3", "-2", "-2", "-3", "-2"};
    for (std::uint32_t mode = 0; mode < 7; ++mode) {
        EXPECT_EQ(s.of(op::round, number, {s.num(exact("-2.5")), s.word(rounding_modes, mode)}, 1), expected[mode])
            << mode;
    }
    EXPECT_EQ(s.of(op::round, number, {s.num(1), s.missing("mode", word_of(rounding_modes))}, 1),
              "pending: sheet.mode[s]");
}

}  // namespace
}  // namespace carefare::reference
