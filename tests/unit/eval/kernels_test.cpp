// Both builds of every loop do the same to random columns, flat operands and states included.
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <vector>

#include "eval/kernels/kernels.hpp"

namespace carefare::eval::kernels {

namespace {

constexpr std::size_t rows = 203;  // no multiple of what a processor takes at once

struct operand {
    std::vector<std::int64_t> values;
    std::vector<std::uint8_t> states;
    bool flat = false, plain = false;
    [[nodiscard]] cells as_cells() const { return {values.data(), flat}; }
    [[nodiscard]] marks as_marks() const { return {plain ? nullptr : states.data(), flat}; }
};

class both_builds : public ::testing::TestWithParam<unsigned> {
protected:
    both_builds() : random_(GetParam()) {}

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
        std::vector<std::int64_t> cells_a(rows, 1), cells_b(rows, 1);
        std::vector<std::uint8_t> marks_a(rows, 0), marks_b(rows, 0);
        run(baseline, cells_a.data(), marks_a.data());
        run(chosen(), cells_b.data(), marks_b.data());
        EXPECT_EQ(cells_a, cells_b);
        EXPECT_EQ(marks_a, marks_b);
    }

    std::mt19937_64 random_;
};

}  // namespace

TEST_P(both_builds, do_the_same) {
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
    same([&](functions const& f, std::int64_t* out, std::uint8_t*) { f.in_span(out, b.as_cells(), -10, 200, rows); });
    same([&](functions const& f, std::int64_t* out, std::uint8_t*) { f.both(out, truth.as_cells(), rows); });
    same([&](functions const& f, std::int64_t* out, std::uint8_t*) { f.either(out, truth.as_cells(), rows); });
    same([&](functions const& f, std::int64_t* out, std::uint8_t* states) {
        f.decide(out, states, truth.as_cells(), truth.as_marks(), 0, rows);
        f.decided(out, states, 0, rows);
    });
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

INSTANTIATE_TEST_SUITE_P(seeds, both_builds, ::testing::Range(0U, 60U));

}  // namespace carefare::eval::kernels
