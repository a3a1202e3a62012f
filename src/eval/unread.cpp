// Counted by readers: what loses its last one before it has run loses its operands, too.
#include "eval/unread.hpp"

#include <algorithm>
#include <optional>

#include <carefare/program/optimise.hpp>

#include "program/codes.hpp"

namespace carefare::eval {

using program::code;
using program::instruction;
using program::no_reg;
using program::reg;

namespace {

/// Entities without whose rows a frame has none, each once.
std::vector<checked::entity_id> emptied_by(program::program const& of, program::frame_id id) {
    using program::frame;
    auto const& its = of.frames[id];
    std::vector<checked::entity_id> all;
    if (its.what == frame::kind::rows || its.what == frame::kind::items) all.push_back(its.entity);
    if (its.what == frame::kind::items) {
        for (auto const e : emptied_by(of, its.outer)) all.push_back(e);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

}  // namespace

reading_plan::reading_plan(program::program const& of, std::vector<bool> const& of_blocks) : readers(of.code.size(), 0) {
    std::vector<std::vector<std::uint32_t>> by_register(of.code.size());
    std::vector<std::optional<std::vector<reg>>> of_frames(of.frames.size());
    for (std::uint32_t i = 0; i < of.code.size(); ++i) {
        auto const& one = of.code[i];
        if (of_blocks[i]) {
            auto& known = of_frames[one.of];
            if (!known) {
                instruction nothing;
                nothing.of = one.of;
                known = program::uses_of(of, nothing);
            }
            auto const& of_frame = *known;
            for (auto const used : program::uses_of(of, one)) {
                uses.push(used);
                fixed.push_back(std::binary_search(of_frame.begin(), of_frame.end(), used) ? 1 : 0);
                ++readers[used];
            }
            auto deciders = program::deciders_of(of, one);
            std::sort(deciders.begin(), deciders.end());
            deciders.erase(std::unique(deciders.begin(), deciders.end()), deciders.end());
            for (auto const by : deciders) by_register[by].push_back(i);
        }
        uses.close();
        if (program::stands_alone(one.what) || !of_blocks[i]) ++readers[one.out];
    }
    for (auto const kept : program::kept_by(of)) ++readers[kept];
    std::vector<std::vector<std::uint32_t>> by_entity(of.graph->entities.size());
    for (std::uint32_t i = 0; i < of.code.size(); ++i) {
        auto const& one = of.code[i];
        if (!of_blocks[i] || program::stands_alone(one.what) || program::traits_of(one.what).reads == program::reading::together ||
            one.what == code::linked_row)
            continue;
        for (auto const e : emptied_by(of, one.of)) by_entity[e].push_back(i);
    }
    over = lists(by_entity);
    decided = lists(by_register);
}

unread::unread(bind::binding const& under, reading_plan const& with)
    : binding_(&under), with_(&with), readers_(with.readers), dropped_(with.uses.all().size(), 0) {}

void unread::decide(reg of, column const& as, std::uint32_t next) {
    auto const value = as.cells[0];
    for (auto const reader : with_->decided[of]) {
        auto const& what = binding_->of->code[reader];
        switch (what.what) {
            case code::select: drop(what, what.operands[value != 0 ? 2 : 1], next); break;
            case code::otherwise: drop(what, what.operands[1], next); break;
            case code::versions: {
                auto const version = binding_->versions[what.payload][static_cast<std::size_t>(value)];
                for (std::size_t v = 1; v < what.operands.size(); ++v) {
                    if (static_cast<std::int64_t>(v) != version + 1) drop(what, what.operands[v], next);
                }
                break;
            }
            case code::conjunction:
            case code::disjunction:
                if ((value != 0) != (what.what == code::disjunction)) break;
                for (auto const other : what.operands) {
                    if (other != of) drop(what, other, next);
                }
                break;
            case code::decide: decide_table(what, of, value != 0, next); break;
            default: break;
        }
    }
}

/// A row that does not apply gives nothing; where the first that applies counts, those below one that does are not asked.
void unread::decide_table(instruction const& what, reg by, bool hits, std::uint32_t next) {
    auto const& plan = binding_->of->decisions[what.payload];
    bool const ends = hits && plan.policy == syntax::hit_policy::first;
    bool below = false;
    for (std::size_t r = 0; r < plan.truths.size(); ++r) {
        bool const is_it = plan.truths[r] == by;
        auto const output = r < plan.outputs.size() ? plan.outputs[r] : no_reg;
        if (below) drop(what, plan.truths[r], next);
        if ((below || (is_it && !hits)) && output != no_reg) drop(what, output, next);
        below = below || (is_it && ends);
    }
    if (below && plan.otherwise != no_reg) drop(what, plan.otherwise, next);
}

void unread::drop(instruction const& what, reg operand, std::uint32_t next) {
    if (std::count(what.operands.begin(), what.operands.end(), operand) != 1) return;
    auto const uses = with_->uses[what.out];
    auto const place = with_->uses.begin_of(what.out) + static_cast<std::uint32_t>(std::lower_bound(uses.begin(), uses.end(), operand) - uses.begin());
    if (with_->fixed[place] == 0) leave(place, next);
    leave_the_rest(next);
}

void unread::know_empty(checked::entity_id entity, std::uint32_t next) {
    for (auto const one : with_->over[entity]) {
        if (one < next) continue;
        for (auto place = with_->uses.begin_of(one); place < with_->uses.begin_of(one + 1); ++place) {
            if (with_->fixed[place] == 0) leave(place, next);
        }
    }
    leave_the_rest(next);
}

}  // namespace carefare::eval
