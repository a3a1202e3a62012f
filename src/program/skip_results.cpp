// A result of a made row is incomplete where the row is cut by the window, whatever was computed. So what only results of
// the same row read needs no incomplete rows of its own, and may read the computation in place of the result.
#include <algorithm>

#include <carefare/program/optimise.hpp>

#include "program/codes.hpp"
#include "program/rewriting.hpp"

namespace carefare::program {

namespace {

bool cuts(program const& of, instruction const& what) {
    return of.graph->entities[of.graph->rules[what.payload].owner].made.kind != checked::maker_kind::host;
}

/// Of each register: whether all that reads it is a result of the same row, or reaches nothing else.
std::vector<bool> read_by_results(program const& of) {
    std::vector<bool> masked(of.code.size(), true);
    for (auto const one : kept_by(of)) masked[one] = false;
    for (auto at = of.code.rbegin(); at != of.code.rend(); ++at) {
        auto const how = traits_of(at->what).reads;
        bool const cut = at->what == code::placed || (at->what == code::result && cuts(of, *at));
        bool const passes = cut || (how == reading::row && masked[at->out]);
        for (auto const used : uses_of(of, *at)) {
            bool const here = std::find(at->operands.begin(), at->operands.end(), used) != at->operands.end();
            bool hidden = here && passes && of.frame_of[used] == at->of;
            if (at->what == code::placed && at->operands[1] == used) hidden = false;
            if (!hidden) masked[used] = false;
        }
    }
    return masked;
}

}  // namespace

program skip_results(program const& of) {
    auto const masked = read_by_results(of);
    rewriting anew(of);
    std::vector<reg> computed(of.code.size(), no_reg);  // of results that may be skipped: what they compute
    for (auto const& one : of.code) {
        bool const cut = one.what == code::result && cuts(of, one);
        bool const hidden = cut || (traits_of(one.what).reads == reading::row && masked[one.out]);
        auto const below = [&](reg operand) { return computed[operand] == no_reg ? operand : computed[operand]; };
        bool const plain = one.what == code::result && !cut && !(of.graph->rules[one.payload].overridable && one.part == 0);
        if (plain && of.frame_of[one.operands[0]] == one.of && of.lane_of[one.operands[0]] == of.lane_of[one.out]) {
            anew.stands_for(one.out, anew.now(one.operands[0]));
            continue;
        }
        auto made = hidden ? anew.translated(one, below) : anew.translated(one);
        if (one.what == code::placed) made.operands[0] = anew.now(below(one.operands[0]));
        anew.stands_for(one.out, anew.write(std::move(made), of.lane_of[one.out]));
        if (cut) computed[one.out] = below(one.operands[0]);
    }
    return anew.finish();
}

}  // namespace carefare::program
