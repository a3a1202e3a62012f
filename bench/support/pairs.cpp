// Baselines write over the same buffer block by block, as the engine's columns do.
#include "support/pairs.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>

#include "support/check.hpp"
#include "support/engine.hpp"
#include "support/results.hpp"

namespace carefare::bench {

namespace {

/// No partition has more rows of a rule.
constexpr std::size_t most_rows = 64;

/// A programme of one output with its rows.
struct made_pair {
    programme of;
    tables rows;
    by_hand hand;
    made_pair(pairs const& all, pair const& one, std::size_t partitions)
        : of(all.programme, {one.rule}), rows(all.draw(of, partitions)), hand(one.baseline(rows)) {}

    /// The results of all partitions by hand.
    [[nodiscard]] result_column results(std::size_t partitions) const {
        result_column made;
        made.resize(partitions * most_rows);
        auto const size = hand(0, partitions, made.cells.data(), made.states.data());
        made.resize(size);
        return made;
    }
};

/// Says how many rows the rule has.
std::size_t compare(pairs const& all, made_pair const& one) {
    auto const partitions = one.rows.all().partitions;
    auto const wanted = one.results(partitions);
    std::size_t seen = 0, values = 0;
    engine(one.of, one.rows, all.partitions_of_a_block).run([&](eval::block const& block, std::size_t) {
        values += require_equal(one.of, block, 0, wanted, seen);
        seen += block.size(one.of.graph().rules[one.of.graph().outputs[0]].owner);
    });
    require(seen == wanted.cells.size(), "the engine has " + std::to_string(seen) + " rows, by hand " + std::to_string(wanted.cells.size()));
    require(values > seen / 2, "most rows have no value");
    return seen;
}

}  // namespace

measured_pairs::measured_pairs(pairs of) {
    auto const all = std::make_shared<pairs>(std::move(of));
    for (auto const& one : all->all) {
        auto const name = all->programme + "/" + one.name;
        checks().push_back({name, [all, one] { compare(*all, made_pair(*all, one, 500)); }});
        // Made and compared when it is first asked for, and kept for the repetitions.
        struct kept_pair {
            std::unique_ptr<made_pair> made;
            std::size_t rows = 0;
        };
        auto const kept = std::make_shared<kept_pair>();
        auto const ready = [all, one, kept]() -> kept_pair const& {
            if (!kept->made) {
                kept->made = std::make_unique<made_pair>(*all, one, all->partitions);
                kept->rows = compare(*all, *kept->made);
            }
            return *kept;
        };
        benchmark::RegisterBenchmark((name + "/hand").c_str(), [all, ready](benchmark::State& state) {
            auto const& pair = ready();
            result_column out;
            out.resize(all->partitions_of_a_block * most_rows);
            for (auto _ : state) {
                for (std::size_t first = 0; first < all->partitions; first += all->partitions_of_a_block) {
                    pair.made->hand(first, std::min(all->partitions_of_a_block, all->partitions - first), out.cells.data(), out.states.data());
                    benchmark::ClobberMemory();
                }
            }
            state.counters["rows"] = static_cast<double>(pair.rows);
        })->Unit(benchmark::kMicrosecond);
        benchmark::RegisterBenchmark((name + "/engine").c_str(), [all, ready](benchmark::State& state) {
            auto const& pair = ready();
            engine const runs(pair.made->of, pair.made->rows, all->partitions_of_a_block);
            for (auto _ : state) runs.run([](eval::block const& block, std::size_t) { benchmark::DoNotOptimize(&block); });
            state.counters["rows"] = static_cast<double>(pair.rows);
            state.counters["instructions"] = static_cast<double>(runs.instructions());
        })->Unit(benchmark::kMicrosecond);
    }
}

}  // namespace carefare::bench
