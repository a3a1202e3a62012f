// Section 14: rows in a total order, each granted the least of its ask and of what is left in every limit that counts
// it.
#include "reference/grant.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::allocation;

namespace {

/// What was taken from a limit, and why its later rows cannot be decided.
struct account {
    rational granted;
    bool stopped = false;
    std::vector<outcome> waits;
};

class pass_in_order {
public:
    explicit pass_in_order(allocation const& rule) : rule_(rule), waits_everywhere_(rule.limits.size()) {}

    void decide(grant_record& of) {
        auto undecided = undecided_of(of);
        for (auto const& limit : of.limits) {
            // "A limit whose `up_to` is none does not bind": what others ask of it does not matter to this row.
            if (!may_count(limit) || is_none(limit.up_to) || !is_value(limit.within)) continue;
            auto const& waits = accounts_[{limit.index, limit.within.row}].waits;
            undecided.insert(undecided.end(), waits.begin(), waits.end());
            auto const& everywhere = waits_everywhere_[limit.index];
            undecided.insert(undecided.end(), everywhere.begin(), everywhere.end());
        }
        if (is_none(of.ask)) {  // "asks nothing and its grant is none"
            of.grant = of.unmet = of.before = of.left = of.bound_by = none_outcome();
            for (auto& limit : of.limits)
                limit.before = limit.left = none_outcome();
        } else if (auto const why = fault_or_pending(undecided)) {
            auto const still_zero = is_granted_nothing(of);
            leave_undecided(of, rule_, *why);
            if (!still_zero && (is_fault(*why) || !rule_.pending_skips)) block(of, *why);
        } else {
            grant(of);
        }
    }

private:
    /// "rows after a pending one, in limits that may count it, are pending on the same"
    void block(grant_record const& of, outcome const& why) {
        for (auto const& limit : of.limits) {
            if (!may_count(limit)) continue;
            if (is_value(limit.within))
                accounts_[{limit.index, limit.within.row}].waits.push_back(why);
            else
                waits_everywhere_[limit.index].push_back(why);
        }
    }

    /// "granted the least of its ask and of what is left in every limit that counts it (with `whole: yes`: the ask or
    /// zero); what it was granted is taken from those limits. `used_before` is taken off `up_to` first."
    void grant(grant_record& of) {
        auto granted = number_of(of.ask);
        for (auto& limit : of.limits) {
            if (!may_count(limit)) {
                limit.before = limit.left = none_outcome();
                continue;
            }
            auto const& its = accounts_[{limit.index, limit.within.row}];
            if (is_none(limit.up_to)) {
                limit.before = outcome_of(its.granted);
                limit.left = none_outcome();
                continue;
            }
            auto const before = number_of(limit.before) + its.granted;
            auto const left = its.stopped ? rational(0) : std::max(rational(0), number_of(limit.up_to) - before);
            limit.before = outcome_of(before);
            limit.left = outcome_of(left);
            granted = std::min(granted, left);
        }
        if (rule_.whole && granted < number_of(of.ask)) granted = rational(0);
        for (auto const& limit : of.limits) {
            if (!may_count(limit)) continue;
            auto& its = accounts_[{limit.index, limit.within.row}];
            its.granted += granted;
            // "stop: may a later, smaller ask still fit?" Not in a limit that could not hold this one.
            if (rule_.stops_when_full && is_value(limit.left) && number_of(limit.left) < number_of(of.ask))
                its.stopped = true;
        }
        conclude(of, rule_, granted);
    }

    allocation const& rule_;
    std::map<std::pair<std::size_t, row_index>, account> accounts_;
    std::vector<std::vector<outcome>> waits_everywhere_;  ///< by limit: of rows that may lie in any of its rows
};

}  // namespace

bool may_count(grant_record::limit const& of) {
    return !is_none(of.within) && !is_false(of.counts);
}

bool is_granted_nothing(grant_record const& of) {
    if (is_value(of.ask) && number_of(of.ask).is_zero()) return true;
    return !is_none(of.ask) && std::any_of(of.limits.begin(), of.limits.end(), [](grant_record::limit const& limit) {
        return is_value(limit.within) && is_true(limit.counts) && is_value(limit.up_to) &&
               number_of(limit.up_to).is_zero();
    });
}

std::vector<outcome> undecided_of(grant_record const& of) {
    std::vector<outcome> all{of.ask};
    if (is_value(of.ask) && number_of(of.ask).sign() < 0)
        all.push_back(contradiction("a row asks for less than nothing"));
    for (auto const& limit : of.limits) {
        if (!may_count(limit)) continue;
        all.push_back(limit.within);
        all.push_back(is_none(limit.counts) ? contradiction("none where a condition is needed") : limit.counts);
        all.push_back(limit.up_to);
        if (is_none(limit.up_to)) continue;
        all.push_back(is_none(limit.before) ? contradiction("none where a number is needed") : limit.before);
    }
    return all;
}

void leave_undecided(grant_record& of, allocation const& rule, outcome const& why) {
    bool const nothing = is_granted_nothing(of);
    auto const zero = outcome_of(rational(0));
    bool const asks_nothing = is_value(of.ask) && number_of(of.ask).is_zero();
    of.grant = nothing ? zero : why;
    of.unmet = nothing ? of.ask : why;
    of.before = of.left = of.bound_by = why;
    if (asks_nothing) of.bound_by = none_outcome();
    if (nothing && !asks_nothing && is_value(of.ask)) {
        for (auto limit = of.limits.rbegin(); limit != of.limits.rend(); ++limit) {
            bool const is_zero = is_true(limit->counts) && is_value(limit->up_to) && number_of(limit->up_to).is_zero();
            if (is_zero) of.bound_by = outcome_of(checked::scalar_value{rule.limits[limit->index].name});
        }
    }
    for (auto& limit : of.limits)
        limit.before = limit.left = may_count(limit) ? why : none_outcome();
}

/// ".before (granted so far in the binding limit), .left (what that limit had left), .bound_by (none if it was not
/// bound)". The binding limit is the one that had least left, the first of several; of a row that none bound it is the
/// nearest.
void conclude(grant_record& of, allocation const& rule, rational const& granted) {
    of.grant = outcome_of(granted);
    of.unmet = outcome_of(number_of(of.ask) - granted);
    of.before = of.left = of.bound_by = none_outcome();
    grant_record::limit const* nearest = nullptr;
    for (auto const& limit : of.limits) {
        if (!is_value(limit.left)) continue;
        if (nearest == nullptr || number_of(limit.left) < number_of(nearest->left)) nearest = &limit;
    }
    if (nearest == nullptr) return;
    of.before = nearest->before;
    of.left = nearest->left;
    if (granted < number_of(of.ask)) of.bound_by = outcome_of(checked::scalar_value{rule.limits[nearest->index].name});
}

void grant_in_order(allocation const& rule, std::vector<turn>& turns, std::optional<outcome> const& open) {
    pass_in_order pass(rule);
    for (auto& one : turns) {
        if (open && !is_none(one.decided.ask)) {
            auto all = undecided_of(one.decided);
            all.push_back(*open);
            leave_undecided(one.decided, rule, *fault_or_pending(all));
        } else {
            pass.decide(one.decided);
        }
    }
}

}  // namespace carefare::reference
