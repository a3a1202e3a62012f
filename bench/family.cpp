// One family of two children with a month of visits (two_children.yaml), through the C++ interface: what a portal waits for.
#include <benchmark/benchmark.h>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/cases/run_case.hpp>
#include <carefare/cases/workspace.hpp>
#include <carefare/eval/evaluate_block.hpp>

#include "support/check.hpp"
#include "support/programme.hpp"

namespace carefare::bench {

namespace {

/// The case, ready to run, bound to its plan and its options.
class family {
public:
    family() : tree_(paths()) {
        auto const* document = tree_.document(paths().back(), {});
        if (document != nullptr) file_ = syntax::read_cases(*document, tree_.sink);
        if (file_) ready_ = cases::prepare(file_->cases.at(0), *file_, tree_);
        if (!ready_) throw std::runtime_error(render_all(tree_.sink, tree_.sources));
        reference::check_dataset(ready_->data, graph());
        lowered_ = program::lower(graph());
        bound_ = bind::bind(lowered_, ready_->plan->plan, {ready_->settings.readings, ready_->settings.options}, {});
    }

    [[nodiscard]] checked::rule_graph const& graph() const { return *ready_->plan->programme; }
    [[nodiscard]] program::program const& lowered() const { return lowered_; }
    [[nodiscard]] bind::binding const& bound() const { return bound_; }
    [[nodiscard]] reference::dataset const& data() const { return ready_->data; }
    [[nodiscard]] cases::case_result by_reference() const { return cases::run(*ready_); }

    /// Every output of every row: how many are values. What a caller does with a block.
    [[nodiscard]] std::size_t read(eval::block const& block) const {
        std::size_t values = 0;
        for (std::size_t i = 0; i < graph().outputs.size(); ++i) {
            auto const e = graph().rules[graph().outputs[i]].owner;
            for (eval::row_number row = 0; row < block.size(e); ++row) values += block.result(i, row).is == eval::state::value ? 1U : 0U;
        }
        return values;
    }

private:
    static std::vector<std::string> paths() { return {in_tree("plans/ny/westchester.yaml"), in_tree("bench/two_children.yaml")}; }

    cases::workspace tree_;
    std::optional<syntax::case_file_syntax> file_;
    std::optional<cases::prepared_case> ready_;
    program::program lowered_;
    bind::binding bound_;
};

check const same_amounts("family", [] {
    family const one;
    require(one.by_reference().passed() && one.by_reference().compared >= 3, "the amounts of the case are not those reckoned by hand");
    auto const rows = eval::to_host_tables(one.bound(), one.data(), {});
    require(one.read(eval::evaluation(one.bound(), rows).run(0, 1)) > 30, "few results are values");
});

/// Rows as columns, what is computed once, and the family: all that is done for one family after binding.
void from_rows(benchmark::State& state) {
    family const one;
    auto const how = eval::plan_run(one.lowered());
    std::size_t values = 0;
    for (auto _ : state) {
        auto const rows = eval::to_host_tables(one.bound(), one.data(), {});
        values = one.read(eval::evaluation(one.bound(), rows, how).run(0, 1));
    }
    state.counters["values"] = static_cast<double>(values);
}

/// The family alone, its rows in columns, and all its results read.
void run(benchmark::State& state) {
    family const one;
    auto const rows = eval::to_host_tables(one.bound(), one.data(), {});
    eval::evaluation const over(one.bound(), rows);
    std::size_t values = 0;
    for (auto _ : state) values = one.read(over.run(0, 1));
    state.counters["values"] = static_cast<double>(values);
    state.counters["instructions"] = static_cast<double>(over.instructions().of_blocks);
    state.counters["once"] = static_cast<double>(over.instructions().once);
}

BENCHMARK(from_rows)->Name("family/from_rows")->Unit(benchmark::kMicrosecond);
BENCHMARK(run)->Name("family/run")->Unit(benchmark::kMicrosecond);

}  // namespace

}  // namespace carefare::bench
