// What is computed once for all blocks, and the blocks.
#include <algorithm>
#include <stdexcept>

#include "eval/machine.hpp"

namespace carefare::eval {

using checked::entity_id;
using program::frame;
using program::no_reg;
using program::reg;

namespace {

/// By entity: is it the partition, or does a partition own its rows?
std::vector<bool> entities_within(checked::rule_graph const& graph) {
    std::vector<bool> within;
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        bool is = false;
        for (auto up = e; up != checked::no_id && !is;) {
            is = graph.entities[up].partition;
            up = graph.entities[up].owner == up ? checked::no_id : graph.entities[up].owner;
        }
        within.push_back(is);
    }
    return within;
}

bool is_of_blocks(program::program const& of, std::vector<bool> const& within, program::frame_id id) {
    auto const& its = of.frames[id];
    if (its.what == frame::kind::single || its.what == frame::kind::eras) return false;
    if (its.what != frame::kind::items) return within[its.entity];
    bool const is = is_of_blocks(of, within, its.outer);
    if (!is && within[its.entity]) throw program::not_representable("rows of partitions over what stands outside of them");
    return is;
}

}  // namespace

struct evaluation::implementation {
    implementation(bind::binding const& to, host_tables const& rows, layout with) : binding(to), given(rows) {
        auto const& program = *to.of;
        how.within = entities_within(*program.graph);
        how.fact_columns = host_tables::columns_of(*program.graph);
        how.keep_registers = with.keep_registers;
        how.is_shared.assign(program.frame_of.size(), true);
        how.free_after = program.last_use;
        if (how.free_after.empty()) how.keep_registers = true;
        how.parts_read.assign(program.allocations.size(), 0);
        for (std::uint32_t i = 0; i < program.code.size(); ++i) {
            auto const& one = program.code[i];
            bool const of_blocks = is_of_blocks(program, how.within, one.of);
            (of_blocks ? how.of_blocks : how.once).push_back(i);
            if (one.what == program::code::granted) how.parts_read[one.payload] |= 1U << one.part;
            if (of_blocks && one.out != no_reg) how.is_shared[one.out] = false;
        }
        // What is shared is kept: every block reads it.
        for (auto& free : how.free_after)
            std::erase_if(free, [&](reg r) { return how.is_shared[r]; });
        shared = std::make_unique<machine>(binding, given, how, nullptr, tables::part{});
        shared->run();
        shared->keep();
    }

    bind::binding const& binding;
    host_tables const& given;
    run_plan how;
    std::unique_ptr<machine> shared;
};

evaluation::evaluation(bind::binding const& with, host_tables const& given, layout how)
    : inside_(std::make_unique<implementation>(with, given, how)) {}
evaluation::~evaluation() = default;

block evaluation::run(std::size_t first, std::size_t count) const {
    auto made = std::make_unique<machine>(inside_->binding, inside_->given, inside_->how, inside_->shared.get(), tables::part{first, count});
    made->run();
    return block(std::move(made));
}

std::size_t evaluation::partitions() const {
    return inside_->given.partitions;
}

std::size_t evaluation::rows_of(std::size_t first, std::size_t count) const {
    std::size_t most = 0;
    for (auto const& table : inside_->given.tables) {
        if (!table.begins.empty()) most = std::max<std::size_t>(most, table.begins[first + count] - table.begins[first]);
    }
    return most;
}

evaluation::counts evaluation::instructions() const {
    return {inside_->how.of_blocks.size(), inside_->how.once.size()};
}

}  // namespace carefare::eval
