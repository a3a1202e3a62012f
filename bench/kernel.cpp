// A child's week through the rules, against the same by hand.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>

#include "kernel_by_hand.hpp"
#include "support/check.hpp"
#include "support/engine.hpp"
#include "support/results.hpp"

namespace carefare::bench {

namespace {

constexpr std::size_t child_weeks = 1'000'000;

/// Of 1000 so many miss each of the facts that can be missing.
constexpr unsigned missing = 10;

tables draw(programme const& of, std::size_t rows) {
    tables made(of);
    made.add_partitions("child_week", rows);
    auto& random = made.random;
    auto const first_monday = parse_date("2019-01-07").value().days;
    auto const upto = [&](std::int64_t low, std::int64_t high) { return [&random, low, high](std::size_t) { return random.from_to(low, high); }; };
    made.fill("child_week.start", 0, [&](std::size_t) { return first_monday + 7 * random.from_to(0, 50); });
    made.fill("child_week.income", missing, upto(15'000'00, 65'000'00));
    made.fill("child_week.standard", 0, upto(16'000'00, 43'000'00));
    made.fill("child_week.exempt", missing, [&](std::size_t) { return random.per_mille(150) ? 1 : 0; });
    made.fill("child_week.hours", missing, upto(0, 240));
    made.fill("child_week.days", missing, upto(0, 7));
    made.fill("child_week.missed", 0, upto(0, 7));
    made.fill("child_week.group", 0, upto(0, 4));
    made.fill("child_week.provider", 0, upto(0, 3));
    made.fill("child_week.age", 0, upto(0, 3));
    made.fill("child_week.special", missing, [&](std::size_t) { return random.per_mille(100) ? 1 : 0; });
    made.fill("child_week.charge", missing, upto(50'00, 450'00));
    return made;
}

struct kernel_columns {
    result_column share, period, payable_days, payment;
    explicit kernel_columns(std::size_t rows) {
        for (auto* one : {&share, &period, &payable_days, &payment}) one->resize(rows);
    }
    [[nodiscard]] kernel_output at(std::size_t row) {
        return {share.cells.data() + row,  period.cells.data() + row,  payable_days.cells.data() + row,  payment.cells.data() + row,
                share.states.data() + row, period.states.data() + row, payable_days.states.data() + row, payment.states.data() + row};
    }
};

kernel_input input(tables const& from, std::size_t row) {
    auto const cells = [&](char const* fact) { return from.column(std::string("child_week.") + fact).cells.data() + row; };
    auto const states = [&](char const* fact) { return from.column(std::string("child_week.") + fact).states.data() + row; };
    return {cells("start"),    cells("income"),   cells("standard"), cells("exempt"),  cells("hours"),   cells("days"),
            cells("missed"),   cells("group"),    cells("provider"), cells("age"),     cells("special"), cells("charge"),
            states("income"),  states("exempt"),  states("hours"),   states("days"),   states("special"), states("charge")};
}

/// Programme, data and law of one size; both ways over it come to the same, or there is none.
class subject {
public:
    explicit subject(std::size_t rows) : rows_(rows), programme_("kernel"), tables_(draw(programme_, rows)), law_(read_kernel_law()) {
        kernel_columns wanted(rows);
        kernel_by_hand(law_, input(tables_, 0), wanted.at(0), rows);
        std::size_t values = 0, seen = 0;
        engine(programme_, tables_, 4096).run([&](eval::block const& block, std::size_t first) {
            seen += block.size(programme_.entity("child_week"));
            std::size_t output = 0;
            for (auto const* column : {&wanted.share, &wanted.period, &wanted.payable_days, &wanted.payment})
                values += require_equal(programme_, block, output++, *column, first);
        });
        require(seen == rows, "rows were left out");
        require(values > rows * 3 && values < rows * 4, "no fact is missing, or too many");
    }

    [[nodiscard]] programme const& of() const { return programme_; }
    [[nodiscard]] tables const& rows() const { return tables_; }
    [[nodiscard]] kernel_law const& law() const { return law_; }
    [[nodiscard]] std::size_t size() const { return rows_; }

    static subject& large() {
        static subject one(child_weeks);
        return one;
    }

private:
    std::size_t rows_;
    programme programme_;
    tables tables_;
    kernel_law law_;
};

check const same_cells("kernel", [] { subject(5000); });

/// Results are written over those of the block before, as the engine's columns are.
void by_hand(benchmark::State& state) {
    auto& all = subject::large();
    auto const block = static_cast<std::size_t>(state.range(0));
    kernel_columns out(block);
    for (auto _ : state) {
        for (std::size_t first = 0; first < all.size(); first += block) {
            kernel_by_hand(all.law(), input(all.rows(), first), out.at(0), std::min(block, all.size() - first));
            benchmark::ClobberMemory();
        }
    }
    state.counters["rows"] = static_cast<double>(all.size());
}

void by_engine(benchmark::State& state) {
    auto& all = subject::large();
    engine const runs(all.of(), all.rows(), static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        runs.run([](eval::block const& block, std::size_t) { benchmark::DoNotOptimize(&block); });
    }
    state.counters["rows"] = static_cast<double>(all.size());
    state.counters["instructions"] = static_cast<double>(runs.instructions());
}

BENCHMARK(by_hand)->Name("kernel/child_week/hand")->Arg(1024)->Arg(4096)->Arg(16384)->Unit(benchmark::kMillisecond);
BENCHMARK(by_engine)->Name("kernel/child_week/engine")->Arg(1024)->Arg(4096)->Arg(16384)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace carefare::bench
