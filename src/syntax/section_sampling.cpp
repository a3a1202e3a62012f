// sampling: how the rows of a made-up caseload are drawn.
#include <utility>

#include "syntax/read_recipe.hpp"
#include "syntax/section_readers.hpp"

namespace carefare::syntax {

namespace {

sampled_table_syntax read_table(yaml_entry const& entry, fields const& row, reader& in) {
    sampled_table_syntax table;
    table.entity = {entry.key.text, entry.key.everything()};
    table.key = row.need_name("key", name_form::simple);
    if (auto const* const rows = row.find("rows")) table.rows = read_recipe(*rows, "'rows'", in);
    table.shared_by = row.count("shared_by");
    row.require_beside("shared_by", {"rows"});
    table.traits = read_recipes(row, "traits", in);
    table.links = read_recipes(row, "links", in);
    table.facts = read_recipes(row, "facts", in);
    return table;
}

void read_pattern_entry(yaml_node const& node, std::string const& what, pattern_syntax& out, reader& in) {
    fields const row(node, node.where, "an entry of " + what, {"on", "from", "to"}, in);
    if (!row) return;
    pattern_entry_syntax entry;
    if (auto const* const on = row.need("on")) entry.on = read_texts(*on, "'on'", in);
    for (auto const& [key, into] : {std::pair{"from", &entry.from}, std::pair{"to", &entry.to}}) {
        auto const* const clock = row.need(key);
        if (clock != nullptr && read_text(*clock, in_quotes(key), in)) *into = clock->text;
    }
    out.entries.push_back(std::move(entry));
}

std::vector<pattern_syntax> read_patterns(fields const& layout, reader& in) {
    std::vector<pattern_syntax> result;
    auto const* const node = layout.need("patterns");
    if (node == nullptr || !expect_kind(*node, yaml_kind::mapping, "'patterns'", in)) return result;
    for (auto const& entry : node->entries) {
        auto const what = "pattern " + in_quotes(entry.key.text);
        if (!expect_kind(entry.value, yaml_kind::sequence, what, in)) continue;
        pattern_syntax pattern{{entry.key.text, entry.key.everything()}, {}};
        if (entry.value.items.empty()) in.error(diagnostic_code::K004, entry.value.where, what + " is an empty list", "Write days and clock times.");
        for (auto const& item : entry.value.items)
            read_pattern_entry(item, what, pattern, in);
        result.push_back(std::move(pattern));
    }
    return result;
}

laid_part_syntax read_part(yaml_node const& node, std::string_view key, fields::keys const& known, reader& in) {
    laid_part_syntax part;
    part.where = node.where;
    fields const row(node, node.where, in_quotes(key), known, in);
    if (!row) return part;
    part.table = row.need_name("table", name_form::simple);
    if (key == "missed") {
        part.on = row.need_name("on", name_form::simple);
        if (auto const* const chance = row.need("per_1000")) part.chance = read_recipe(*chance, "'per_1000'", in);
        return part;
    }
    part.from = row.need_name("from", name_form::simple);
    part.to = row.need_name("to", name_form::simple);
    for (auto const& [shift, into] : {std::pair{"from_shift", &part.from_shift}, std::pair{"to_shift", &part.to_shift}}) {
        auto const* const minutes = row.find(shift);
        auto const range = minutes == nullptr ? std::nullopt : read_whole_range(*minutes, in_quotes(shift), in);
        if (range) *into = *range;
    }
    return part;
}

layout_syntax read_layout(yaml_entry const& entry, fields const& row, reader& in) {
    layout_syntax layout;
    layout.entity = {entry.key.text, entry.key.everything()};
    layout.pattern = row.need_name("pattern", name_form::simple);
    layout.over = row.need_name("over", name_form::simple);
    layout.patterns = read_patterns(row, in);
    if (auto const* const node = row.need("planned")) layout.planned = read_part(*node, "planned", {"table", "from", "to"}, in);
    if (auto const* const node = row.need("held")) {
        layout.held = read_part(*node, "held", {"table", "from", "to", "from_shift", "to_shift"}, in);
    }
    if (auto const* const node = row.find("missed")) layout.missed = read_part(*node, "missed", {"table", "on", "per_1000"}, in);
    return layout;
}

}  // namespace

void read_sampling(yaml_node const& section, programme_syntax& out, reader& in) {
    fields const block(section, section.where, "'sampling'", {"span", "tables", "layouts"}, in);
    if (!block) return;
    if (out.sampling) {
        report_twice({"sampling", section.where}, out.sampling->where, "this programme", in);
        return;
    }
    sampling_syntax sampling;
    sampling.where = section.where;
    if (auto const* const node = block.need("span")) {
        fields const span(*node, node->where, "'span'", {"from", "to"}, in);
        if (auto const* const from = span.need("from")) sampling.from = read_moment(*from, "'from'", in);
        if (auto const* const to = span.need("to")) sampling.to = read_moment(*to, "'to'", in);
    }
    auto const* const tables = block.need("tables");
    if (tables != nullptr && expect_kind(*tables, yaml_kind::mapping, "'tables'", in)) {
        for (auto const& entry : tables->entries) {
            fields const row(entry, "table", {"key", "rows", "shared_by", "traits", "links", "facts"}, in);
            if (check_name(entry.key, name_form::simple, "a table", in) && row) sampling.tables.push_back(read_table(entry, row, in));
        }
    }
    auto const* const layouts = block.find("layouts");
    if (layouts != nullptr && expect_kind(*layouts, yaml_kind::mapping, "'layouts'", in)) {
        for (auto const& entry : layouts->entries) {
            fields const row(entry, "layout", {"pattern", "over", "patterns", "planned", "held", "missed"}, in);
            if (check_name(entry.key, name_form::simple, "a layout", in) && row) sampling.layouts.push_back(read_layout(entry, row, in));
        }
    }
    out.sampling = std::move(sampling);
}

}  // namespace carefare::syntax
