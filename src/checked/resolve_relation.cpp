// Which rows an expression names: `member`, `member[role = "child"].age`, `m.care_week`. Owners are found by walking up
// from the rows that are named.
#include <algorithm>
#include <array>

#include "checked/lower_expr.hpp"
#include "checked/relation_way.hpp"

namespace carefare::checked {

using syntax::expr_kind;

bool lowering::reaches(entity_id from, entity_id target) const {
    for (entity_id at = from; at != no_id; at = base_of(g_, at)) {
        if (!find_way(g_, at, target).steps.empty()) return true;
    }
    return false;
}

std::optional<operand> lowering::base_of_relation(operand const& row, entity_id target, location const& where) {
    operand at = row;
    while (find_way(g_, at.type_of.entity, target).steps.empty()) {
        if (base_of(g_, at.type_of.entity) == no_id) return {};
        at = base_row(at, where);
    }
    return at;
}

std::optional<relation> lowering::relation_of(syntax::node_id id, bool& failed) {
    path tail;
    std::vector<syntax::node_id> filters;
    syntax::node_id at = id;
    while (e_[at].kind == expr_kind::member && !path_of(at)) {
        tail.push_back({e_[at].text, e_[at].where});
        at = e_.children_of(at)[0];
    }
    std::reverse(tail.begin(), tail.end());
    while (e_[at].kind == expr_kind::filter) {
        filters.push_back(e_.children_of(at)[1]);
        at = e_.children_of(at)[0];
    }
    std::reverse(filters.begin(), filters.end());
    auto const names = path_of(at);
    if (!names) {
        // A filter below a name below a filter: rows of rows.
        if (filters.empty() || e_[at].kind != expr_kind::member) return {};
        bool inner_failed = false;
        auto const inner = relation_of(at, inner_failed);
        failed = inner_failed;
        if (!inner) return {};
        error(diagnostic_code::T004, e_[at].where, written(e_[at].where) + " cannot be filtered again",
              "Name the rows to aggregate by their own entity and put every condition into one filter.");
        failed = true;
        return {};
    }
    auto rows = relation_at(*names, failed);
    if (!rows) return {};
    rows->where = e_[id].where;
    if (filters.empty()) return rows;
    if (!rows->tail.empty()) {
        error(diagnostic_code::T004, e_[at].where,
              written(e_[at].where) + " is a value of each row, which has no rows to filter",
              "Filter the rows: " + g_.entities[rows->target].name + "[...]." +
                  joined(rows->tail, 0, rows->tail.size()) + ".");
        failed = true;
        return {};
    }
    rows->filters = std::move(filters);
    rows->tail = std::move(tail);
    return rows;
}

std::optional<relation> lowering::relation_at(path const& names, bool& failed) {
    auto const names_entity = [&](path_part const& part) { return g_.find_entity(part.text).has_value(); };
    if (std::none_of(names.begin(), names.end(), names_entity)) return {};

    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
        if (scope->variable.empty() &&
            read_of_row(item_row(*scope, names.front().where), names, 0).is != resolution::state::unknown)
            return {};
    }
    resolution row = resolve_row(names);
    if (row.is == resolution::state::failed) {
        failed = true;
        return {};
    }
    if (row.is == resolution::state::found) {
        operand at = row.value;
        for (std::size_t used = row.used; used < names.size(); ++used) {
            if (read_of_row(at, names, used).is != resolution::state::unknown) return {};
            auto const next = step_of_row(at, names[used]);
            failed = next.is == resolution::state::failed;
            if (failed) return {};
            if (next.is == resolution::state::found) {
                at = next.value;
                continue;
            }
            auto const target = g_.find_entity(names[used].text);
            auto const base = target ? base_of_relation(at, *target, names[used].where) : std::nullopt;
            if (!base) return {};
            return relation{*base,
                            *target,
                            {},
                            path(names.begin() + static_cast<std::ptrdiff_t>(used) + 1, names.end()),
                            names[used].where};
        }
        return {};
    }
    auto const target = g_.find_entity(names.front().text);
    if (!target) return {};
    auto const base = c_.self == no_id ? std::nullopt
                                       : base_of_relation(self_row(names.front().where), *target, names.front().where);
    if (!base) {
        failed = true;
        if (lacks_an_owner()) return {};
        error(diagnostic_code::T027, names.front().where,
              "rows of '" + names.front().text + "' are not owned by what " + c_.subject + " is about",
              "Aggregate in a rule of an entity that owns '" + names.front().text + "', and read that rule.");
        return {};
    }
    for (item_scope const& scope : scopes_) {
        if (!scope.variable.empty() || !reaches(scope.entity, *target)) continue;
        error(diagnostic_code::T043, names.front().where,
              "'" + names.front().text + "' inside this filter could be the rows of each '" +
                  g_.entities[scope.entity].name + "' or all those of '" + g_.entities[c_.self].name + "'",
              "Make the aggregate a rule of '" + g_.entities[scope.entity].name + "' and filter by that rule.");
        failed = true;
        return {};
    }
    return relation{*base, *target, {}, path(names.begin() + 1, names.end()), names.front().where};
}

}  // namespace carefare::checked
