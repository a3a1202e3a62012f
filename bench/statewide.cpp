// A month of a whole state's children in memory: every output of every row, on one thread and on two. The caseload is the
// folder that CAREFARE_BENCH_MONTH names (bench/statewide.py makes it); without it there is nothing to measure here.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <thread>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/cases/columnar_caseload.hpp>
#include <carefare/cases/run_case.hpp>
#include <carefare/eval/evaluate_block.hpp>

#include "support/check.hpp"
#include "support/programme.hpp"

namespace carefare::bench {

namespace {

constexpr std::size_t families_of_a_block = 50;

class month {
public:
    explicit month(std::string const& folder) : tree_({plan_path(), assumptions_path(), folder}) {
        plan_ = tree_.plan_in(plan_path());
        reference::settings settings;
        auto const* document = tree_.document(assumptions_path(), {});
        if (plan_ != nullptr && document != nullptr) cases::assume(syntax::read_assumptions(*document, tree_.sink), *plan_->programme, settings, tree_.sink);
        require(plan_ != nullptr && tree_.sink.error_count() == 0, render_all(tree_.sink, tree_.sources));
        lowered_ = program::lower(*plan_->programme);
        bound_ = bind::bind(lowered_, plan_->plan, {settings.readings, settings.options}, {});
        auto read = cases::read_columns(folder, bound_, *plan_->programme, {}, 2, tree_);
        require(read.has_value(), render_all(tree_.sink, tree_.sources));
        rows_ = std::move(read->clean);
    }

    [[nodiscard]] eval::host_tables const& rows() const { return rows_; }
    [[nodiscard]] bind::binding const& bound() const { return bound_; }
    [[nodiscard]] checked::rule_graph const& graph() const { return *plan_->programme; }
    [[nodiscard]] std::size_t size(char const* entity) const { return rows_.tables[graph().find_entity(entity).value()].size; }

    static month& only() {
        static month one(std::getenv("CAREFARE_BENCH_MONTH"));
        return one;
    }

private:
    static std::string plan_path() { return in_tree("plans/ny/westchester.yaml"); }
    static std::string assumptions_path() { return in_tree("examples/westchester-june-2019.assume.yaml"); }

    cases::workspace tree_;
    cases::workspace::loaded_plan const* plan_ = nullptr;
    program::program lowered_;
    bind::binding bound_;
    eval::host_tables rows_;
};

/// Blocks are taken in turn by whoever is free; `use` may be called by several threads at once.
template <class Use>
void run(eval::evaluation const& over, unsigned threads, Use use) {
    std::atomic<std::size_t> next = 0;
    auto const work = [&] {
        for (;;) {
            auto const first = next.fetch_add(families_of_a_block);
            if (first >= over.partitions()) return;
            use(over.run(first, std::min(families_of_a_block, over.partitions() - first)));
        }
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
    work();
}

/// States of all results, and how many rows stand: the same on any number of threads.
struct totals {
    std::atomic<std::size_t> days = 0, states[5] = {};
    void add(month const& of, eval::block const& block) {
        days += block.size(of.graph().find_entity("day").value());
        for (std::size_t i = 0; i < of.graph().outputs.size(); ++i) {
            auto const e = of.graph().rules[of.graph().outputs[i]].owner;
            for (eval::row_number row = 0; row < block.size(e); ++row) ++states[static_cast<std::size_t>(block.state_of(i, row))];
        }
    }
};

void in_memory(benchmark::State& state) {
    auto const& all = month::only();
    auto const threads = static_cast<unsigned>(state.range(0));
    eval::evaluation const over(all.bound(), all.rows());
    totals once, here;
    run(over, 1, [&](eval::block const& block) { once.add(all, block); });
    run(over, threads, [&](eval::block const& block) { here.add(all, block); });
    for (std::size_t i = 0; i < std::size(once.states); ++i) require(once.states[i] == here.states[i], "the threads come to other results");
    require(once.states[0] > all.size("visit") / 2, "most results have no value");
    // What is computed once for all blocks is part of the month.
    for (auto _ : state) {
        eval::evaluation const fresh(all.bound(), all.rows());
        run(fresh, threads, [](eval::block const& block) { benchmark::DoNotOptimize(&block); });
    }
    state.counters["families"] = static_cast<double>(all.rows().partitions);
    state.counters["children"] = static_cast<double>(all.size("member"));
    state.counters["visits"] = static_cast<double>(all.size("visit"));
    state.counters["days"] = static_cast<double>(once.days);
    state.counters["instructions"] = static_cast<double>(over.instructions().of_blocks);
}

[[maybe_unused]] bool const registered = [] {
    if (std::getenv("CAREFARE_BENCH_MONTH") == nullptr) return false;
    benchmark::RegisterBenchmark("statewide/month", in_memory)->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
    return true;
}();

}  // namespace

}  // namespace carefare::bench
