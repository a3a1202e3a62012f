// From what was recorded to the tree a person reads.
#include <algorithm>
#include <set>

#include "explain/describe_value.hpp"
#include "explain/recorder.hpp"
#include "explain/slot_entries.hpp"

namespace carefare::explain {

namespace {

using checked::op;

class tree_builder {
public:
    tree_builder(checked::rule_graph const& graph, checked::plan const& plan, reference::settings const& with,
                 reference::dataset const& data, source_map const& sources, std::map<rule_row, rule_record> const& records,
                 reference::evaluator const& rows)
        : graph_(graph), plan_(plan), with_(with), data_(data), sources_(sources), records_(records), rows_(rows) {}

    step rule_step(checked::rule_id id, reference::row_index row) {
        auto const& rule = graph_.rules[id];
        step out;
        out.what = step_kind::rule;
        out.name = graph_.full_name(rule);
        out.label = rule.label.empty() ? out.name : rule.label;
        if (rule.owner != checked::no_id && row != reference::no_row) out.row = rows_.key_of(rule.owner, row);
        auto const found = records_.find({id, row});
        if (found == records_.end()) return out;
        auto const& record = found->second;
        out.value = describe_outcome(graph_, record.result, rule.type_of);
        out.told_before = !told_.insert({id, row}).second;
        fill_version(out, rule, record);
        if (out.told_before) return out;
        for (auto const& seen : record.events) add(out, seen);
        if (record.replaced_by != nullptr) out.steps.push_back(override_step(rule, record));
        return out;
    }

private:
    void fill_version(step& out, checked::rule const& rule, rule_record const& record) const {
        out.citation = rule.cite.text;
        out.place = to_string(sources_, rule.where);
        if (rule.hook && record.version == reference::no_version && record.replaced_by == nullptr) out.note = rule.hook->ask;
        if (record.version == reference::no_version) return;
        auto const& version = rule.versions[record.version];
        if (!version.cite.text.empty()) out.citation = version.cite.text;
        if (record.version < rule.version_texts.size()) out.formula = rule.version_texts[record.version];
        out.place = to_string(sources_, version.where);
        out.in_force = describe_dates(version.from, version.until, version.known);
        if (version.state == syntax::answer_state::assumed) out.citation.clear();
        out.note = rule.hook ? answer_words(*rule.hook, record.version, version) : version.gap;
    }

    /// "the plan's words: 'Not beyond 30 days.'; inferred: the box as an expression"
    static std::string answer_words(checked::hook_frame const& of, std::size_t version, checked::dated<checked::node_id> const& answer) {
        using syntax::answer_state;
        auto const& text = of.texts[version];
        std::string said = text.empty() ? "" : "the plan's words: '" + text + "'";
        auto const add = [&said](std::string const& more) { said += (said.empty() || more.empty() ? "" : "; ") + more; };
        auto const why = answer.ground.empty() ? "" : ": " + answer.ground;
        if (answer.state == answer_state::inferred) add("inferred" + why);
        if (answer.state == answer_state::assumed) add("assumed for this run" + why);
        if (!answer.gap.empty()) add(answer.gap + why);
        return said;
    }

    /// The same read twice in one rule is told once.
    void add(step& into, event const& seen) {
        auto made = make(seen);
        if (made.what != step_kind::rounding) {
            bool const known = std::any_of(into.steps.begin(), into.steps.end(), [&](step const& s) {
                return s.what == made.what && s.name == made.name && s.row == made.row && s.value == made.value && s.note == made.note;
            });
            if (known) return;
        }
        into.steps.push_back(std::move(made));
    }

    step make(event const& seen) {
        auto const& n = graph_.nodes[seen.node];
        switch (n.what) {
            case op::rule:
            case op::grant_unmet:
            case op::grant_before:
            case op::grant_left:
            case op::grant_place:
            case op::grant_bound_by: return rule_step(n.payload, seen.read_row);
            case op::fact: return fact_step(seen, graph_.facts[n.payload]);
            case op::slot: return slot_step(seen, n.payload);
            case op::lookup: return lookup_step(seen, graph_.tables[n.payload]);
            case op::decide: return decision_step(seen, graph_.decisions[n.payload]);
            default: return rounding_step(seen);
        }
    }

    step fact_step(event const& seen, checked::fact const& fact) const {
        step out;
        out.what = step_kind::fact;
        out.name = graph_.full_name(fact);
        out.label = fact.label.empty() ? out.name : fact.label;
        if (seen.read_row != reference::no_row) {
            auto const& row = data_.tables[fact.owner][seen.read_row];
            out.row = row.key;
            out.place = to_string(sources_, row.where);
        }
        out.value = describe_outcome(graph_, seen.result, fact.type_of);
        if (seen.result.is == reference::state::pending) out.note = fact.ask;
        out.citation = fact.cite.text;
        return out;
    }

    step slot_step(event const& seen, checked::slot_id id) const {
        auto const& slot = graph_.slots[id];
        step out;
        out.what = slot.kind == checked::slot_kind::parameter ? step_kind::parameter
                   : slot.kind == checked::slot_kind::option  ? step_kind::option
                                                              : step_kind::reading;
        out.name = (slot.kind == checked::slot_kind::option ? "option." : slot.kind == checked::slot_kind::reading ? "reading." : "") + slot.name;
        out.label = slot.label.empty() ? out.name : slot.label;
        out.value = describe_outcome(graph_, seen.result, slot.type_of);
        out.citation = slot.cite.text;
        if (slot.kind == checked::slot_kind::reading) out.note = slot.reason;
        auto const* entries = entries_of(id, graph_, plan_, with_);
        if (seen.entry && entries != nullptr && *seen.entry < entries->size()) {
            auto const& entry = (*entries)[*seen.entry];
            if (!entry.cite.text.empty()) out.citation = entry.cite.text;
            out.place = to_string(sources_, entry.where);
            out.in_force = describe_dates(entry.from, entry.until, entry.known);
            bool const assumed = entry.state == syntax::answer_state::assumed;
            if (slot.kind == checked::slot_kind::option || (slot.kind == checked::slot_kind::parameter && assumed)) out.note = describe_state(entry);
            if (slot.kind == checked::slot_kind::parameter && assumed) out.citation = entry.cite.text, out.place.clear();
            if (!entry.gap.empty()) out.note = entry.gap;
        } else {
            out.place = to_string(sources_, slot.where);
        }
        if (seen.clamped) out.in_force += (out.in_force.empty() ? "" : ", ") + bound_words(seen, slot);
        return out;
    }

