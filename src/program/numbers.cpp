// Numbers: one denominator and one lane for operands that meet; ratios as a dividend and a divisor.
#include <algorithm>
#include <array>

#include "program/lowering.hpp"

namespace carefare::program {

using checked::node_id;
using checked::op;

namespace {

rational power_of_two(unsigned bits) {
    return power(rational(2), bits);
}

/// Bounds of a product.
std::pair<rational, rational> product(operand const& a, operand const& b) {
    std::array<rational, 4> const all{a.least * b.least, a.least * b.most, a.most * b.least, a.most * b.most};
    return {*std::min_element(all.begin(), all.end()), *std::max_element(all.begin(), all.end())};
}

}  // namespace

rational lowering::common_denominator(rational const& a, rational const& b) {
    // lcm of fractions: lcm of numerators over gcd of denominators; written with least_common_multiple alone.
    auto const whole_a = a.numerator() * b.denominator();
    auto const whole_b = b.numerator() * a.denominator();
    return least_common_multiple(whole_a, whole_b) / (a.denominator() * b.denominator());
}

lane lowering::lane_for(rational const& least, rational const& most, rational const& denominator) {
    auto const largest = std::max(magnitude(least), magnitude(most)) * denominator;
    if (largest < power_of_two(62)) return lane::cell;
    if (largest < power_of_two(126)) return lane::wide;
    throw not_representable("a number of more than 127 bits");
}

operand lowering::number(reg value, int depth, lane in, rational denominator, rational least, rational most) const {
    operand made;
    made.depth = depth;
    made.value = value;
    made.in = in;
    made.denominator = std::move(denominator);
    made.least = std::move(least);
    made.most = std::move(most);
    made.is_number = true;
    return made;
}

operand lowering::in_lane(operand const& of, lane in, context const& at) {
    if (of.in == in) return of;
    auto made = of;
    made.in = in;
    made.value = emit_at(in == lane::wide ? code::widen : code::narrow, at, of.depth, {of.value}, of.in, 0, 0, in);
    return made;
}

operand lowering::rescale(operand const& of, rational const& denominator, context const& in) {
    if (of.denominator == denominator) return of;
    auto const factor = denominator / of.denominator;
    auto const target = lane_for(of.least, of.most, denominator);
    auto made = of.in == lane::cell && target == lane::wide ? in_lane(of, lane::wide, in) : of;
    if (!factor.numerator().to_int64() || *factor.numerator().to_int64() != 1) {
        made.value = emit_at(code::scale, in, made.depth, {made.value}, made.in, constant_of(factor.numerator()), 0, made.in);
    }
    if (!factor.is_integer()) {
        made.value = emit_at(code::divide_exactly, in, made.depth, {made.value}, made.in, constant_of(factor.denominator()), 0,
                             made.in);
    }
    made.denominator = denominator;
    return made;
}

void lowering::align(std::vector<operand>& all, context const& in, std::optional<lane> at_least) {
    auto denominator = all.front().denominator;
    int depth = flat_depth;
    for (auto const& one : all) {
        denominator = common_denominator(denominator, one.denominator);
        depth = std::max(depth, one.depth);
    }
    auto lanes = at_least.value_or(lane::cell);
    for (auto& one : all) {
        one = rescale(one, denominator, in);
        if (one.in == lane::wide) lanes = lane::wide;
    }
    for (auto& one : all)
        one = bring(in_lane(one, lanes, in), depth, in);
}

/// A condition narrows what a node can be: the graph's bounds, where they are closer.
operand lowering::bounded(operand made, node_id id) const {
    auto const& bounds = graph_.nodes[id].bounds;
    if (!bounds || bounds->ratio) return made;
    if (made.least < bounds->low) made.least = bounds->low;
    if (made.most > bounds->high) made.most = bounds->high;
    if (made.most < made.least) made.most = made.least;  // a branch that is never taken
    return made;
}

operand lowering::arithmetic(node_id id, context const& in) {
    auto const& n = graph_.nodes[id];
    std::vector<operand> all;
    bool any_ratio = false;
    for (auto const child : graph_.children_of(id)) {
        all.push_back(lower(child, in));
        any_ratio = any_ratio || all.back().over != nullptr;
    }
    if (n.what == op::divide && !any_ratio) return quotient(id, all[0], all[1], in);
    if (any_ratio) return ratio(id, std::move(all), in);

    if (n.what == op::multiply) {
        auto const [least, most] = product(all[0], all[1]);
        auto const denominator = all[0].denominator * all[1].denominator;
        operand bounds;
        bounds.least = least;
        bounds.most = most;
        bounds = bounded(bounds, id);
        auto lanes = lane_for(bounds.least, bounds.most, denominator);
        if (all[0].in == lane::wide || all[1].in == lane::wide) lanes = lane::wide;
        auto const depth = std::max(all[0].depth, all[1].depth);
        auto const a = bring(in_lane(all[0], lanes, in), depth, in);
        auto const b = bring(in_lane(all[1], lanes, in), depth, in);
        return number(emit_at(code::multiply, in, depth, {a.value, b.value}, lanes, 0, 0, lanes), depth, lanes, denominator,
                      bounds.least, bounds.most);
    }
    if (n.what == op::floor || n.what == op::ceiling) {
        auto const& a = all[0];
        // cell / denominator, down or up to whole numbers
        auto const whole = rescale(a, common_denominator(a.denominator, 1), in);
        auto const value = emit_at(n.what == op::floor ? code::floor_to : code::ceiling_to, in, whole.depth, {whole.value},
                                   whole.in, constant_of(whole.denominator), 0, whole.in);
        return bounded(number(value, whole.depth, whole.in, 1, a.least.floor(), a.most.ceiling()), id);
    }

    align(all, in);
    auto const& first = all.front();
    rational least = first.least, most = first.most;
    code what = code::add;
    switch (n.what) {
        case op::add:
            least = all[0].least + all[1].least;
            most = all[0].most + all[1].most;
            break;
        case op::subtract:
            what = code::subtract;
            least = all[0].least - all[1].most;
            most = all[0].most - all[1].least;
            break;
        case op::negate:
            what = code::negate;
            least = -first.most;
            most = -first.least;
            break;
        case op::absolute:
            what = code::absolute;
            most = std::max(magnitude(first.least), magnitude(first.most));
            least = 0;
            break;
        case op::minimum:
        case op::maximum:
            what = n.what == op::minimum ? code::minimum : code::maximum;
            for (auto const& one : all) {
                least = n.what == op::minimum ? std::min(least, one.least) : std::max(least, one.least);
                most = n.what == op::minimum ? std::min(most, one.most) : std::max(most, one.most);
            }
            break;
        case op::modulo:
            what = code::modulo;
            most = std::max(magnitude(all[1].least), magnitude(all[1].most));
            least = -most;
            break;
        default:
            throw not_representable("an operation on numbers that does not exist");
    }
    operand bounds;
    bounds.least = least;
    bounds.most = most;
    bounds = bounded(bounds, id);
    auto const lanes = std::max(first.in, lane_for(bounds.least, bounds.most, first.denominator));
    std::vector<reg> registers;
    for (auto const& one : all)
        registers.push_back(in_lane(one, lanes, in).value);
    if (n.what == op::minimum || n.what == op::maximum) {
        auto value = registers.front();
        for (std::size_t i = 1; i < registers.size(); ++i)
            value = emit_at(what, in, first.depth, {value, registers[i]}, lanes, 0, 0, lanes);
        return number(value, first.depth, lanes, first.denominator, bounds.least, bounds.most);
    }
    return number(emit_at(what, in, first.depth, registers, lanes, 0, 0, lanes), first.depth, lanes, first.denominator,
                  bounds.least, bounds.most);
}

operand lowering::quotient(node_id id, operand const& a, operand const& b, context const& in) {
    if (b.least == b.most && !b.least.is_zero()) {
        // A divisor that is one number: the quotient is the dividend over another denominator.
        auto made = bring(a, std::max(a.depth, b.depth), in);
        auto const by = magnitude(b.least);
        if (b.least.sign() < 0) {
            made.value = emit_at(code::negate, in, made.depth, {made.value}, made.in, 0, 0, made.in);
            made.least = -a.most;
            made.most = -a.least;
        }
        made.denominator = a.denominator * by;
        made.least = made.least / by;
        made.most = made.most / by;
        // A divisor that is read may be pending.
        if (out_.code[b.value].what != code::flat) {
            made.value = emit_at(code::beside, in, made.depth, {made.value, bring(b, made.depth, in).value}, made.in, 0, 0, made.in);
        }
        return bounded(made, id);
    }
    auto divisor = b;
    auto dividend = a;
    if (b.most.sign() < 0) {
        divisor.value = emit_at(code::negate, in, b.depth, {b.value}, b.in, 0, 0, b.in);
        divisor.least = -b.most;
        divisor.most = -b.least;
        dividend.value = emit_at(code::negate, in, a.depth, {a.value}, a.in, 0, 0, a.in);
        dividend.least = -a.most;
        dividend.most = -a.least;
    }
    dividend.over = std::make_shared<operand const>(divisor);
    return dividend;
}

}  // namespace carefare::program
