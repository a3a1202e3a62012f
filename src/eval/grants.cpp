// Section 14 of docs/language.md, over whole numbers.
#include "eval/grants.hpp"

#include <algorithm>
#include <tuple>

#include "eval/shares.hpp"

namespace carefare::eval {

state undecided_of(turn const& of) {
    auto worst = of.ask.is == state::none ? state::value : of.ask.is;
    if (of.ask.is == state::value && of.ask.value < 0) worst = state::fault;
    for (auto const& limit : of.limits) {
        if (!limit.may_count()) continue;
        worst = std::max(worst, limit.within.is);
        worst = std::max(worst, limit.counts.is == state::none ? state::fault : limit.counts.is);
        if (limit.up_to.is == state::none) continue;
        worst = std::max(worst, limit.up_to.is);
        worst = std::max(worst, limit.before.is == state::none ? state::fault : limit.before.is);
    }
    return worst;
}

namespace {

bool is_zero_limit(limit_of_turn const& limit) {
    return limit.within.is == state::value && limit.counts.is == state::value && limit.counts.value != 0 &&
           limit.up_to.is == state::value && limit.up_to.value == 0;
}

}  // namespace

bool is_granted_nothing(turn const& of) {
    if (of.ask.is == state::value && of.ask.value == 0) return true;
    return of.ask.is != state::none && std::any_of(of.limits.begin(), of.limits.end(), is_zero_limit);
}

void leave_undecided(turn& of, state why) {
    bool const nothing = is_granted_nothing(of);
    bool const asks_nothing = of.ask.is == state::value && of.ask.value == 0;
    of.grant = nothing ? given{state::value, 0} : given{why, 0};
    of.unmet = nothing ? of.ask : given{why, 0};
    of.granted_before = of.left = of.bound_by = {why, 0};
    if (asks_nothing) of.bound_by = {state::none, 0};
    if (nothing && !asks_nothing && of.ask.is == state::value) {
        for (auto limit = of.limits.rbegin(); limit != of.limits.rend(); ++limit) {
            bool const zero = limit->counts.is == state::value && limit->counts.value != 0 && limit->up_to.is == state::value &&
                              limit->up_to.value == 0;
            if (zero) of.bound_by = {state::value, limit->name};
        }
    }
}

namespace {

void asks_nothing_at_all(turn& of) {
    of.grant = of.unmet = of.granted_before = of.left = of.bound_by = {state::none, 0};
}

void conclude(turn& of, std::int64_t granted) {
    of.grant = {state::value, granted};
    of.unmet = {state::value, of.ask.value - granted};
    of.granted_before = of.left = of.bound_by = {state::none, 0};
    limit_of_turn const* nearest = nullptr;
    for (auto const& limit : of.limits) {
        if (limit.left.is != state::value) continue;
        if (nearest == nullptr || limit.left.value < nearest->left.value) nearest = &limit;
    }
    if (nearest == nullptr) return;
    of.granted_before = nearest->before;
    of.left = nearest->left;
    if (granted < of.ask.value) of.bound_by = {state::value, nearest->name};
}

/// By limit, then row: those of one partition lie together; of a shared table all between the first and the last are held.
class all_accounts {
public:
    all_accounts(std::size_t limits, std::span<turn const> turns, accounts_room& room) : limits_(room.limits), all_(room.all) {
        limits_.assign(limits, {});
        for (auto const& of : turns) {
            for (std::size_t l = 0; l < of.limits.size(); ++l) {
                if (of.limits[l].within.is != state::value) continue;
                auto& its = limits_[l];
                its.first = std::min(its.first, of.limits[l].within.value);
                its.last = std::max(its.last, of.limits[l].within.value);
            }
        }
        std::size_t size = 0;
        for (auto& one : limits_) {
            one.at = size;
            if (one.first <= one.last) size += static_cast<std::size_t>(one.last - one.first) + 1;
        }
        all_.assign(size, {});
    }
    state& everywhere(std::size_t limit) { return limits_[limit].everywhere; }
    limit_account& of(std::size_t limit, std::int64_t row) {
        return all_[limits_[limit].at + static_cast<std::size_t>(row - limits_[limit].first)];
    }

private:
    std::vector<accounts_room::stretch>& limits_;
    std::vector<limit_account>& all_;
};

}  // namespace

void grant_in_order(checked::allocation const& how, std::span<turn> turns, state open, accounts_room& room) {
    all_accounts accounts(how.limits.size(), turns, room);
    for (auto& of : turns) {
        if (of.ask.is == state::none) {
            asks_nothing_at_all(of);
            continue;
        }
        if (open != state::value) {
            leave_undecided(of, std::max(open, undecided_of(of)));
            continue;
        }
        auto why = undecided_of(of);
        for (std::size_t l = 0; l < of.limits.size(); ++l) {
            auto const& limit = of.limits[l];
            if (!limit.may_count() || limit.up_to.is == state::none || limit.within.is != state::value) continue;
            why = std::max({why, accounts.of(l, limit.within.value).waits, accounts.everywhere(l)});
        }
        if (why != state::value) {
            bool const zero = is_granted_nothing(of);
            leave_undecided(of, why);
            if (zero || (why != state::fault && how.pending_skips)) continue;
            for (std::size_t l = 0; l < of.limits.size(); ++l) {
                auto const& limit = of.limits[l];
                if (!limit.may_count()) continue;
                auto& waits = limit.within.is == state::value ? accounts.of(l, limit.within.value).waits : accounts.everywhere(l);
                waits = std::max(waits, why);
            }
            continue;
        }
        auto granted = of.ask.value;
        for (std::size_t l = 0; l < of.limits.size(); ++l) {
            auto& limit = of.limits[l];
            limit.left = {state::none, 0};
            if (!limit.may_count()) {
                limit.before = {state::none, 0};
                continue;
            }
            auto const& its = accounts.of(l, limit.within.value);
            if (limit.up_to.is == state::none) {
                limit.before = {state::value, its.granted};
                continue;
            }
            auto const before = limit.before.value + its.granted;
            auto const left = its.stopped ? 0 : std::max<std::int64_t>(0, limit.up_to.value - before);
            limit.before = {state::value, before};
            limit.left = {state::value, left};
            granted = std::min(granted, left);
        }
        if (how.whole && granted < of.ask.value) granted = 0;
        for (std::size_t l = 0; l < of.limits.size(); ++l) {
            auto const& limit = of.limits[l];
            if (!limit.may_count()) continue;
            auto& its = accounts.of(l, limit.within.value);
            its.granted += granted;
            if (how.stops_when_full && limit.left.is == state::value && limit.left.value < of.ask.value) its.stopped = true;
        }
        conclude(of, granted);
    }
}

namespace {

void decide(checked::allocation const& how, std::int64_t step, std::span<turn* const> rows) {
    auto waits = state::value;
    for (auto const* of : rows) {
        auto const why = undecided_of(*of);
        if (why != state::value && !is_granted_nothing(*of) && (why == state::fault || !how.pending_skips)) waits = std::max(waits, why);
    }
    std::vector<turn*> sharing;
    shares_room room;
    for (auto* of : rows) {
        auto const why = std::max(undecided_of(*of), waits);
        if (why != state::value) {
            leave_undecided(*of, why);
        } else {
            sharing.push_back(of);
            room.shares.push_back({of->ask.value});
        }
    }
    if (sharing.empty()) return;
    auto const left_of = [](turn const* of) {
        auto const& limit = of->limits.front();
        return std::max<std::int64_t>(0, limit.up_to.value - limit.before.value);
    };
    auto const left = left_of(sharing.front());
    bool const is_one = std::all_of(sharing.begin(), sharing.end(), [&](turn const* of) { return left_of(of) == left; });
    if (is_one) share_out(room, left, step);
    for (std::size_t i = 0; i < sharing.size(); ++i) {
        sharing[i]->limits.front().left = {state::value, left};
        if (is_one)
            conclude(*sharing[i], room.shares[i].granted);
        else
            leave_undecided(*sharing[i], state::fault);
    }
}

}  // namespace

void grant_in_proportion(checked::allocation const& how, std::int64_t step, std::span<turn> turns, state open) {
    auto everywhere = open;
    for (auto const& of : turns) {
        auto const& limit = of.limits.front();
        if (of.ask.is == state::none || !limit.may_count() || limit.within.is == state::value || is_granted_nothing(of)) continue;
        auto const why = undecided_of(of);
        if (why != state::value && (why == state::fault || !how.pending_skips)) everywhere = std::max(everywhere, why);
    }
    std::vector<turn*> counted;
    for (auto& of : turns) {
        auto& limit = of.limits.front();
        bool const binds = limit.may_count() && limit.up_to.is != state::none;
        auto why = std::max(undecided_of(of), open);
        if (binds) why = std::max(why, everywhere);
        if (of.ask.is == state::none) {
            asks_nothing_at_all(of);
        } else if (binds && limit.within.is == state::value && everywhere == state::value) {
            counted.push_back(&of);
        } else if (why != state::value) {
            leave_undecided(of, why);
        } else {
            limit.before = limit.left = {state::none, 0};
            conclude(of, of.ask.value);
        }
    }
    auto const within = [](turn const* of) { return of->limits.front().within.value; };
    std::stable_sort(counted.begin(), counted.end(), [&](turn const* a, turn const* b) { return within(a) < within(b); });
    for (auto first = counted.begin(); first != counted.end();) {
        auto const last = std::find_if(first, counted.end(), [&](turn const* of) { return within(of) != within(*first); });
        decide(how, step, {first, last});
        first = last;
    }
}

}  // namespace carefare::eval
