// What stands outside all partitions is computed once; the rest partition by partition.
#include "eval/plan_run.hpp"

#include <stdexcept>

#include <carefare/checked/partition.hpp>
#include <carefare/program/optimise.hpp>

#include "program/codes.hpp"

namespace carefare::eval {

using program::frame;
using program::no_reg;
using program::reg;

namespace {

bool is_of_blocks(program::program const& of, std::vector<bool> const& within, program::frame_id id) {
    auto const& its = of.frames[id];
    if (its.what == frame::kind::single || its.what == frame::kind::eras) return false;
    if (its.what != frame::kind::items) return within[its.entity];
    bool const is = is_of_blocks(of, within, its.outer);
    if (!is && within[its.entity]) throw program::not_representable("rows of partitions over what stands outside of them");
    return is;
}

/// Slots, versions, rates and what is computed from them and from constants alone: no row that is handed in has a part in it.
void find_of_binding(program::program const& of, run_plan& how) {
    std::vector<bool> is(of.frame_of.size());
    for (auto const i : how.once) {
        auto const& one = of.code[i];
        auto const where = of.frames[one.of].what;
        bool const here = program::traits_of(one.what).reads == program::reading::row || one.what == program::code::gather || one.what == program::code::flat ||
                          one.what == program::code::row_number;
        bool alone = (where == frame::kind::single || where == frame::kind::eras) && here && one.what != program::code::key_text;
        for (auto const r : program::uses_of(of, one)) alone = alone && is[r];
        is[one.out] = alone;
        (alone ? how.of_binding : how.of_shared_rows).push_back(i);
    }
}

/// What makes or decides rows does it beside its frame; without operands there is nothing that is the same for all rows.
how_it_reads way_of(program::instruction const& one) {
    auto const reads = program::traits_of(one.what).reads;
    if (reads == program::reading::together || one.what == program::code::linked_row) return how_it_reads::together;
    return reads == program::reading::row && !one.operands.empty() ? how_it_reads::rows : how_it_reads::otherwise;
}

void plan_steps(program::program const& of, run_plan& how) {
    auto const operands = std::make_shared<lists<reg>>();
    for (auto const& one : of.code) operands->add(one.operands);
    for (std::size_t i = 0; i < of.code.size(); ++i) {
        auto const& one = of.code[i];
        how.steps.push_back({one.what, one.in, way_of(one), one.of, one.out, one.payload, one.part, (*operands)[i]});
    }
    how.operands = operands;
}

}  // namespace

void check_texts(bind::binding const& binding, host_tables const& given) {
    for (auto const& [text, number] : binding.texts) {
        auto const at = static_cast<std::size_t>(number);
        if (at >= given.texts.size() || given.texts[at] != text) throw std::invalid_argument("the tables were made for another binding");
    }
}

std::shared_ptr<run_plan const> plan_run(program::program const& of) {
    auto const made = std::make_shared<run_plan>();
    auto& how = *made;
    how.within = checked::entities_within(*of.graph);
    for (checked::entity_id e = 0; e < of.graph->entities.size(); ++e) {
        if (how.within[e] && of.graph->entities[e].made.kind == checked::maker_kind::host) how.given_within.push_back(e);
    }
    how.fact_columns = host_tables::columns_of(*of.graph);
    how.is_shared.assign(of.frame_of.size(), true);
    auto free_after = of.last_use;
    free_after.resize(of.code.size());
    how.parts_read.assign(of.allocations.size(), 0);
    std::vector<bool> runs_often(of.code.size());
    for (std::uint32_t i = 0; i < of.code.size(); ++i) {
        auto const& one = of.code[i];
        bool const of_blocks = is_of_blocks(of, how.within, one.of);
        runs_often[i] = of_blocks;
        (of_blocks ? how.of_blocks : how.once).push_back(i);
        if (one.what == program::code::granted) how.parts_read[one.payload] |= 1U << one.part;
        if (of_blocks && one.out != no_reg) how.is_shared[one.out] = false;
    }
    find_of_binding(of, how);
    plan_steps(of, how);
    for (auto const& test : of.spans) {
        for (auto const& [low, high] : test.spans) how.spans.push({low, high});
        how.spans.close();
    }
    how.reads = reading_plan(of, runs_often);
    how.seen_again = looked_back_at(of);
    // What is shared is kept: every block reads it.
    for (auto& free : free_after)
        std::erase_if(free, [&](reg r) { return how.is_shared[r]; });
    how.free_after = lists(free_after);
    return made;
}

}  // namespace carefare::eval
