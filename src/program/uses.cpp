// What an instruction reads: its operands, what its payload names, and what its frame is built from.
#include <algorithm>

#include <carefare/program/optimise.hpp>

#include "program/codes.hpp"

namespace carefare::program {

namespace {

class reader {
public:
    explicit reader(program const& of) : of_(of) {}

    void see(reg one) {
        if (one != no_reg) all_.push_back(one);
    }
    void order(std::uint32_t id) {
        if (id == no_id) return;
        for (auto const& key : of_.orders[id].keys) see(key.value);
    }
    /// Items stand once the rows they begin at, and the ways to them, are known.
    void frame_of(frame_id id) {
        if (id == no_id || of_.frames[id].what != frame::kind::items) return;
        auto const& frame = of_.frames[id];
        see(frame.start);
        for (auto const& step : frame.way) {
            see(step.linked);
            see(step.complete);
            frame_of(step.candidates);
        }
        order(frame.order);
        see(frame.guard);
        frame_of(frame.outer);
    }
    void payload(instruction const& what) {
        if (is_over_items(what.what)) frame_of(what.payload);
        switch (what.what) {
            case code::in_spans:
                for (auto const one : of_.spans[what.payload].predicates) see(one);
                break;
            case code::decide: {
                auto const& plan = of_.decisions[what.payload];
                for (auto const* list : {&plan.inputs, &plan.truths, &plan.outputs}) {
                    for (auto const one : *list) see(one);
                }
                see(plan.otherwise);
                break;
            }
            case code::best: order(what.part); break;
            case code::make: {
                auto const& plan = of_.makers[what.payload];
                for (auto const one : {plan.range_flags, plan.low, plan.high, plan.where_true, plan.when}) see(one);
                for (auto const* list : {&plan.by, &plan.by_low, &plan.by_high}) {
                    for (auto const one : *list) see(one);
                }
                frame_of(plan.source);
                break;
            }
            case code::linked_row: {
                auto const& plan = of_.links[what.payload];
                see(plan.key);
                see(plan.field);
                frame_of(plan.candidates);
                break;
            }
            case code::allocate: {
                auto const& plan = of_.allocations[what.payload];
                see(plan.ask);
                see(plan.partition);
                for (auto const& limit : plan.limits) {
                    for (auto const one : {limit.within, limit.counts, limit.up_to, limit.used_before}) see(one);
                }
                order(plan.order);
                frame_of(plan.items);
                break;
            }
            case code::granted:
                for (auto const& one : of_.code) {
                    if (one.what == code::allocate && one.payload == what.payload) see(one.out);
                }
                break;
            default: break;
        }
    }
    std::vector<reg> finish() {
        std::sort(all_.begin(), all_.end());
        all_.erase(std::unique(all_.begin(), all_.end()), all_.end());
        return std::move(all_);
    }

private:
    program const& of_;
    std::vector<reg> all_;
};

}  // namespace

std::vector<reg> uses_of(program const& of, instruction const& what) {
    reader all(of);
    for (auto const one : what.operands) all.see(one);
    all.frame_of(what.of);
    all.payload(what);
    return all.finish();
}

std::vector<reg> deciders_of(program const& of, instruction const& what) {
    switch (what.what) {
        case code::select:
        case code::otherwise: return {what.operands[0]};
        case code::versions: return what.operands[0] == no_reg ? std::vector<reg>{} : std::vector<reg>{what.operands[0]};
        case code::conjunction:
        case code::disjunction: return what.operands;
        case code::decide: return of.decisions[what.payload].truths;
        default: return {};
    }
}

std::vector<reg> kept_by(program const& of) {
    reader all(of);
    for (auto const& one : of.outputs) {
        all.see(one.value);
        all.see(one.low);
        all.see(one.high);
    }
    for (auto const& one : of.paid_by) {
        all.see(one.day);
        all.see(one.at);
    }
    for (auto const& table : of.carried_tables) {
        for (auto const& fact : table.facts) all.see(fact.value);
    }
    return all.finish();
}

}  // namespace carefare::program
