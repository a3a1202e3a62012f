// Rate tables: the type of a cell, the keys, the unit a key decides, and whether a lookup can be none.
#include <algorithm>
#include <string>
#include <utility>

#include "checked/builder.hpp"
#include "checked/declare.hpp"
#include "checked/intervals.hpp"
#include "checked/rate_domains.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

bool declare_keys(builder& b, syntax::table_syntax const& declared, rate_table& table) {
    bool fits = true;
    for (auto const& [name, type_text] : declared.key_types) {
        auto const found = read_type(type_text, b);
        bool const is_count =
            found && found->kind == scalar::number && found->measure.is_plain() && !found->percent && !found->optional;
        if (found && found->kind != scalar::word && !is_count) {
            b.error(diagnostic_code::M010, type_text.where,
                    "the key " + quoted(name.value) + " has the type " + b.graph.to_string(*found),
                    "Use a value list or 'number' for whole numbers: only these can be keys.");
        }
        if (!found || (found->kind != scalar::word && !is_count)) fits = false;
        table.keys.push_back({name.value, found.value_or(type{}), {}});
    }
    return fits;
}

void wrong_unit(builder& b, location const& where, std::string message, std::string advice) {
    b.error(diagnostic_code::M017, where, std::move(message), std::move(advice));
}

/// The words that stand in a block of any schedule, as text.
std::vector<syntax::name_text> words_of_blocks(syntax::table_syntax const& declared, std::string const& key) {
    std::vector<syntax::name_text> result;
    for (auto const& entry : declared.entries) {
        for (auto const& block : entry.blocks) {
            for (auto const& domain : block) {
                if (domain.name.value == key) result.insert(result.end(), domain.words.begin(), domain.words.end());
            }
        }
    }
    return result;
}

void declare_units(builder& b, syntax::table_syntax const& declared, rate_table& table) {
    if (!declared.unit_by) {
        if (!declared.units.empty()) {
            wrong_unit(b, declared.units.front().first.where, "the table lists units, but no key decides the unit",
                       "Name the key with 'unit_by', or take 'units' away.");
        }
        return;
    }
    auto const& name = *declared.unit_by;
    std::vector<std::string> known;
    for (auto const& key : table.keys)
        known.push_back(key.name);
    auto const found = std::find(known.begin(), known.end(), name.value);
    if (found == known.end()) {
        b.error(diagnostic_code::M009, name.where, "the table has no key " + quoted(name.value),
                did_you_mean(name.value, known, "Name one of its keys."));
        return;
    }
    auto const index = static_cast<std::uint32_t>(found - known.begin());
    auto const& key = table.keys[index].type_of;
    if (key.kind != scalar::word || key.optional || table.type_of.kind != scalar::number || table.type_of.percent) {
        wrong_unit(b, name.where,
                   "the key " + quoted(name.value) + " of type " + b.graph.to_string(key) +
                       " cannot decide the unit of " + b.graph.to_string(table.type_of),
                   "Let a key of words that is never none decide the unit of a number.");
        return;
    }
    auto const& list = b.graph.word_lists[key.words];
    table.unit_by = index;
    table.units_of_words.resize(list.words.size());
    for (auto const& [word_text, unit_text] : declared.units) {
        auto const measured = read_type(unit_text, b);
        auto const item = find_word(list, word_text.value);
        if (!item) {
            b.error(diagnostic_code::F006, word_text.where,
                    quoted(word_text.value) + " is no word of " + quoted(list.name),
                    did_you_mean(word_text.value, list.words, how_to_write(key, b.graph)));
        } else if (measured &&
                   (measured->kind != scalar::number || measured->measure.is_plain() || measured->optional)) {
            wrong_unit(b, unit_text.where, quoted(unit_text.value) + " is no unit", "Name a unit such as week.");
        }
        if (item) table.units_of_words[item->index] = measured ? measured->measure : unit{{{unit_unit, 1}}};
    }
    for (auto const& used : words_of_blocks(declared, name.value)) {
        auto const item = find_word(list, used.value);
        if (!item || table.units_of_words[item->index]) continue;
        wrong_unit(b, used.where,
                   "'units' of the table " + quoted(table.name) + " has no unit for " + quoted(used.value),
                   "Add it, such as " + used.value + ": week.");
        return;
    }
}

/// A range of whole numbers that all blocks of all schedules have for this key; empty if they differ.
std::optional<interval> common_range(rate_table const& table, std::size_t key) {
    std::optional<interval> common;
    for (auto const& entry : table.entries) {
        if (!entry.payload) continue;
        for (auto const& block : entry.payload->blocks) {
            auto const& range = block[key].range;
            if (!range || !range->low || !range->high || !range->low_closed || !range->high_closed) return std::nullopt;
            if (common && (*common->low != *range->low || *common->high != *range->high)) return std::nullopt;
            common = *range;
        }
    }
    return common;
}

}  // namespace

bool lookup_can_be_none(rate_table const& table, rule_graph const& graph) {
    rational all = 1;
    for (auto const& key : table.keys) {
        if (key.type_of.kind != scalar::word) {
            if (!key.range) return true;
            all *= std::get<rational>(*key.range->high) - std::get<rational>(*key.range->low) + rational(1);
            continue;
        }
        auto const words = graph.word_lists[key.type_of.words].words.size();
        all *= rational(static_cast<std::int64_t>(words + (key.type_of.optional ? 1 : 0)));
    }
    for (auto const& entry : table.entries) {
        if (!entry.payload) continue;
        auto const& content = *entry.payload;
        rational in_blocks = 0;
        for (auto const& block : content.blocks)
            in_blocks += size_of(block);
        if (in_blocks != all || content.exceptions_by != no_id) return true;
        auto const& rows = content.rows;
        if (std::any_of(rows.begin(), rows.end(),
                        [](table_row const& row) { return std::holds_alternative<none_value>(row.value); })) {
            return true;
        }
    }
    return false;
}

void declare_tables(builder& b) {
    for (auto const& declared : b.programme.tables) {
        rate_table table;
        table.name = declared.name.value;
        table.where = declared.name.where;
        table.label = declared.label.value;
        table.cite = to_citation(declared.cite);
        auto const what = "table " + quoted(table.name);
        require_citation(table.cite, !declared.entries.empty(), what, table.where, b.sink);
        bool fits = declare_keys(b, declared, table);
        if (auto const found = read_type(declared.type, b)) {
            table.type_of = *found;
            auto frame = read_frame(table.type_of, declared.range, declared.step, what, table.where, b.graph, b.sink);
            table.range = std::move(frame.range);
            table.step = std::move(frame.step);
            table.carrier = std::move(frame.bounds);
            if (declared.carrier) {
                auto carrier =
                    read_carrier(*declared.carrier, table.type_of, table.range, table.step, what, b.graph, b.sink);
                if (carrier) table.carrier = std::move(carrier);
            }
        } else {
            fits = false;
        }
        if (fits) {
            declare_units(b, declared, table);
            declare_schedules(b, declared, table);
            for (std::size_t k = 0; k < table.keys.size(); ++k) {
                if (table.keys[k].type_of.kind == scalar::number) table.keys[k].range = common_range(table, k);
            }
            if (lookup_can_be_none(table, b.graph)) table.type_of.optional = true;
        }
        if (table.cite.text.empty() && !table.entries.empty()) table.cite = table.entries.front().cite;
        b.graph.tables.push_back(std::move(table));
    }
}

}  // namespace carefare::checked
