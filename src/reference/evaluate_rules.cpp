// Section 4: a rule read by another, its versions and overrides.
#include <algorithm>

#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::node_id;

/// "rule | of the version that counts, or of its override | no version counts: needs the rule's gap | by type | as its
/// value"
outcome evaluation::rule(node_id id, place const& at) {
    auto const& n = graph_.nodes[id];
    auto const row_nodes = graph_.children_of(id);
    if (row_nodes.empty() || row_nodes[0] == checked::no_id) return seen({n.payload, 0});
    auto const from = evaluate(row_nodes[0], at);
    if (!is_value(from)) return from;
    return seen({n.payload, from.row});
}

evaluation::rule_outcome evaluation::compute(rule_row of) {
    auto const& r = graph_.rules[of.first];
    rule_outcome result;
    bool const outside = r.owner != checked::no_id && is_incomplete_row(r.owner, of.second);
    if (outside && (!placing_ || r.allocate)) {
        result.computed = result.result = incomplete_outcome();  // "its rules give no result"
        return result;
    }
    stage_is const of_rule(stage_, r.stage);
    if (auto out = no_part(of)) {
        result.computed = result.result = std::move(*out);
        return result;
    }
    result.computed = r.allocate ? granted(of) : version_that_counts(r, place{of, of.second, {}}, result.version);
    result.result = result.computed;
    if (r.owner == checked::no_id || is_made(r.owner) || !is_used(r.owner, of.second)) return result;

    // "may be replaced for one row by an override: the override is the result"
    auto const& overrides = row_at(r.owner, of.second).overrides;
    auto const replaced = overrides.find(of.first);
    if (replaced != overrides.end()) {
        result.replaced_by = &replaced->second;
        result.result = outcome_of(checked::constant_value{replaced->second.value});
    }
    return result;
}

/// "the entity's `at`, or the rule's own `as_of`. A rule's version is chosen at that date, too." A rule whose versions
/// are not dated needs no date.
outcome evaluation::version_that_counts(checked::rule const& r, place const& at, std::size_t& version) {
    if (r.hook && r.versions.empty()) return pending_on(need{need::kind::hook, name_of(r.owner, r.name), {}, "not stated"});
    auto const is_dated = [](auto const& v) { return v.from || v.until; };
    reading_date when{std::nullopt, in_.known_on};
    if (std::any_of(r.versions.begin(), r.versions.end(), is_dated)) {
        auto date_node = r.as_of;
        if (!date_node && r.owner != checked::no_id) date_node = graph_.entities[r.owner].at;
        if (!date_node) return contradiction("versions without a date to choose them by");
        auto const dated = evaluate(*date_node, at);
        if (is_none(dated)) return contradiction("none where a date is needed");
        if (!is_value(dated)) return dated;
        when.at = day_of(dated);
    }
    auto const chosen = choose_entry(r.versions, when);
    if (chosen.tie) return contradiction("two versions of '" + r.name + "' take hold on one day");
    if (chosen.index) version = *chosen.index;
    auto const missing = r.hook ? need::kind::hook : need::kind::gap;
    if (chosen.gap) return pending_on(need{missing, name_of(r.owner, r.name), {}, chosen.reason});
    return evaluate(*r.versions[*chosen.index].payload, at);
}

}  // namespace carefare::reference
