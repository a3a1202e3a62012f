// What is computed once for all blocks, and the blocks.
#include "eval/machine.hpp"
#include "eval/plan_run.hpp"

namespace carefare::eval {

struct evaluation::implementation {
    implementation(bind::binding const& to, host_tables const& rows, std::shared_ptr<run_plan const> as)
        : binding(to), given(rows), kept(as ? std::move(as) : plan_run(*to.of)), how(*kept),
          shared(std::make_unique<machine>(binding, given, how, nullptr, tables::part{})), read(binding, how.reads) {
        shared->run();
        shared->keep();
        for (auto const i : how.once) {
            auto const out = to.of->code[i].out;
            if (shared->has_column(out)) read.know(out, shared->at(out), 0);
        }
    }

    bind::binding const& binding;
    host_tables const& given;
    std::shared_ptr<run_plan const> kept;
    run_plan const& how;
    std::unique_ptr<machine> shared;
    unread read;  ///< once what is shared is known
};

evaluation::evaluation(bind::binding const& with, host_tables const& given, std::shared_ptr<run_plan const> how) {
    check_texts(with, given);
    inside_ = std::make_unique<implementation>(with, given, std::move(how));
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
