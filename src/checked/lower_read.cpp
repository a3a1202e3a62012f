// Reads: facts and rules of a row, slots, rate tables, each with the date it is read at where it changes over time.
#include <algorithm>
#include <array>

#include "checked/lower_makers.hpp"
#include "checked/relation_way.hpp"

namespace carefare::checked {

bool is_dated(slot const& s) {
    return s.kind == slot_kind::option || has_dates(s.entries);
}
bool is_dated(rate_table const& t) {
    return has_dates(t.entries);
}

bool lowering::append_date(std::string const& name, location const& where, std::vector<node_id>& children) {
    if (c_.date.is == read_date::state::given) {
        children.push_back(c_.date.node);
        return true;
    }
    if (c_.date.is == read_date::state::missing && !c_.date_reported) {
        error(diagnostic_code::T025, where,
              name + " changes over time, but " + c_.subject + " does not say which date counts",
              c_.self == no_id
                  ? "Write as_of: with a date at the rule, or make it a rule of an entity that has an 'at'."
                  : "Write at: with a date at the entity '" + g_.entities[c_.self].name + "', or as_of: at the rule.");
        c_.date_reported = true;
    }
    return false;
}

resolution lowering::read_of_row(operand const& row, path const& names, std::size_t used) {
    using state = resolution::state;
    entity_id const owner = row.type_of.entity;
    // What is read of a row that may be none may be none.
    auto const read = [&](op what, type const& t, location const& where, std::uint32_t payload) {
        return add(what, with_none(t, t.optional || row.type_of.optional), where, std::array{row.node}, payload);
    };
    for (std::size_t end = names.size(); end > used; --end) {
        std::string const name = joined(names, used, end);
        location const& where = names[end - 1].where;
        if (auto const fact = g_.find_fact(owner, name)) {
            if (c_.broken.facts.contains(*fact)) return {state::failed, {}, end};
            return {state::found, read(op::fact, g_.facts[*fact].type_of, where, *fact), end};
        }
        auto const rule = g_.find_rule(owner, name);
        if (!rule) continue;
        if (c_.broken.rules.contains(*rule)) return {state::failed, {}, end};
        if (end < names.size() && b_.allocates(*rule)) {
            if (auto const kept = read_of_grant(row, *rule, names[end]); kept.is != state::unknown)
                return {kept.is, kept.value, end + 1};
        }
        return {state::found, read(op::rule, g_.rules[*rule].type_of, where, *rule), end};
    }
    if (auto const field = read_field(row, names[used]); field.is != state::unknown) {
        if (field.is == state::failed) return {state::failed, {}, used + 1};
        if (!is_row(field.value.type_of)) return {state::found, field.value, used + 1};
    }
    if ((c_.in_order || used > 0) && names[used].text == "key") {  // a bare `key` is the row's in orders alone
        return {state::found, read(op::row_key, simple(scalar::text), names[used].where, no_id), used + 1};
    }
    if (base_of(g_, owner) == no_id) return {};
    return read_of_row(base_row(row, names[used].where), names, used);
}

resolution lowering::read_field(operand const& row, path_part const& name) {
    using state = resolution::state;
    auto const& fields = g_.entities[row.type_of.entity].made.fields;
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name != name.text) continue;
        if (!fields_known(b_, c_.broken, row.type_of.entity, name.where)) return {state::failed, {}, 0};
        type const& t = fields[i].type_of;
        return {state::found,
                add(op::field, with_none(t, t.optional || row.type_of.optional), name.where, std::array{row.node}, i), 0};
    }
    return {};
}

resolution lowering::read_of_grant(operand const& row, rule_id rule, path_part const& name) {
    struct kept {
        std::string_view name;
        op what;
    };
    static constexpr std::array all{kept{"unmet", op::grant_unmet}, kept{"before", op::grant_before},
                                    kept{"left", op::grant_left}, kept{"place", op::grant_place},
                                    kept{"bound_by", op::grant_bound_by}};
    for (kept const& k : all) {
        if (k.name != name.text) continue;
        // Before and left are of the limit that bound: none where none did. A row that asks nothing has no place.
        type t = g_.rules[rule].type_of;
        if (k.what == op::grant_place) t = plain_number();
        if (k.what == op::grant_bound_by) t = simple(scalar::text);
        t.optional = k.what != op::grant_unmet || t.optional || row.type_of.optional;
        return {resolution::state::found, add(k.what, t, name.where, std::array{row.node}, rule), 0};
    }
    return {};
}

