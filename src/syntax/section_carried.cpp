// carried: the rows that a run hands to the next.
#include <utility>

#include "syntax/section_readers.hpp"

namespace carefare::syntax {

void read_carried(yaml_node const& section, programme_syntax& out, reader& in) {
    if (!expect_kind(section, yaml_kind::mapping, "'carried'", in)) return;
    for (auto const& entry : section.entries) {
        fields const row(entry, "carried table", {"from", "facts"}, in);
        if (!check_name(entry.key, name_form::simple, "a carried table", in) || !row) continue;
        carried_syntax table;
        table.into = {entry.key.text, entry.key.everything()};
        table.where = table.into.where;
        table.from = row.need_name("from", name_form::simple);
        auto const* const facts = row.need("facts");
        if (facts == nullptr || !expect_kind(*facts, yaml_kind::mapping, "'facts'", in)) continue;
        for (auto const& fact : facts->entries) {
            auto value = read_expr(fact.value, "fact " + in_quotes(fact.key.text), in);
            if (!check_name(fact.key, name_form::simple, "a fact", in) || !value) continue;
            table.facts.emplace_back(name_text{fact.key.text, fact.key.everything()}, std::move(*value));
        }
        out.carried.push_back(std::move(table));
    }
}

}  // namespace carefare::syntax
