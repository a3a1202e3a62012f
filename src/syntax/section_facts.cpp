// facts: what a host tells about the rows of an entity.
#include <utility>

#include "syntax/read_value.hpp"
#include "syntax/section_readers.hpp"

namespace carefare::syntax {

void read_facts(yaml_node const& section, programme_syntax& out, reader& in) {
    if (!expect_kind(section, yaml_kind::mapping, "'facts'", in)) return;
    for (auto const& entry : section.entries) {
        fields const row(entry, "fact", {"type", "range", "step", "absent", "determination", "ask", "label", "cite"},
                         in);
        if (!check_name(entry.key, name_form::dotted, "a fact", in) || !row) continue;
        auto name = split_owner(entry.key);
        if (name.entity.value.empty()) {
            in.error(diagnostic_code::K007, entry.key.everything(),
                     "fact " + in_quotes(entry.key.text) + " has no entity",
                     "Put the name of its entity and a dot before it.");
            continue;
        }
        fact_syntax fact;
        fact.entity = std::move(name.entity);
        fact.name = std::move(name.name);
        fact.type = row.need_text("type");
        fact.range = row.expression("range");
        fact.step = row.expression("step");
        if (auto const* const absent = row.find("absent")) {
            fact.absent_is_none = absent->is_scalar() && absent->text.text == "none";
            bool const is_pending = absent->is_scalar() && absent->text.text == "pending";
            if (!fact.absent_is_none && !is_pending) fact.absent_value = row.value("absent");
        }
        fact.determination = row.yes("determination");
        fact.ask = row.text("ask");
        fact.label = row.text("label");
        fact.cite = row.text("cite");
        out.facts.push_back(std::move(fact));
    }
}

owned_name split_owner(located_text const& key) {
    auto const size = static_cast<std::uint32_t>(key.text.size());
    auto const dot = key.text.find('.');
    if (dot == std::string::npos) return {{}, {key.text, key.everything()}};
    auto const end = static_cast<std::uint32_t>(dot);
    return {{key.text.substr(0, dot), key.locate({0, end})}, {key.text.substr(dot + 1), key.locate({end + 1, size})}};
}

}  // namespace carefare::syntax
