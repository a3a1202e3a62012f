// Rules: versions by era, rows without results, overrides; allocations; the outputs.
#include <algorithm>

#include "program/lowering.hpp"

namespace carefare::program {

using checked::node_id;
using checked::rule_id;

/// Of rows that may still be dropped a rule is computed apart: over candidates, for the `where` that reads it.
std::optional<operand>& lowering::kept(rule_id id, bool outside) {
    auto const owner = graph_.rules[id].owner;
    if (owner != no_id && candidates_.contains(owner)) return candidate_rules_[{id, outside}];
    return outside ? placed_[id] : rules_[id];
}

operand const& lowering::rule(rule_id id) {
    if (!kept(id, false)) {
        auto made = compute(id);
        kept(id, false) = std::move(made);
    }
    return *kept(id, false);
}

/// For rows outside the window the rule is computed for what asks where they lie, and an allocation never.
operand const& lowering::placed_rule(rule_id id) {
    auto const& r = graph_.rules[id];
    if (marking_ && r.owner != no_id && candidates_.contains(r.owner)) {
        // Whether the row lies inside is what is asked here: it is computed as outside, an allocation never.
        auto& marked = marked_rules_[id];
        if (!marked) marked = r.allocate ? incomplete(r.type_of) : expression_of(id, context_of(r.owner));
        return *marked;
    }
    auto const inside = rule(id);
    if (!kept(id, true)) {
        if (r.owner == no_id || r.allocate || graph_.entities[r.owner].made.kind == checked::maker_kind::host) {
            kept(id, true) = inside;
        } else {
            auto const in = context_of(r.owner);
            bool const before = placing_;
            placing_ = true;
            auto const outside = expression_of(id, in);
            placing_ = before;
            kept(id, true) = placed(inside, outside, in);
        }
    }
    return *kept(id, true);
}

operand lowering::expression_of(rule_id id, context const& in) {
    auto const& r = graph_.rules[id];
    operand made;
    if (r.allocate) {
        auto const plan = allocation(id);
        auto const& how = out_.allocations[plan];
        made = number(emit(code::granted, in.frames.front(), {}, lane::cell, plan, 0), 0, lane::cell, how.denominator, 0,
                      power(rational(2), 61) / how.denominator);
        auto const& ask = graph_.nodes[graph_.allocations[*r.allocate].ask].bounds;
        if (ask) made.most = std::max(rational(0), ask->high);
    } else {
        made = versions_of(id, in);
        if (made.over) throw not_representable("a rule that is a quotient: " + r.name);
    }
    return made;
}

operand lowering::compute(rule_id id) {
    auto const& r = graph_.rules[id];
    auto const in = context_of(r.owner);
    bool const before = placing_;
    placing_ = false;
    auto made = expression_of(id, in);
    placing_ = before;
    if (r.owner == no_id) return made;
    if (r.overridable && r.range && made.is_number) {
        // The result holds the values of the expression and those of overrides, over one denominator.
        if (r.range->low) made.least = std::min(made.least, std::get<rational>(*r.range->low));
        if (r.range->high) made.most = std::max(made.most, std::get<rational>(*r.range->high));
        made = rescale(made, common_denominator(made.denominator, rational(1) / r.step.value_or(rational(1))), in);
        if (lane_for(made.least, made.most, made.denominator) == lane::wide) made = in_lane(made, lane::wide, in);
    }
    out_.rule_denominators[id] = made.denominator;
    // What a rule gives is over the rows of its entity, whatever its expression depends on.
    auto const result = [&](reg of, std::uint32_t part) {
        return of == no_reg ? no_reg
                            : emit(code::result, in.frames.front(), {of}, made.in, id, part, part == 0 ? made.in : lane::cell);
    };
    made.value = result(made.value, 0);
    made.low = result(made.low, 1);
    made.high = result(made.high, 2);
    made.depth = 0;
    return made;
}

operand lowering::read_rule(node_id id, context const& in) {
    auto const& n = graph_.nodes[id];
    auto const children = graph_.children_of(id);
    auto const column = placing_ ? placed_rule(n.payload) : rule(n.payload);
    if (children.empty() || children[0] == no_id) return column;
    auto const e = graph_.rules[n.payload].owner;
    auto made = gather(lower(children[0], in), column, e, in);
    return made.is_number ? bounded(made, id) : made;
}

std::uint32_t lowering::allocation(rule_id id) {
    if (auto const found = allocations_.find(id); found != allocations_.end()) return found->second;
    auto const& r = graph_.rules[id];
    auto const& how = graph_.allocations[*r.allocate];
    normally const inside(placing_);
    auto const in = context_of(r.owner);
    allocation_plan plan;
    plan.rule = id;
    plan.allocation = *r.allocate;
    std::vector<operand> numbers{lower(how.ask, in)};
    std::vector<std::pair<std::size_t, std::size_t>> places;  // of up_to and used_before among the numbers
    for (auto const& limit : how.limits) {
        limit_plan made;
        made.within = bring(lower(limit.within, in), 0, in).value;
        made.entity = graph_.nodes[limit.within].type_of.entity;
        if (limit.counts) made.counts = bring(lower(*limit.counts, in), 0, in).value;
        numbers.push_back(lower(limit.up_to, in));
        numbers.back().is_number = true;
        places.emplace_back(numbers.size() - 1, 0);
        if (limit.used_before) {
            numbers.push_back(lower(*limit.used_before, in));
            places.back().second = numbers.size() - 1;
        }
        plan.limits.push_back(made);
    }
    plan.step = rational(1);
    if (r.step) {
        plan.step = *r.step;
    } else {
        for (auto const& factor : r.type_of.measure.factors) {
            if (factor.base == checked::unit_money) plan.step = rational::fraction(1, 100);
        }
    }
    align(numbers, in);
    if (how.in_proportion) {
        // Shares are whole steps, however coarse what is asked and what is left are.
        for (auto& one : numbers) one = rescale(one, common_denominator(one.denominator, rational(1) / plan.step), in);
        align(numbers, in);
    }
    if (numbers.front().in == lane::wide) throw not_representable("an allocation of more than 63 bits: " + r.name);
    plan.denominator = numbers.front().denominator;
    plan.ask = numbers.front().value;
    for (std::size_t i = 0; i < places.size(); ++i) {
        plan.limits[i].up_to = numbers[places[i].first].value;
        if (places[i].second != 0) plan.limits[i].used_before = numbers[places[i].second].value;
    }
    // The rows that take part: those below each row of the partition.
    auto const above = context_of(how.partition);
    operand self;
    self.depth = 0;
    self.value = emit(code::row_number, above.frames.front(), {});
    if (how.partition == r.owner) throw not_representable("an allocation within a single row: " + r.name);
    plan.items = items_of(self, how.partition, r.owner, reach::all, above);
    plan.order = order_of(how.order, r.owner, in, 0);
    std::vector<reg> operands{plan.ask};
    for (auto const& limit : plan.limits) {
        for (auto const one : {limit.within, limit.counts, limit.up_to, limit.used_before}) {
            if (one != no_reg) operands.push_back(one);
        }
    }
    for (auto const& key : out_.orders[plan.order].keys) operands.push_back(key.value);
    out_.allocations.push_back(std::move(plan));
    auto const made = static_cast<std::uint32_t>(out_.allocations.size() - 1);
    emit(code::allocate, in.frames.front(), operands, lane::cell, made);
    allocations_.emplace(id, made);
    return made;
}

/// unmet, before, left, place, bound_by; incomplete where the grant is.
operand lowering::grant_part(node_id id, context const& in) {
    auto const& n = graph_.nodes[id];
    auto const plan = allocation(n.payload);
    auto const e = graph_.rules[n.payload].owner;
    auto const of = context_of(e).frames.front();
    auto const part = static_cast<std::uint32_t>(n.what) - static_cast<std::uint32_t>(checked::op::grant_unmet) + 1;
    auto const raw = emit(code::granted, of, {}, lane::cell, plan, part);
    operand column;
    column.depth = 0;
    if (n.what == checked::op::grant_place) {
        column = number(raw, 0, lane::cell, 1, 0, power(rational(2), 40));
    } else if (n.what != checked::op::grant_bound_by) {
        auto const far = power(rational(2), 61) / out_.allocations[plan].denominator;
        column = number(raw, 0, lane::cell, out_.allocations[plan].denominator, -far, far);
    }
    column.value = emit(code::result, of, {raw}, lane::cell, n.payload, 3);
    auto made = gather(lower(graph_.children_of(id)[0], in), column, e, in);
    return made.is_number ? bounded(made, id) : made;
}

void lowering::list_outputs() {
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (!graph_.entities[e].pay_by) continue;
        auto const in = context_of(e);
        placing made{e, bring(lower_placed(*graph_.entities[e].pay_by, in), 0, in).value};
        bool const dates = graph_.entities[e].made.kind == checked::maker_kind::each_date && graph_.entities[e].at;
        if (dates) made.at = bring(lower_placed(*graph_.entities[e].at, in), 0, in).value;
        out_.paid_by.push_back(made);
    }
    for (auto const& table : graph_.carried) {
        carried made;
        made.into = table.into;
        made.from = table.from;
        auto const in = context_of(table.from);
        for (auto const& [fact, node] : table.facts) {
            auto const value = bring(lower(node, in), 0, in);
            made.facts.push_back({fact, value.value, value.in, value.denominator});
        }
        out_.carried_tables.push_back(std::move(made));
    }
    for (auto const id : graph_.outputs) {
        auto const& of = rule(id);
        auto const owner = graph_.rules[id].owner;
        output made;
        made.rule = id;
        made.of = owner == no_id ? 0 : rows_frame(owner);
        made.in = of.in;
        made.denominator = of.denominator;
        made.value = of.value;
        made.low = of.low;
        made.high = of.high;
        out_.outputs.push_back(made);
    }
}

}  // namespace carefare::program
