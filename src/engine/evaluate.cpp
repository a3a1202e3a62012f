// Rows in memory through the same blocks as a run over files.
#include <stdexcept>
#include <utility>

#include <carefare/caseload/input.hpp>
#include <carefare/caseload/run.hpp>

#include "caseload/block_runner.hpp"
#include "caseload/ordered_workers.hpp"
#include "cases/caseload_blocks.hpp"
#include "engine/direct_columns.hpp"
#include "engine/direct_evaluation.hpp"
#include "engine/input_inside.hpp"
#include "engine/results_later.hpp"
#include "engine/results_reader.hpp"

namespace carefare::engine {

namespace {

/// A stretch of partitions that are evaluated together.
struct piece {
    std::size_t first = 0, count = 0;
};

caseload::run_request request(plan::inside const& under, std::optional<date> known_on, evaluation_options const& how) {
    caseload::run_request asked;
    asked.plan = under.loaded;
    asked.settings = under.settings;
    asked.known_on = known_on;
    asked.assumptions = under.assumptions;
    if (how.pay) asked.pay = {how.pay->first, how.pay->last};
    asked.row_by_row = how.row_by_row;
    asked.threads = how.threads;
    asked.block_rows = how.block_rows;
    return asked;
}

/// What is kept with the plan is not made again for a run.
void stand_on(std::shared_ptr<plan::inside::bound_plan const> const& bound, compiled const& programme, caseload::run_input& into) {
    into.program = programme.program;
    into.how = programme.how;
    into.columns = programme.listed;
    into.binding = std::shared_ptr<bind::binding const>(bound, &bound->binding);
    into.bound = bound->columns;
}

void take_apart(plan::inside const& under, cases::caseload load, std::optional<date> known_on, bool row_by_row, caseload::run_input& into) {
    auto const bound = row_by_row ? nullptr : under.bound(known_on);
    if (bound) {
        try {
            into.read = cases::to_columns(load, bound->binding, under.graph(), known_on);
            stand_on(bound, *under.programme, into);
            return;
        } catch (std::length_error const&) {
            // A key that fits no column: row by row.
        }
    }
    into.read.rest = std::move(load);
}

void add(caseload::block_outcome const& outcome, caseload::block_outcome& into) {
    for (std::size_t f = 0; f < into.texts.size(); ++f) into.texts[f] += outcome.texts[f];
    into.counts.add(outcome.counts);
}

/// Block by block. `asked` and `of` are those of the last pass, where there are several.
results run_blocks(std::shared_ptr<plan::inside const> const& under, caseload::run_request asked, caseload::run_input const& of,
                   evaluation_options const& how) {
    auto const& in = *under;
    // Of a programme with stages the last pass has tables of its own, and the same files.
    std::optional<caseload::output_layout> of_last_pass;
    if (!in.graph().stages.empty()) of_last_pass.emplace(*asked.plan->programme);
    caseload::block_runner const blocks(asked, of, of_last_pass ? *of_last_pass : in.programme->layout);
    auto out = blocks.run_shared({});
    std::size_t first = 0;
    auto const next = [&]() -> std::optional<piece> {
        if (first == blocks.partitions()) return std::nullopt;
        piece const one{first, blocks.block_size(first)};
        first += one.count;
        return one;
    };
    struct piece_done {
        std::size_t last = 0;
        caseload::block_outcome came_to;
    };
    auto const work = [&](piece const& one) {
        if (how.stop && how.stop()) throw stopped();
        return piece_done{one.first + one.count, blocks.run(one.first, one.count)};
    };
    caseload::in_order(blocks.partitions() == 1 ? 1 : how.threads, next, work, [&](piece_done const& done) {
        add(done.came_to, out);
        if (how.tell) how.tell(done.last, blocks.partitions());
        return true;
    });
    // Not the plan of the last pass, which ends here: the results outlive it.
    asked.plan = in.loaded;
    return results_reader(under).read(std::move(out.texts), std::move(out.counts), asked);
}

/// Without a dataset of all rows; empty where there has to be one.
std::optional<results> evaluate_in_columns(std::shared_ptr<plan::inside const> const& under, input const& rows, evaluation_options const& how) {
    auto const& in = *under;
    auto const given = rows.in().share();
    auto const known_on = in.known_on(given->known_on);
    auto const bound = how.row_by_row || !in.graph().stages.empty() ? nullptr : in.bound(known_on);
    if (!bound) return std::nullopt;
    auto columns = columns_of(given, in.programme->inputs, in.programme->direct, {bound, &bound->binding}, known_on);
    if (!columns) return std::nullopt;
    caseload::run_input of;
    stand_on(bound, *in.programme, of);
    of.read = std::move(*columns);
    return run_blocks(under, request(in, known_on, how), of, how);
}

}  // namespace

results evaluate_as_a_run(std::shared_ptr<plan::inside const> const& under, reference::dataset data, evaluation_options const& how) {
    auto const& in = *under;
    auto const known_on = in.known_on(data.known_on);
    auto asked = request(in, known_on, how);
    cases::caseload load;
    load.data = std::move(data);
    cases::check_with_links(load.data, in.graph());
    caseload::run_input of;
    if (in.graph().stages.empty())
        take_apart(in, std::move(load), known_on, how.row_by_row, of);
    else
        caseload::take_stages(std::move(load), asked, of);
    return run_blocks(under, std::move(asked), of, how);
}

results evaluate(plan const& under, input const& rows, evaluation_options const& how) {
    check_same_programme(under, rows);
    if (auto made = evaluate_directly(under, rows, how)) return std::move(*made);
    if (auto made = evaluate_in_columns(under.share(), rows, how)) return std::move(*made);
    return evaluate_as_a_run(under.share(), rows.in().gathered(), how);
}

}  // namespace carefare::engine
