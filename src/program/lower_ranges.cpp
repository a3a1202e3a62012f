// Ranges: their flags in one register and their ends in two; membership, overlaps, lengths.
#include <algorithm>

#include "program/lowering.hpp"

namespace carefare::program {

using checked::node_id;
using checked::op;

void lowering::align_ranges(std::vector<operand>& all, context const& in) {
    std::vector<operand> ends;
    for (auto const& one : all) {
        auto low = one, high = one;
        low.value = one.low;
        high.value = one.high;
        low.low = low.high = high.low = high.high = no_reg;
        low.is_range = high.is_range = false;
        ends.push_back(std::move(low));
        ends.push_back(std::move(high));
    }
    bool const alike = std::all_of(all.begin(), all.end(), [&](operand const& one) { return one.denominator == all.front().denominator; });
    if (alike) return;
    auto denominator = all.front().denominator;
    for (auto const& one : all) denominator = common_denominator(denominator, one.denominator);
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const low = rescale(ends[2 * i], denominator, in), high = rescale(ends[2 * i + 1], denominator, in);
        if (low.in == lane::wide || high.in == lane::wide) throw not_representable("an end of a range of more than 63 bits");
        all[i].low = low.value;
        all[i].high = high.value;
        all[i].denominator = denominator;
    }
}

operand lowering::membership(operand const& value, operand const& range, context const& in) {
    auto a = value;
    auto b = range;
    if (a.is_number) {
        // The ends share a denominator: all three are brought to one.
        operand low = b, high = b;
        low.value = b.low;
        high.value = b.high;
        for (auto* end : {&low, &high}) {
            end->is_number = true;
            end->is_range = false;
        }
        if (a.over) {
            // a / b in [l..h] where a in [l * b..h * b], b being above zero; an end that is none stays open.
            for (auto* end : {&low, &high}) {
                std::vector<operand> both{*end, *a.over};
                auto const ends = {end->least * a.over->least, end->least * a.over->most, end->most * a.over->least, end->most * a.over->most};
                auto const least = std::min(ends), most = std::max(ends);
                auto const denominator = end->denominator * a.over->denominator;
                auto const lanes = std::max({lane_for(least, most, denominator), end->in, a.over->in});
                auto const depth = std::max(end->depth, a.over->depth);
                for (auto& one : both) one = bring(in_lane(one, lanes, in), depth, in);
                auto const none = emit_at(code::is_none, in, depth, {both[0].value}, lanes);
                auto const scaled = emit_at(code::multiply, in, depth, {both[0].value, both[1].value}, lanes, 0, 0, lanes);
                *end = number(emit_at(code::select, in, depth, {none, both[0].value, scaled}, lanes, 0, 0, lanes), depth, lanes, denominator, least, most);
            }
            auto const divisor = a.over;
            a = bring(a, std::max(a.depth, divisor->depth), in);
            a.value = emit_at(code::beside, in, a.depth, {a.value, bring(*divisor, a.depth, in).value}, a.in, 0, 0, a.in);
            a.over = nullptr;
        }
        std::vector<operand> all{a, low, high};
        align(all, in);
        a = all[0];
        b.low = all[1].value;
        b.high = all[2].value;
        b.value = bring(b.value, b.depth, a.depth, in);
        b.depth = a.depth;
    } else {
        auto const depth = std::max(a.depth, b.depth);
        a = bring(a, depth, in);
        b = bring(b, depth, in);
    }
    operand made;
    made.depth = a.depth;
    made.value = emit_at(code::in_range, in, made.depth, {a.value, b.value, b.low, b.high}, a.in);
    return made;
}

operand lowering::range_operation(node_id id, context const& in) {
    auto const& n = graph_.nodes[id];
    auto const children = graph_.children_of(id);
    if (n.what == op::make_range) {
        std::vector<operand> ends;
        for (auto const child : {children[0], children[1]}) {
            ends.push_back(child == no_id ? scalar(checked::scalar_value{checked::none_value{}}) : lower(child, in));
            if (n.type_of.element == checked::scalar::number) ends.back().is_number = true;
        }
        if (ends[0].is_number) align(ends, in);
        auto const depth = std::max(ends[0].depth, ends[1].depth);
        for (auto& end : ends) end = bring(end, depth, in);
        if (ends[0].in == lane::wide) throw not_representable("an end of a range of more than 63 bits");
        auto made = ends[0];
        made.least = std::min(ends[0].least, ends[1].least);
        made.most = std::max(ends[0].most, ends[1].most);
        made.depth = depth;
        made.low = ends[0].value;
        made.high = ends[1].value;
        made.is_number = false;
        made.is_range = true;
        made.value = emit_at(code::range_flags, in, depth, {made.low, made.high}, lane::cell, n.payload & 3U);
        return made;
    }
    auto range = lower(children[0], in);
    if (n.what == op::range_low || n.what == op::range_high) {
        auto made = range;
        made.value = emit_at(code::range_end, in, range.depth, {range.value, n.what == op::range_low ? range.low : range.high});
        made.low = made.high = no_reg;
        made.is_range = false;
        made.is_number = n.type_of.kind == checked::scalar::number;
        return made.is_number ? bounded(made, id) : made;
    }
    if (n.what == op::length || n.what == op::clock_overlap) {
        bool const days = graph_.nodes[children[0]].type_of.element == checked::scalar::date;
        std::vector<reg> operands;
        int depth = range.depth;
        std::vector<operand> others;
        for (std::size_t i = 1; i < children.size(); ++i) {
            others.push_back(in_lane(rescale(lower(children[i], in), 1, in), lane::cell, in));
            depth = std::max(depth, others.back().depth);
        }
        range = bring(range, depth, in);
        operands = {range.value, range.low, range.high};
        for (auto const& one : others) operands.push_back(bring(one, depth, in).value);
        auto const value = emit_at(n.what == op::length ? code::length : code::clock_overlap, in, depth, operands, lane::cell,
                                   days ? 1 : 0);
        auto const far = rational(std::int64_t{1} << 50);
        return bounded(number(value, depth, lane::cell, 1, 0, far), id);
    }
    auto other = lower(children[1], in);
    if (n.type_of.element == checked::scalar::number) {
        std::vector<operand> both{range, other};
        align_ranges(both, in);
        range = both[0];
        other = both[1];
    }
    auto const depth = std::max(range.depth, other.depth);
    range = bring(range, depth, in);
    other = bring(other, depth, in);
    std::vector<reg> const operands{range.value, range.low, range.high, other.value, other.low, other.high};
    auto made = range;
    auto const days = n.type_of.element == checked::scalar::date ? 1U : 0U;
    made.value = emit_at(code::overlap, in, depth, operands, lane::cell, days, 0);
    made.low = emit_at(code::overlap, in, depth, operands, lane::cell, days, 1);
    made.high = emit_at(code::overlap, in, depth, operands, lane::cell, days, 2);
    made.depth = depth;
    return made;
}

}  // namespace carefare::program
