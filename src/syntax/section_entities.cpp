// entities: tables of rows, their owners and links.
#include <utility>

#include "syntax/section_readers.hpp"

namespace carefare::syntax {

namespace {

/// `to: provider`, or `to: { payee: provider }` where the link has a name of its own.
std::vector<link_syntax> read_links(yaml_node const& node, reader& in) {
    std::vector<link_syntax> result;
    if (node.is_scalar()) {
        if (auto name = read_name(node, name_form::simple, "'to'", in)) result.push_back({*name, *name});
        return result;
    }
    if (!expect_kind(node, yaml_kind::mapping, "'to'", in)) return result;
    for (auto const& entry : node.entries) {
        auto entity = read_name(entry.value, name_form::simple, "link " + in_quotes(entry.key.text), in);
        if (!check_name(entry.key, name_form::simple, "a link", in) || !entity) continue;
        result.push_back({{entry.key.text, entry.key.everything()}, std::move(*entity)});
    }
    return result;
}

}  // namespace

void read_entities(yaml_node const& section, programme_syntax& out, reader& in) {
    if (!expect_kind(section, yaml_kind::mapping, "'entities'", in)) return;
    for (auto const& entry : section.entries) {
        fields const row(entry, "entity", {"rows", "of", "to", "at_most", "complete_by", "at"}, in);
        if (!check_name(entry.key, name_form::simple, "an entity", in) || !row) continue;
        entity_syntax entity;
        entity.name = {entry.key.text, entry.key.everything()};
        entity.rows = row.need_name("rows", name_form::simple);
        entity.owner = row.some_name("of", name_form::simple);
        if (auto const* const links = row.find("to")) entity.links = read_links(*links, in);
        entity.at_most = row.count("at_most");
        entity.complete_by = row.expression("complete_by");
        entity.at = row.expression("at");
        out.entities.push_back(std::move(entity));
    }
}

}  // namespace carefare::syntax
