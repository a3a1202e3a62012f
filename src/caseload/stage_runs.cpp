// One pass after the other. A pass of the first stage's partition runs over the caseload as it was read; one of a coarser
// partition over the rows above and one row of each partition, with what earlier passes came to.
#include "caseload/stage_runs.hpp"

#include <algorithm>
#include <utility>

#include "caseload/block_runner.hpp"
#include "caseload/gathered_rows.hpp"
#include "caseload/handed_results.hpp"
#include "caseload/ordered_workers.hpp"

namespace carefare::caseload {

struct stage_runs::stage {
    checked::pass const* pass = nullptr;
    cases::workspace::loaded_plan plan;
    run_request asked;
    run_input input;
};

namespace {

/// The files of a whole run, first lines included.
std::vector<std::string> texts_of(run_request const& asked, run_input const& of, output_layout const& layout, source_map const& sources) {
    std::vector<std::string> texts;
    for (auto const& file : layout.files()) texts.push_back(file.head);
    auto const add = [&](file_texts const& more) {
        for (std::size_t i = 0; i < texts.size(); ++i) texts[i] += more[i];
    };
    block_runner const blocks(asked, of, layout);
    add(blocks.run_shared(sources).texts);
    std::size_t first = 0;
    struct piece {
        std::size_t first, count;
    };
    auto const next = [&]() -> std::optional<piece> {
        if (first == blocks.partitions()) return std::nullopt;
        piece const one{first, blocks.block_size(first)};
        first += one.count;
        return one;
    };
    in_order(asked.threads, next, [&](piece const& one) { return blocks.run(one.first, one.count).texts; }, [&](file_texts const& more) {
        add(more);
        return true;
    });
    return texts;
}

}  // namespace

stage_runs::stage_runs(run_request const& asked, std::vector<checked::pass> const& passes) : asked_(asked), passes_(passes) {
    for (auto const& one : passes) facts_.insert(one.stored.begin(), one.stored.end());
    for (auto one = passes.begin(); one + 1 != passes.end(); ++one) {
        auto& made = *stages_.emplace_back(std::make_unique<stage>());
        made.pass = &*one;
        made.plan = {&one->graph, asked.plan->plan, asked.plan->path, nullptr};
        made.asked = asked;
        made.asked.plan = &made.plan;
        made.asked.pay.reset();
    }
}

stage_runs::~stage_runs() = default;

std::map<std::string, std::int64_t> stage_runs::bind() {
    std::map<std::string, std::int64_t> texts;
    for (auto const& one : stages_) {
        one->input.program = std::make_shared<program::program const>(program::lower(one->pass->graph));
        one->input.binding = std::make_shared<bind::binding const>(
            bind::bind(*one->input.program, one->plan.plan, {asked_.settings.readings, asked_.settings.options}, asked_.known_on, std::move(texts)));
        texts = one->input.binding->texts;
    }
    return texts;
}

void stage_runs::run(run_input& read, source_map const& sources) {
    for (auto const& one : stages_) {
        one->asked.known_on = asked_.known_on;
        auto const& entities = passes_.back().graph.entities;
        auto const finest = std::find_if(entities.begin(), entities.end(), [](auto const& e) { return e.partition; }) - entities.begin();
        if (!one->pass->graph.entities[static_cast<std::size_t>(finest)].partition) {
            run_above(*one, read, sources);
            continue;
        }
        if (!read.binding) one->input.binding.reset();  // its rows are not in columns
        run_fine(*one, read, sources);
    }
}

/// The rows are lent for the time of the pass.
void stage_runs::run_fine(stage& one, run_input& read, source_map const& sources) {
    output_layout const layout(one.pass->graph);
    std::swap(one.input.read, read.read);
    std::vector<std::string> texts;
    try {
        texts = texts_of(one.asked, one.input, layout, sources);
    } catch (...) {
        std::swap(one.input.read, read.read);
        throw;
    }
    std::swap(one.input.read, read.read);
    hand_on(one, std::move(texts), read);
}

void stage_runs::run_above(stage& one, run_input& read, source_map const& sources) {
    output_layout const layout(one.pass->graph);
    gathered_rows gathered(*one.pass, passes_.back().graph, read);
    if (one.input.binding) {
        one.input.read = cases::to_columns(gathered.rows(), *one.input.binding, one.pass->graph, asked_.known_on);
    } else {
        one.input.read.rest = gathered.take_rows();
    }
    gathered.let_go();
    auto texts = texts_of(one.asked, one.input, layout, sources);
    one.input.read = {};
    hand_on(one, std::move(texts), read);
    gathered.tell_out(one.pass->graph.outputs, facts_, read);
}

void stage_runs::hand_on(stage& one, std::vector<std::string> texts, run_input& read) const {
    handing with{&one.pass->graph, &passes_.back().graph, {}, {}};
    for (auto const id : one.pass->graph.outputs) with.facts[id] = facts_.at(id);
    handed_results const results(std::move(with), output_layout(one.pass->graph), std::move(texts));
    if (read.binding) results.fill(read.read.clean);
    results.fill(read.read.rest.data);
}

}  // namespace carefare::caseload
