// Allocation: the rows of a partition in their order, each granted what the limits that count it have left.
#include "eval/machine.hpp"
#include "eval/merge_runs.hpp"
#include "eval/plain_grants.hpp"
#include "eval/plain_shares.hpp"

namespace carefare::eval {

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
    // Whole numbers decide nearly always; what stands alike by them is compared by the keys behind.
    bool const by_number = !order.keys.empty() && order.keys.front().rows == checked::no_id && !order.keys.front().is_text &&
                           !order.keys.front().is_wide && !order.keys.front().key_text && !at(order.keys.front().value).flat;
    auto const* const numbers = by_number ? at(order.keys.front().value).cells.data() : nullptr;
    bool const turned = by_number && order.keys.front().descending;
    struct numbered {
        std::int64_t number;
        row_number row;
    };
    auto const compare = [&](numbered const& a, numbered const& b) {
        if (a.number != b.number) return a.number < b.number ? -1 : 1;
        return order.keys.empty() ? tables_.compare_keys(entity, a.row, b.row) : compare_keys(order, a.row, b.row, by_number ? 1 : 0);
    };
    auto const before = [&](numbered const& a, numbered const& b) { return compare(a, b) < 0; };
    std::vector<numbered> turns, lent;
    for (std::size_t p = 0; p < partitions; ++p) {
        turns.clear();
        auto open = rows.open.empty() ? state::value : rows.open[p];
        for (auto at_item = rows.of.begins[p]; at_item < rows.of.begins[p + 1]; ++at_item) {
            if (rows.skips(at_item)) continue;
            auto const r = rows.of.rows[at_item];
            auto const number = by_number ? numbers[r] : 0;
            turns.push_back({turned ? -1 - number : number, r});
            if (plain) continue;
            auto const key = key_state(order, r);
            open = std::max(open, key == state::none ? state::fault : key);
        }
        if (open == state::value) {
            bool is_strict = true;
            for (std::size_t k = 1; k < turns.size() && is_strict; ++k) is_strict = before(turns[k - 1], turns[k]);
            if (!is_strict) {
                merge_runs(turns, lent, before);
                for (std::size_t k = 1; k < turns.size(); ++k) {
                    if (compare(turns[k - 1], turns[k]) == 0) open = state::fault;
                }
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
    std::array<grant_cells, grant_parts> into;
    for (std::size_t k = 0; k < grant_parts; ++k) {
        if (((wanted >> k) & 1U) == 0) continue;
        made.parts[k].cells.assign(size, 0);
        made.parts[k].states.assign(size, state::incomplete);  // rows of incomplete groups take no part
        into[k] = {made.parts[k].cells.data(), made.parts[k].states.data()};
    }
    std::vector<limit_columns> limits_read;
    for (std::size_t l = 0; l < plan.limits.size(); ++l) {
        auto const& limit = plan.limits[l];
        limits_read.push_back({&limit, view<std::int64_t>(at(limit.within)), view<std::int64_t>(at(limit.up_to)), {}, is_never_used_before(limit),
                               tables_.text(how.limits[l].name), tables_.at(limit.entity).size});
        if (limit.counts != program::no_reg) limits_read.back().counts.emplace(at(limit.counts));
    }
    // Who asks for zero is granted zero and takes nothing: unless more is read of it, it needs no turn.
    constexpr unsigned grant_unmet_bound_by = 0b100011;
    bool const skips_zero = (wanted & ~grant_unmet_bound_by) == 0 && !how.in_proportion;
    turns all(*this, how, view<std::int64_t>(at(plan.ask)), limits_read, into);
    auto const step = (plan.step * plan.denominator).to_int64().value_or(1);
    bool const may_be_plain = std::all_of(plan.limits.begin(), plan.limits.end(), [&](auto const& one) { return how_.within[one.entity]; });
    std::optional<plain_grants> in_order;
    std::optional<plain_shares> in_proportion;
    if (may_be_plain && how.in_proportion) in_proportion.emplace(all, step);
    if (may_be_plain && !how.in_proportion) in_order.emplace(all, skips_zero);
    auto const is_plain = [&](row_number const* rows, std::size_t count) {
        return (in_order && in_order->grant(rows, count)) || (in_proportion && in_proportion->grant(rows, count));
    };
    // Of all other partitions in turn: a turn is written anew for each row, what is granted of it by those who grant.
    std::vector<turn> asking;
    std::vector<limit_of_turn> limits;
    accounts_room accounts;
    auto const partitions = order.of.begins.size() - 1;
    for (std::size_t p = 0; p < partitions; ++p) {
        auto const open = order.open[p];
        auto const first = order.of.begins[p], last = order.of.begins[p + 1];
        if (open == state::value && is_plain(order.of.rows.data() + first, last - first)) continue;
        asking.clear();
        if (limits.size() < (last - first) * plan.limits.size()) limits.resize((last - first) * plan.limits.size());
        for (auto t = first; t < last; ++t) {
            auto const row = order.of.rows[t];
            auto const is = all.ask.is(row);
            if (skips_zero && (is == state::none || (is == state::value && all.ask[row] == 0))) {
                for (std::size_t k = 0; k < grant_parts; ++k) into[k].put(row, k == static_cast<std::size_t>(grant_part::bound_by) ? state::none : is, 0);
                continue;
            }
            std::span const room(limits.data() + asking.size() * plan.limits.size(), plan.limits.size());
            all.read(asking.emplace_back(), room, row, {open, static_cast<std::int64_t>(t - first + 1)});
        }
        if (how.in_proportion)
            grant_in_proportion(how, step, asking, open);
        else
            grant_in_order(how, asking, open, accounts);
        for (auto const& one : asking) all.give(one);
    }
    for (std::size_t k = 0; k < grant_parts; ++k) {
        if (is_all_values(made.parts[k].states)) made.parts[k].states.clear();
    }
}

/// Where it is known without a look at the row that nothing was taken of the limit before.
bool machine::is_never_used_before(program::limit_plan const& limit) const {
    auto const kind = graph_.entities[limit.entity].made.kind;
    auto const& rows = tables_.at(limit.entity);
    if (kind != checked::maker_kind::host && !rows.cut.empty()) return false;
    return kind == checked::maker_kind::group ? rows.began_before.empty() : limit.used_before == program::no_reg;
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
    if (limit.used_before != program::no_reg) {
        view<std::int64_t> const told(at(limit.used_before));
        return {told.is(row), told[row]};
    }
    return is_group ? given{state::incomplete, 0} : given{state::value, 0};
}

void machine::granted(instruction const& what) {
    kept(what, grants_[what.payload].parts[what.part]);
}

}  // namespace carefare::eval
