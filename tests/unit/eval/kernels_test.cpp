// All builds of every loop do the same to random columns, flat operands and states included.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <vector>

#include "eval/civil.hpp"
#include "eval/kernels/runnable.hpp"

namespace carefare::eval::kernels {

namespace {

constexpr std::size_t rows = 1203;  // no multiple of what a processor or a loop takes at once

struct operand {
    std::vector<std::int64_t> values;
    std::vector<std::uint8_t> states;
    bool flat = false, plain = false;
    [[nodiscard]] cells as_cells() const { return {values.data(), flat}; }
    [[nodiscard]] marks as_marks() const { return {plain ? nullptr : states.data(), flat}; }
    [[nodiscard]] cells_and_marks as_both() const { return {as_cells(), as_marks()}; }
    [[nodiscard]] std::int64_t at(std::size_t i) const { return values[flat ? 0 : i]; }
    [[nodiscard]] std::uint8_t is(std::size_t i) const { return plain ? std::uint8_t{0} : states[flat ? 0 : i]; }
};

class all_builds : public ::testing::TestWithParam<unsigned> {
protected:
    all_builds() : random_(GetParam()) {}

    operand draw(std::int64_t least, std::int64_t most) {
        operand made;
        made.flat = random_() % 4 == 0;
        made.plain = random_() % 3 == 0;
        std::uniform_int_distribution<std::int64_t> cell(least, most);
        for (std::size_t i = 0; i < rows; ++i) {
            made.values.push_back(cell(random_));
            made.states.push_back(static_cast<std::uint8_t>(random_() % 8 < 5 ? 0 : random_() % 5));
        }
        return made;
    }
    template <class Run>
    void same(Run run) {
        std::vector<std::int64_t> cells_a(rows, 1);
        std::vector<std::uint8_t> marks_a(rows, 0);
        run(baseline, cells_a.data(), marks_a.data());
        for (auto const* const build : runnable()) {
            std::vector<std::int64_t> cells_b(rows, 1);
            std::vector<std::uint8_t> marks_b(rows, 0);
            run(*build, cells_b.data(), marks_b.data());
            EXPECT_EQ(cells_a, cells_b);
            EXPECT_EQ(marks_a, marks_b);
        }
    }

