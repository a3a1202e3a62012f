// Other values in parameters and in cells of tables: a programme of the plan's own, which differs in nothing else.
#include <algorithm>
#include <span>

#include <carefare/checked/check.hpp>

#include "engine/over_days.hpp"
#include "engine/plan_inside.hpp"
#include "engine/problems.hpp"

namespace carefare::engine {

namespace {

using checked::rate_table;
using checked::scalar_value;

/// What was said of a value that stands in no file.
[[noreturn]] void throw_found(diagnostics const& sink, source_map const& sources, std::string const& of) {
    auto all = to_problems(sink, sources);
    for (auto& one : all) {
        one.file.clear(), one.line = one.column = 0;
        one.message = "'" + of + "': " + one.message;
    }
    throw error(std::move(all));
}

scalar_value read_cell(std::string const& text, checked::type const& asked, std::string const& of, checked::rule_graph const& graph) {
    source_map sources;
    diagnostics sink;
    auto const value = checked::read_cell({text, {}, {}, {}}, asked, graph, sink);
    if (!value || sink.has_errors()) throw_found(sink, sources, of);
    return *value;
}

class programme_changer {
public:
    programme_changer(checked::rule_graph& graph, std::optional<date> known_on) : graph_(graph), known_on_(known_on) {}

    void change(setting const& of) {
        auto& slot = graph_.slots[find_slot(checked::slot_kind::parameter, of.name, graph_)];
        if (slot.divisor) throw error(call_code::outside_range, "'" + of.name + "' divides: the proofs of the rules hold for the value that it has", "Change it in the file of rules, and have it checked.");
        auto const entry = read_setting(of, slot, graph_);
        if (of.from || of.until)
            slot.entries = over_days(slot.entries, of.name, {of.from, of.until}, known_on_, [&](checked::value_entry const&) { return std::optional(entry); });
        else
            slot.entries = {entry};
    }

    /// Cells of one table on the same days.
    void change(std::span<cell_setting const> all) {
        auto const& first = all.front();
        auto& table = graph_.tables[find_table(first.table, graph_)];
        std::vector<cell_change> changes;
        for (auto const& one : all) {
            changes.push_back({read_keys(one, table), read_cell(one.value, table.type_of, one.table, graph_), 0});
            check(changes.back().value, table, one.table);
        }
        // Schedules in which no cell changes stay as they are.
        auto const in_schedule = [&](checked::dated<checked::schedule> const& entry) -> std::optional<checked::dated<checked::schedule>> {
            if (!entry.payload) return std::nullopt;
            auto made = entry;
            std::size_t changed = 0;
            for (auto& one : changes) {
                auto const rows = change_rows(*made.payload, one);
                one.changed += rows;
                changed += rows;
            }
            if (changed == 0) return std::nullopt;
            if (made.ground.empty())
                made.ground = first.reason;
            else if (made.ground != first.reason)
                made.ground += "; " + first.reason;
            return made;
        };
        if (first.from || first.until) {
            table.entries = over_days(table.entries, first.table, {first.from, first.until}, known_on_, in_schedule);
        } else {
            for (auto& entry : table.entries) {
                if (auto changed = in_schedule(entry)) entry = std::move(*changed);
            }
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (changes[i].changed > 0) continue;
            throw error(call_code::no_such_row, "'" + first.table + "' has no cell with " + said(all[i].keys) + (first.from || first.until ? " on those days" : ""),
                        "Use keys of a row that is published; a cell that does not exist cannot be made.");
        }
    }

private:
    using key_values = std::vector<std::optional<scalar_value>>;
    struct cell_change {
        key_values keys;
        scalar_value value;
        std::size_t changed = 0;
    };

    key_values read_keys(cell_setting const& of, rate_table const& table) const {
        key_values made(table.keys.size());
        for (auto const& [name, text] : of.keys) {
            auto const found = std::find_if(table.keys.begin(), table.keys.end(), [&key = name](checked::table_key const& one) { return one.name == key; });
            if (found == table.keys.end()) {
                std::vector<std::string> names;
                for (auto const& one : table.keys) names.push_back(one.name);
                refuse_name("key of '" + of.table + "'", name, names, "Use a key of the table.");
            }
            made[static_cast<std::size_t>(found - table.keys.begin())] = read_cell(text, found->type_of, of.table + "[" + name + "]", graph_);
        }
        return made;
    }

    void check(scalar_value const& value, rate_table const& table, std::string const& name) const {
        if (!table.carrier || !std::holds_alternative<rational>(value)) return;
        source_map const sources;
        diagnostics sink;
        checked::interval const range{table.carrier->low, table.carrier->high, true, true};
        if (!checked::check_value(value, table.type_of, range, rational(1) / table.carrier->denominator, "a cell", {}, graph_, sink)) throw_found(sink, sources, name);
    }

    static std::size_t change_rows(checked::schedule& in, cell_change const& by) {
        std::size_t changed = 0;
        for (auto& row : in.rows) {
            bool fits = true;
            for (std::size_t k = 0; k < by.keys.size(); ++k) fits = fits && (!by.keys[k] || *by.keys[k] == row.keys[k]);
            if (!fits) continue;
            row.value = by.value;
            row.where = {};  // no file has it
            ++changed;
        }
        return changed;
    }

    static std::string said(std::vector<std::pair<std::string, std::string>> const& keys) {
        std::string text;
        for (auto const& [name, value] : keys) text += (text.empty() ? "" : ", ") + name + ": " + value;
        return text.empty() ? "any keys" : text;
    }

    checked::rule_graph& graph_;
    std::optional<date> known_on_;
};

}  // namespace

void lay_over_programme(overlay const& over, plan::inside& into) {
    if (over.parameters.empty() && over.cells.empty()) return;
    auto graph = std::make_unique<checked::rule_graph>(into.graph());
    programme_changer changer(*graph, into.settings.known_on);
    for (auto const& one : over.parameters) changer.change(one);
    for (std::size_t i = 0; i < over.cells.size();) {
        auto const& first = over.cells[i];
        auto next = i;
        while (next < over.cells.size() && over.cells[next].table == first.table && over.cells[next].from == first.from && over.cells[next].until == first.until && over.cells[next].reason == first.reason) ++next;
        changer.change(std::span(over.cells).subspan(i, next - i));
        i = next;
    }
    auto own = std::make_unique<cases::workspace::loaded_plan>();
    own->programme = graph.get();
    own->plan = into.loaded->plan;
    own->path = into.loaded->path;
    own->answered = std::move(graph);
    into.programme = std::make_shared<compiled const>(*own->programme);
    into.own = std::move(own);
    into.loaded = into.own.get();
}

}  // namespace carefare::engine
