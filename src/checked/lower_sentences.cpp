// Sentences for letters: what stands between their braces, and when they are said. A sentence is read by people alone,
// so that it may name any value or row, and what reads its own rule, too.
#include <optional>

#include "checked/lower_makers.hpp"

namespace carefare::checked {

namespace {

std::optional<sentence> lower_sentence(lower_context& context, syntax::sentence_syntax const& written) {
    sentence made;
    made.cite = {written.cite.value, written.cite.where};
    made.where = written.where;
    bool good = true;
    if (written.when) {
        made.when = lowering(context, *written.when).lower_condition("'when'");
        good = *made.when != no_id;
    }
    for (auto const& part : written.parts) {
        sentence_part out{part.text, {}, part.name};
        if (part.what) {
            auto const value = lowering(context, *part.what).lower();
            good = value && good;
            if (value) out.what = value->node;
        }
        made.parts.push_back(std::move(out));
    }
    if (!good) return {};
    return made;
}

}  // namespace

void lower_sentences(builder& b) {
    auto const broken = find_broken_declarations(b);
    for (entity_id id = 0; id < b.graph.entities.size(); ++id) {
        auto const& written = b.entity_syntax[id]->tell;
        if (!written) continue;
        std::string const subject = "'tell' of the entity " + quoted(b.graph.entities[id].name);
        lower_context context{b, broken, id, subject, date_of_entity(b, broken, id), false};
        auto made = lower_sentence(context, *written);
        b.graph.entities[id].tell = std::move(made);
    }
    for (rule_id id = 0; id < b.graph.rules.size(); ++id) {
        rule const& r = b.graph.rules[id];
        auto const& all = b.rule_syntax[id]->tell;
        if (all.empty() || (r.owner == no_id && !b.rule_syntax[id]->entity.value.empty())) continue;
        read_date const date =
            r.as_of ? read_date{read_date::state::given, *r.as_of} : date_of_entity(b, broken, r.owner);
        lower_context context{b, broken, r.owner, "'tell' of the rule " + quoted(b.graph.full_name(r)), date, false};
        for (auto const& written : all) {
            if (auto made = lower_sentence(context, written)) b.graph.rules[id].tell.push_back(std::move(*made));
        }
    }
}

}  // namespace carefare::checked
