// What is missing, as results name it.
#include "bind/eras.hpp"
#include "eval/needs.hpp"

namespace carefare::eval {

using reference::need;

std::string needs_walk::name_of(checked::entity_id e, std::string const& member) const {
    return e == checked::no_id ? member : graph_.entities[e].name + "." + member;
}

need needs_walk::named(missing const& what) const {
    auto const& tables = machine_.rows();
    auto const& with = machine_.with();
    auto const day = [&]() -> std::optional<std::int32_t> {
        if (what.row >= with.starts.size()) return std::nullopt;
        return bind::day_in(with.starts[what.row]);
    };
    switch (what.what) {
        case missing::kind::fact: {
            auto const& fact = graph_.facts[what.id];
            return {fact.determination ? need::kind::determination : need::kind::fact, name_of(fact.owner, fact.name),
                    tables.key_of(fact.owner, what.row), {}};
        }
        case missing::kind::owner:
            return {need::kind::fact, name_of(what.in, graph_.entities[graph_.entities[what.in].owner].name), tables.key_of(what.in, what.row), {}};
        case missing::kind::link:
            return {need::kind::fact, name_of(what.in, graph_.entities[what.in].links[what.id].name), tables.key_of(what.in, what.row), {}};
        case missing::kind::complete_rows: {
            // The fact that says it, of the row that has it; or the rows, of their owner.
            auto const& rows = graph_.entities[what.in];
            need made{need::kind::completeness, rows.rows, tables.key_of(rows.owner, what.row), "complete rows of " + rows.rows};
            auto const* said = &program_.code[made_by_[what.id]];
            auto holder = what.row;
            if (graph_.nodes[*rows.complete_by].what != checked::op::fact) return made;
            auto const& fact = graph_.facts[graph_.nodes[*rows.complete_by].payload];
            if (said->what == program::code::gather) holder = static_cast<row_number>(value(said->operands[0], what.row));
            made.name = name_of(fact.owner, fact.name);
            made.row_key = tables.key_of(fact.owner, holder);
            return made;
        }
        case missing::kind::slot: {
            auto const& slot = graph_.slots[what.id];
            auto const found = with.slot_gaps.find({what.id, what.row});
            auto const reason = found == with.slot_gaps.end() ? std::string() : found->second;
            switch (slot.kind) {
                case checked::slot_kind::parameter: return {need::kind::gap, slot.name, {}, reason};
                case checked::slot_kind::reading: return {need::kind::reading, "reading." + slot.name, {}, reason};
                case checked::slot_kind::option: return {need::kind::option, "option." + slot.name, {}, reason};
            }
            return {};
        }
        case missing::kind::version: {
            auto const& rule = graph_.rules[what.id];
            auto const name = name_of(rule.owner, rule.name);
            if (rule.hook && rule.versions.empty()) return {need::kind::hook, name, {}, "not stated"};
            return {rule.hook ? need::kind::hook : need::kind::gap, name, {}, bind::why_unknown(rule.versions, day(), with.known_on)};
        }
        case missing::kind::schedule: {
            auto const& table = graph_.tables[what.id];
            return {need::kind::gap, table.name, {}, bind::why_unknown(table.entries, day(), with.known_on)};
        }
        case missing::kind::cell: {
            auto const& table = graph_.tables[what.id];
            auto const entry = bind::entry_on(table.entries, day(), with.known_on);
            return {need::kind::gap, table.name, {}, table.entries[*entry.index].payload->partial};
        }
    }
    return {};
}

}  // namespace carefare::eval
