// Owners decide which rows a stage has.
#include "checked/stage_lines.hpp"

#include <algorithm>

#include "checked/relation_way.hpp"

namespace carefare::checked {

bool stage_lines::is_of(entity_id e, entity_id partition) const {
    return e == partition || owns(graph_, partition, e);
}

bool stage_lines::is_within(entity_id e) const {
    return is_of(e, finest());
}

bool stage_lines::is_below(entity_id e) const {
    return e != finest() && owns(graph_, finest(), e);
}

bool stage_lines::runs_above(dependence const& of) const {
    return std::any_of(of.runs.begin(), of.runs.end(), [&](run_over const& one) { return one.base != no_id && !is_within(one.base) && is_within(one.items); });
}

std::uint32_t stage_lines::bound_of(dependence const& of) const {
    auto latest = no_id;
    for (auto const& [vertex, where] : of.of) {
        auto const stage = vertex < graph_.rules.size() ? graph_.rules[vertex].stage : makers_[vertex - graph_.rules.size()];
        if (stage != no_id && (latest == no_id || latest < stage)) latest = stage;
    }
    return latest;
}

std::uint32_t stage_lines::first_that_can(entity_id owner, dependence const& needs, std::uint32_t from) const {
    for (auto s = from; s < graph_.stages.size(); ++s) {
        if (can_stand(owner, needs, s)) return s;
    }
    return no_id;
}

std::optional<stage_lines::maker_place> stage_lines::place_for(entity_id e, dependence const& needs) const {
    auto const bound = bound_of(needs);
    if (bound == no_id && !runs_above(needs) && !is_within(e)) return std::nullopt;
    auto const from = bound == no_id ? 0 : bound;
    return maker_place{from, first_that_can(e, needs, from)};
}

bool stage_lines::is_made_above(entity_id e) const {
    return !is_within(e) && makers_[e] != no_id;
}

bool stage_lines::can_stand(entity_id owner, dependence const& needs, std::uint32_t stage) const {
    auto const partition = graph_.stages[stage].partition;
    if (owner == no_id || !is_of(owner, partition)) return false;
    bool const made_above = is_made_above(owner) || std::any_of(needs.rows.begin(), needs.rows.end(), [&](auto const& one) { return is_made_above(one.first); });
    if (partition == finest()) return !made_above && !runs_above(needs);
    if (is_below(owner)) return false;
    if (is_made_above(owner) && makers_[owner] != stage) return false;
    if (std::any_of(needs.rows.begin(), needs.rows.end(), [&](auto const& one) { return is_made_above(one.first) && makers_[one.first] != stage; })) return false;
    // Rows below the finest partition stay in their stages.
    if (std::any_of(needs.rows.begin(), needs.rows.end(), [&](auto const& one) { return is_below(one.first); })) return false;
    return std::all_of(needs.runs.begin(), needs.runs.end(), [&](run_over const& one) { return one.base == no_id || is_of(one.base, partition) || !is_of(one.items, partition); });
}

}  // namespace carefare::checked
