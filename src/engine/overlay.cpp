// Assumptions, options and readings laid over a plan.
#include <fstream>
#include <iterator>

#include <carefare/base/utf8.hpp>
#include <carefare/cases/run_case.hpp>
#include <carefare/checked/check.hpp>
#include <carefare/syntax/parse_expr.hpp>

#include "engine/over_days.hpp"
#include "engine/plan_inside.hpp"
#include "engine/problems.hpp"
#include "explain/slot_entries.hpp"

namespace carefare::engine {

namespace {

constexpr std::size_t most_text = std::size_t{4} << 20U;

/// A cell of a table; a range as an expression.
std::optional<checked::constant_value> read(setting const& of, checked::slot const& slot, checked::rule_graph const& graph,
                                            source_map& sources, diagnostics& sink) {
    auto const text = whole_source(sources, sources.add(of.name, of.value));
    if (slot.type_of.kind != checked::scalar::range) {
        auto const value = checked::read_cell(text, slot.type_of, graph, sink);
        return value ? std::optional<checked::constant_value>(*value) : std::nullopt;
    }
    auto const written = syntax::parse_expr(text, sink);
    return written ? checked::read_constant(*written, slot.type_of, graph, sink) : std::nullopt;
}

void take_assumptions(source_id id, plan::inside& into, diagnostics& sink) {
    auto& work = into.from->work;
    auto const document = syntax::read_yaml(work.sources, id, sink);
    if (!document) return;
    auto const assumptions = syntax::read_assumptions(*document, sink);
    into.assumptions += assumptions.size();
    auto const* assumed = cases::assume_hooks(assumptions, *into.loaded, work, sink);
    if (assumed == nullptr) return;
    into.loaded = assumed;
    cases::assume(assumptions, *assumed, into.settings, sink);
}

std::shared_ptr<compiled const> programme_of(tree& in, checked::rule_graph const& graph) {
    auto& kept = in.programmes[&graph];
    if (!kept) kept = std::make_shared<compiled const>(graph);
    return kept;
}

}  // namespace

void refuse_name(std::string const& what, std::string_view name, std::vector<std::string> const& names, std::string advice) {
    auto const near = nearest_name(name, names);
    problem made;
    made.code = name_of(diagnostic_code::W008);
    made.message = "there is no " + what + " '" + printable(name) + "'";
    made.advice = near.empty() ? std::move(advice) : "Did you mean '" + near + "'?";
    throw error({std::move(made)});
}

checked::slot_id find_slot(checked::slot_kind kind, std::string const& name, checked::rule_graph const& graph) {
    if (auto const id = graph.find_slot(kind, name)) return *id;
    std::vector<std::string> names;
    for (auto const& slot : graph.slots) {
        if (slot.kind == kind) names.push_back(slot.name);
    }
    auto const* what = kind == checked::slot_kind::reading ? "reading" : kind == checked::slot_kind::option ? "option" : "parameter";
    refuse_name(what, name, names, "Use a name that the programme declares.");
}

std::size_t find_table(std::string const& name, checked::rule_graph const& graph) {
    std::vector<std::string> names;
    for (std::size_t t = 0; t < graph.tables.size(); ++t) {
        if (graph.tables[t].name == name) return t;
        names.push_back(graph.tables[t].name);
    }
    refuse_name("table", name, names, "Use the name of a table of the programme.");
}

checked::value_entry read_setting(setting const& of, checked::slot const& slot, checked::rule_graph const& graph) {
    source_map sources;
    diagnostics sink;
    auto value = read(of, slot, graph, sources, sink);
    if (value && slot.carrier) {
        checked::interval const range{slot.carrier->low, slot.carrier->high, true, true};
        checked::check_value(*value, slot.type_of, range, rational(1) / slot.carrier->denominator, "'" + slot.name + "'", {}, graph, sink);
    }
    if (!value || sink.has_errors()) {
        auto all = to_problems(sink, sources);
        for (auto& one : all) one.file.clear(), one.line = one.column = 0;  // the value stands in no file
        throw error(std::move(all));
    }
    checked::value_entry entry;
    entry.payload = std::move(*value);
    entry.state = syntax::answer_state::assumed;
    entry.ground = of.reason;
    return entry;
}

void put_setting(setting const& of, checked::slot_kind kind, plan::inside const& under, reference::settings& into) {
    auto const& graph = *under.loaded->programme;
    auto const id = find_slot(kind, of.name, graph);
    auto entry = read_setting(of, graph.slots[id], graph);
    if (of.within_bounds) hold_to_bounds(of, *entry.payload, graph.slots[id], graph, under.settings.known_on);
    auto& laid = (kind == checked::slot_kind::reading ? into.readings : into.options);
    if (!of.from && !of.until) {
        laid[id] = {std::move(entry)};
        return;
    }
    auto const* const before = explain::entries_of(id, graph, under.loaded->plan, into);
    laid[id] = over_days(before == nullptr ? std::vector<checked::value_entry>{} : *before, of.name, {of.from, of.until}, under.settings.known_on,
                         [&](checked::value_entry const&) { return std::optional(entry); });
}

void lay_over(overlay const& over, plan::inside& into) {
    auto& in = *into.from;
    into.loaded = into.as_written;
    if (over.known_on) into.settings.known_on = over.known_on;
    diagnostics sink;
    if (!over.assumptions_file.empty()) {
        // Its host names it, no file of the tree does: it may lie anywhere.
        syntax::file_access const anywhere("/");
        auto const id = anywhere.open(over.assumptions_file, in.work.sources, sink, {}, most_text);
        if (id) take_assumptions(*id, into, sink);
    }
    if (!over.assumptions_text.empty()) {
        if (over.assumptions_text.size() > most_text) throw error(call_code::too_long, "the assumptions are more than 4 MiB", "Hand in fewer.");
        auto const [at, fresh] = in.assumption_texts.try_emplace(over.assumptions_text);
        if (fresh) at->second = in.work.sources.add("assumptions", over.assumptions_text);
        take_assumptions(at->second, into, sink);
    }
    if (sink.has_errors()) throw_problems(sink, in.work.sources);
    for (auto const& one : over.options) put_setting(one, checked::slot_kind::option, into, into.settings);
    for (auto const& one : over.readings) put_setting(one, checked::slot_kind::reading, into, into.settings);
    into.programme = programme_of(in, *into.loaded->programme);
    lay_over_programme(over, into);
    into.assumptions += over.options.size() + over.readings.size() + over.parameters.size() + over.cells.size();
}

}  // namespace carefare::engine
