// entities: tables of rows, their owners and links, and how the engine makes rows of its own.
#include <algorithm>
#include <utility>

#include "syntax/grammar/characters.hpp"
#include "syntax/read_maker.hpp"
#include "syntax/read_order.hpp"
#include "syntax/read_sentence.hpp"
#include "syntax/section_readers.hpp"

namespace carefare::syntax {

namespace {

bool is_one_word(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return grammar::continues_name(c) || !grammar::is_ascii(c); });
}

/// `to: provider`, `to: { payee: provider }` where the link has a name of its own, or `to: { day: date(stay.from) }`
/// where it is found by key.
void read_links(yaml_node const& node, entity_syntax& out, reader& in) {
    if (node.is_scalar()) {
        if (auto name = read_name(node, name_form::simple, "'to'", in)) out.links.push_back({*name, *name});
        return;
    }
    if (!expect_kind(node, yaml_kind::mapping, "'to'", in)) return;
    for (auto const& entry : node.entries) {
        auto const what = "link " + in_quotes(entry.key.text);
        bool const is_name = check_name(entry.key, name_form::simple, "a link", in);
        auto const text = read_text(entry.value, what, in);
        if (!text || !is_name) continue;
        name_text name{entry.key.text, entry.key.everything()};
        if (is_one_word(text->value)) {
            auto entity = read_name(entry.value, name_form::simple, what, in);
            if (entity) out.links.push_back({std::move(name), std::move(*entity)});
        } else if (auto key = read_expr(entry.value, what, in)) {
            out.computed.emplace_back(std::move(name), std::move(*key));
        }
    }
}

/// Nobody names the other row for a row that is made: such a link is found by key.
void refuse_plain_links(entity_syntax const& entity, reader& in) {
    for (auto const& link : entity.links) {
        in.error(diagnostic_code::K017, link.entity.where,
                 "entity " + in_quotes(entity.name.value) + " is made by the engine, and nobody names its row of " +
                     in_quotes(link.entity.value),
                 "Write the key that finds the row: to: { " + link.entity.value + ": an expression }.");
    }
}

/// Which row a record supersedes, and which fact takes it back.
std::optional<versions_syntax> read_versions(yaml_node const& node, reader& in) {
    fields const row(node, node.where, "'versions'", {"by", "void"}, in);
    if (!row) return {};
    versions_syntax versions;
    versions.by = row.need_name("by", name_form::simple);
    versions.void_by = row.some_name("void", name_form::simple);
    return versions;
}

}  // namespace

void read_entities(yaml_node const& section, programme_syntax& out, reader& in) {
    if (!expect_kind(section, yaml_kind::mapping, "'entities'", in)) return;
    for (auto const& entry : section.entries) {
        fields const row(entry, "entity",
                         {"rows", "of", "to", "subset", "each", "group", "merge", "where", "by", "range", "gap",
                          "partial", "order", "at_most", "single", "complete_by", "at", "pay_by", "dated_by", "versions", "tell"},
                         in);
        if (!check_name(entry.key, name_form::simple, "an entity", in) || !row) continue;
        entity_syntax entity;
        entity.name = {entry.key.text, entry.key.everything()};
        entity.rows = row.need_name("rows", name_form::simple);
        entity.owner = row.some_name("of", name_form::simple);
        if (auto const* const links = row.find("to")) read_links(*links, entity, in);
        entity.maker = read_maker(row, in);
        if (entity.maker) refuse_plain_links(entity, in);
        if (auto const* const order = row.find("order")) entity.order = read_order(*order, in);
        entity.dated_by = row.some_name("dated_by", name_form::simple);
        if (auto const* const versions = row.find("versions")) entity.versions = read_versions(*versions, in);
        entity.at_most = row.count("at_most");
        if (row.has("single")) {
            row.exclude("of", "single", "Leave it out: the one row of a table belongs to no other.");
            entity.single = row.yes("single");
        }
        entity.complete_by = row.expression("complete_by");
        entity.at = row.expression("at");
        if (auto const* const tell = row.find("tell")) entity.tell = read_sentence(*tell, in);
        entity.pay_by = row.expression("pay_by");
        out.entities.push_back(std::move(entity));
    }
}

}  // namespace carefare::syntax
