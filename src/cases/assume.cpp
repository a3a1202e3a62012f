// Assumptions of one run: an option or a hook gets an answer for this run, whatever the plan says.
#include <carefare/cases/run_case.hpp>
#include <carefare/checked/check.hpp>

#include "bind/over_days.hpp"
#include "explain/slot_entries.hpp"

namespace carefare::cases {

workspace::loaded_plan const* assume_hooks(std::vector<syntax::assumption_syntax> const& assumptions,
                                           workspace::loaded_plan const& plan, workspace& in,
                                           diagnostics& found) {
    std::vector<syntax::hook_answer_syntax> answers;
    for (auto const& one : assumptions) {
        if (!one.is_hook) continue;
        syntax::dated_value_syntax assumed;
        assumed.where = one.value.where;
        assumed.value = one.value;
        assumed.state = {syntax::answer_state::assumed, one.value.where};
        assumed.ground = one.reason;
        answers.push_back({one.name, {std::move(assumed)}});
    }
    return answers.empty() ? &plan : in.with_hooks(plan, answers, "assumed for this run", found);
}

namespace {

std::optional<checked::slot_id> find_option(syntax::name_text const& name, checked::rule_graph const& graph, diagnostics& sink) {
    if (auto const id = graph.find_slot(checked::slot_kind::option, name.value)) return id;
    std::vector<std::string> names;
    for (auto const& slot : graph.slots) {
        if (slot.kind == checked::slot_kind::option) names.push_back(slot.name);
    }
    auto const near = nearest_name(name.value, names);
    sink.error(diagnostic_code::W008, name.where, "there is no option '" + name.value + "'",
               near.empty() ? "Use the name of an option that the programme declares." : "Did you mean '" + near + "'?");
    return std::nullopt;
}

/// A bound that clamps holds for whatever is said: nothing beyond it can be asked of the rules as they stand.
bool is_clamped(syntax::assumption_syntax const& one, syntax::dated_value_syntax assumed, checked::slot const& slot, checked::rule_graph const& graph, diagnostics& sink) {
    auto option = slot;
    std::erase_if(option.limits, [](auto const& limit) { return !limit.payload || !limit.payload->clamp; });
    for (auto& limit : option.limits) limit.payload->clamp = false;
    diagnostics outside;
    (void)checked::check_answers({one.name, {std::move(assumed)}}, option, {"assumed for this run", one.value.where}, graph, outside);
    if (!outside.has_errors()) return false;
    sink.error(diagnostic_code::P006, one.value.where, "a bound of option '" + one.name.value + "' clamps on days on which this is assumed: what lies beyond it counts as the bound, whatever 'beyond_bounds' says",
               "Assume a value within it, say from and until for the days before it, or change the bound in a copy of the rules.");
    return true;
}

/// Checked as an answer of a plan is: its type, its range and step, and the bounds of the days on which it counts.
std::optional<checked::value_entry> entry_of(syntax::assumption_syntax const& one, checked::slot const& slot, checked::rule_graph const& graph, diagnostics& sink) {
    syntax::dated_value_syntax assumed;
    assumed.where = one.value.where;
    assumed.value = one.value;
    assumed.state = {syntax::answer_state::assumed, one.value.where};
    assumed.ground = one.reason;
    assumed.from = one.from;
    assumed.until = one.until;
    auto option = slot;
    if (one.beyond_bounds) option.limits.clear();
    auto made = checked::check_answers({one.name, {assumed}}, option, {"assumed for this run", one.value.where}, graph, sink);
    if (!made || (one.beyond_bounds && is_clamped(one, std::move(assumed), slot, graph, sink))) return std::nullopt;
    auto& entry = made->front();
    entry.cite = {};  // its reason is all that it has
    return std::move(entry);
}

/// What a plan says of an option that it does not name.
checked::value_entry silence() {
    checked::value_entry entry;
    entry.state = syntax::answer_state::not_stated;
    entry.gap = "not stated";
    return entry;
}

/// Two that count on one day.
bool is_clear_of(syntax::assumption_syntax const& one, std::vector<syntax::assumption_syntax> const& before, diagnostics& sink) {
    auto const begins_after = [](auto const& from, auto const& until) { return from && until && from->value > until->value; };
    for (auto const& other : before) {
        if (&other == &one) break;
        if (other.is_hook || other.name.value != one.name.value) continue;
        if (begins_after(one.from, other.until) || begins_after(other.from, one.until)) continue;
        diagnostic found{diagnostic_code::P002, severity::error, "option '" + one.name.value + "' is assumed twice for the same days", one.name.where, {}, "Keep one of them, or say from and until which days each counts."};
        found.labels.push_back({other.name.where, "the other assumption"});
        sink.add(std::move(found));
        return false;
    }
    return true;
}

}  // namespace

void assume(std::vector<syntax::assumption_syntax> const& assumptions, workspace::loaded_plan const& plan,
            reference::settings& into, diagnostics& sink) {
    auto const& graph = *plan.programme;
    for (auto const& one : assumptions) {
        if (one.is_hook) continue;
        auto const id = find_option(one.name, graph, sink);
        if (!id || !is_clear_of(one, assumptions, sink)) continue;
        auto entry = entry_of(one, graph.slots[*id], graph, sink);
        if (!entry) continue;
        if (!one.from && !one.until) {
            into.options[*id] = {std::move(*entry)};
            continue;
        }
        auto const* const before = explain::entries_of(*id, graph, plan.plan, into);
        auto const entries = before == nullptr ? std::vector{silence()} : *before;
        if (bind::has_known(entries) && !into.known_on) {
            sink.error(diagnostic_code::P007, one.name.where, "option '" + one.name.value + "' was decided later for days before, so that what counts on other days than those assumed depends on what is known",
                       "Say on which day what is known counts (--known-on), or assume the option for all time.");
            continue;
        }
        bind::stretch const on{entry->from, entry->until};
        into.options[*id] = bind::over_days(entries, on, into.known_on, [&](checked::value_entry const&) { return std::optional(*entry); });
    }
}

}  // namespace carefare::cases
