// A case against its plan: rows, readings, options, expected results.
#include <carefare/cases/run_case.hpp>
#include <carefare/checked/check.hpp>

#include "cases/read_rows.hpp"
#include "cases/used_cases.hpp"

namespace carefare::cases {

namespace {

/// What a case sets holds for all time unless it says otherwise.
checked::value_entry always(checked::constant_value value, location where) {
    checked::value_entry entry;
    entry.payload = std::move(value);
    entry.cite = {"set in the case", where};
    entry.where = where;
    return entry;
}

std::optional<checked::slot_id> find(checked::slot_kind kind, syntax::name_text const& name, checked::rule_graph const& graph,
                                     diagnostics& sink) {
    if (auto const id = graph.find_slot(kind, name.value)) return id;
    std::vector<std::string> names;
    for (auto const& slot : graph.slots) {
        if (slot.kind == kind) names.push_back(slot.name);
    }
    auto const near = nearest_name(name.value, names);
    sink.error(diagnostic_code::W008, name.where, std::string("there is no ") + (kind == checked::slot_kind::reading ? "reading" : "option") + " '" + name.value + "'",
               near.empty() ? "Use a name that the programme declares." : "Did you mean '" + near + "'?");
    return std::nullopt;
}

void read_settings(syntax::case_syntax const& of, prepared_case& out, workspace& in) {
    auto const& graph = *out.plan->programme;
    for (auto const& [name, value] : of.readings) {
        auto const id = find(checked::slot_kind::reading, name, graph, in.sink);
        if (!id) continue;
        auto const constant = checked::read_constant(value, graph.slots[*id].type_of, graph, in.sink);
        if (constant) out.settings.readings[*id] = {always(*constant, value.where)};
    }
    // Answers of a case may lie outside a bound (a case tries what a district may not choose), never outside the carrier.
    for (auto const& option : of.options) {
        auto const id = find(checked::slot_kind::option, option.name, graph, in.sink);
        if (!id) continue;
        std::vector<checked::value_entry> entries;
        for (auto const& dated : option.values) {
            checked::value_entry entry;
            if (dated.from) entry.from = dated.from->value;
            if (dated.until) entry.until = dated.until->value;
            if (dated.known) entry.known = dated.known->value;
            entry.state = dated.state.value;
            entry.gap = dated.reason.value;
            entry.cite = {dated.cite.value.empty() ? "set in the case" : dated.cite.value, dated.where};
            entry.where = dated.where;
            if (dated.value) {
                entry.payload = checked::read_constant(*dated.value, graph.slots[*id].type_of, graph, in.sink);
                auto const* scalar = entry.payload ? std::get_if<checked::scalar_value>(&*entry.payload) : nullptr;
                if (scalar != nullptr && graph.slots[*id].carrier) {
                    auto const& carrier = *graph.slots[*id].carrier;
                    checked::interval const range{carrier.low, carrier.high, true, true};
                    checked::check_value(*scalar, graph.slots[*id].type_of, range, rational(1) / carrier.denominator,
                                         "option '" + option.name.value + "'", dated.where, graph, in.sink);
                }
            }
            entries.push_back(std::move(entry));
        }
        out.settings.options[*id] = std::move(entries);
    }
    if (of.known_on) out.settings.known_on = of.known_on->value;
}

/// "`window: 2019-06-03..2019-06-30`, which holds for all these tables"
void set_windows(syntax::case_syntax const& of, checked::rule_graph const& graph, reference::dataset& data) {
    for (checked::entity_id e = 0; e < graph.entities.size(); ++e) {
        if (!graph.entities[e].dated_by) continue;
        data.windows[e].from = of.window_from->value;
        data.windows[e].to = of.window_to->value;
    }
}

}  // namespace

std::optional<prepared_case> prepare(syntax::case_syntax const& of, syntax::case_file_syntax const& file, workspace& in,
                                     workspace::loaded_plan const* given) {
    auto const errors = in.sink.error_count();
    auto const& plan = of.plan ? of.plan : file.plan;
    if (!plan && given == nullptr) {
        in.sink.error(diagnostic_code::W007, of.where, "case '" + of.name.value + "' names no plan",
                      "Write `plan: NAME` at the top of the file or in the case.");
        return std::nullopt;
    }
    prepared_case out;
    out.syntax = &of;
    out.plan = given != nullptr ? given : in.plan_named(plan->value, plan->where);
    if (out.plan == nullptr) return std::nullopt;
    if (!of.hooks.empty()) out.plan = in.with_hooks(*out.plan, of.hooks, "set in the case", in.sink);
    if (out.plan == nullptr) return std::nullopt;
    auto const& graph = *out.plan->programme;
    read_settings(of, out, in);
    out.data.known_on = out.settings.known_on;
    if (of.window_from) set_windows(of, graph, out.data);
    read_rows(of.rows, graph, out.data, in.sink);
    used_cases const used(of, graph, in);
    used.add_rows(out.data);
    reference::check_dataset(out.data, graph);
    used.fill(out.data);
    for (auto const& written : of.expect) {
        auto found = find_result(written.result, graph, out.data, in.sink);
        if (!found) continue;
        found->written = &written;
        if (written.value) found->value = checked::read_constant(*written.value, graph.rules[found->rule].type_of, graph, in.sink);
        out.expected.push_back(std::move(*found));
    }
    if (in.sink.error_count() != errors) return std::nullopt;
    return out;
}

}  // namespace carefare::cases
