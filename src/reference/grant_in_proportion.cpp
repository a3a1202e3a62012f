// Section 14: "`split: in proportion` (one limit, no `order` but ties): the limit is shared by asks, to the step of the
// type, the remainder by largest fraction, ties by `order`."
#include <algorithm>
#include <map>

#include "reference/grant.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::allocation;

namespace {

struct share {
    grant_record* of;
    rational granted, fraction;
};

/// The shares of all asks in what is left, in whole steps; none above its ask.
void share_out(std::vector<share>& all, rational const& left, rational const& step) {
    rational asked;
    for (auto const& one : all)
        asked += number_of(one.of->ask);
    auto steps_left = (left / step).floor();
    for (auto& one : all) {
        auto const& ask = number_of(one.of->ask);
        auto const exact = asked <= left ? ask : ask * left / asked;
        one.granted = asked <= left ? ask : (exact / step).floor() * step;
        one.fraction = exact - one.granted;
        steps_left -= one.granted / step;
    }
    if (asked <= left) return;
    std::vector<share*> by_fraction;
    for (auto& one : all)
        by_fraction.push_back(&one);
    std::stable_sort(by_fraction.begin(), by_fraction.end(),
                     [](share const* a, share const* b) { return b->fraction < a->fraction; });
    for (auto* one : by_fraction) {
        if (steps_left < rational(1)) return;
        if (one->granted + step > number_of(one->of->ask)) continue;
        one->granted += step;
        steps_left -= rational(1);
    }
}

/// All rows of one row of the limit.
void decide(allocation const& rule, rational const& step, std::vector<grant_record*> const& rows) {
    std::vector<outcome> waits;
    for (auto const* of : rows) {
        auto const why = fault_or_pending(undecided_of(*of));
        if (why && !is_granted_nothing(*of) && (is_fault(*why) || !rule.pending_skips)) waits.push_back(*why);
    }
    std::vector<share> shares;
    for (auto* of : rows) {
        auto all = undecided_of(*of);
        all.insert(all.end(), waits.begin(), waits.end());
        if (auto const why = fault_or_pending(all))
            leave_undecided(*of, rule, *why);
        else
            shares.push_back({of, {}, {}});
    }
    if (shares.empty()) return;
    auto const left_of = [](share const& one) {
        auto const& limit = one.of->limits.front();
        return std::max(rational(0), number_of(limit.up_to) - number_of(limit.before));
    };
    auto const left = left_of(shares.front());
    bool const is_one =
        std::all_of(shares.begin(), shares.end(), [&](share const& one) { return left_of(one) == left; });
    if (is_one) share_out(shares, left, step);
    for (auto& one : shares) {
        one.of->limits.front().left = outcome_of(left);
        if (is_one)
            conclude(*one.of, rule, one.granted);
        else
            leave_undecided(*one.of, rule, contradiction("a limit that is shared has two values"));
    }
}

}  // namespace

void grant_in_proportion(allocation const& rule, rational const& step, std::vector<turn>& turns,
                         std::optional<outcome> const& open) {
    std::map<row_index, std::vector<grant_record*>> rows_of_limit;
    std::vector<outcome> waits_everywhere;
    for (auto const& one : turns) {
        auto const& of = one.decided;
        auto const& limit = of.limits.front();
        if (is_none(of.ask) || !may_count(limit) || is_value(limit.within) || is_granted_nothing(of)) continue;
        auto const why = fault_or_pending(undecided_of(of));
        if (why && (is_fault(*why) || !rule.pending_skips)) waits_everywhere.push_back(*why);
    }
    if (open) waits_everywhere.push_back(*open);
    for (auto& one : turns) {
        auto& of = one.decided;
        auto& limit = of.limits.front();
        auto all = undecided_of(of);
        if (may_count(limit) && !is_none(limit.up_to))
            all.insert(all.end(), waits_everywhere.begin(), waits_everywhere.end());
        if (open) all.push_back(*open);
        if (is_none(of.ask)) {
            of.grant = of.unmet = of.before = of.left = of.bound_by = limit.before = limit.left = none_outcome();
        } else if (may_count(limit) && !is_none(limit.up_to) && is_value(limit.within) && waits_everywhere.empty()) {
            rows_of_limit[limit.within.row].push_back(&of);
        } else if (auto const why = fault_or_pending(all)) {
            leave_undecided(of, rule, *why);
        } else {  // no limit counts it, or the limit does not bind
            limit.before = limit.left = none_outcome();
            conclude(of, rule, number_of(of.ask));
        }
    }
    for (auto const& [row, its] : rows_of_limit)
        decide(rule, step, its);
}

}  // namespace carefare::reference
