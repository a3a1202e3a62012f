// What is computed once for all blocks, and the blocks.
#include <carefare/eval/evaluate_block.hpp>

#include <map>
#include <mutex>

#include "eval/machine.hpp"
#include "eval/plan_run.hpp"

namespace carefare::eval {

namespace {

/// The tables of no rows at all, with the texts of a binding.
host_tables no_rows_of(bind::binding const& of) {
    auto const& graph = *of.of->graph;
    reference::dataset nothing;
    nothing.tables.resize(graph.entities.size());
    nothing.fates.resize(graph.entities.size());
    return to_host_tables(of, nothing, {});
}

void know(bind::binding const& under, machine const& of, std::vector<std::uint32_t> const& instructions, unread& into) {
    for (auto const i : instructions) {
        auto const out = under.of->code[i].out;
        if (of.has_column(out)) into.know(out, of.at(out), 0);
    }
}

/// Entities below a partition that were handed in without any row.
std::vector<checked::entity_id> empty_tables(run_plan const& how, host_tables const& given) {
    std::vector<checked::entity_id> all;
    for (auto const e : how.given_within) {
        if (given.tables[e].size == 0) all.push_back(e);
    }
    return all;
}

unread without(unread known, std::vector<checked::entity_id> const& empty) {
    for (auto const e : empty) known.know_empty(e, 0);
    return known;
}

}  // namespace

struct bound_columns::implementation {
    implementation(bind::binding const& to, std::shared_ptr<run_plan const> as)
        : binding(to), how(as ? std::move(as) : plan_run(*to.of)), nothing(no_rows_of(to)), columns(binding, nothing, *how, nullptr, tables::part{}),
          read(binding, how->reads) {
        columns.run_again(binding, nullptr, how->of_binding);
        columns.keep();
        know(binding, columns, how->of_binding, read);
    }

    /// What is read where these tables have no rows. Cases of one host have the same tables empty mostly: what was found for
    /// the last few is kept.
    [[nodiscard]] unread read_without(std::vector<checked::entity_id> const& empty) const {
        constexpr std::size_t most_kept = 16;
        {
            std::lock_guard const one_at_a_time(guard);
            if (auto const found = kept.find(empty); found != kept.end()) return found->second;
        }
        auto made = without(read, empty);
        std::lock_guard const one_at_a_time(guard);
        if (kept.size() >= most_kept) kept.clear();
        kept.emplace(empty, made);
        return made;
    }

    bind::binding const& binding;
    std::shared_ptr<run_plan const> how;
    host_tables nothing;
    machine columns;
    unread read;  ///< once they are known
    mutable std::mutex guard;
    mutable std::map<std::vector<checked::entity_id>, unread> kept;
};

bound_columns::bound_columns(bind::binding const& with, std::shared_ptr<run_plan const> how)
    : inside_(std::make_unique<implementation>(with, std::move(how))) {}
bound_columns::~bound_columns() = default;

struct evaluation::implementation {
    implementation(bind::binding const& to, host_tables const& rows, std::shared_ptr<run_plan const> as)
        : planned(as ? std::move(as) : plan_run(*to.of)), binding(to), given(rows), how(*planned),
          shared(std::make_unique<machine>(binding, given, how, nullptr, tables::part{})),
          read(without(unread(binding, how.reads), empty_tables(how, given))) {
        shared->run();
        shared->keep();
        know(binding, *shared, how.once, read);
    }
    implementation(std::shared_ptr<bound_columns const> of, host_tables const& rows)
        : kept(std::move(of)), binding(kept->inside_->binding), given(rows), how(*kept->inside_->how),
          shared(std::make_unique<machine>(binding, given, how, nullptr, tables::part{})),
          read(kept->inside_->read_without(empty_tables(how, given))) {
        shared->start_from(kept->inside_->columns);
        shared->run_again(binding, nullptr, how.of_shared_rows);
        shared->keep();
        know(binding, *shared, how.of_shared_rows, read);
    }

    std::shared_ptr<run_plan const> planned;
    std::shared_ptr<bound_columns const> kept;
    bind::binding const& binding;
    host_tables const& given;
    run_plan const& how;
    std::unique_ptr<machine> shared;
    unread read;  ///< once what is shared is known
};

evaluation::evaluation(bind::binding const& with, host_tables const& given, std::shared_ptr<run_plan const> how) {
    check_texts(with, given);
    inside_ = std::make_unique<implementation>(with, given, std::move(how));
}

evaluation::evaluation(std::shared_ptr<bound_columns const> with, host_tables const& given) {
    check_texts(with->inside_->binding, given);
    inside_ = std::make_unique<implementation>(std::move(with), given);
}

evaluation::~evaluation() = default;

block evaluation::run(std::unique_ptr<machine> made, layout how) const {
    auto found = inside_->read;
    made->run(how, &found);
    return block(std::move(made));
}

block evaluation::run(std::size_t first, std::size_t count, layout how) const {
    auto const& in = *inside_;
    return run(std::make_unique<machine>(in.binding, in.given, in.how, in.shared.get(), tables::part{first, count}), how);
}

block evaluation::run(std::vector<std::size_t> const& partitions, layout how) const {
    auto const& in = *inside_;
    return run(std::make_unique<machine>(in.binding, in.given, in.how, in.shared.get(), choose_partitions(in.given, partitions), partitions.size()), how);
}

std::size_t evaluation::partitions() const {
    return inside_->given.partitions;
}

evaluation::counts evaluation::instructions() const {
    return {inside_->how.of_blocks.size(), inside_->how.once.size()};
}

}  // namespace carefare::eval
