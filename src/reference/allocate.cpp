// Section 14: the pass over a partition. Which rows take part, in which order, what each asks and which limits count
// it; the grants are decided in grant.cpp.
#include <algorithm>

#include "reference/evaluation.hpp"
#include "reference/grant.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::no_id;
using checked::node_id;
using checked::op;

namespace {

/// A pass that is begun deep inside other rules is put off, so that it is not begun again for each rule that it reads.
constexpr std::size_t too_deep_for_a_pass = 100;

/// "to the step of the type": cents of money, one of all else, unless the rule says.
rational step_of(checked::rule const& rule) {
    if (rule.step) return *rule.step;
    for (auto const& factor : rule.type_of.measure.factors) {
        if (factor.base == checked::unit_money) return rational::fraction(1, 100);
    }
    return rational(1);
}

}  // namespace

outcome evaluation::granted(rule_row of) {
    auto const& record = record_of(of);
    if (to_ == nullptr) return record.grant;
    what_is_asked(of.first, place{of, of.second, {}});  // once more, for who listens
    to_->on_grant(of.first, of.second, record);
    return record.grant;
}

outcome evaluation::grant_part(node_id id, place const& at) {
    auto const from = evaluate(graph_.children_of(id)[0], at);
    if (!is_value(from)) return from;
    rule_row const of{graph_.nodes[id].payload, from.row};
    if (auto fault = fault_across(of)) return *fault;
    if (is_incomplete(read(of))) return read(of);
    auto const& record = record_of(of);
    switch (graph_.nodes[id].what) {
        case op::grant_unmet:
            return record.unmet;
        case op::grant_before:
            return record.before;
        case op::grant_left:
            return record.left;
        case op::grant_place:
            return record.place;
        default:
            return record.bound_by;
    }
}

/// "all limits lie within one common owner, the partition of the pass"
grant_record const& evaluation::record_of(rule_row of) {
    auto const& rule = graph_.rules[of.first];
    auto const& how = graph_.allocations[*rule.allocate];
    auto const partition = row_above(rule.owner, of.second, how.partition);
    auto known = passes_.find({of.first, partition});
    if (known == passes_.end()) {
        if (depth_ > too_deep_for_a_pass) throw put_off{of};
        auto pass = allocate(of.first, partition);
        known = passes_.emplace(rule_row{of.first, partition}, std::move(pass)).first;
    }
    static grant_record const outside = [] {
        grant_record made;
        made.grant = made.unmet = made.before = made.left = made.place = made.bound_by =
            contradiction("a row outside the partition of its allocation");
        return made;
    }();
    auto const record = known->second.find(of.second);
    return record == known->second.end() ? outside : record->second;
}

/// Rows of incomplete groups take no part.
allocation_pass evaluation::allocate(checked::rule_id id, row_index partition) {
    auto const& rule = graph_.rules[id];
    auto const& how = graph_.allocations[*rule.allocate];
    if (partition == no_row) return {};
    reached found{{partition}, {}};
    if (how.partition != rule.owner) found = reach(how.partition, partition, rule.owner, at_maker(partition));
    struct sorted_turn {
        turn what;
        std::vector<outcome> keys;
    };
    std::vector<sorted_turn> rows;
    auto undecided = found.open;
    for (auto const r : found.rows) {
        if (is_incomplete_row(rule.owner, r)) continue;
        rows.push_back({{r, {}}, {}});
        auto sorted_by = order_keys(how.order, at_maker(r), rows.back().keys);
        if (is_none(sorted_by)) sorted_by = contradiction("none where a key of an order is needed");
        if (!is_value(sorted_by)) undecided.push_back(std::move(sorted_by));
    }
    auto open = fault_or_pending(undecided);
    auto const compare = [&](sorted_turn const& a, sorted_turn const& b) {
        if (auto const order = compare_keys(how.order, a.keys, b.keys); order != 0 || !how.order.empty()) return order;
        return key_of(rule.owner, a.what.row).compare(key_of(rule.owner, b.what.row));
    };
    if (!open) {
        std::sort(rows.begin(), rows.end(), [&](auto const& a, auto const& b) { return compare(a, b) < 0; });
        for (std::size_t i = 1; i < rows.size() && !open; ++i) {
            if (compare(rows[i - 1], rows[i]) != 0) continue;
            open = fault_of(diagnostic_code::R019, graph_.entities[rule.owner].name + " '" +
                                                       key_of(rule.owner, rows[i - 1].what.row) + "' and '" +
                                                       key_of(rule.owner, rows[i].what.row) +
                                                       "' are alike in all keys of the order of an allocation");
        }
    }
    std::vector<turn> turns;
    for (auto& row : rows) {
        row.what.decided = what_is_asked(id, at_maker(row.what.row));
        turns.push_back(std::move(row.what));
        turns.back().decided.place = open ? *open : outcome_of(rational(static_cast<std::int64_t>(turns.size())));
    }
    if (how.in_proportion)
        grant_in_proportion(how, step_of(rule), turns, open);
    else
        grant_in_order(how, turns, open);
    allocation_pass pass;
    for (auto& one : turns)
        pass.emplace(one.row, std::move(one.decided));
    return pass;
}

/// The ask; of each limit the row it lies in, whether it counts this row, how much it allows and what was used before.
/// A limit that does not count the row, or does not bind, is not asked for the rest.
grant_record evaluation::what_is_asked(checked::rule_id id, place const& at) {
    auto const& how = graph_.allocations[*graph_.rules[id].allocate];
    grant_record asked;
    asked.ask = evaluate(how.ask, at);
    for (std::size_t i = 0; i < how.limits.size(); ++i) {
        auto const& declared = how.limits[i];
        grant_record::limit limit;
        limit.index = i;
        limit.within = evaluate(declared.within, at);
        limit.counts = declared.counts ? evaluate(*declared.counts, at) : outcome_of(true);
        if (may_count(limit)) limit.up_to = evaluate(declared.up_to, at);
        if (may_count(limit) && !is_none(limit.up_to)) {
            limit.before = is_value(limit.within) ? used_before(declared, limit.within.row, at) : limit.within;
        }
        asked.limits.push_back(std::move(limit));
    }
    return asked;
}

/// "For a limit within a group `used_before` is asked where rows of the group lie before the window; one that does not
/// say it makes the rows it counts incomplete there." Of other rows it is asked always.
outcome evaluation::used_before(checked::allocation_limit const& limit, row_index within, place const& at) {
    auto const e = entity_of(limit.within);
    if (is_made(e) && is_incomplete_row(e, within)) return incomplete_outcome();
    bool const is_group = graph_.entities[e].made.kind == checked::maker_kind::group;
    if (is_group && !in_.made.at(e, within).began_before) return outcome_of(rational(0));
    if (limit.used_before) return evaluate(*limit.used_before, at);
    return is_group ? incomplete_outcome() : outcome_of(rational(0));
}

}  // namespace carefare::reference
