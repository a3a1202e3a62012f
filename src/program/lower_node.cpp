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
            // Of a dividend that is not known the divisor is looked at, too.
            none.value = emit_at(code::is_none, in, none.depth, {none.value}, none.in, 0, 1);
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

}  // namespace carefare::program
