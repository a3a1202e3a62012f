// Allocation: the rows of a partition in their order, each granted what the limits that count it have left.
#include "eval/machine.hpp"

namespace carefare::eval {

namespace {

given read(column const& of, std::size_t at) {
    auto const place = of.flat ? 0 : at;
    return {of.states.empty() ? state::value : of.states[place], of.cells[place]};
}

}  // namespace

/// The rows of each partition in their order; why it is not known, and a fault where two rows stand alike.
machine::ordered_rows const& machine::in_turn(program::allocation_plan const& plan) {
    auto& made = ordered_[{plan.order, plan.items}];
    if (made.known) return made;
    made.known = true;
    auto const& order = program_.orders[plan.order];
    auto& rows = items(plan.items);
    auto const entity = graph_.rules[plan.rule].owner;
    auto const partitions = rows.of.begins.size() - 1;
    made.of.rows.reserve(rows.of.rows.size());
    made.open.assign(partitions, state::value);
    bool plain = true;
    for (auto const& key : order.keys) plain = plain && at(key.value).plain();
    // Whole numbers decide nearly always; what stands alike by them is compared key by key.
    bool const by_number = !order.keys.empty() && order.keys.front().rows == checked::no_id && !order.keys.front().is_text &&
                           !order.keys.front().is_wide && !order.keys.front().key_text && !at(order.keys.front().value).flat;
    struct numbered {
        std::int64_t number;
        row_number row;
    };
    std::vector<numbered> turns;
    for (std::size_t p = 0; p < partitions; ++p) {
        turns.clear();
        auto open = rows.open.empty() ? state::value : rows.open[p];
        for (auto at_item = rows.of.begins[p]; at_item < rows.of.begins[p + 1]; ++at_item) {
            if (rows.skips(at_item)) continue;
            auto const r = rows.of.rows[at_item];
            auto const number = by_number ? at(order.keys.front().value).cells[r] : 0;
            turns.push_back({by_number && order.keys.front().descending ? -1 - number : number, r});
            if (plain) continue;
            auto const key = key_state(order, r);
            open = std::max(open, key == state::none ? state::fault : key);
        }
        if (open == state::value) {
            auto const before = [&](numbered const& a, numbered const& b) {
                if (a.number != b.number) return a.number < b.number;
                auto const sign = compare_keys(order, a.row, b.row);
                return sign != 0 || !order.keys.empty() ? sign < 0 : tables_.compare_keys(entity, a.row, b.row) < 0;
            };
            if (!std::is_sorted(turns.begin(), turns.end(), before)) std::sort(turns.begin(), turns.end(), before);
            for (std::size_t k = 1; k < turns.size(); ++k) {
                if (!before(turns[k - 1], turns[k])) open = state::fault;
            }
        }
        made.open[p] = open;
        for (auto const& one : turns) made.of.rows.push_back(one.row);
        made.of.begins.push_back(static_cast<row_number>(made.of.rows.size()));
    }
    return made;
}

void machine::allocate(instruction const& what) {
    auto const& plan = program_.allocations[what.payload];
    auto const& how = graph_.allocations[plan.allocation];
    auto const& order = in_turn(plan);
    auto const size = tables_.at(graph_.rules[plan.rule].owner).size;
    auto& made = grants_[what.payload];
    auto const wanted = how_.parts_read[what.payload];
    for (std::size_t k = 0; k < 6; ++k) {
        if (((wanted >> k) & 1U) == 0) continue;
        made.parts[k].cells.assign(size, 0);
        made.parts[k].states.assign(size, state::incomplete);  // rows of incomplete groups take no part
    }
    std::vector<std::int64_t> names;
    for (auto const& limit : how.limits) names.push_back(tables_.text(limit.name));
    auto const give = [&](turn const& one) {
        given const parts[] = {one.grant, one.unmet, one.granted_before, one.left, one.place, one.bound_by};
        for (std::size_t k = 0; k < 6; ++k) {
            if (((wanted >> k) & 1U) == 0) continue;
            made.parts[k].cells[one.row] = parts[k].value;
            made.parts[k].states[one.row] = parts[k].is;
        }
    };
    // Who asks for zero is granted zero and takes nothing: unless more is read of it, it needs no turn.
    constexpr unsigned grant_unmet_bound_by = 0b100011;
    bool const skips_zero = (wanted & ~grant_unmet_bound_by) == 0 && !how.in_proportion;
    auto const& ask = at(plan.ask);
    std::vector<turn> all;
    std::vector<limit_of_turn> limits;
    auto const partitions = order.of.begins.size() - 1;
    for (std::size_t p = 0; p < partitions; ++p) {
        auto const open = order.open[p];
        all.clear();
        for (auto t = order.of.begins[p]; t < order.of.begins[p + 1]; ++t) {
            turn one;
            one.row = order.of.rows[t];
            one.ask = read(ask, one.row);
            one.place = {open, static_cast<std::int64_t>(t - order.of.begins[p] + 1)};
            if (skips_zero && (one.ask.is == state::none || (one.ask.is == state::value && one.ask.value == 0))) {
                bool const none = one.ask.is == state::none;
                one.grant = one.unmet = {none ? state::none : state::value, 0};
                one.bound_by = {state::none, 0};
                give(one);
                continue;
            }
            all.push_back(one);
        }
        if (all.empty()) continue;
        limits.assign(all.size() * plan.limits.size(), {});
        auto* next = limits.data();
        for (auto& one : all) {
            one.limits = {next, plan.limits.size()};
            next += plan.limits.size();
            for (std::size_t l = 0; l < plan.limits.size(); ++l) {
                auto const& limit = plan.limits[l];
                auto& its = one.limits[l];
                its.within = read(at(limit.within), one.row);
                its.counts = limit.counts == program::no_reg ? given{state::value, 1} : read(at(limit.counts), one.row);
                if (its.may_count()) its.up_to = read(at(limit.up_to), one.row);
                if (its.may_count() && its.up_to.is != state::none)
                    its.before = used_before(limit, its.within, one.row);
                its.name = names[l];
            }
        }
        if (how.in_proportion)
            grant_in_proportion(how, (plan.step * plan.denominator).to_int64().value_or(1), all, open);
        else
            grant_in_order(how, all, open);
        for (auto const& one : all) give(one);
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
    if (limit.used_before != program::no_reg) return read(at(limit.used_before), row);
    return is_group ? given{state::incomplete, 0} : given{state::value, 0};
}

void machine::granted(instruction const& what) {
    kept(what, grants_[what.payload].parts[what.part]);
}

}  // namespace carefare::eval
