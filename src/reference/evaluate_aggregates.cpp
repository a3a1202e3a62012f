// Section 4: sum, count, min and max, some, every, over the rows that a row owns; completeness.
#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::entity_id;
using checked::no_id;
using checked::node_id;
using checked::op;

/// "sum(m.x) | of the rows that are values; an empty sum is 0 | any row's filter or value pending, or the table not
/// complete | rows that are none are skipped | any row"
outcome evaluation::sum(node_id id, place const& at) {
    return sum_of(run_over_rows(id, at));
}

outcome evaluation::sum_of(run const& over) {
    if (over.no_rows) return *over.no_rows;
    if (auto stopped = fault_or_pending(over.everything())) return *stopped;
    rational total;
    for (auto const& item : over.rows) {
        if (is_value(item)) total += number_of(item);
    }
    return outcome_of(total);
}

/// "count(m), count(m[f]) | rows kept | any filter pending, or the table not complete | - | any filter"
outcome evaluation::count(node_id id, place const& at) {
    return count_of(run_over_rows(id, at));
}

outcome evaluation::count_of(run const& over) {
    if (over.no_rows) return *over.no_rows;
    if (auto stopped = fault_or_pending(over.everything())) return *stopped;
    return outcome_of(rational(static_cast<std::int64_t>(over.rows.size())));
}

/// "min(m.x), max(m.x) | least, greatest | as sum | no row with a value | any row"
outcome evaluation::extreme(node_id id, place const& at, bool greatest) {
    return extreme_of(run_over_rows(id, at), greatest);
}

outcome evaluation::extreme_of(run const& over, bool greatest) {
    if (over.no_rows) return *over.no_rows;
    if (auto stopped = fault_or_pending(over.everything())) return *stopped;
    outcome best = none_outcome();
    for (auto const& item : over.rows) {
        if (!is_value(item)) continue;
        bool const better = is_none(best) || (greatest ? is_less(scalar_of(best), scalar_of(item))
                                                       : is_less(scalar_of(item), scalar_of(best)));
        if (better) best = item;
    }
    return best;
}

/// "some x in m satisfies c | true if c is true of any row; false if false of all | else if any is pending, or the
/// table not complete | - | else any"
outcome evaluation::some(node_id id, place const& at) {
    auto const over = run_over_rows(id, at);
    return over.no_rows ? *over.no_rows : any_of(over.everything());
}

/// "every x in m satisfies c | false if c is false of any row; true if true of all | as some | - | else any"
outcome evaluation::every(node_id id, place const& at) {
    auto const over = run_over_rows(id, at);
    return over.no_rows ? *over.no_rows : all_of(over.everything());
}

std::vector<outcome> evaluation::run::everything() const {
    auto all = rows;
    all.insert(all.end(), complete.begin(), complete.end());
    return all;
}

/// The rows reached (evaluate_relations.cpp), but those of incomplete groups: "aggregates above skip it".
evaluation::run evaluation::run_over_rows(node_id id, place const& at) {
    auto const start = graph_.children_of(id)[0];
    auto const from = evaluate(start, at);
    if (!is_value(from)) return run{from, {}, {}};
    auto const items = graph_.nodes[id].payload;
    auto found = reach(entity_of(start), from.row, items, at);
    std::erase_if(found.rows, [&](row_index r) { return is_incomplete_row(items, r); });
    auto over = evaluate_rows(id, found.rows, at);
    over.complete = std::move(found.open);
    return over;
}

evaluation::run evaluation::evaluate_rows(node_id id, std::vector<row_index> const& rows, place const& at) {
    run over;
    auto inner = at;
    inner.items.push_back(no_row);
    for (auto const r : rows) {
        inner.items.back() = r;
        if (auto item = one_row(id, inner)) over.rows.push_back(std::move(*item));
    }
    return over;
}

/// "A filter that is false leaves its row out, whatever its value." A row whose filter is pending or a fault is that:
/// its value is not looked at, as with `if`. Empty: the row is left out.
std::optional<outcome> evaluation::one_row(node_id id, place const& inner) {
    auto const parts = graph_.children_of(id);
    auto const filter = parts.size() > 1 ? parts[1] : no_id;
    auto const body = parts.size() > 2 ? parts[2] : no_id;
    if (filter != no_id) {
        auto const kept = evaluate(filter, inner);
        if (is_none(kept)) return contradiction("none where a condition is needed");
        if (is_false(kept)) return std::nullopt;
        if (!is_value(kept)) return kept;
    }
    if (body == no_id) return outcome_of(true);
    return evaluate(body, inner);
}

/// "`complete_by` names a boolean fact of the owner: unless it is true, ... If it is false, it is needed as "complete
/// rows of members"."
outcome evaluation::is_complete(entity_id items, row_index owner, place const& at) {
    auto const& entity = graph_.entities[items];
    if (!entity.complete_by) return outcome_of(true);
    auto const said = evaluate(*entity.complete_by, place{at.of, owner, {}});
    if (!is_false(said)) return said;
    need what{need::kind::completeness, entity.rows, key_of(entity.owner, owner), "complete rows of " + entity.rows};
    auto const& node = graph_.nodes[*entity.complete_by];
    if (node.what == op::fact) {
        auto const& fact = graph_.facts[node.payload];
        auto const holder = evaluate(graph_.children_of(*entity.complete_by)[0], place{at.of, owner, {}});
        what.name = name_of(fact.owner, fact.name);
        what.row_key = key_of(fact.owner, holder.row);
    }
    return pending_on(std::move(what));
}

}  // namespace carefare::reference
