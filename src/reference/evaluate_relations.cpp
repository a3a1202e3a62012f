// Section 12: how rows reach others. Tables of an owner, rows of a group, rows that link to a row, any chain of these;
// fields of made rows, the group and the base of a row, computed links.
#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::entity_id;
using checked::maker_kind;
using checked::no_id;
using checked::node_id;

std::string const& evaluation::key_of(entity_id e, row_index r) const {
    return is_made(e) ? in_.made.at(e, r).key : row_at(e, r).key;
}

row_index evaluation::owner_row_of(entity_id e, row_index r) const {
    if (is_made(e)) return in_.made.at(e, r).owner;
    auto const owner = graph_.entities[e].owner;
    return owner == no_id ? no_row : in_.versions.of(owner, row_at(e, r).owner);
}

row_index evaluation::row_above(entity_id e, row_index r, entity_id above) const {
    while (e != above) {
        if (e == no_id || r == no_row) return no_row;
        r = owner_row_of(e, r);
        e = graph_.entities[e].owner;
    }
    return r;
}

/// The nearest entity that owns both, however far; no_id if there is none.
entity_id evaluation::common_owner(entity_id a, entity_id b) const {
    for (auto above = graph_.entities[a].owner; above != no_id; above = graph_.entities[above].owner) {
        for (auto other = graph_.entities[b].owner; other != no_id; other = graph_.entities[other].owner) {
            if (above == other) return above;
            if (other == graph_.entities[other].owner) break;
        }
        if (above == graph_.entities[above].owner) break;
    }
    return no_id;
}

/// What belongs to an incomplete group is incomplete.
bool evaluation::is_incomplete_row(entity_id e, row_index r) const {
    while (e != no_id && r != no_row) {
        if (is_made(e)) {
            auto const& made = in_.made.at(e, r);
            if (made.incomplete) return true;
            if (made.base != no_row && is_incomplete_row(graph_.entities[e].made.source, made.base)) return true;
        }
        r = owner_row_of(e, r);
        e = graph_.entities[e].owner;
    }
    return false;
}

std::optional<evaluation::entity_row> evaluation::outside_row(entity_id e, row_index r) const {
    while (e != no_id && r != no_row) {
        if (is_made(e)) {
            auto const& made = in_.made.at(e, r);
            if (made.outside) return entity_row{e, r};
            if (made.base != no_row) {
                if (auto const base = outside_row(graph_.entities[e].made.source, made.base)) return base;
            }
        }
        r = owner_row_of(e, r);
        e = graph_.entities[e].owner;
    }
    return std::nullopt;
}

/// "An entity several levels down is reached through its owners": level by level, so each level must be complete and
/// decided.
evaluation::reached evaluation::reach(entity_id from, row_index r, entity_id items, place const& at) {
    reached all{{r}, {}};
    auto level = from;
    for (auto const& step : in_.owned.way(from, items)) {
        std::vector<row_index> next;
        for (auto const here : all.rows) {
            auto const found = step.how == relation_step::kind::owned     ? rows_owned(step.to, here, at)
                               : step.how == relation_step::kind::grouped ? rows_of_group(level, here)
                                                                          : rows_that_link(level, here, step, at);
            next.insert(next.end(), found.rows.begin(), found.rows.end());
            all.open.insert(all.open.end(), found.open.begin(), found.open.end());
        }
        all.rows = std::move(next);
        level = step.to;
    }
    return all;
}

/// A host table is open unless it is complete, a made one while it is undecided.
evaluation::reached evaluation::rows_owned(entity_id e, row_index owner, place const& at) {
    if (is_made(e)) {
        auto const& table = table_of(e, owner);
        return {table.rows, table.open};
    }
    reached owned{in_.owned.of(e, owner), {}};
    if (e == in_.stages.partition && checked::is_above(graph_, stage_)) owned.rows = with_part(owned.rows);
    auto complete = is_complete(e, owner, at);
    if (!is_true(complete)) owned.open.push_back(std::move(complete));
    return owned;
}

/// "The rows of a group are its own." While the owner's table is undecided, so are they.
evaluation::reached evaluation::rows_of_group(entity_id group, row_index r) {
    auto const& made = in_.made.at(group, r);
    return {made.parts, table_of(group, made.owner).open};
}

/// "The rows that link to a row are its relation." A row whose link is not known may be one.
evaluation::reached evaluation::rows_that_link(entity_id from, row_index r, relation_step const& step,
                                               place const& at) {
    reached linking;
    auto const owner = common_owner(from, step.to);
    if (owner == no_id) {
        linking.open.push_back(contradiction("a computed link without a common owner"));
        return linking;
    }
    auto candidates = reach(owner, row_above(from, r, owner), step.to, at);
    linking.open = std::move(candidates.open);
    for (auto const row : candidates.rows) {
        auto const& target = linked_row(step.to, step.link, row);
        if (is_value(target) && target.row == r) linking.rows.push_back(row);
        if (!is_value(target) && !is_none(target)) linking.open.push_back(target);
    }
    return linking;
}

