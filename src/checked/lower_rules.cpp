// Rules: the date they count at, and the value of each version or the allocation.
#include "checked/lower_makers.hpp"

namespace carefare::checked {

namespace {

/// The rule's own date, else its entity's. What the date itself reads is read at the entity's date.
read_date lower_date(builder& b, broken_declarations const& broken, rule_id id) {
    rule const& r = b.graph.rules[id];
    read_date const of_entity = date_of_entity(b, broken, r.owner);
    auto const& as_of = b.rule_syntax[id]->as_of;
    if (!as_of) return of_entity;
    std::string const subject =
        "'as_of' of the " + std::string(r.hook ? "hook " : "rule ") + quoted(b.graph.full_name(r));
    lower_context context{b, broken, r.owner, subject, of_entity, false};
    auto const made = lowering(context, *as_of).lower_as(simple(scalar::date), subject);
    if (made == no_id) return {read_date::state::broken, no_id};
    b.graph.rules[id].as_of = made;
    return {read_date::state::given, made};
}

void lower_rule(builder& b, broken_declarations const& broken, rule_id id) {
    auto const& written = *b.rule_syntax[id];
    rule& r = b.graph.rules[id];
    if (r.owner == no_id && !written.entity.value.empty()) return;  // an entity that there is not: reported
    read_date const date = lower_date(b, broken, id);
    lower_context context{b, broken, r.owner, (r.hook ? "hook " : "rule ") + quoted(b.graph.full_name(r)), date, false};
    if (r.hook && date.is == read_date::state::missing) {
        b.error(diagnostic_code::T025, r.where,
                context.subject + " is answered from a day on, but does not say which date counts",
                "Write at: with a date at the entity " + quoted(b.graph.entities[r.owner].name) + ", or as_of: at the hook.");
        return;
    }
    if (has_dates(r.versions) && date.is == read_date::state::missing) {
        b.error(diagnostic_code::T025, r.where, context.subject + " has versions, but does not say which date counts",
                r.owner == no_id ? "Write as_of: with a date at the rule."
                                 : "Write at: with a date at the entity " + quoted(b.graph.entities[r.owner].name) +
                                       ", or as_of: at the rule.");
        context.date_reported = true;
    }
    if (written.allocate) {
        if (broken.rules.contains(id)) return;
        auto made = lower_allocation(context, *written.allocate, b.graph.rules[id].type_of);
        if (!made) return;
        b.graph.rules[id].allocate = static_cast<std::uint32_t>(b.graph.allocations.size());
        b.graph.allocations.push_back(std::move(*made));
        return;
    }
    for (std::size_t i = 0; i < written.versions.size() && i < b.graph.rules[id].versions.size(); ++i) {
        auto const& version = written.versions[i];
        node_id value = no_id;
        // Without a declared type the value is lowered all the same, for the mistakes inside it.
        if (version.value && broken.rules.contains(id)) {
            static_cast<void>(lowering(context, *version.value).lower());
        } else if (version.value) {
            value = lowering(context, *version.value).lower_as(b.graph.rules[id].type_of, context.subject);
        } else if (version.table && !broken.rules.contains(id)) {
            citation const cite = b.graph.rules[id].versions[i].cite;
            value = lower_decision(context, *version.table, b.graph.rules[id].type_of, cite);
        }
        if (value != no_id) b.graph.rules[id].versions[i].payload = value;
    }
}

}  // namespace

void lower_rules(builder& b) {
    auto const broken = find_broken_declarations(b);
    for (rule_id id = 0; id < b.graph.rules.size(); ++id)
        lower_rule(b, broken, id);
}

}  // namespace carefare::checked