    /// "held to the bound from 2021-04-16, known 2021-07-27 (L. 2021 ch. 56 part Z)"
    std::string bound_words(event const& seen, checked::slot const& slot) const {
        auto const* bound = bound_in_force(slot, seen.dated_at, with_.known_on ? with_.known_on : data_.known_on);
        if (bound == nullptr) return "held to the bound in force";
        auto const dates = describe_dates(bound->from, bound->until, bound->known);
        return "held to the bound" + (dates.empty() ? "" : " " + dates) + (bound->cite.text.empty() ? "" : " (" + bound->cite.text + ")");
    }

    step lookup_step(event const& seen, checked::rate_table const& table) const {
        step out;
        out.what = step_kind::lookup;
        out.name = table.name;
        out.label = table.label.empty() ? table.name : table.label;
        out.value = describe_outcome(graph_, seen.result, graph_.nodes[seen.node].type_of);
        out.citation = table.cite.text;
        out.place = to_string(sources_, table.where);
        if (!seen.entry || *seen.entry >= table.entries.size()) return out;
        auto const& entry = table.entries[*seen.entry];
        if (!entry.cite.text.empty()) out.citation = entry.cite.text;
        out.in_force = describe_dates(entry.from, entry.until, entry.known);
        out.note = entry.gap;
        if (!entry.payload) return out;
        if (seen.result.is == reference::state::pending && !entry.payload->partial.empty()) out.note = entry.payload->partial;
        if (!seen.table_row || *seen.table_row >= entry.payload->rows.size()) return out;
        auto const& row = entry.payload->rows[*seen.table_row];
        out.place = to_string(sources_, row.where);
        for (std::size_t k = 0; k < row.keys.size(); ++k) {
            out.note += (k == 0 ? "" : ", ") + table.keys[k].name + " " + graph_.to_string(row.keys[k], table.keys[k].type_of);
        }
        if (is_published(row)) return out;
        out.note += (out.note.empty() ? "" : "; ") + assumed_words(entry.ground);
        out.citation.clear();
        out.place.clear();
        return out;
    }

    step decision_step(event const& seen, checked::decision_table const& table) const {
        step out;
        out.what = step_kind::decision;
        out.name = out.label = "decision table";
        out.value = describe_outcome(graph_, seen.result, graph_.nodes[seen.node].type_of);
        out.place = to_string(sources_, table.where);
        if (!seen.table_row) return out;
        if (*seen.table_row >= table.rows.size()) {
            out.note = "no row: its otherwise";
            return out;
        }
        auto const& row = table.rows[*seen.table_row];
        out.citation = row.cite.text;
        out.place = to_string(sources_, row.where);
        for (std::size_t c = 0; c < row.tests.size(); ++c) {
            if (!row.tests[c].any) out.note += (out.note.empty() ? "" : ", ") + table.input_texts[c] + " " + row.tests[c].text;
        }
        return out;
    }

    step rounding_step(event const& seen) const {
        auto const& n = graph_.nodes[seen.node];
        step out;
        out.what = step_kind::rounding;
        out.name = out.label = describe_rounding(graph_, n, seen.mode);
        out.before = describe_exact(graph_, seen.child, n.type_of);
        out.value = describe_outcome(graph_, seen.result, n.type_of);
        return out;
    }

    step override_step(checked::rule const& rule, rule_record const& record) const {
        step out;
        out.what = step_kind::overridden;
        out.name = graph_.full_name(rule) + ".override";
        out.label = "set by a person";
        out.value = describe_outcome(graph_, record.result, rule.type_of);
        out.before = describe_outcome(graph_, record.computed, rule.type_of);
        out.note = record.replaced_by->reason;
        if (!record.replaced_by->authorizer.empty()) out.note += (out.note.empty() ? "" : "; ") + std::string("authorized by ") + record.replaced_by->authorizer;
        if (record.replaced_by->recorded_on) out.in_force = "recorded on " + to_string(*record.replaced_by->recorded_on);
        return out;
    }

    checked::rule_graph const& graph_;
    checked::plan const& plan_;
    reference::settings const& with_;
    reference::dataset const& data_;
    source_map const& sources_;
    std::map<rule_row, rule_record> const& records_;
    reference::evaluator const& rows_;
    std::set<rule_row> told_;
};

}  // namespace

step explain(checked::rule_graph const& graph, checked::plan const& plan, reference::settings const& with,
             reference::dataset const& data, source_map const& sources, checked::rule_id rule, reference::row_index row) {
    reference::evaluator evaluator(graph, plan, with, data);
    recorder heard(graph);
    auto const result = evaluator.result_with(rule, row, heard);
    tree_builder builder(graph, plan, with, data, sources, heard.records(), evaluator);
    auto root = builder.rule_step(rule, row);
    // A row that was set aside tells no rule: the reason is the result itself.
    root.value = describe_outcome(graph, result, graph.rules[rule].type_of);
    return root;
}

}  // namespace carefare::explain
