// What a pending cell waits for, by the instruction that made it.
#include "eval/needs.hpp"
#include "program/codes.hpp"

namespace carefare::eval {

using program::code;
using program::no_reg;
using syntax::hit_policy;

void needs_walk::list_cell(program::reg of, row_number row) {
    auto const& what = program_.code[made_by_[of]];
    auto const operand = [&](std::size_t i) { return what.operands[i]; };
    auto const from = [&](std::size_t i) { see(operand(i), row); };
    auto const entity = program_.frames[what.of].entity;
    if (program::is_over_items(what.what)) return list_items(what, row);
    switch (what.what) {
        case code::flat:
        case code::row_number:
        case code::item_row:
        case code::field:
        case code::base:
        case code::make:
        case code::allocate: return;
        case code::fact: return lacks({missing::kind::fact, what.payload, graph_.facts[what.payload].owner, row});
        case code::owner: return lacks({missing::kind::owner, 0, entity, row});
        case code::link: return lacks({missing::kind::link, what.payload, entity, row});
        case code::spread: return see(operand(0), machine_.items_of(what.of).outer[row]);
        case code::group_of: return list_group_of(what.payload, row);
        case code::gather: return list_gather(what, row);
        case code::linked_row: {
            auto const& plan = program_.links[what.payload];
            if (is(plan.key, row) != state::value) return see(plan.key, row);
            return see_rows(plan.candidates, machine_.rows().above(plan.from, row, plan.common));
        }
        case code::placed: return list_placed(what, row);
        case code::result: return from(0);
        case code::select: {
            if (is(operand(0), row) != state::value) return from(0);
            return from(value(operand(0), row) != 0 ? 1 : 2);
        }
        case code::otherwise: return from(is(operand(0), row) == state::none ? 1 : 0);
        case code::in_range:
            from(0);
            return from(1);
        case code::range_end: return from(is(operand(0), row) != state::value ? 0 : 1);
        case code::overlap:
            from(0);
            return from(3);
        case code::length:
        case code::clock_overlap:
            from(0);
            for (std::size_t i = 3; i < what.operands.size(); ++i) from(i);
            return;
        case code::slot:
        case code::versions: return list_dated(what, row);
        case code::lookup: return list_lookup(what, row);
        case code::decide: return list_decision(program_.decisions[what.payload], row);
        case code::granted: return list_granted(what, row);
        default:  // all operands are looked at
            for (auto const one : what.operands) see(one, row);
            return;
    }
}

void needs_walk::list_gather(instruction const& what, row_number row) {
    if (is(what.operands[0], row) != state::value) return see(what.operands[0], row);
    see(what.operands[1], static_cast<row_number>(value(what.operands[0], row)));
}

void needs_walk::list_placed(instruction const& what, row_number row) {
    see(what.operands[is_cut(what.of, row) ? 1 : 0], row);
}

/// A slot, or the versions of a rule, at an era; without one at the end of all.
void needs_walk::list_dated(instruction const& what, row_number row) {
    bool const undated = what.operands.empty() || what.operands[0] == no_reg;
    if (!undated && is(what.operands[0], row) != state::value) return see(what.operands[0], row);
    auto const& with = machine_.with();
    auto const era = undated ? with.starts.size() : static_cast<std::size_t>(value(what.operands[0], row));
    if (what.what == code::slot) return lacks({missing::kind::slot, what.payload, 0, static_cast<std::uint32_t>(era)});
    auto const version = with.versions[what.payload][era];
    if (version < 0) return lacks({missing::kind::version, what.payload, 0, static_cast<std::uint32_t>(era)});
    see(what.operands[static_cast<std::size_t>(version) + 1], row);
}

/// The schedule is an operand as the keys are: where it is a gap that is needed, too.
void needs_walk::list_lookup(instruction const& what, row_number row) {
    auto const& plan = program_.lookups[what.payload];
    auto const& by_era = machine_.with().lookups[what.payload];
    auto const before = places_.size();
    for (auto const one : what.operands) see(one, row);
    auto const date = plan.dated ? what.operands.back() : no_reg;
    if (date != no_reg && is(date, row) != state::value) return;
    auto const era = date == no_reg ? by_era.size() - 1 : static_cast<std::size_t>(value(date, row));
    if (by_era[era] == nullptr)
        lacks({missing::kind::schedule, plan.table, 0, static_cast<std::uint32_t>(era)});
    else if (places_.size() == before)
        lacks({missing::kind::cell, plan.table, 0, static_cast<std::uint32_t>(era)});
}

/// Rows that may apply; where enough is certain, the output that counts.
void needs_walk::list_decision(program::decision_plan const& plan, row_number row) {
    auto const is_certain = [&](std::size_t r) { return is(plan.truths[r], row) == state::value && value(plan.truths[r], row) != 0; };
    auto const rows = plan.truths.size();
    bool const counts = plan.policy == hit_policy::collect_count;
    bool const collects = counts || plan.policy == hit_policy::collect_sum || plan.policy == hit_policy::collect_min ||
                          plan.policy == hit_policy::collect_max;
    auto const before = places_.size();
    bool certain = false;
    for (std::size_t r = 0; r < rows; ++r) certain = certain || is_certain(r);
    for (std::size_t r = 0; r < rows; ++r) {
        if (is_certain(r)) {
            if (plan.policy == hit_policy::first && places_.size() != before) return;  // what stands above may apply
            if (!counts) see(plan.outputs[r], row);
            if (plan.policy == hit_policy::first) return;
        } else if (collects || plan.policy == hit_policy::first || !certain) {
            see(plan.truths[r], row);
        }
    }
    // Nothing applies, and that is certain.
    if (!certain && places_.size() == before) see(plan.otherwise, row);
}

/// "any row's filter or value pending, or the table not complete"
void needs_walk::list_items(instruction const& what, row_number row) {
    if (is(what.operands[2], row) != state::value) return see(what.operands[2], row);
    auto const& items = machine_.items_of(what.payload);
    see_rows(what.payload, row);
    for (auto at = items.of.begins[row]; at < items.of.begins[row + 1]; ++at) {
        if (items.skips(at)) continue;
        if (auto const filter = what.operands[0]; filter != no_reg) {
            if (is(filter, at) != state::value) {
                see(filter, at);
                continue;
            }
            if (value(filter, at) == 0) continue;
        }
        if (what.what == code::best)
            list_order(program_.orders[what.part], at);
        else
            see(what.operands[1], at);
    }
}

}  // namespace carefare::eval
