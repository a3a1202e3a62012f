// Nodes to operands: literals, rows, logic, dates and ranges.
#include <algorithm>

#include "program/lowering.hpp"

namespace carefare::program {

using checked::node_id;
using checked::op;

namespace {

bool reads_other_rows(op what) {
    switch (what) {
        case op::sum:
        case op::count:
        case op::min_of:
        case op::max_of:
        case op::some:
        case op::every:
        case op::best:
        case op::previous:
        case op::next:
        case op::running_sum:
        case op::running_count:
        case op::running_min:
        case op::running_max:
        case op::grant_unmet:
        case op::grant_before:
        case op::grant_left:
        case op::grant_place:
        case op::grant_bound_by: return true;
        default: return false;
    }
}

}  // namespace

operand lowering::incomplete(checked::type const& of) {
    constant held;
    held.incomplete = true;
    operand made;
    made.value = flat(std::move(held));
    made.is_number = of.kind == checked::scalar::number;
    made.is_range = of.kind == checked::scalar::range;
    if (made.is_range) made.low = made.high = made.value;
    return made;
}

operand lowering::placed(operand const& inside, operand const& outside, context const& in) {
    if (inside.value == outside.value && inside.low == outside.low) return inside;
    if (inside.over || outside.over) throw not_representable("a quotient that says where a row lies");
    std::vector<operand> both{inside, outside};
    bool const numbers = inside.is_number || outside.is_number;
    if (numbers) align(both, in);
    for (auto& one : both) one = bring(one, 0, in);
    auto made = both[0];
    made.is_number = numbers;
    made.is_range = inside.is_range || outside.is_range;
    made.least = std::min(both[0].least, both[1].least);
    made.most = std::max(both[0].most, both[1].most);
    made.depth = 0;
    auto const lanes = made.is_range ? lane::cell : made.in;
    made.value = emit_at(code::placed, in, 0, {both[0].value, both[1].value}, lanes, 0, 0, lanes);
    if (made.is_range) {
        made.low = emit_at(code::placed, in, 0, {both[0].low, both[1].low});
        made.high = emit_at(code::placed, in, 0, {both[0].high, both[1].high});
    }
    return made;
}

operand lowering::lower_placed(node_id id, context const& in) {
    bool const before = placing_;
    placing_ = false;
    auto const inside = lower(id, in);
    placing_ = true;
    auto const outside = lower(id, in);
    placing_ = before;
    return placed(inside, outside, in);
}

operand lowering::lower(node_id id, context const& in) {
    auto const& n = graph_.nodes[id];
    if (placing_ && reads_other_rows(n.what)) return incomplete(n.type_of);
    switch (n.what) {
        case op::constant: return literal(graph_.constants[n.payload], n.type_of);
        case op::self:
        case op::item:
        case op::follow_owner:
        case op::follow_link:
        case op::follow_group:
        case op::follow_base:
        case op::follow_computed: return row_step(id, in);
        case op::row_key: {
            auto made = lower(graph_.children_of(id)[0], in);
            auto const e = graph_.nodes[graph_.children_of(id)[0]].type_of.entity;
            made.value = emit_at(code::key_text, in, made.depth, {made.value}, lane::cell, e);
            return made;
        }
        case op::fact: return fact(id, in);
        case op::field: return field(id, in);
        case op::rule: return read_rule(id, in);
        case op::slot: return slot(id, in);
        case op::lookup: return lookup(id, in);
        case op::add:
        case op::subtract:
        case op::multiply:
        case op::divide:
        case op::negate:
        case op::absolute:
        case op::minimum:
        case op::maximum:
        case op::floor:
        case op::ceiling:
        case op::modulo:
            if ((n.what == op::minimum || n.what == op::maximum) && n.type_of.kind != checked::scalar::number) {
                return simple(n.what == op::minimum ? code::minimum : code::maximum, id, in);
            }
            return arithmetic(id, in);
        case op::round: return rounded(id, in);
        case op::less:
        case op::less_equal:
        case op::equal:
        case op::not_equal: return compared(id, in);
        case op::in_interval: {
            auto const children = graph_.children_of(id);
            return membership(lower(children[0], in), lower(children[1], in), in);
        }
        case op::conjunction: return logic(code::conjunction, id, in);
        case op::disjunction: return logic(code::disjunction, id, in);
        case op::negation: return simple(code::negation, id, in);
        case op::is_none: return simple(code::is_none, id, in);
        case op::conditional:
        case op::otherwise: {
            std::vector<operand> all;
            for (auto const child : graph_.children_of(id)) all.push_back(lower(child, in));
            auto made = choose(n.what == op::conditional ? code::select : code::otherwise, std::move(all), in);
            return made.is_number && !made.over ? bounded(made, id) : made;
        }
        case op::date_of: return simple(code::day_of_moment, id, in);
        case op::clock_of: return simple(code::clock_of_moment, id, in);
        case op::date_add_days: return simple(code::add_days, id, in);
        case op::date_add_months: return simple(code::add_months, id, in);
        case op::months_between: return simple(code::months_between, id, in);
        case op::date_difference:
        case op::minutes_between: return simple(code::subtract, id, in);
        case op::year_of: return simple(code::year_of, id, in);
        case op::month_of: return simple(code::month_of, id, in);
        case op::day_of: return simple(code::day_of_month, id, in);
        case op::weekday_of: return simple(code::weekday_of, id, in);
        case op::make_date: return simple(code::make_date, id, in);
        case op::week_start: return simple(code::week_start, id, in, n.payload);
        case op::month_start: return simple(code::month_start, id, in);
        case op::month_last: return simple(code::month_last, id, in);
        case op::make_date_time: return simple(code::moment, id, in);
        case op::make_range:
        case op::range_low:
        case op::range_high:
        case op::overlap:
        case op::length:
        case op::clock_overlap: return range_operation(id, in);
        case op::sum:
        case op::count:
        case op::min_of:
        case op::max_of:
        case op::some:
        case op::every:
        case op::previous:
        case op::next:
        case op::running_sum:
        case op::running_count:
        case op::running_min:
        case op::running_max: return aggregate(id, in);
        case op::best: return best(id, in);
        case op::decide: return decide(id, in);
        case op::grant_unmet:
        case op::grant_before:
        case op::grant_left:
        case op::grant_place:
        case op::grant_bound_by: return grant_part(id, in);
    }
    throw not_representable("an operation that does not exist");
}

operand lowering::scalar(checked::scalar_value const& value) {
    operand made;
    constant held;
    if (auto const* number = std::get_if<rational>(&value)) {
        auto const denominator = number->denominator();
        made.in = lane_for(*number, *number, denominator);
        made.value = flat_number(number->numerator(), made.in);
        made.denominator = denominator;
        made.least = made.most = *number;
        made.is_number = true;
        return made;
    }
    if (std::holds_alternative<checked::none_value>(value)) held.none = true;
    if (auto const* truth = std::get_if<bool>(&value)) held.value = *truth ? 1 : 0;
    if (auto const* word = std::get_if<checked::word>(&value)) held.value = word->index;
    if (auto const* day = std::get_if<date>(&value)) held.value = day->days;
    if (auto const* moment = std::get_if<date_time>(&value)) held.value = moment->minutes;
    if (auto const* text = std::get_if<std::string>(&value)) {
        held.text = *text;
        held.is_text = true;
    }
    made.value = flat(std::move(held));
    return made;
}

operand lowering::literal(checked::constant_value const& value, checked::type const& of) {
    if (auto const* one = std::get_if<checked::scalar_value>(&value)) {
        auto made = scalar(*one);
        if (std::holds_alternative<checked::none_value>(*one) && of.kind == checked::scalar::number) made.is_number = true;
        if (std::holds_alternative<checked::none_value>(*one) && of.kind == checked::scalar::range) {
            made.is_range = true;
            made.low = made.high = made.value;
        }
        return made;
    }
    auto const& range = std::get<checked::interval>(value);
    auto const end = [&](std::optional<checked::scalar_value> const& at) {
        return at ? scalar(*at) : scalar(checked::scalar_value{checked::none_value{}});
    };
    auto low = end(range.low), high = end(range.high);
    if (low.is_number || high.is_number) {
        low.is_number = high.is_number = true;
        std::vector<operand> both{low, high};
        align(both, {}, lane::cell);
        low = both[0];
        high = both[1];
    }
    operand made = low;
    if (!range.low) {
        made.least = high.least;
        made.most = high.most;
    } else if (range.high) {
        made.least = std::min(low.least, high.least);
        made.most = std::max(low.most, high.most);
    }
    made.is_number = false;
    made.is_range = true;
    made.low = low.value;
    made.high = high.value;
    constant flags;
    flags.value = (range.low_closed ? 1 : 0) | (range.high_closed ? 2 : 0);
    made.value = flat(std::move(flags));
    if (low.in == lane::wide) throw not_representable("an end of a range of more than 63 bits");
    return made;
}

/// Operations over values of 64 bits whose operands need no more than one depth.
operand lowering::simple(code what, node_id id, context const& in, std::uint32_t payload) {
    auto const& n = graph_.nodes[id];
    std::vector<operand> all;
    int depth = flat_depth;
    for (auto const child : graph_.children_of(id)) {
        auto one = lower(child, in);
        if (one.is_number) one = in_lane(rescale(one, 1, in), lane::cell, in);
        depth = std::max(depth, one.depth);
        all.push_back(std::move(one));
    }
    std::vector<reg> operands;
    for (auto const& one : all) operands.push_back(bring(one, depth, in).value);
    operand made;
    made.depth = depth;
    if ((what == code::minimum || what == code::maximum) && operands.size() > 2) {
        made.value = operands.front();
        for (std::size_t i = 1; i < operands.size(); ++i) made.value = emit_at(what, in, depth, {made.value, operands[i]});
        return made;
    }
    made.value = emit_at(what, in, depth, operands, lane::cell, payload);
    if (n.type_of.kind == checked::scalar::number) {
        auto const far = rational(std::int64_t{1} << 40);
        made = bounded(number(made.value, depth, lane::cell, 1, -far, far), id);
    }
    return made;
}

operand lowering::row_step(node_id id, context const& in) {
    auto const& n = graph_.nodes[id];
    operand made;
    if (n.what == op::self) {
        made.depth = 0;
        made.value = emit(code::row_number, in.frames.front(), {});
        return made;
    }
    if (n.what == op::item) {
        made.depth = in.items.at(n.payload);
        made.value = emit_at(code::item_row, in, made.depth, {});
        return made;
    }
    auto const child = graph_.children_of(id)[0];
    auto const from = lower(child, in);
    auto const e = graph_.nodes[child].type_of.entity;
    operand column;
    column.depth = 0;
    auto const of = context_of(e).frames.front();
    switch (n.what) {
        case op::follow_owner: column.value = emit(code::owner, of, {}); break;
        case op::follow_link: column.value = emit(code::link, of, {}, lane::cell, n.payload); break;
        case op::follow_group:
            ensure_rows(n.payload);
            column.value = emit(code::group_of, of, {}, lane::cell, n.payload, placing_ ? 1 : 0);
            break;
        case op::follow_base: column.value = emit(code::base, of, {}); break;
        default: column.value = linked(e, n.payload); break;
    }
    return gather(from, column, e, in);
}

/// A column of an entity's rows, read at a row. Of the rows themselves it is the column.
operand lowering::gather(operand const& row, operand const& column, entity_id e, context const& in) {
    if (column.depth == flat_depth) return column;
    auto const& step = out_.code[row.value];
    if (step.what == code::row_number && out_.frames[step.of].entity == e) {
        auto made = column;
        made.depth = row.depth;
        return made;
    }
    auto const read = [&](reg of) {
        return of == no_reg ? no_reg
                            : emit_at(code::gather, in, row.depth, {row.value, of}, lane::cell, e, 0, out_.lane_of[of]);
    };
    auto made = column;
    made.depth = row.depth;
    made.value = read(column.value);
    made.low = read(column.low);
    made.high = read(column.high);
    return made;
}

/// if and otherwise: all parts of one shape.
operand lowering::choose(code what, std::vector<operand> all, context const& in) {
    std::vector<operand> branches(all.begin() + (what == code::select ? 1 : 0), all.end());
    auto const any = [&](auto const& of) { return std::any_of(branches.begin(), branches.end(), of); };
    bool const ranges = any([](operand const& one) { return one.is_range; });
    bool const numbers = any([](operand const& one) { return one.is_number; });
    bool const ratios = any([](operand const& one) { return one.over != nullptr; });
    auto const pick = [&](std::vector<reg> registers, int depth, lane in_lane_of) {
        if (what == code::select) registers.insert(registers.begin(), bring(all.front(), depth, in).value);
        return emit_at(what, in, depth, std::move(registers), in_lane_of, 0, 0, in_lane_of);
    };
    if (ratios) {
        std::vector<operand> tops, bottoms;
        for (auto const& one : branches) {
            tops.push_back(one);
            tops.back().over = nullptr;
            bottoms.push_back(one.over ? *one.over : number(flat_number(1, lane::cell), flat_depth, lane::cell, 1, 1, 1));
        }
        if (what != code::select) {
            // The divisor of the branch that counts: by the state of its dividend.
            auto none = tops[0];
            none.is_number = false;
            none.value = emit_at(code::is_none, in, none.depth, {none.value}, none.in);
            auto top = choose(what, tops, in);
            top.over = std::make_shared<operand const>(choose(code::select, {none, bottoms[1], bottoms[0]}, in));
            return top;
        }
        auto top = choose(what, {all.front(), tops[0], tops[1]}, in);
        top.over = std::make_shared<operand const>(choose(what, {all.front(), bottoms[0], bottoms[1]}, in));
        return top;
    }
    if (numbers) align(branches, in);
    if (ranges) align_ranges(branches, in);
    int depth = what == code::select ? all.front().depth : flat_depth;
    for (auto const& one : branches) depth = std::max(depth, one.depth);
    for (auto& one : branches) one = bring(one, depth, in);
    auto made = branches.front();
    for (auto const& one : branches) {
        made.is_number = numbers;
        made.is_range = ranges;
        made.least = std::min(made.least, one.least);
        made.most = std::max(made.most, one.most);
    }
    made.depth = depth;
    auto const parts = [&](reg operand::*part) {
        std::vector<reg> registers;
        for (auto const& one : branches) registers.push_back(one.*part);
        return registers;
    };
    made.value = pick(parts(&operand::value), depth, ranges ? lane::cell : made.in);
    if (ranges) {
        // Ends are chosen by the state of the range, so that one that is none leaves to the other.
        if (what == code::select) {
            made.low = pick(parts(&operand::low), depth, lane::cell);
            made.high = pick(parts(&operand::high), depth, lane::cell);
        } else {
            auto const none = emit_at(code::is_none, in, depth, {branches[0].value});
            made.low = emit_at(code::select, in, depth, {none, branches[1].low, branches[0].low});
            made.high = emit_at(code::select, in, depth, {none, branches[1].high, branches[0].high});
        }
    }
    return made;
}

operand lowering::logic(code what, node_id id, context const& in) {
    std::vector<operand> all;
    int depth = flat_depth;
    for (auto const child : graph_.children_of(id)) {
        all.push_back(lower(child, in));
        depth = std::max(depth, all.back().depth);
    }
    std::vector<reg> operands;
    for (auto const& one : all) operands.push_back(bring(one, depth, in).value);
    operand made;
    made.depth = depth;
    made.value = emit_at(what, in, depth, std::move(operands));
    return made;
}

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
