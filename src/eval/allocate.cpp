// Allocation: the rows of a partition in their order, each granted what the limits that count it have left.
#include "eval/machine.hpp"

namespace carefare::eval {

namespace {

given read(column const& of, std::size_t at) {
    auto const place = of.flat ? 0 : at;
    return {of.states.empty() ? state::value : of.states[place], of.cells[place]};
}

}  // namespace

void machine::allocate(instruction const& what) {
    auto const& plan = program_.allocations[what.payload];
    auto const& how = graph_.allocations[plan.allocation];
    auto const& order = program_.orders[plan.order];
    auto& rows = items(plan.items);
    auto const size = tables_.at(graph_.rules[plan.rule].owner).size;
    auto& made = grants_[what.payload];
    for (auto& part : made.parts) {
        part.cells.assign(size, 0);
        part.states.assign(size, state::incomplete);  // rows of incomplete groups take no part
    }
    auto const partitions = rows.of.begins.size() - 1;
    std::vector<std::int64_t> names;
    for (auto const& limit : how.limits) names.push_back(tables_.text(limit.name));
    for (std::size_t p = 0; p < partitions; ++p) {
        std::vector<row_number> turns;
        for (auto at = rows.of.begins[p]; at < rows.of.begins[p + 1]; ++at) {
            if (!rows.skips(at)) turns.push_back(rows.of.rows[at]);
        }
        auto open = rows.open.empty() ? state::value : rows.open[p];
        for (auto const r : turns) {
            auto const key = key_state(order, r);
            open = std::max(open, key == state::none ? state::fault : key);
        }
        auto const entity = graph_.rules[plan.rule].owner;
        if (open == state::value) {
            auto const before = [&](row_number a, row_number b) {
                auto const sign = compare_keys(order, a, b);
                return sign != 0 || !order.keys.empty() ? sign < 0 : tables_.key_of(entity, a) < tables_.key_of(entity, b);
            };
            std::sort(turns.begin(), turns.end(), before);
            for (std::size_t k = 1; k < turns.size(); ++k) {
                if (!before(turns[k - 1], turns[k])) open = state::fault;
            }
        }
        std::vector<turn> all;
        for (std::size_t t = 0; t < turns.size(); ++t) {
            auto const r = turns[t];
            turn one;
            one.row = r;
            one.ask = read(registers_[plan.ask], r);
            one.place = {open, static_cast<std::int64_t>(t + 1)};
            for (std::size_t l = 0; l < plan.limits.size(); ++l) {
                auto const& limit = plan.limits[l];
                limit_of_turn its;
                its.within = read(registers_[limit.within], r);
                its.counts = limit.counts == program::no_reg ? given{state::value, 1} : read(registers_[limit.counts], r);
                if (its.may_count()) its.up_to = read(registers_[limit.up_to], r);
                if (its.may_count() && its.up_to.is != state::none)
                    its.before = used_before(limit, its.within, r);
                its.name = names[l];
                one.limits.push_back(its);
            }
            all.push_back(std::move(one));
        }
        if (how.in_proportion)
            grant_in_proportion(how, (plan.step * plan.denominator).to_int64().value_or(1), all, open);
        else
            grant_in_order(how, all, open);
        for (auto const& one : all) {
            given const parts[] = {one.grant, one.unmet, one.granted_before, one.left, one.place, one.bound_by};
            // Where what is granted is incomplete, so is all that is kept beside it, the place in the order, too.
            bool const incomplete = one.grant.is == state::incomplete;
            for (std::size_t k = 0; k < 6; ++k) {
                made.parts[k].cells[one.row] = parts[k].value;
                made.parts[k].states[one.row] = incomplete ? state::incomplete : parts[k].is;
            }
        }
    }
}

/// "For a limit within a group `used_before` is asked where rows of the group lie before the window; one that does not
/// say it makes the rows it counts incomplete there."
given machine::used_before(program::limit_plan const& limit, given const& within, std::size_t row) const {
    if (within.is != state::value) return within;
    auto const& entity = graph_.entities[limit.entity];
    auto const place = static_cast<row_number>(within.value);
    bool const is_group = entity.made.kind == checked::maker_kind::group;
    if (entity.made.kind != checked::maker_kind::host && tables_.is_incomplete(limit.entity, place)) return {state::incomplete, 0};
    auto const& began = tables_.at(limit.entity).began_before;
    if (is_group && (began.empty() || !began[place])) return {state::value, 0};
    if (limit.used_before != program::no_reg) return read(registers_[limit.used_before], row);
    return is_group ? given{state::incomplete, 0} : given{state::value, 0};
}

void machine::granted(instruction const& what) {
    registers_[what.out] = grants_[what.payload].parts[what.part];
}

}  // namespace carefare::eval
