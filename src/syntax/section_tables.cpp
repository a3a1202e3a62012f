// tables: published schedules whose cells stand in CSV files, and the domains of their keys.
#include <algorithm>
#include <utility>

#include "syntax/read_timeline.hpp"
#include "syntax/read_value.hpp"
#include "syntax/section_readers.hpp"

namespace carefare::syntax {

namespace {

using named_texts = std::vector<std::pair<name_text, name_text>>;

/// The domain of one key: a list of words, a range, or { column, words | range }.
table_key_syntax read_domain(yaml_entry const& entry, reader& in) {
    auto const& node = entry.value;
    table_key_syntax key;
    key.name = {entry.key.text, entry.key.everything()};
    key.column = key.name;
    auto const what = "key " + in_quotes(entry.key.text);
    if (node.is_sequence()) {
        key.words = read_words(node, what, true, in);
    } else if (node.is_scalar()) {
        key.range = read_expr(node, what, in);
    } else {
        fields const domain(entry, "key", {"column", "words", "range"}, in);
        if (auto column = domain.some_text("column")) key.column = std::move(*column);
        auto const given = domain.one_of({"words", "range"}, true);
        if (given == "range") key.range = domain.expression("range");
        if (auto const* const words = given == "words" ? domain.find("words") : nullptr) {
            key.words = read_words(*words, "'words'", true, in);
        }
    }
    return key;
}

/// One block: the domains of all keys of the table.
std::vector<table_key_syntax> read_block(yaml_node const& node, table_syntax const& table, reader& in) {
    std::vector<std::string_view> names;
    for (auto const& key : table.key_types)
        names.push_back(key.first.value);
    std::vector<table_key_syntax> block;
    fields const given(node, node.where, "a block of table " + in_quotes(table.name.value), names, in);
    if (!given) return block;
    for (auto const name : names)
        static_cast<void>(given.need(name));
    for (auto const& entry : node.entries) {
        bool const is_known = std::find(names.begin(), names.end(), entry.key.text) != names.end();
        if (is_known && entry.value.kind != yaml_kind::null) block.push_back(read_domain(entry, in));
    }
    return block;
}

void read_blocks(fields const& entry, table_syntax const& table, table_entry_syntax& out, reader& in) {
    auto const given = entry.one_of({"keys", "blocks"}, true);
    auto const* const node = given.empty() ? nullptr : entry.find(given);
    if (node == nullptr) return;
    if (given == "keys") {
        out.blocks.push_back(read_block(*node, table, in));
    } else {
        for_each_item(*node, "'blocks'", in,
                      [&](yaml_node const& item) { out.blocks.push_back(read_block(item, table, in)); });
    }
}

void read_file(fields const& entry, table_syntax const& table, table_entry_syntax& out, reader& in) {
    out.file = entry.need_text("file");
    if (!check_path_below(out.file, in)) out.file = {};
    out.column = entry.need_text("column");
    out.from_column = entry.some_text("from_column");
    out.until_column = entry.some_text("until_column");
    read_blocks(entry, table, out, in);
    if (auto key = entry.some_name("exceptions_by", name_form::simple)) out.exceptions_by = std::move(key);
    if (auto const* const remarks = entry.find("remarks")) out.remarks = read_texts(*remarks, "'remarks'", in);
    out.partial = entry.some_text("partial");
}

table_entry_syntax read_entry(yaml_node const& item, table_syntax const& table, reader& in) {
    table_entry_syntax out;
    out.where = item.where;
    fields const entry(item, item.where, "a schedule of table " + in_quotes(table.name.value),
                       {"from", "until", "known", "value", "reason", "file", "column", "from_column", "until_column",
                        "keys", "blocks", "exceptions_by", "remarks", "partial", "cite"},
                       in);
    if (!entry) return out;
    auto const dated_by = entry.one_of({"from", "from_column"}, true);
    read_dates(entry, out, false);
    if (dated_by == "from") entry.exclude("until_column", "from", "Write 'until', or 'from_column' beside it.");
    if (dated_by == "from_column") entry.exclude("until", "from_column", "Write 'until_column', or 'from' beside it.");
    out.cite = entry.text("cite");
    if (entry.one_of({"file", "value"}, true) == "file") {
        entry.exclude("reason", "file", "Leave it out: only 'value: not known' has a reason.");
        read_file(entry, table, out, in);
        return out;
    }
    for (auto const key :
         {"column", "from_column", "until_column", "keys", "blocks", "exceptions_by", "remarks", "partial"}) {
        entry.exclude(key, "value", "Leave it out: a schedule that is not known has no cells.");
    }
    read_not_known(entry, out, in);
    if (auto const* const value = entry.find("value"); value != nullptr && !out.not_known) {
        in.error(diagnostic_code::K003, value->where, "a schedule has a file of cells, no single value",
                 "Write 'file:', or 'value: not known' with a reason.");
    }
    return out;
}

/// Keys or words with a name beside each: { group: rate_group }, { weekly: week }.
named_texts read_pairs(fields const& row, std::string_view key, bool keys_are_names, reader& in) {
    named_texts result;
    auto const* const node = row.find(key);
    if (node == nullptr || !expect_kind(*node, yaml_kind::mapping, in_quotes(key), in)) return result;
    if (node->entries.empty()) {
        in.error(diagnostic_code::K004, node->where, in_quotes(key) + " is an empty mapping",
                 "Write at least one entry.");
    }
    for (auto const& entry : node->entries) {
        auto value = read_text(entry.value, in_quotes(entry.key.text), in);
        if (keys_are_names && !check_name(entry.key, name_form::simple, "a key", in)) continue;
        if (value) result.push_back({{entry.key.text, entry.key.everything()}, std::move(*value)});
    }
    return result;
}

}  // namespace

void read_tables(yaml_node const& section, programme_syntax& out, reader& in) {
    if (!expect_kind(section, yaml_kind::mapping, "'tables'", in)) return;
    for (auto const& entry : section.entries) {
        fields const row(entry, "table",
                         {"type", "cite", "range", "carrier", "step", "keys", "unit_by", "units", "entries", "label"},
                         in);
        if (!check_name(entry.key, name_form::dotted, "a table", in) || !row) continue;
        table_syntax table;
        table.name = {entry.key.text, entry.key.everything()};
        table.type = row.need_text("type");
        static_cast<void>(row.need("keys"));
        table.key_types = read_pairs(row, "keys", true, in);
        table.range = row.expression("range");
        table.carrier = row.expression("carrier");
        table.step = row.expression("step");
        table.unit_by = row.some_name("unit_by", name_form::simple);
        if (table.unit_by) static_cast<void>(row.need("units"));
        table.units = read_pairs(row, "units", false, in);
        if (auto const* const entries = row.need("entries")) {
            for_each_item(*entries, "'entries'", in,
                          [&](yaml_node const& item) { table.entries.push_back(read_entry(item, table, in)); });
        }
        table.label = row.text("label");
        table.cite = row.text("cite");
        out.tables.push_back(std::move(table));
    }
}

}  // namespace carefare::syntax
