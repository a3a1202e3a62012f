// From text to a bound program: New York's rules and Westchester's plan, read from YAML and tables.
#include <benchmark/benchmark.h>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/cases/workspace.hpp>

#include "support/check.hpp"
#include "support/programme.hpp"

namespace carefare::bench {

namespace {

std::string plan_path() { return in_tree("plans/ny/westchester.yaml"); }

struct compiled {
    std::unique_ptr<cases::workspace> tree = std::make_unique<cases::workspace>(std::vector<std::string>{plan_path()});
    cases::workspace::loaded_plan const* plan = tree->plan_in(plan_path());
    compiled() {
        if (plan == nullptr) throw std::runtime_error(render_all(tree->sink, tree->sources));
    }
};

check const compiles("compile", [] {
    compiled const one;
    auto const lowered = program::lower(*one.plan->programme);
    require(program::verify(lowered).empty(), "the program is wrong");
    auto const bound = bind::bind(lowered, one.plan->plan, {}, {});
    require(bound.starts.size() > 5, "few eras");
});

/// Files to the checked graph, with every proof.
void read_and_check(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(compiled().plan);
}

void lower(benchmark::State& state) {
    compiled const one;
    std::size_t size = 0;
    for (auto _ : state) size = program::lower(*one.plan->programme).code.size();
    state.counters["instructions"] = static_cast<double>(size);
}

void bind_plan(benchmark::State& state) {
    compiled const one;
    auto const lowered = program::lower(*one.plan->programme);
    std::size_t eras = 0;
    for (auto _ : state) eras = bind::bind(lowered, one.plan->plan, {}, {}).starts.size();
    state.counters["eras"] = static_cast<double>(eras);
}

void all_of_it(benchmark::State& state) {
    for (auto _ : state) {
        compiled const one;
        auto const lowered = program::lower(*one.plan->programme);
        benchmark::DoNotOptimize(bind::bind(lowered, one.plan->plan, {}, {}).starts.data());
    }
}

BENCHMARK(read_and_check)->Name("compile/read_and_check")->Unit(benchmark::kMillisecond);
BENCHMARK(lower)->Name("compile/lower")->Unit(benchmark::kMillisecond);
BENCHMARK(bind_plan)->Name("compile/bind")->Unit(benchmark::kMillisecond);
BENCHMARK(all_of_it)->Name("compile/all")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace carefare::bench
