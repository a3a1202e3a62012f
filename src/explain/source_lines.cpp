// Where a number comes from, in one sentence.
#include "explain/source_lines.hpp"

#include <algorithm>

#include "explain/describe_value.hpp"
#include "explain/plain_words.hpp"
#include "explain/slot_entries.hpp"

namespace carefare::explain {

namespace {

using checked::slot_kind;

bool is_value(reference::outcome const& of) {
    return of.is == reference::state::value;
}

/// "inferred: no waiver is written", "assumed for this run: the mark is lost"
template <class Payload>
std::string state_words(checked::dated<Payload> const& entry, bool replaced) {
    using syntax::answer_state;
    auto const with = [](std::string const& state, std::string const& why) {
        return why.empty() ? state : state + ": " + why;
    };
    if (entry.state == answer_state::inferred) return with("inferred", entry.ground);
    if (entry.state == answer_state::assumed)
        return assumed_words(entry.ground.empty() ? entry.gap : entry.ground);
    return replaced && entry.cite.text.empty() ? "set for this case" : "";
}

/// What a caller lays over some days leaves the plan's own entries on all others.
bool is_of_plan(checked::plan const& plan, checked::slot_id id, checked::value_entry const& entry) {
    auto const own = plan.answers.find(id);
    if (own == plan.answers.end() || entry.where.source.value == source_id::none) return false;
    return std::any_of(own->second.begin(), own->second.end(), [&](checked::value_entry const& one) {
        return one.where == entry.where;
    });
}

std::string with_comma(std::string const& a, std::string const& b) {
    return a + (a.empty() || b.empty() ? "" : ", ") + b;
}

/// "The nearest to it that the law allows from April 16, 2021, as known from July 27, 2021, is 10% (L. 2021 ch. 56)."
std::string held_words(letter_sources const& in, checked::slot const& slot, event const& seen) {
    auto const* bound = bound_in_force(slot, seen.dated_at, in.with.known_on ? in.with.known_on : in.data.known_on);
    std::string text = "The nearest to it that the law allows";
    if (bound != nullptr && bound->from) text += " from " + plain_date(*bound->from);
    if (bound != nullptr && bound->known) text += ", known from " + plain_date(*bound->known) + " on,";
    text += " is " + plain_value(in.graph, seen.result, slot.type_of);
    auto const cite = bound == nullptr ? std::string() : plain_cite(bound->cite.text);
    return text + (cite.empty() ? "" : " (" + cite + ")") + ".";
}

}  // namespace

std::string slot_line(letter_sources const& in, event const& seen) {
    auto const id = in.graph.nodes[seen.node].payload;
    auto const& slot = in.graph.slots[id];
    if (slot.kind == slot_kind::reading || slot.label.empty() || !is_value(seen.result)) return {};
    auto const* entries = entries_of(id, in.graph, in.plan, in.with);
    if (!seen.entry || entries == nullptr || *seen.entry >= entries->size()) return {};
    auto const& entry = (*entries)[*seen.entry];
    bool const assumed = entry.state == syntax::answer_state::assumed;
    if (slot.kind == slot_kind::parameter && !entry.from && !assumed) return {};
    bool const replaced = in.with.options.contains(id) && !is_of_plan(in.plan, id, entry);
    std::string source;
    if (slot.kind == slot_kind::option && !replaced) source = in.plan.source;
    source = with_comma(source, plain_cite(entry.cite.text));
    auto const state = slot.kind == slot_kind::option || assumed ? state_words(entry, replaced) : "";
    if (!state.empty()) source += (source.empty() ? "" : "; ") + state;
    auto const* answer = entry.payload ? std::get_if<checked::scalar_value>(&*entry.payload) : nullptr;
    bool const held = seen.clamped && answer != nullptr;
    auto text =
        begin_sentence(slot.label) + ": " +
        (held ? plain_scalar(in.graph, *answer, slot.type_of) : plain_value(in.graph, seen.result, slot.type_of));
    if (!source.empty()) text += " (" + source + ")";
    return text + "." + (held ? " " + held_words(in, slot, seen) : "");
}

std::string hook_line(letter_sources const& in, checked::rule const& rule, rule_record const& record) {
    auto text = begin_sentence(rule.label) + ": " + plain_value(in.graph, record.result, rule.type_of);
    if (record.version == reference::no_version) return text + ".";
    auto const& answer = rule.versions[record.version];
    auto source = answer.state == syntax::answer_state::assumed ? std::string() : rule.hook->source;
    if (answer.cite.text != rule.hook->source) source = with_comma(source, plain_cite(answer.cite.text));
    auto const state = state_words(answer, false);
    if (!state.empty()) source += (source.empty() ? "" : "; ") + state;
    auto const& words = rule.hook->texts[record.version];
    if (!words.empty()) text += ". The plan says: '" + words + "'";
    return text + (source.empty() ? "" : " (" + source + ")") + ".";
}

std::string lookup_line(letter_sources const& in, event const& seen) {
    auto const& table = in.graph.tables[in.graph.nodes[seen.node].payload];
    auto const* value = is_value(seen.result) ? std::get_if<checked::scalar_value>(&seen.result.value) : nullptr;
    if (value == nullptr || !std::holds_alternative<rational>(*value) || !seen.entry || !seen.table_row) return {};
    auto const& entry = table.entries[*seen.entry];
    if (!entry.payload || *seen.table_row >= entry.payload->rows.size()) return {};
    auto text = begin_sentence(table.label.empty() ? "figure" : table.label) + ": " +
                plain_scalar(in.graph, *value, table.type_of);
    auto const& row = entry.payload->rows[*seen.table_row];
    std::string keys;
    for (std::size_t k = 0; k < row.keys.size(); ++k) {
        if (std::holds_alternative<checked::none_value>(row.keys[k])) continue;
        keys = with_comma(keys, table.keys[k].name + " " + plain_scalar(in.graph, row.keys[k], table.keys[k].type_of));
    }
    for (auto& c : keys)
        c = c == '_' ? ' ' : c;
    auto source = plain_cite(entry.cite.text.empty() ? table.cite.text : entry.cite.text);
    if (entry.from) source += (source.empty() ? "in force from " : ", in force from ") + plain_date(*entry.from);
    if (!is_published(row)) source = assumed_words(entry.ground);
    if (!keys.empty()) text += ", for " + keys;
    return text + (source.empty() ? "" : " (" + source + ")") + ".";
}

std::string rounding_words(checked::rule_graph const& graph, event const& seen) {
    auto const& n = graph.nodes[seen.node];
    auto const before = plain_value(graph, seen.child, n.type_of), after = plain_value(graph, seen.result, n.type_of);
    if (!is_value(seen.child) || !is_value(seen.result) || before == after) return {};
    std::string how =
        n.what == checked::op::ceiling ? "rounded up to a whole number" : "rounded down to a whole number";
    if (n.what == checked::op::round) {
        auto const& rounding = graph.roundings[n.payload];
        auto const& modes = graph.word_lists[0].words;
        std::string mode;
        if (rounding.mode) {
            mode = modes[static_cast<std::size_t>(*rounding.mode)];
        } else if (auto const* scalar = std::get_if<checked::scalar_value>(&seen.mode.value)) {
            if (auto const* chosen = std::get_if<checked::word>(scalar)) mode = modes[chosen->index];
        }
        bool const cents = rounding.scale == 2 && after.find('$') != std::string::npos;
        how = "rounded " + mode + " to " +
              (cents                 ? "the cent"
               : rounding.scale == 0 ? "a whole number"
                                     : std::to_string(rounding.scale) + " decimals");
    }
    return "Before rounding it is " + before + "; " + how + " it is " + after + ".";
}

std::string override_line(checked::rule_graph const& graph, checked::rule const& rule, rule_record const& record) {
    auto const& by = *record.replaced_by;
    std::string text = "A person set " + plain_value(graph, record.result, rule.type_of) +
                       " in place of the computed " + plain_value(graph, record.computed, rule.type_of);
    if (!by.reason.empty()) text += ": " + by.reason;
    text += ".";
    std::string who = by.authorizer.empty() ? "" : "authorized by " + by.authorizer;
    if (by.recorded_on) who = with_comma(who, "recorded on " + plain_date(*by.recorded_on));
    return who.empty() ? text : text + " " + begin_sentence(who) + ".";
}

}  // namespace carefare::explain
