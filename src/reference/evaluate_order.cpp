// Section 12: `best`, and the order of an owner's rows: previous, next and the running aggregates.
#include <algorithm>

#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::entity_id;
using checked::no_id;
using checked::node_id;
using checked::op;

/// The values of the keys of one row. Pending, a fault or incomplete if one is; none if the first is.
outcome evaluation::order_keys(std::vector<checked::order_key> const& keys, place const& at,
                               std::vector<outcome>& values) {
    for (auto const& key : keys) {
        values.push_back(evaluate(key.key, at));
        if (is_none(values.front())) return none_outcome();
    }
    if (auto stopped = anything_but_values(values)) return *stopped;
    return outcome_of(true);
}

/// Below zero: a stands first. Rows, where they are keys, stand in the order of their own keys.
int evaluation::compare_keys(std::vector<checked::order_key> const& keys, std::vector<outcome> const& a,
                             std::vector<outcome> const& b) const {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        bool less = false, more = false;
        if (a[i].row != no_row) {
            auto const e = entity_of(keys[i].key);
            less = key_of(e, a[i].row) < key_of(e, b[i].row);
            more = key_of(e, b[i].row) < key_of(e, a[i].row);
        } else {
            less = is_less(scalar_of(a[i]), scalar_of(b[i]));
            more = is_less(scalar_of(b[i]), scalar_of(a[i]));
        }
        if (less || more) return less != keys[i].descending ? -1 : 1;
    }
    return 0;
}

/// "yields a link to the first row in the order given; two rows alike in all keys are a fault; rows whose first key is
/// none are skipped; a pending key makes it pending; no row: none"
outcome evaluation::best(node_id id, place const& at) {
    auto const parts = graph_.children_of(id);
    auto const& order = graph_.bests[graph_.nodes[id].payload];
    auto const from = evaluate(parts[0], at);
    if (!is_value(from)) return from;
    auto const found = reach(entity_of(parts[0]), from.row, order.items, at);
    struct candidate {
        row_index row;
        std::vector<outcome> values;
    };
    std::vector<candidate> candidates;
    auto undecided = found.open;
    auto inner = at;
    inner.items.push_back(no_row);
    for (auto const r : found.rows) {
        if (is_incomplete_row(order.items, r)) continue;
        inner.items.back() = r;
        if (parts.size() > 1 && parts[1] != no_id) {
            auto const kept = evaluate(parts[1], inner);
            if (is_false(kept)) continue;
            if (!is_true(kept)) {
                undecided.push_back(is_none(kept) ? contradiction("none where a condition is needed") : kept);
                continue;
            }
        }
        candidate one{r, {}};
        auto const known = order_keys(order.keys, inner, one.values);
        if (is_none(known)) continue;
        if (is_value(known))
            candidates.push_back(std::move(one));
        else
            undecided.push_back(known);
    }
    if (auto stopped = fault_or_pending(undecided)) return *stopped;
    if (candidates.empty()) return none_outcome();
    std::sort(candidates.begin(), candidates.end(),
              [&](candidate const& a, candidate const& b) { return compare_keys(order.keys, a.values, b.values) < 0; });
    for (std::size_t i = 1; i < candidates.size(); ++i) {
        if (compare_keys(order.keys, candidates[i - 1].values, candidates[i].values) != 0) continue;
        return fault_of(diagnostic_code::R019,
                        graph_.entities[order.items].name + " '" + key_of(order.items, candidates[i - 1].row) +
                            "' and '" + key_of(order.items, candidates[i].row) + "' are alike in all keys of 'best'");
    }
    return row_outcome(candidates.front().row);
}

/// "over the rows of the same owner in that order". A key that is pending, and a table that is undecided, leave all
/// open.
evaluation::ordered const& evaluation::in_order(entity_id e, row_index owner, place const& at) {
    auto const known = orders_.find({e, owner, stage_});
    if (known != orders_.end()) return known->second;
    auto const& keys = graph_.entities[e].order;
    auto const found = rows_owned(e, owner, at);
    auto undecided = found.open;
    std::vector<std::pair<row_index, std::vector<outcome>>> rows;
    for (auto const r : found.rows) {
        rows.emplace_back(r, std::vector<outcome>{});
        auto sorted_by = order_keys(keys, at_maker(r), rows.back().second);
        if (is_none(sorted_by)) sorted_by = contradiction("none where a key of an order is needed");
        if (!is_value(sorted_by)) undecided.push_back(std::move(sorted_by));
    }
    ordered made;
    made.stopped = fault_or_pending(undecided);
    if (!made.stopped) {
        std::sort(rows.begin(), rows.end(),
                  [&](auto const& a, auto const& b) { return compare_keys(keys, a.second, b.second) < 0; });
        for (std::size_t i = 0; i < rows.size(); ++i) {
            made.rows.push_back(rows[i].first);
            if (i == 0 || compare_keys(keys, rows[i - 1].second, rows[i].second) != 0) continue;
            made.stopped = fault_of(diagnostic_code::R019,
                                    graph_.entities[e].name + " '" + key_of(e, rows[i - 1].first) + "' and '" +
                                        key_of(e, rows[i].first) + "' are alike in all keys of the order");
        }
    }
    return orders_.emplace(std::tuple{e, owner, stage_}, std::move(made)).first->second;
}

/// "`previous(day.x)`, `next(day.x)` (none at the ends)"
outcome evaluation::neighbour(node_id id, place const& at, bool next) {
    auto const parts = graph_.children_of(id);
    auto const from = evaluate(parts[0], at);
    if (!is_value(from)) return from;
    auto const e = graph_.nodes[id].payload;
    auto const& order = in_order(e, owner_row_of(e, from.row), at);
    if (order.stopped) return *order.stopped;
    auto const here = std::find(order.rows.begin(), order.rows.end(), from.row);
    if (here == order.rows.end()) return contradiction("a row outside its table");
    if (next ? here + 1 == order.rows.end() : here == order.rows.begin()) return none_outcome();
    auto inner = at;
    inner.items.push_back(next ? *(here + 1) : *(here - 1));
    return evaluate(parts[2], inner);
}

/// "`sum so far(day.x)`, `count so far(day[cond])`, `max so far(day.x)`, `min so far(day.x)`, all including the row
/// itself"
outcome evaluation::so_far(node_id id, place const& at) {
    auto const from = evaluate(graph_.children_of(id)[0], at);
    if (!is_value(from)) return from;
    auto const e = graph_.nodes[id].payload;
    auto const& order = in_order(e, owner_row_of(e, from.row), at);
    if (order.stopped) return *order.stopped;
    std::vector<row_index> rows;
    for (auto const r : order.rows) {
        if (!is_incomplete_row(e, r)) rows.push_back(r);
        if (r == from.row) break;
    }
    auto const over = evaluate_rows(id, rows, at);
    switch (graph_.nodes[id].what) {
        case op::running_sum:
            return sum_of(over);
        case op::running_count:
            return count_of(over);
        case op::running_min:
            return extreme_of(over, false);
        default:
            return extreme_of(over, true);
    }
}

}  // namespace carefare::reference
