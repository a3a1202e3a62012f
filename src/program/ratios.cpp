// Quotients by what is not one number: a dividend over a divisor above zero, until they are rounded or compared.
#include <algorithm>

#include "program/lowering.hpp"

namespace carefare::program {

using checked::node_id;
using checked::op;

/// What is added to, scaled by or compared with a ratio: itself over one.
operand lowering::ratio(node_id id, std::vector<operand> all, context const& in) {
    auto const times = [&](operand const& a, operand const& b) {
        auto const denominator = a.denominator * b.denominator;
        std::vector<rational> const ends{a.least * b.least, a.least * b.most, a.most * b.least, a.most * b.most};
        auto const least = *std::min_element(ends.begin(), ends.end());
        auto const most = *std::max_element(ends.begin(), ends.end());
        auto const lanes = std::max({lane_for(least, most, denominator), a.in, b.in});
        auto const depth = std::max(a.depth, b.depth);
        auto const x = bring(in_lane(a, lanes, in), depth, in), y = bring(in_lane(b, lanes, in), depth, in);
        return number(emit_at(code::multiply, in, depth, {x.value, y.value}, lanes, 0, 0, lanes), depth, lanes, denominator, least,
                      most);
    };
    auto const plus = [&](operand const& a, operand const& b, bool minus) {
        std::vector<operand> both{a, b};
        align(both, in);
        auto const least = minus ? a.least - b.most : a.least + b.least;
        auto const most = minus ? a.most - b.least : a.most + b.most;
        auto const lanes = std::max(both[0].in, lane_for(least, most, both[0].denominator));
        auto const x = in_lane(both[0], lanes, in), y = in_lane(both[1], lanes, in);
        return number(emit_at(minus ? code::subtract : code::add, in, x.depth, {x.value, y.value}, lanes, 0, 0, lanes), x.depth,
                      lanes, x.denominator, least, most);
    };
    auto const one = number(flat_number(1, lane::cell), flat_depth, lane::cell, 1, 1, 1);
    auto const top = [&](operand const& of) {
        auto made = of;
        made.over = nullptr;
        return made;
    };
    auto const below = [&](operand const& of) { return of.over ? *of.over : one; };
    auto const over = [](operand dividend, operand const& divisor) {
        dividend.over = std::make_shared<operand const>(divisor);
        return dividend;
    };
    auto const turned = [&](operand const& of) {
        return plus(number(flat_number(0, lane::cell), flat_depth, lane::cell, 1, 0, 0), of, true);
    };
    auto const what = graph_.nodes[id].what;
    /// An operation on the dividends over what both are over.
    auto const over_both = [&](code operation) {
        std::vector<operand> tops{times(top(all[0]), below(all[1])), times(top(all[1]), below(all[0]))};
        align(tops, in);
        auto const& x = tops[0];
        auto const& y = tops[1];
        auto least = std::min(x.least, y.least), most = std::max(x.most, y.most);
        if (operation == code::modulo) {
            most = std::max(magnitude(y.least), magnitude(y.most));
            least = -most;
        }
        auto const made = number(emit_at(operation, in, x.depth, {x.value, y.value}, x.in, 0, 0, x.in), x.depth, x.in, x.denominator, least, most);
        return over(made, times(below(all[0]), below(all[1])));
    };
    switch (what) {
        case op::floor:
        case op::ceiling: {
            rounding_way how;
            how.mode = what == op::floor ? checked::rounding_mode::floor : checked::rounding_mode::ceiling;
            return rounded(id, all[0], how, in);
        }
        case op::minimum:
        case op::maximum: {
            auto const operation = what == op::minimum ? code::minimum : code::maximum;
            while (all.size() > 1) {
                auto const both = over_both(operation);
                all.erase(all.begin());
                all[0] = both;
            }
            return all[0];
        }
        case op::modulo:
            return over_both(code::modulo);
        case op::absolute: {
            auto made = top(all[0]);
            made.value = emit_at(code::absolute, in, made.depth, {made.value}, made.in, 0, 0, made.in);
            made.most = std::max(magnitude(made.least), magnitude(made.most));
            made.least = 0;
            return over(made, below(all[0]));
        }
        case op::add:
        case op::subtract: {
            bool const minus = graph_.nodes[id].what == op::subtract;
            return over(plus(times(top(all[0]), below(all[1])), times(top(all[1]), below(all[0])), minus),
                        times(below(all[0]), below(all[1])));
        }
        case op::multiply:
            return over(times(top(all[0]), top(all[1])), times(below(all[0]), below(all[1])));
        case op::divide: {
            auto divisor = top(all[1]);
            auto dividend = top(all[0]);
            if (divisor.most.sign() < 0) {
                divisor = turned(divisor);
                dividend = turned(dividend);
            }
            return over(times(dividend, below(all[1])), times(below(all[0]), divisor));
        }
        case op::negate:
            return over(turned(top(all[0])), below(all[0]));
        default:
            break;
    }
    throw not_representable("an operation on a quotient that is not rounded");
}

/// Rounded to `scale` decimals: the dividend over the divisor in whole units of the scale.
operand lowering::rounded(node_id id, context const& in) {
    auto const& how = graph_.roundings[graph_.nodes[id].payload];
    auto const a = lower(graph_.children_of(id)[0], in);
    rounding_way way{how.scale, how.mode, {}};
    if (!how.mode) way.word = lower(graph_.children_of(id)[1], in);
    return rounded(id, a, way, in);
}

operand lowering::rounded(node_id id, operand const& a, rounding_way const& how, context const& in) {
    auto const& n = graph_.nodes[id];
    auto const scale = power(rational(10), static_cast<std::int64_t>(how.scale));
    auto const& least = a.least;
    auto const& most = a.most;

    auto dividend = a;
    dividend.over = nullptr;
    auto divisor = a.over ? *a.over : number(flat_number(1, lane::cell), flat_depth, lane::cell, 1, 1, 1);
    // value * scale = (cell * scale * divisor's denominator) / (denominator * divisor cell)
    auto const up = scale * divisor.denominator / dividend.denominator;
    auto const by = up.denominator();
    auto largest = std::max(magnitude(least), magnitude(most)) * dividend.denominator * up.numerator();
    auto const other = std::max(magnitude(divisor.least), magnitude(divisor.most)) * divisor.denominator * by;
    largest = std::max(largest, other) * 2;  // halves are compared as twice the remainder
    auto const lanes = std::max({lane_for(0, largest, 1), dividend.in, divisor.in});
    auto const whole = [&](operand of, rational const& factor) {
        of = in_lane(of, lanes, in);
        if (factor == rational(1)) return of;
        of.value = emit_at(code::scale, in, of.depth, {of.value}, lanes, constant_of(factor), 0, lanes);
        return of;
    };
    dividend = whole(dividend, up.numerator());
    divisor = whole(divisor, by);
    auto depth = std::max(dividend.depth, divisor.depth);
    std::vector<reg> operands;
    std::uint32_t mode = 0;
    if (how.mode) {
        depth = std::max(depth, dividend.depth);
        mode = static_cast<std::uint32_t>(*how.mode);
        operands = {bring(dividend, depth, in).value, bring(divisor, depth, in).value};
    } else {
        auto const& word = how.word;
        depth = std::max(depth, word.depth);
        operands = {bring(dividend, depth, in).value, bring(divisor, depth, in).value, bring(word, depth, in).value};
    }
    auto const value = emit_at(code::round, in, depth, operands, lanes, mode, 0, lanes);
    // A quotient is bounded by its dividend where the divisor is at least one; else by what the graph proves.
    auto const& proven = n.bounds;
    auto const low = proven ? proven->low : least.floor() - 1;
    auto const high = proven ? proven->high : most.ceiling() + 1;
    auto made = number(value, depth, lanes, scale, low, high);
    return lane_for(low, high, scale) == lane::cell ? in_lane(made, lane::cell, in) : made;
}

operand lowering::compared(node_id id, context const& in) {
    auto const& n = graph_.nodes[id];
    auto const children = graph_.children_of(id);
    return compared(n.what, {lower(children[0], in), lower(children[1], in)}, in);
}

operand lowering::compared(op how, std::vector<operand> both, context const& in) {
    if (both[0].over || both[1].over) {
        // a / b < c / d where a * d < c * b, both divisors being above zero
        auto const top = [](operand of) {
            of.over = nullptr;
            return of;
        };
        std::vector<operand> crossed = both;
        for (std::size_t i = 0; i < 2; ++i) {
            crossed[i] = top(both[i]);
            auto const& other = both[1 - i].over;
            if (!other) continue;
            std::vector<rational> const ends{crossed[i].least * other->least, crossed[i].least * other->most,
                                             crossed[i].most * other->least, crossed[i].most * other->most};
            auto const least = *std::min_element(ends.begin(), ends.end());
            auto const most = *std::max_element(ends.begin(), ends.end());
            auto const denominator = crossed[i].denominator * other->denominator;
            auto const lanes = std::max({lane_for(least, most, denominator), crossed[i].in, other->in});
            auto const depth = std::max(crossed[i].depth, other->depth);
            auto const x = bring(in_lane(crossed[i], lanes, in), depth, in), y = bring(in_lane(*other, lanes, in), depth, in);
            crossed[i] = number(emit_at(code::multiply, in, depth, {x.value, y.value}, lanes, 0, 0, lanes), depth, lanes,
                                denominator, least, most);
        }
        both = crossed;
    }
    if (both[0].is_number) {
        align(both, in);
    } else {
        auto const depth = std::max(both[0].depth, both[1].depth);
        for (auto& one : both) one = bring(one, depth, in);
    }
    code what = code::less;
    if (how == op::less_equal) what = code::less_equal;
    if (how == op::equal) what = code::equal;
    if (how == op::not_equal) what = code::not_equal;
    operand made;
    made.depth = both[0].depth;
    made.value = emit_at(what, in, made.depth, {both[0].value, both[1].value}, both[0].in);
    return made;
}

}  // namespace carefare::program
