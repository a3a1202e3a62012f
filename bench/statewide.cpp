// A month of a whole state's children in memory: every output of every row, on one thread and on two. The caseload is the
// folder that CAREFARE_BENCH_MONTH names (bench/statewide.py makes it); without it there is nothing to measure here.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/cases/columnar_caseload.hpp>
#include <carefare/cases/run_case.hpp>
#include <carefare/eval/session.hpp>
#include <carefare/program/optimise.hpp>

#include "support/check.hpp"
#include "support/programme.hpp"

namespace carefare::bench {

namespace {

class month {
public:
    explicit month(std::string const& folder) : tree_({plan_path(), assumptions_path(), folder}) {
        plan_ = tree_.plan_in(plan_path());
        reference::settings settings;
        auto const* document = tree_.document(assumptions_path(), {});
        if (plan_ != nullptr && document != nullptr) {
            auto const assumptions = syntax::read_assumptions(*document, tree_.sink);
            plan_ = cases::assume_hooks(assumptions, *plan_, tree_, tree_.sink);
            if (plan_ != nullptr) cases::assume(assumptions, *plan_, settings, tree_.sink);
        }
        require(plan_ != nullptr && tree_.sink.error_count() == 0, render_all(tree_.sink, tree_.sources));
        lowered_ = program::lower(*plan_->programme);
        replaced_ = {settings.readings, settings.options};
        bound_ = bind::bind(lowered_, plan_->plan, replaced_, {});
        auto read = cases::read_columns(folder, bound_, *plan_->programme, {}, 2, tree_);
        require(read.has_value(), render_all(tree_.sink, tree_.sources));
        rows_ = std::move(read->clean);
    }