    std::mt19937_64 random_;
};

}  // namespace

TEST_P(all_builds, do_the_same) {
    auto const a = draw(-1'000'000'000'000, 1'000'000'000'000), b = draw(-1000, 1000), condition = draw(0, 1), truth = draw(0, 1);
    for (unsigned k = 0; k < binaries; ++k)
        same([&](functions const& f, std::int64_t* out, std::uint8_t*) { f.combine[k](out, a.as_cells(), b.as_cells(), rows); });
    same([&](functions const& f, std::int64_t* out, std::uint8_t* states) {
        f.select(out, condition.as_cells(), a.as_cells(), b.as_cells(), rows);
        f.select_marks(states, condition.as_cells(), condition.as_marks(), a.as_marks(), b.as_marks(), rows);
    });
    for (std::int64_t const by : {1, 2, 3, 52, 100, 520}) {
        operand whole = a;
        for (auto& one : whole.values) one *= by;
        same([&](functions const& f, std::int64_t* out, std::uint8_t*) { f.scale(out, a.as_cells(), by, rows); });
        same([&](functions const& f, std::int64_t* out, std::uint8_t*) {
            f.divide_exactly(out, whole.as_cells(), by, rows);
            for (std::size_t i = 0; i < rows; ++i) ASSERT_EQ(out[i], a.values[a.flat ? 0 : i]);
        });
    }
    same([&](functions const& f, std::int64_t* out, std::uint8_t*) { f.is_zero(out, b.as_cells(), rows); });
    same([&](functions const& f, std::int64_t* out, std::uint8_t*) { f.both(out, truth.as_cells(), rows); });
    same([&](functions const& f, std::int64_t* out, std::uint8_t*) { f.either(out, truth.as_cells(), rows); });
    same([&](functions const& f, std::int64_t*, std::uint8_t* states) {
        if (!a.plain || !b.plain) f.worst(states, a.as_marks(), b.as_marks(), rows);
    });
    same([&](functions const& f, std::int64_t* out, std::uint8_t* states) {
        if (!a.plain) f.otherwise(out, states, a.as_cells(), a.as_marks(), b.as_cells(), b.as_marks(), rows);
    });
    auto const places = draw(0, rows - 1);
    std::vector<std::uint32_t> numbers(places.values.begin(), places.values.end());
    same([&](functions const& f, std::int64_t* out, std::uint8_t*) { f.gather(out, a.values.data(), places.values.data(), rows); });
    same([&](functions const& f, std::int64_t* out, std::uint8_t*) { f.spread(out, a.values.data(), numbers.data(), rows); });
    same([&](functions const& f, std::int64_t*, std::uint8_t* states) { f.spread_marks(states, a.states.data(), numbers.data(), rows); });
    same([&](functions const& f, std::int64_t* out, std::uint8_t*) { f.number(out, numbers.data(), rows); });
    same([&](functions const& f, std::int64_t* out, std::uint8_t* states) {
        if (a.plain && places.plain) return;
        f.gather_known(out, states, {a.values.data(), false}, a.as_marks(), rows, {places.values.data(), false}, places.as_marks(), rows);
    });
    auto const days = draw(-800'000, 3'000'000), months = draw(-2000, 2000), until = draw(-800'000, 3'000'000);
    for (bool const carries : {false, true}) {
        same([&](functions const& f, std::int64_t* out, std::uint8_t*) { f.add_months(out, days.as_cells(), months.as_cells(), carries, rows); });
        same([&](functions const& f, std::int64_t* out, std::uint8_t*) { f.months_between(out, days.as_cells(), until.as_cells(), carries, rows); });
    }
}

/// The whole number that a mode asks for, from the definition: of the two next to the quotient, by how far each is.
std::int64_t rounded_by_definition(std::int64_t a, std::int64_t by, steps how) {
    auto const down = a / by - (a % by < 0 ? 1 : 0);
    auto const below = a - down * by, above = (down + 1) * by - a;
    if (below == 0) return down;
    auto const to_zero = a < 0 ? down + 1 : down, from_zero = a < 0 ? down : down + 1;
    switch (how) {
        case steps::floor: return down;
        case steps::ceiling: return down + 1;
        case steps::up: return a < 0 ? down : down + 1;
        case steps::down: return a < 0 ? down + 1 : down;
        default: break;
    }
    if (below != above) return below < above ? down : down + 1;
    if (how == steps::half_up) return from_zero;
    if (how == steps::half_down) return to_zero;
    return down % 2 == 0 ? down : down + 1;
}

TEST_P(all_builds, round_as_defined) {
    auto a = draw(-4'294'967'295, 4'294'967'295);
    std::int64_t const ends[] = {0, 1, -1, 50, -50, 150, -150, 4'294'967'295, -4'294'967'295, 4'294'967'294};
    std::copy(std::begin(ends), std::end(ends), a.values.begin());
    ASSERT_TRUE(chosen().are_short(a.as_cells(), rows));
    for (std::int64_t const by : {std::int64_t{2}, std::int64_t{3}, std::int64_t{100}, std::int64_t{520}, std::int64_t{65'537}, std::int64_t{4'294'967'296}}) {
        for (unsigned how = 0; how <= static_cast<unsigned>(steps::ceiling); ++how) {
            same([&](functions const& f, std::int64_t* out, std::uint8_t*) {
                f.round(out, a.as_cells(), by, static_cast<steps>(how), rows);
                for (std::size_t i = 0; i < rows; ++i) {
                    auto const x = a.values[a.flat ? 0 : i];
                    ASSERT_EQ(out[i], rounded_by_definition(x, by, static_cast<steps>(how))) << x << " by " << by << ", mode " << how;
                }
            });
        }
    }
}

TEST_P(all_builds, are_short_below_33_bits) {
    std::vector<std::int64_t> of(rows, 1);
    for (auto const at : {std::size_t{0}, rows - 1}) {
        for (auto const& [value, is] : {std::pair{std::int64_t{4'294'967'295}, true}, {std::int64_t{4'294'967'296}, false}, {std::int64_t{-4'294'967'296}, true},
                                       {std::int64_t{-4'294'967'297}, false}}) {
            of[at] = value;
            for (auto const* const build : runnable()) EXPECT_EQ(build->are_short({of.data(), false}, rows), is) << value;
            of[at] = 1;
        }
    }
}

TEST_P(all_builds, count_and_choose) {
    auto const a = draw(-1000, 1000), truth = draw(0, 1);
    same([&](functions const& f, std::int64_t* out, std::uint8_t*) {
        f.bounds(a.values.data(), out, out + 1, rows);
        ASSERT_EQ(out[0], *std::min_element(a.values.begin(), a.values.end()));
        ASSERT_EQ(out[1], *std::max_element(a.values.begin(), a.values.end()));
    });
    std::vector<std::int32_t> const begins{-300, 0, 1, 999};
    same([&](functions const& f, std::int64_t* out, std::uint8_t*) {
        f.count_reached(out, a.values.data(), 7, begins.data(), begins.size(), rows);
        for (std::size_t i = 0; i < rows; ++i)
            ASSERT_EQ(out[i], 7 + std::upper_bound(begins.begin(), begins.end(), a.values[i]) - begins.begin());
    });
    same([&](functions const& f, std::int64_t*, std::uint8_t* marked) {
        f.mark_from(marked, truth.as_marks(), 2, rows);
        for (std::size_t i = 0; i < rows; ++i) ASSERT_EQ(marked[i], !truth.plain && truth.states[truth.flat ? 0 : i] >= 2 ? 1 : 0);
    });
    for (std::int64_t last = 3; last < 9; ++last) {
        auto const near = draw(3, last);
        same([&](functions const& f, std::int64_t* out, std::uint8_t*) {
            f.gather_few(out, near.values.data(), 3, last, a.values.data(), rows);
            for (std::size_t i = 0; i < rows; ++i) ASSERT_EQ(out[i], a.values[static_cast<std::size_t>(near.values[i])]);
        });
    }
}

TEST_P(all_builds, test_decide_and_hit_as_defined) {
    auto const a = draw(-20, 20);
    span const spans[] = {{-15, -10}, {0, 0}, {3, 12}};
    for (auto const& [negated, none] : {std::pair{false, false}, {false, true}, {true, false}}) {
        for (std::size_t const count : {0U, 1U, 3U}) {
            same([&](functions const& f, std::int64_t* out, std::uint8_t* states) {
                f.test(out, a.plain ? nullptr : states, a.as_both(), spans, count, negated, none, rows);
                for (std::size_t i = 0; i < rows; ++i) {
                    bool const in = std::any_of(spans, spans + count, [&](span const& one) { return a.at(i) >= one.low && a.at(i) <= one.high; });
                    ASSERT_EQ(states[i], a.is(i) <= 1 ? 0 : a.is(i));
                    if (a.is(i) <= 1) {
                        ASSERT_EQ(out[i], a.is(i) == 1 ? (none ? 1 : 0) : in != negated ? 1 : 0);
                    }
                }
            });
        }
    }
    auto const ends = draw(0, 3), low = draw(-12, 2), high = draw(-2, 12);
    same([&](functions const& f, std::int64_t* out, std::uint8_t*) {
        f.in_range(out, a.as_cells(), ends.as_cells(), low.as_both(), high.as_both(), rows);
        for (std::size_t i = 0; i < rows; ++i) {
            bool const above = low.is(i) == 1 || low.at(i) < a.at(i) || (low.at(i) == a.at(i) && (ends.at(i) & 1) != 0);
            bool const below = high.is(i) == 1 || a.at(i) < high.at(i) || (high.at(i) == a.at(i) && (ends.at(i) & 2) != 0);
            ASSERT_EQ(out[i], above && below ? 1 : 0);
        }
    });
    std::vector<operand> const truths{draw(0, 1), draw(0, 1), draw(0, 1)};
    for (std::int64_t const deciding : {0, 1}) {
        std::vector<cells_and_marks> all;
        bool plain = true;
        for (auto const& one : truths) {
            all.push_back(one.as_both());
            plain = plain && one.plain;
        }
        same([&](functions const& f, std::int64_t* out, std::uint8_t* states) {
            f.kleene(out, plain ? nullptr : states, all.data(), all.size(), deciding, rows);
            for (std::size_t i = 0; i < rows; ++i) {
                std::uint8_t worst = 0;
                bool decided = false;
                for (auto const& one : truths) {
                    worst = std::max(worst, one.is(i));
                    decided = decided || (one.is(i) == 0 && one.at(i) == deciding);
                }
                ASSERT_EQ(states[i], decided ? 0 : worst == 1 ? 4 : worst);
                if (states[i] == 0) {
                    ASSERT_EQ(out[i], decided ? deciding : 1 - deciding);
                }
            }
        });
    }
    std::vector<operand> const outputs{draw(1, 100), draw(101, 200), draw(201, 300)};
    std::vector<table_row> table;
    for (std::size_t r = 0; r < truths.size(); ++r) table.push_back({truths[r].as_both(), outputs[r].as_both()});
    for (bool const once : {false, true}) {
        same([&](functions const& f, std::int64_t* out, std::uint8_t* states) {
            std::vector<std::uint8_t> open(rows, 0);
            open[5] = 1;
            f.first_hits(out, states, open.data(), table.data(), table.size(), once, rows);
            for (std::size_t i = 0; i < rows; ++i) {
                std::size_t hits = 0, first = truths.size();
                bool undecided = i == 5;
                for (std::size_t r = truths.size(); r-- > 0;) {
                    undecided = undecided || truths[r].is(i) != 0;
                    if (truths[r].at(i) == 0) continue;
                    ++hits;
                    first = r;
                }
                ASSERT_EQ(open[i] != 0, undecided || (once && hits > 1)) << i;
                ASSERT_EQ(out[i], first < truths.size() ? outputs[first].at(i) : 1);
                ASSERT_EQ(states[i], first < truths.size() ? outputs[first].is(i) : 0);
            }
        });
    }
}

TEST_P(all_builds, look_up_as_defined) {
    // Four words, and twenty numbers from 2 on with a place for none.
    auto const words = draw(0, 3), numbers = draw(-5, 25), eras = draw(10, 16);
    std::vector<std::vector<std::int64_t>> tables;
    std::vector<std::vector<std::uint8_t>> states_of;
    for (unsigned s = 0; s < 4; ++s) {
        tables.push_back(draw(0, 1000).values);
        states_of.push_back(draw(0, 1).states);
    }
    std::vector<table_key> const keys{{words.as_both(), {0, 4, 4}}, {numbers.as_both(), {2, 21, 20}}};
    // Some of the schedules have values alone.
    std::vector<schedule> const schedules{{10, tables[0].data(), nullptr},
                                          {12, tables[1].data(), states_of[1].data()},
                                          {13, tables[2].data(), nullptr},
                                          {16, tables[3].data(), states_of[3].data()}};
    for (std::size_t count = 1; count <= schedules.size(); ++count) {
        same([&](functions const& f, std::int64_t* out, std::uint8_t* states) {
            f.look_up(out, states, keys.data(), keys.size(), schedules.data(), count, {eras.values.data(), false}, rows);
            for (std::size_t i = 0; i < rows; ++i) {
                std::size_t s = 0;
                while (s + 1 < count && eras.values[i] >= schedules[s + 1].first_era) ++s;
                bool const no_number = numbers.is(i) == 1, inside = no_number || (numbers.at(i) >= 2 && numbers.at(i) < 22);
                auto const place = static_cast<std::size_t>(words.at(i) * 21 + (no_number ? 20 : numbers.at(i) - 2));
                auto const counts = [](std::uint8_t is) { return is == 1 ? std::uint8_t{0} : is; };
                auto const worst = std::max(counts(words.is(i)), counts(numbers.is(i)));
                auto const found = [&] { return schedules[s].marks == nullptr ? std::uint8_t{0} : schedules[s].marks[place]; };
                ASSERT_EQ(states[i], worst != 0 ? worst : words.is(i) == 1 || !inside ? 1 : found());
                if (states[i] == 0) {
                    ASSERT_EQ(out[i], schedules[s].cells[place]);
                }
            }
        });
    }
}

TEST_P(all_builds, read_days_as_single_dates) {
    // Some of them lie beyond the years that there are.
    auto const days = draw(std::int64_t{first_date.days} - 1000, std::int64_t{last_date.days} + 1000), near = draw(18000, 18100);
    for (auto const* of : {&days, &near}) {
        auto const on = [&](std::size_t i) { return of->values[of->flat ? 0 : i]; };
        auto const holds = [&](std::int64_t const* out, auto wanted) {
            for (std::size_t i = 0; i < rows; ++i) ASSERT_EQ(out[i], is_day(on(i)) ? wanted(date{static_cast<std::int32_t>(on(i))}) : no_such_day);
        };
        auto const reads = [&](day_part part, auto wanted) {
            same([&](functions const& f, std::int64_t* out, std::uint8_t*) {
                f.read_day[part](out, of->as_cells(), rows);
                holds(out, wanted);
            });
        };
        reads(year, [](date one) { return std::int64_t{to_civil(one).year}; });
        reads(month, [](date one) { return std::int64_t{to_civil(one).month}; });
        reads(day_of_month, [](date one) { return std::int64_t{to_civil(one).day}; });
        reads(weekday, [](date one) { return (std::int64_t{one.days} + 3 + 7'000'000) % 7 + 1; });
        reads(month_start, [](date one) { return std::int64_t{one.days} - to_civil(one).day + 1; });
        reads(month_last, [](date one) {
            auto const first = date{static_cast<std::int32_t>(one.days - static_cast<std::int32_t>(to_civil(one).day) + 1)};
            auto const next = add_months(first, 1, month_end::clamp);
            return next ? std::int64_t{next->days} - 1 : std::int64_t{last_date.days};
        });
        for (std::int64_t const from : {1, 4, 7}) {
            same([&](functions const& f, std::int64_t* out, std::uint8_t*) {
                f.week_start(out, of->as_cells(), from, rows);
                holds(out, [&](date one) {
                    auto day = std::int64_t{one.days};
                    while ((day + 3 + 7'000'000) % 7 + 1 != from) --day;
                    return is_day(day) ? day : no_such_day;
                });
            });
        }
    }
}

INSTANTIATE_TEST_SUITE_P(seeds, all_builds, ::testing::Range(0U, 60U));

}  // namespace carefare::eval::kernels