/// "The field is read like a fact." A kept row reads what its base row reads.
outcome const& evaluation::field_of(entity_id e, row_index r, std::uint32_t index) const {
    if (graph_.entities[e].made.kind == maker_kind::subset) {
        return field_of(graph_.entities[e].made.source, in_.made.at(e, r).base, index);
    }
    return in_.made.at(e, r).fields.at(index);
}

outcome evaluation::field(node_id id, place const& at) {
    auto const child = graph_.children_of(id)[0];
    auto const from = evaluate(child, at);
    if (!is_value(from)) return from;
    return field_of(entity_of(child), from.row, graph_.nodes[id].payload);
}

outcome evaluation::key_text(node_id id, place const& at) {
    auto const child = graph_.children_of(id)[0];
    auto const from = evaluate(child, at);
    if (!is_value(from)) return from;
    return outcome_of(checked::scalar_value{key_of(entity_of(child), from.row)});
}

/// "A row of the base table reads its group by name": pending while its `by` is; incomplete where its group lies wholly
/// outside the window and is not made.
outcome evaluation::group_of(node_id id, place const& at) {
    auto const child = graph_.children_of(id)[0];
    auto const from = evaluate(child, at);
    if (!is_value(from)) return from;
    auto const group = graph_.nodes[id].payload;
    auto const owner = row_above(entity_of(child), from.row, graph_.entities[group].owner);
    if (owner == no_row) return contradiction("a row outside the table of its group");
    auto const& table = table_of(group, owner);
    auto const found = table.group_of.find(from.row);
    if (found != table.group_of.end()) return row_outcome(found->second);
    auto const unplaced = table.unplaced.find(from.row);
    if (unplaced != table.unplaced.end()) return unplaced->second;
    for (auto const& open : table.open) {
        if (is_fault(open)) return open;
    }
    auto const outside = table.outside_of.find(from.row);
    return placing_ && outside != table.outside_of.end() ? row_outcome(outside->second) : incomplete_outcome();
}

outcome evaluation::base_of(node_id id, place const& at) {
    auto const child = graph_.children_of(id)[0];
    auto const from = evaluate(child, at);
    if (!is_value(from)) return from;
    return row_outcome(in_.made.at(entity_of(child), from.row).base);
}

outcome evaluation::computed_link_of(node_id id, place const& at) {
    auto const child = graph_.children_of(id)[0];
    auto const from = evaluate(child, at);
    if (!is_value(from)) return from;
    return linked_row(entity_of(child), graph_.nodes[id].payload, from.row);
}

outcome const& evaluation::linked_row(entity_id e, std::uint32_t link, row_index r) {
    auto const known = links_.find({e, link, r});
    if (known != links_.end()) return known->second;
    auto found = find_linked_row(e, graph_.entities[e].computed[link], r);
    return links_.emplace(std::tuple{e, link, r}, std::move(found)).first->second;
}

/// "the row of that entity below the same owner whose key field equals the value, or none"; "a computed link by a key
/// that two rows share" is a fault. A row that is there is found even while others may be missing.
outcome evaluation::find_linked_row(entity_id e, checked::computed_link const& link, row_index r) {
    auto const key = evaluate(link.key, at_maker(r));
    if (!is_value(key)) return key;
    auto const owner = common_owner(e, link.to);
    if (owner == no_id) return contradiction("a computed link without a common owner");
    auto const candidates = reach(owner, row_above(e, r, owner), link.to, at_maker(r));
    for (auto const& open : candidates.open) {
        if (is_fault(open)) return open;
    }
    auto found = no_row;
    for (auto const row : candidates.rows) {
        auto const& field = field_of(link.to, row, 0);
        bool const is_it = field.row != no_row || key.row != no_row
                               ? field.row == key.row
                               : is_value(field) && scalar_of(field) == scalar_of(key);
        if (!is_it) continue;
        if (found != no_row) {
            return fault_of(diagnostic_code::R018, graph_.entities[e].name + " '" + key_of(e, r) + "': '" + link.name +
                                                       "' leads to both '" + key_of(link.to, found) + "' and '" +
                                                       key_of(link.to, row) + "'");
        }
        found = row;
    }
    if (found != no_row) return row_outcome(found);
    if (auto stopped = fault_or_pending(candidates.open)) return *stopped;
    return none_outcome();
}

}  // namespace carefare::reference
