// Section 4: literal, fact (and the rows that lead to it), parameter, option, reading.
#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::node_id;
using checked::none_value;
using checked::scalar_value;
using syntax::answer_state;

/// "literal | itself | - | `none`"
outcome evaluation::literal(checked::node const& n) {
    return outcome_of(graph_.constants[n.payload]);
}

/// The row that owns a row. Only a row without fate `used` can lack one; then it is needed as a fact is.
outcome evaluation::owner_of(node_id id, place const& at) {
    auto const child = graph_.children_of(id)[0];
    auto const from = evaluate(child, at);
    if (!is_value(from)) return from;
    auto const entity = entity_of(child);
    auto const owning = owner_row_of(entity, from.row);
    if (owning != no_row) return row_outcome(owning);
    auto const& owner = graph_.entities[graph_.entities[entity].owner].name;
    return pending_on(need{need::kind::fact, name_of(entity, owner), key_of(entity, from.row), {}});
}

/// A link that is absent is needed as a fact is; of a row set aside all links count as absent.
outcome evaluation::link_of(node_id id, place const& at) {
    auto const child = graph_.children_of(id)[0];
    auto const from = evaluate(child, at);
    if (!is_value(from)) return from;
    auto const entity = entity_of(child);
    auto const& source = row_at(entity, from.row);
    auto const which = graph_.nodes[id].payload;
    auto const target = is_used(entity, from.row)
                            ? in_.versions.of(graph_.entities[entity].links[which].to, source.links.at(which))
                            : no_row;
    if (target != no_row) return row_outcome(target);
    auto const& link = graph_.entities[entity].links[which];
    return pending_on(need{need::kind::fact, name_of(entity, link.name), source.key, {}});
}

/// "fact | as given | absent cell: needs the fact (a determination is named as one) | `absent: none` | a shared row set
/// aside: its facts count as absent"; "a used result that was pending is pending here, ... a fault a fault of the same code"
outcome evaluation::fact(node_id id, place const& at) {
    auto const from = evaluate(graph_.children_of(id)[0], at);
    if (!is_value(from)) return from;
    auto const which = graph_.nodes[id].payload;
    auto const& declared = graph_.facts[which];
    auto const& source = row_at(declared.owner, from.row);
    auto const given = source.facts.find(which);
    if (given != source.facts.end() && is_used(declared.owner, from.row)) return outcome_of(given->second);
    if (auto const open = source.open.find(which); open != source.open.end() && is_used(declared.owner, from.row)) {
        outcome told;
        told.is = open->second.is;
        told.needs = open->second.needs;
        told.fault_code = open->second.fault_code;
        told.fault_message = open->second.fault_message;
        return told;
    }
    if (declared.absent) return outcome_of(checked::constant_value{*declared.absent});
    auto const kind = declared.determination ? need::kind::determination : need::kind::fact;
    return pending_on(need{kind, name_of(declared.owner, declared.name), source.key, {}});
}

/// "parameter, option, reading | the entry that counts (section 6), an option clamped to a bound that says so | no
/// entry, a gap, an answer without value: needs it, with the reason"
outcome evaluation::slot(node_id id, place const& at) {
    reading_date when{std::nullopt, in_.known_on};
    if (graph_.nodes[id].child_count > 0) {
        auto const dated = evaluate(graph_.children_of(id)[0], at);
        if (!is_value(dated)) return dated;
        when.at = day_of(dated);
    }
    auto const which = graph_.nodes[id].payload;
    auto const& declared = graph_.slots[which];
    auto const& entries = entries_of(which);
    auto const chosen = choose_entry(entries, when);
    if (chosen.tie) return contradiction("two entries of '" + declared.name + "' take hold on one day");
    std::optional<outcome> clamped;
    auto result =
        chosen.gap ? pending_on(need_of_slot(declared, entries, chosen)) : outcome_of(*entries[*chosen.index].payload);
    if (is_value(result)) clamped = clamped_to_bound(declared, result, when);
    if (to_ != nullptr && chosen.index) {
        to_->on_entry(at.of.first, at.of.second, id, *chosen.index, when.at, clamped.has_value());
    }
    return clamped ? *clamped : result;
}

/// A run's own entries replace those of the plan (options) or of the programme (readings).
std::vector<checked::value_entry> const& evaluation::entries_of(checked::slot_id id) const {
    static std::vector<checked::value_entry> const nothing;
    auto const& declared = graph_.slots[id];
    switch (declared.kind) {
        case checked::slot_kind::parameter:
            return declared.entries;
        case checked::slot_kind::reading: {
            auto const set = in_.with.readings.find(id);
            return set != in_.with.readings.end() ? set->second : declared.entries;
        }
        case checked::slot_kind::option: {
            auto const set = in_.with.options.find(id);
            if (set != in_.with.options.end()) return set->second;
            auto const answered = in_.plan.answers.find(id);
            return answered != in_.plan.answers.end() ? answered->second : nothing;
        }
    }
    return nothing;
}

/// "a result that needs one is pending and names the option and the state"; "an option that the plan does not name is
/// `not stated`"
need evaluation::need_of_slot(checked::slot const& s, std::vector<checked::value_entry> const& entries,
                              chosen_entry const& chosen) const {
    if (s.kind == checked::slot_kind::parameter) return {need::kind::gap, s.name, {}, chosen.reason};
    if (s.kind == checked::slot_kind::reading) return {need::kind::reading, "reading." + s.name, {}, chosen.reason};
    auto const answer = [&](std::string words) {
        return need{need::kind::option, "option." + s.name, {}, std::move(words)};
    };
    if (entries.empty()) return answer("not stated");
    if (!chosen.index) return answer(chosen.reason);
    switch (entries[*chosen.index].state) {
        case answer_state::not_stated:
            return answer("not stated");
        case answer_state::details_missing:
            return answer("details missing");
        case answer_state::not_asked:
            return answer("not asked");
        case answer_state::determination:
            return answer("determination");
        case answer_state::stated:
        case answer_state::inferred:
        case answer_state::assumed:
            break;
    }
    return answer(chosen.reason);
}

/// "an answer outside the bound in force ... `clamp: yes`: then the nearest bound is the value". Empty if it stands as
/// it is.
std::optional<outcome> evaluation::clamped_to_bound(checked::slot const& s, outcome const& answer,
                                                    reading_date const& when) const {
    auto const limit = choose_entry(s.limits, when);
    if (limit.tie) return contradiction("two bounds of '" + s.name + "' take hold on one day");
    if (limit.gap) return std::nullopt;
    auto const& bound = *s.limits[*limit.index].payload;
    if (!bound.clamp || !bound.range) return std::nullopt;
    auto const& value = scalar_of(answer);
    auto const& low = bound.range->low;
    auto const& high = bound.range->high;
    if (low && is_less(value, *low)) return outcome_of(checked::constant_value{*low});
    if (high && is_less(*high, value)) return outcome_of(checked::constant_value{*high});
    return std::nullopt;
}

}  // namespace carefare::reference
