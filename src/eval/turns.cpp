// From columns to turns and back.
#include "eval/turns.hpp"

namespace carefare::eval {

namespace {

given at(view<std::int64_t> const& of, row_number row) {
    return {of.is(row), of[row]};
}

}  // namespace

given turns::used_before(limit_columns const& limit, std::int64_t within, row_number row) const {
    if (limit.is_fresh) return {state::value, 0};
    return of_->used_before(*limit.plan, {state::value, within}, row);
}

limit_of_row turns::limit_at(limit_columns const& limit, row_number row) const {
    using kind = limit_of_row::kind;
    auto const within = limit.within.is(row);
    if (within == state::none) return {kind::uncounted};
    if (within != state::value) return {};
    if (limit.counts) {
        if (limit.counts->is(row) != state::value) return {};
        if ((*limit.counts)[row] == 0) return {kind::uncounted};
    }
    auto const place = limit.within[row];
    auto const up_to = limit.up_to.is(row);
    if (up_to == state::none) return {kind::unbound, place};
    if (up_to != state::value) return {};
    auto const before = used_before(limit, place, row);
    if (before.is != state::value) return {};
    return {kind::bound, place, limit.up_to[row], before.value};
}

void turns::read(turn& into, std::span<limit_of_turn> room, row_number row, given place) const {
    into.row = row;
    into.ask = at(ask, row);
    into.place = place;
    into.limits = room;
    for (std::size_t l = 0; l < limits.size(); ++l) {
        auto const& from = limits[l];
        auto& its = room[l];
        its.within = at(from.within, row);
        its.counts = from.counts ? at(*from.counts, row) : given{state::value, 1};
        its.name = from.name;
        its.up_to = its.before = its.left = given();
        if (!its.may_count()) continue;
        its.up_to = at(from.up_to, row);
        if (its.up_to.is == state::none) continue;
        its.before = its.within.is == state::value ? used_before(from, its.within.value, row) : its.within;
    }
}

void turns::give(turn const& one) const {
    constexpr given turn::*parts[] = {&turn::grant, &turn::unmet, &turn::granted_before, &turn::left, &turn::place, &turn::bound_by};
    for (std::size_t k = 0; k < grant_parts; ++k) {
        auto const& part = one.*parts[k];
        // Where what is granted is incomplete, so is all that is kept beside it, the place in the order, too.
        into_[k].put(one.row, one.grant.is == state::incomplete ? state::incomplete : part.is, part.value);
    }
}

void turns::give_none(row_number row) const {
    for (auto const part : {grant_part::grant, grant_part::unmet, grant_part::granted_before, grant_part::left, grant_part::bound_by})
        put(part, row, state::none, 0);
}

bool turns::leave(row_number row, std::int64_t place) {
    turn one;
    read(one, room_, row, {state::value, place});
    auto const why = undecided_of(one);
    bool const is_waited_for = !is_granted_nothing(one) && (why == state::fault || !how.pending_skips);
    if (why == state::value || is_waited_for) return false;
    leave_undecided(one, why);
    give(one);
    return true;
}

}  // namespace carefare::eval