resolution lowering::resolve_slot(slot_kind kind, path const& names, std::size_t from) {
    using state = resolution::state;
    for (std::size_t end = names.size(); end > from; --end) {
        auto const id = g_.find_slot(kind, joined(names, from, end));
        if (!id) continue;
        if (c_.broken.slots.contains(*id)) return {state::failed, {}, end};
        slot const& s = g_.slots[*id];
        std::vector<node_id> children;
        if (is_dated(s) && !append_date(quoted(joined(names, 0, end)), names[end - 1].where, children))
            return {state::failed, {}, end};
        return {state::found, add(op::slot, s.type_of, names[end - 1].where, children, *id), end};
    }
    return {};
}

resolution lowering::resolve_free_rule(path const& names) {
    using state = resolution::state;
    for (std::size_t end = names.size(); end > 0; --end) {
        auto const id = g_.find_rule(no_id, joined(names, 0, end));
        if (!id) continue;
        if (c_.broken.rules.contains(*id)) return {state::failed, {}, end};
        return {state::found, add(op::rule, g_.rules[*id].type_of, names[end - 1].where, {}, *id), end};
    }
    return {};
}

bool lowering::lower_keys(rate_table const& table, syntax::node_id id, std::vector<node_id>& keys) {
    std::vector<std::string> names;
    for (table_key const& key : table.keys)
        names.push_back(key.name);
    keys.assign(table.keys.size(), no_id);
    std::vector<bool> given(table.keys.size(), false);
    bool good = true;
    for (syntax::node_id const argument : e_.children_of(id)) {
        auto const& n = e_[argument];
        auto const place = static_cast<std::size_t>(std::find(names.begin(), names.end(), n.text) - names.begin());
        if (place == names.size() || given[place]) {
            error(diagnostic_code::T030, n.where,
                  quoted(n.text) + (place == names.size() ? " is no key of " : " is given twice to ") +
                      quoted(table.name),
                  place == names.size() ? did_you_mean(n.text, names, "Its keys are " + choices(names) + ".")
                                        : "Write each key once.");
            good = false;
            continue;
        }
        given[place] = true;
        auto made = lower(e_.children_of(argument)[0]);
        if (made && takes(*made, table.keys[place].type_of, "the key " + quoted(n.text))) {
            keys[place] = made->node;
        } else {
            good = false;
        }
    }
    if (!good) return false;
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (given[i]) continue;
        error(diagnostic_code::T031, e_[id].where,
              quoted(table.name) + " is looked up without its key " + quoted(names[i]),
              "Write every key by its name: " + names[i] + ": ...");
        good = false;
    }
    return good;
}

std::optional<type> lowering::cell_type(rate_table const& table, std::vector<node_id> const& keys) {
    type t = table.type_of;
    if (table.unit_by == no_id) return t;
    node const& key = g_.nodes[keys[table.unit_by]];
    if (key.what != op::constant) {
        t.measure = t.measure / unit{{{unit_unit, 1}}};
        return t;
    }
    auto const* held = std::get_if<scalar_value>(&g_.constants[key.payload]);
    auto const* w = held == nullptr ? nullptr : std::get_if<word>(held);
    if (w == nullptr || w->index >= table.units_of_words.size() || !table.units_of_words[w->index]) {
        error(diagnostic_code::T032, key.where, quoted(table.name) + " gives no unit for " + written(key.where),
              "Add the word to 'units' of the table.");
        return {};
    }
    t.measure = t.measure / *table.units_of_words[w->index];
    return t;
}

lowering::result lowering::lower_lookup(syntax::node_id id) {
    auto const& n = e_[id];
    auto const found =
        std::find_if(g_.tables.begin(), g_.tables.end(), [&](rate_table const& t) { return t.name == n.text; });
    if (found == g_.tables.end()) {
        std::vector<std::string> names;
        for (rate_table const& t : g_.tables)
            names.push_back(t.name);
        error(diagnostic_code::T029, n.where, "there is no table " + quoted(n.text),
              did_you_mean(n.text, names, "Declare it under 'tables'."));
        return {};
    }
    auto const table_of = static_cast<table_id>(found - g_.tables.begin());
    if (c_.broken.tables.contains(table_of)) return {};
    rate_table const& table = *found;
    std::vector<node_id> children;
    bool good = lower_keys(table, id, children);
    auto const t = good ? cell_type(table, children) : std::optional<type>{};
    if (is_dated(table)) good = append_date("the table " + quoted(table.name), n.where, children) && good;
    if (!good || !t) return {};
    return add(op::lookup, *t, n.where, children, table_of);
}

}  // namespace carefare::checked