    [[nodiscard]] eval::host_tables const& rows() const { return rows_; }
    [[nodiscard]] bind::binding const& bound() const { return bound_; }
    [[nodiscard]] checked::rule_graph const& graph() const { return *plan_->programme; }
    [[nodiscard]] checked::plan const& plan() const { return plan_->plan; }
    [[nodiscard]] program::program const& lowered() const { return lowered_; }
    [[nodiscard]] bind::replaced_values const& replaced() const { return replaced_; }
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
    bind::replaced_values replaced_;
    bind::binding bound_;
    eval::host_tables rows_;
};

/// `use` may be called by several threads at once.
template <class Use>
void run(eval::evaluation const& over, std::vector<eval::stretch> const& blocks, unsigned threads, Use use) {
    eval::in_parallel(blocks.size(), threads, [&](std::size_t i) { use(over.run(blocks[i].first, blocks[i].count)); });
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
    auto const blocks = eval::cut_into_blocks(all.rows(), eval::rows_of_a_block);
    eval::evaluation const over(all.bound(), all.rows());
    totals once, here;
    run(over, blocks, 1, [&](eval::block const& block) { once.add(all, block); });
    run(over, blocks, threads, [&](eval::block const& block) { here.add(all, block); });
    for (std::size_t i = 0; i < std::size(once.states); ++i) require(once.states[i] == here.states[i], "the threads come to other results");
    require(once.states[0] > all.size("visit") / 2, "most results have no value");
    // What is computed once for all blocks is part of the month.
    for (auto _ : state) {
        eval::evaluation const fresh(all.bound(), all.rows());
        run(fresh, blocks, threads, [](eval::block const& block) { benchmark::DoNotOptimize(&block); });
    }
    state.counters["families"] = static_cast<double>(all.rows().partitions);
    state.counters["children"] = static_cast<double>(all.size("member"));
    state.counters["visits"] = static_cast<double>(all.size("visit"));
    state.counters["days"] = static_cast<double>(once.days);
    state.counters["instructions"] = static_cast<double>(over.instructions().of_blocks);
}

constexpr std::size_t scenarios = 100;

/// The plan's own entries of the family share with another percent, from 10% to 35% and round again: they are whole.
bind::binding scenario(month const& of, program::program const& program, std::size_t number) {
    auto const slot = of.graph().find_slot(checked::slot_kind::option, "family_share_percent").value();
    auto with = of.replaced();
    auto const given = with.options.find(slot);
    auto entries = given != with.options.end() ? given->second : of.plan().answers.at(slot);
    for (auto& one : entries) one.payload = checked::constant_value{checked::scalar_value{rational::fraction(10 + static_cast<std::int64_t>(number % 26), 100)}};
    with.options[slot] = std::move(entries);
    return bind::bind(program, of.plan(), with, {}, of.bound().texts);
}

/// What all months come to, of the first output of the program.
std::int64_t total(month const& all, eval::block const& of) {
    auto const column = of.column_of(0);
    auto const months = all.graph().find_entity("pay_month").value();
    std::int64_t sum = 0;
    for (eval::row_number r = 0; r < of.size(months); ++r) {
        if (of.stands(months, r) && column.is(r) == eval::state::value) sum += static_cast<std::int64_t>(column[r]);
    }
    return sum;
}

program::program months_alone(month const& of) {
    auto const rule = of.graph().find_rule(of.graph().find_entity("pay_month").value(), "payment").value();
    auto const& outputs = of.graph().outputs;
    return program::needed_for(of.lowered(), {static_cast<std::size_t>(std::find(outputs.begin(), outputs.end(), rule) - outputs.begin())});
}

std::size_t bytes_of(eval::host_tables const& tables) {
    std::size_t all = 0;
    for (auto const& one : tables.tables) {
        all += one.size * sizeof(std::uint64_t) + one.owner.capacity() * sizeof(eval::row_number) + one.begins.capacity() * sizeof(eval::row_number);
        for (auto const& link : one.links) all += link.capacity() * sizeof(eval::row_number);
        for (auto const& column : one.facts) all += column.cells.capacity() * sizeof(std::int64_t) + column.states.capacity();
    }
    return all;
}

/// One run for what a sweep looks at: the payments of months.
void one_scenario(benchmark::State& state) {
    auto const& all = month::only();
    auto const program = months_alone(all);
    auto const bound = scenario(all, program, 0);
    auto const blocks = eval::cut_into_blocks(all.rows(), eval::rows_of_a_block);
    for (auto _ : state) {
        eval::evaluation const over(bound, all.rows());
        std::atomic<std::int64_t> sum = 0;
        run(over, blocks, 2, [&](eval::block const& block) { sum += total(all, block); });
        benchmark::DoNotOptimize(sum.load());
    }
}

void sweep(benchmark::State& state) {
    auto const& all = month::only();
    auto const program = months_alone(all);
    auto const base = scenario(all, program, 0);
    auto const blocks = eval::cut_into_blocks(all.rows(), eval::rows_of_a_block);
    auto const slot = all.graph().find_slot(checked::slot_kind::option, "family_share_percent").value();
    eval::session::share kept;
    for (auto _ : state) {
        eval::session many(base, all.rows(), {slot}, 2);
        kept = many.recomputed();
        for (std::size_t i = 0; i < scenarios; ++i) {
            auto const with = scenario(all, program, i);
            std::atomic<std::int64_t> sum = 0;
            many.run(with, [&](std::size_t, eval::block const& block) { sum += total(all, block); });
            if (i % 33 != 1) continue;
            state.PauseTiming();
            std::atomic<std::int64_t> whole = 0;
            run(eval::evaluation(with, all.rows()), blocks, 2, [&](eval::block const& block) { whole += total(all, block); });
            require(sum == whole, "a scenario of the session and the same evaluated whole differ");
            state.ResumeTiming();
        }
    }
    state.counters["scenarios"] = static_cast<double>(scenarios);
    state.counters["again"] = static_cast<double>(kept.again);
    state.counters["instructions"] = static_cast<double>(kept.instructions);
    state.counters["tables_mib"] = static_cast<double>(bytes_of(all.rows())) / 1048576;
    state.counters["kept_mib"] = static_cast<double>(kept.bytes_kept) / 1048576;
}

[[maybe_unused]] bool const registered = [] {
    if (std::getenv("CAREFARE_BENCH_MONTH") == nullptr) return false;
    benchmark::RegisterBenchmark("statewide/month", in_memory)->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("statewide/one_scenario", one_scenario)->UseRealTime()->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("statewide/sweep", sweep)->UseRealTime()->Unit(benchmark::kMillisecond)->Iterations(1);
    return true;
}();

}  // namespace

}  // namespace carefare::bench
