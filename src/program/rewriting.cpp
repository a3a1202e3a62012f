// Plans are written where they are first mentioned; equal ones, once.
#include "program/rewriting.hpp"

#include "program/codes.hpp"

#include <algorithm>
#include <stdexcept>

namespace carefare::program {

namespace {

template <class Plan>
std::uint32_t add_once(std::vector<Plan>& all, Plan plan) {
    auto const found = std::find(all.begin(), all.end(), plan);
    if (found != all.end()) return static_cast<std::uint32_t>(found - all.begin());
    all.push_back(std::move(plan));
    return static_cast<std::uint32_t>(all.size() - 1);
}

template <class Plan>
std::uint32_t add(std::vector<Plan>& all, Plan plan) {
    all.push_back(std::move(plan));
    return static_cast<std::uint32_t>(all.size() - 1);
}

}  // namespace

rewriting::rewriting(program const& from) : from_(from), now_(from.code.size(), no_reg) {
    made_.graph = from.graph;
    made_.slot_denominators = from.slot_denominators;
    made_.fact_denominators = from.fact_denominators;
    made_.rule_denominators = from.rule_denominators;
    made_.frames.push_back(from.frames.front());
    frames_.emplace(0, 0);
}

reg rewriting::now(reg old) const {
    if (old == no_reg) return no_reg;
    auto const made = now_.at(old);
    if (made == no_reg) throw std::logic_error("a register is read that was left out: r" + std::to_string(old));
    return made;
}

frame_id rewriting::add_frame(frame made) {
    return add_once(made_.frames, std::move(made));
}

frame_id rewriting::frame_now(frame_id old) {
    if (old == no_id) return no_id;
    if (auto const found = frames_.find(old); found != frames_.end()) return found->second;
    auto const id = add_frame(translated_frame(old));
    frames_.emplace(old, id);
    return id;
}

frame_id rewriting::over(frame_id old) {
    auto const found = guarded_.find(old);
    return found != guarded_.end() ? found->second : frame_now(old);
}

frame rewriting::translated_frame(frame_id old) {
    auto made = from_.frames[old];
    if (made.what == frame::kind::items) {
        made.outer = over(made.outer);
        made.start = now(made.start);
        for (auto& step : made.way) {
            step.linked = now(step.linked);
            step.complete = now(step.complete);
            step.candidates = frame_now(step.candidates);
        }
        made.order = order_now(made.order);
        made.guard = now(made.guard);
    }
    return made;
}

void rewriting::guard(frame_id old, reg by) {
    auto made = translated_frame(old);
    made.guard = by;
    guarded_.emplace(old, add_frame(std::move(made)));
}

std::uint32_t rewriting::order_now(std::uint32_t old) {
    if (old == no_id) return no_id;
    if (auto const found = orders_.find(old); found != orders_.end()) return found->second;
    auto made = from_.orders[old];
    for (auto& key : made.keys) key.value = now(key.value);
    auto const id = add_once(made_.orders, std::move(made));
    orders_.emplace(old, id);
    return id;
}

/// `granted` comes after the `allocate` that it reads.
std::uint32_t rewriting::allocation_now(std::uint32_t old) {
    if (auto const found = allocations_.find(old); found != allocations_.end()) return found->second;
    auto made = from_.allocations[old];
    made.ask = now(made.ask);
    made.partition = now(made.partition);
    for (auto& limit : made.limits) {
        for (auto* one : {&limit.within, &limit.counts, &limit.up_to, &limit.used_before}) *one = now(*one);
    }
    made.order = order_now(made.order);
    made.items = frame_now(made.items);
    auto const id = add(made_.allocations, std::move(made));
    allocations_.emplace(old, id);
    return id;
}

maker_plan rewriting::maker_now(maker_plan plan) {
    plan.source = frame_now(plan.source);
    for (auto* one : {&plan.range_flags, &plan.low, &plan.high, &plan.where_true, &plan.when}) *one = now(*one);
    for (auto* list : {&plan.by, &plan.by_low, &plan.by_high}) {
        for (auto& one : *list) one = now(one);
    }
    return plan;
}

instruction rewriting::translated(instruction const& old) {
    return translated(old, [](reg one) { return one; });
}

instruction rewriting::translated(instruction const& old, std::function<reg(reg)> const& instead) {
    auto made = old;
    made.out = no_reg;
    made.of = over(old.of);
    auto const now = [&](reg one) { return one == no_reg ? no_reg : this->now(instead(one)); };
    for (auto& one : made.operands) one = now(one);
    if (is_over_items(old.what)) made.payload = over(old.payload);
    switch (old.what) {
        case code::flat:
        case code::scale:
        case code::divide_exactly:
        case code::floor_to:
        case code::ceiling_to: made.payload = add_constant(from_.constants[old.payload]); break;
        case code::in_spans: {
            auto test = from_.spans[old.payload];
            for (auto& one : test.predicates) one = now(one);
            made.payload = add_once(made_.spans, std::move(test));
            break;
        }
        case code::lookup: made.payload = add_once(made_.lookups, from_.lookups[old.payload]); break;
        case code::decide: {
            auto plan = from_.decisions[old.payload];
            for (auto* list : {&plan.inputs, &plan.truths, &plan.outputs}) {
                for (auto& one : *list) one = now(one);
            }
            plan.otherwise = now(plan.otherwise);
            made.payload = add_decision(std::move(plan));
            break;
        }
        case code::best: made.part = order_now(old.part); break;
        case code::make: made.payload = add(made_.makers, maker_now(from_.makers[old.payload])); break;
        case code::linked_row: {
            auto plan = from_.links[old.payload];
            plan.key = now(plan.key);
            plan.field = now(plan.field);
            plan.candidates = frame_now(plan.candidates);
            made.payload = add(made_.links, std::move(plan));
            break;
        }
        case code::allocate:
        case code::granted: made.payload = allocation_now(old.payload); break;
        default: break;
    }
    return made;
}

reg rewriting::write(instruction what, lane result) {
    what.out = static_cast<reg>(made_.code.size());
    made_.frame_of.push_back(what.of);
    made_.lane_of.push_back(result);
    known_.emplace(shape{what.what, what.in, what.of, what.operands, what.payload, what.part, result}, what.out);
    made_.code.push_back(std::move(what));
    return made_.code.back().out;
}

reg rewriting::write_once(instruction what, lane result) {
    auto const found = known_.find(shape{what.what, what.in, what.of, what.operands, what.payload, what.part, result});
    return found != known_.end() ? found->second : write(std::move(what), result);
}

void rewriting::stands_for(reg old, reg made) {
    now_.at(old) = made;
}

void rewriting::keep(instruction const& old) {
    stands_for(old.out, write(translated(old), from_.lane_of[old.out]));
}

std::uint32_t rewriting::add_constant(constant value) {
    return add_once(made_.constants, std::move(value));
}

std::uint32_t rewriting::add_decision(decision_plan plan) {
    return add_once(made_.decisions, std::move(plan));
}

reg rewriting::constant_in(lane in, constant value) {
    instruction made;
    made.what = code::flat;
    made.in = in;
    made.payload = add_constant(std::move(value));
    return write_once(std::move(made), in);
}

program rewriting::finish() {
    for (auto one : from_.outputs) {
        one.of = frame_now(one.of);
        one.value = now(one.value);
        one.low = now(one.low);
        one.high = now(one.high);
        made_.outputs.push_back(one);
    }
    for (auto one : from_.paid_by) {
        one.day = now(one.day);
        one.at = now(one.at);
        made_.paid_by.push_back(one);
    }
    for (auto table : from_.carried_tables) {
        for (auto& fact : table.facts) fact.value = now(fact.value);
        made_.carried_tables.push_back(std::move(table));
    }
    return std::move(made_);
}

}  // namespace carefare::program
