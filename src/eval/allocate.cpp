// Allocation: the rows of a partition in their order, each granted what the limits that count it have left.
#include "eval/machine.hpp"
#include "eval/merge_runs.hpp"
#include "eval/plain_grants.hpp"

namespace carefare::eval {

namespace {

given read(view<std::int64_t> const& of, std::size_t at) {
    return {of.is(at), of[at]};
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
    auto const give = [&](turn const& one) {
        constexpr given turn::*parts[] = {&turn::grant, &turn::unmet, &turn::granted_before, &turn::left, &turn::place, &turn::bound_by};
        for (std::size_t k = 0; k < grant_parts; ++k) {
            auto const& part = one.*parts[k];
            // Where what is granted is incomplete, so is all that is kept beside it, the place in the order, too.
            into[k].put(one.row, one.grant.is == state::incomplete ? state::incomplete : part.is, part.value);
        }
    };
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
    view<std::int64_t> const ask(at(plan.ask));
    bool const may_be_plain = !how.in_proportion && std::all_of(plan.limits.begin(), plan.limits.end(), [&](auto const& one) { return how_.within[one.entity]; });
    std::optional<plain_grants> plain;
    if (may_be_plain) plain.emplace(*this, how, ask, limits_read, into, skips_zero);
    // Of all other partitions in turn: a turn is written anew for each row, what is granted of it by those who grant.
    std::vector<turn> turns;
    std::vector<limit_of_turn> limits;
    accounts_room accounts;
    auto const partitions = order.of.begins.size() - 1;
    for (std::size_t p = 0; p < partitions; ++p) {
        auto const open = order.open[p];
        auto const first = order.of.begins[p];
        if (open == state::value && plain && plain->grant(order.of.rows.data() + first, order.of.begins[p + 1] - first)) continue;
        std::size_t count = 0;
        for (auto t = first; t < order.of.begins[p + 1]; ++t) {
            auto const row = order.of.rows[t];
            auto const asked = read(ask, row);
            given const place{open, static_cast<std::int64_t>(t - first + 1)};
            if (skips_zero && (asked.is == state::none || (asked.is == state::value && asked.value == 0))) {
                for (std::size_t k = 0; k < grant_parts; ++k) into[k].put(row, k == static_cast<std::size_t>(grant_part::bound_by) ? state::none : asked.is, 0);
                continue;
            }
            if (count == turns.size()) turns.emplace_back();
            auto& one = turns[count++];
            one.row = row;
            one.ask = asked;
            one.place = place;
        }
        if (count == 0) continue;
        std::span<turn> const all(turns.data(), count);
        if (limits.size() < count * plan.limits.size()) limits.resize(count * plan.limits.size());
        auto* next = limits.data();
        for (auto& one : all) {
            one.limits = {next, plan.limits.size()};
            next += plan.limits.size();
            for (std::size_t l = 0; l < plan.limits.size(); ++l) {
                auto const& from = limits_read[l];
                auto& its = one.limits[l];
                its.within = read(from.within, one.row);
                its.counts = from.counts ? read(*from.counts, one.row) : given{state::value, 1};
                its.name = from.name;
                its.up_to = its.before = its.left = given();
                if (!its.may_count()) continue;
                its.up_to = read(from.up_to, one.row);
                if (its.up_to.is == state::none) continue;
                its.before = from.is_fresh && its.within.is == state::value ? given{state::value, 0} : used_before(*from.plan, its.within, one.row);
            }
        }
        if (how.in_proportion)
            grant_in_proportion(how, (plan.step * plan.denominator).to_int64().value_or(1), all, open);
        else
            grant_in_order(how, all, open, accounts);
        for (auto const& one : all) give(one);
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
    if (limit.used_before != program::no_reg) return read(view<std::int64_t>(at(limit.used_before)), row);
    return is_group ? given{state::incomplete, 0} : given{state::value, 0};
}

void machine::granted(instruction const& what) {
    kept(what, grants_[what.payload].parts[what.part]);
}

}  // namespace carefare::eval
