// See catalogue.hpp.
#include <algorithm>
#include <mutex>
#include <shared_mutex>

#include <carefare/engine/catalogue.hpp>
#include <carefare/engine/error.hpp>

#include "cases/caseload_text.hpp"
#include "checked/answer_words.hpp"
#include "engine/plan_inside.hpp"
#include "engine/value_kinds.hpp"
#include "explain/slot_entries.hpp"

namespace carefare::engine {

namespace {

/// Reads places while nobody loads.
class cataloguer {
public:
    explicit cataloguer(plan const& of) : in_(of.in()), graph_(in_.graph()), reading_(in_.from->guard) {}

    std::vector<slot_description> slots() const {
        std::vector<slot_description> all;
        for (checked::slot_id id = 0; id < graph_.slots.size(); ++id) all.push_back(described(id, graph_.slots[id]));
        return all;
    }

    std::vector<rate_table_description> tables() const {
        std::vector<rate_table_description> all;
        for (auto const& table : graph_.tables) {
            rate_table_description made;
            made.name = table.name;
            made.kind = kind_of(table.type_of);
            made.type = graph_.to_string(table.type_of);
            put_frame(table.carrier, table.type_of, made.range, made.step);
            made.label = table.label;
            made.cite = table.cite.text;
            for (auto const& key : table.keys) made.keys.push_back({key.name, graph_.to_string(key.type_of), kind_of(key.type_of), words_of(key.type_of), key.type_of.optional});
            for (auto const& entry : table.entries) {
                schedule_description one{entry.from, entry.until, entry.known, {}, entry.cite.text, entry.gap, 0};
                if (entry.payload) one.file = entry.payload->file, one.cells = entry.payload->rows.size();
                made.schedules.push_back(std::move(one));
            }
            made.where = place(table.where);
            all.push_back(std::move(made));
        }
        return all;
    }

    std::vector<rate_cell> cells(std::string const& name, std::size_t schedule) const {
        auto const* const found = &graph_.tables[find_table(name, graph_)];
        if (schedule >= found->entries.size()) throw error(call_code::outside_range, "'" + name + "' has no schedule of that number", "It has " + std::to_string(found->entries.size()) + ".");
        std::vector<rate_cell> all;
        auto const& entry = found->entries[schedule];
        if (!entry.payload) return all;
        for (auto const& row : entry.payload->rows) {
            rate_cell made;
            for (std::size_t k = 0; k < row.keys.size(); ++k) made.keys.push_back(cases::cell_text(row.keys[k], found->keys[k].type_of, graph_));
            made.value = cases::cell_text(row.value, found->type_of, graph_);
            made.where = place(row.where);
            all.push_back(std::move(made));
        }
        return all;
    }

    std::vector<rule_description> rules() const {
        std::vector<rule_description> all;
        for (checked::rule_id id = 0; id < graph_.rules.size(); ++id) {
            auto const& rule = graph_.rules[id];
            rule_description made;
            made.name = graph_.full_name(rule);
            made.type = graph_.to_string(rule.type_of);
            made.label = rule.label;
            made.cite = rule.cite.text;
            made.is_output = std::find(graph_.outputs.begin(), graph_.outputs.end(), id) != graph_.outputs.end();
            made.is_overridable = rule.overridable;
            made.is_hook = rule.hook.has_value();
            for (std::size_t v = 0; v < rule.versions.size(); ++v) {
                auto one = entry_of(rule.versions[v]);
                if (rule.versions[v].payload && v < rule.version_texts.size()) one.value = rule.version_texts[v];
                made.versions.push_back(std::move(one));
            }
            made.where = place(rule.where);
            all.push_back(std::move(made));
        }
        return all;
    }

private:
    written_at place(location const& of) const {
        if (of.source.value == source_id::none) return {};
        auto const& file = in_.from->work.sources[of.source];
        auto const at = file.at(of.where.begin);
        return {file.name(), at.line, at.column};
    }

    std::vector<std::string> words_of(checked::type const& t) const {
        return t.kind == checked::scalar::word ? graph_.word_lists[t.words].words : std::vector<std::string>();
    }

    void put_frame(std::optional<checked::numeric_bounds> const& carrier, checked::type const& t, std::string& range, std::string& step) const {
        if (!carrier) return;
        range = graph_.to_string(checked::interval{carrier->low, carrier->high, true, true}, t);
        step = graph_.to_string(checked::scalar_value(rational(1) / carrier->denominator), t);
    }

    template <class Payload>
    dated_text entry_of(checked::dated<Payload> const& entry) const {
        dated_text made;
        made.from = entry.from;
        made.until = entry.until;
        made.known = entry.known;
        made.gap = entry.gap;
        made.cite = entry.cite.text;
        made.state = checked::words_of(entry.state);
        made.ground = entry.ground;
        made.where = place(entry.where);
        return made;
    }

    slot_description described(checked::slot_id id, checked::slot const& slot) const {
        slot_description made;
        made.sort = static_cast<slot_sort>(slot.kind);
        made.name = slot.name;
        made.kind = kind_of(slot.type_of);
        made.type = graph_.to_string(slot.type_of);
        made.words = words_of(slot.type_of);
        put_frame(slot.carrier, slot.type_of, made.range, made.step);
        made.divides = slot.divisor;
        made.required = slot.required;
        made.label = slot.label;
        made.ask = slot.ask;
        made.reason = slot.reason;
        made.cite = slot.cite.text;
        auto const* const entries = explain::entries_of(id, graph_, in_.loaded->plan, in_.settings);
        for (std::size_t e = 0; entries != nullptr && e < entries->size(); ++e) {
            auto const& entry = (*entries)[e];
            made.entries.push_back(entry_of(entry));
            if (entry.payload) made.entries.back().value = cases::cell_text(*entry.payload, slot.type_of, graph_);
        }
        for (auto const& limit : slot.limits) {
            dated_bound one{limit.from, limit.until, limit.known, {}, {}, false, limit.cite.text};
            if (limit.payload) {
                if (limit.payload->range) one.range = graph_.to_string(*limit.payload->range, slot.type_of);
                for (auto const& word : limit.payload->allowed) one.words.push_back(words_of(slot.type_of)[word.index]);
                one.clamps = limit.payload->clamp;
            }
            made.bounds.push_back(std::move(one));
        }
        made.where = place(slot.where);
        return made;
    }

    plan::inside const& in_;
    checked::rule_graph const& graph_;
    std::shared_lock<std::shared_mutex> reading_;
};

}  // namespace

std::vector<slot_description> slots_of(plan const& of) { return cataloguer(of).slots(); }
std::vector<rate_table_description> rate_tables_of(plan const& of) { return cataloguer(of).tables(); }
std::vector<rate_cell> cells_of(plan const& of, std::string const& table, std::size_t schedule) { return cataloguer(of).cells(table, schedule); }
std::vector<rule_description> rules_of(plan const& of) { return cataloguer(of).rules(); }

}  // namespace carefare::engine
