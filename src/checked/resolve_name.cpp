// Dotted names to nodes, in the order of docs/language.md section 3: variables, the filtered row, options and readings,
// the rule's own row, owners, links, parameters, rules without entity. What stands after a row name is a fact or a rule
// (the longest that matches), a link, or the owner.
#include <algorithm>
#include <array>

#include "checked/lower_makers.hpp"
#include "checked/relation_way.hpp"

namespace carefare::checked {

using syntax::expr_kind;

std::string joined(path const& names, std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < to; ++i)
        text += (i == from ? "" : ".") + names[i].text;
    return text;
}

std::optional<path> lowering::path_of(syntax::node_id id) const {
    path names;
    syntax::node_id at = id;
    for (; e_[at].kind == expr_kind::member; at = e_.children_of(at)[0])
        names.push_back({e_[at].text, e_[at].where});
    if (e_[at].kind != expr_kind::name) return {};
    names.push_back({e_[at].text, e_[at].where});
    std::reverse(names.begin(), names.end());
    return names;
}

operand lowering::self_row(location const& where) {
    return add(op::self, row_of(c_.self), where);
}

operand lowering::item_row(item_scope const& scope, location const& where) {
    return add(op::item, row_of(scope.entity), where, {}, scope.level);
}

operand lowering::follow(op what, entity_id to, operand const& row, location const& where, std::uint32_t payload,
                         bool optional) {
    // Whatever is reached through a row that may be none may be none.
    return add(what, with_none(row_of(to), optional || row.type_of.optional), where, std::array{row.node}, payload);
}

operand lowering::owner_of(operand const& row, location const& where) {
    return follow(op::follow_owner, g_.entities[row.type_of.entity].owner, row, where, no_id);
}

operand lowering::base_row(operand const& row, location const& where) {
    return follow(op::follow_base, base_of(g_, row.type_of.entity), row, where, no_id);
}

lowering::result lowering::lower_path(path const& names, location const& where) {
    resolution const found = resolve_root(names);
    if (found.is == resolution::state::failed) return {};
    if (found.is == resolution::state::unknown) {
        bool failed = false;
        auto const rows = relation_at(names, failed);
        if (failed) return {};
        if (!rows) {
            report_unknown(names, where);
            return {};
        }
        error(diagnostic_code::T004, where, "'" + g_.entities[rows->target].name + "' names rows, not one value",
              "Say what becomes of the rows: sum, count, min or max of them, or some/every ... satisfies.");
        return {};
    }
    operand value = found.value;
    value.where = where;
    for (std::size_t i = found.used; i < names.size(); ++i) {
        auto const of = property(value, names[i]);
        if (!of) return {};
        value = *of;
    }
    return value;
}

std::optional<operand> lowering::row_named(lower_context& context, syntax::name_text const& name) {
    syntax::expr const nothing;
    lowering low(context, nothing);
    resolution const found = low.resolve_row({{name.value, name.where}});
    if (found.is != resolution::state::found || !is_row(found.value.type_of)) return {};
    return found.value;
}

resolution lowering::resolve_root(path const& names) {
    using state = resolution::state;
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
        if (scope->variable == names[0].text) return step_from(item_row(*scope, names[0].where), names, 1);
    }
    if (auto found = resolve_filter_name(names); found.is != state::unknown) return found;
    for (auto const& [word, kind] :
         {std::pair{"option", slot_kind::option}, std::pair{"reading", slot_kind::reading}}) {
        if (names[0].text != word || names.size() < 2) continue;
        if (auto found = resolve_slot(kind, names, 1); found.is != state::unknown) return found;
        report_unknown(names, names.back().where);
        return {state::failed, {}, 0};
    }
    if (auto found = resolve_row(names); found.is != state::unknown) {
        return found.is == state::failed ? found : step_from(found.value, names, found.used);
    }
    if (auto found = resolve_filter_owner(names); found.is != state::unknown)
        return step_from(found.value, names, found.used);
    if (auto found = resolve_slot(slot_kind::parameter, names, 0); found.is != state::unknown) return found;
    return resolve_free_rule(names);
}

resolution lowering::resolve_filter_name(path const& names) {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
        if (!scope->variable.empty()) continue;
        operand const item = item_row(*scope, names[0].where);
        if (auto found = read_of_row(item, names, 0); found.is != resolution::state::unknown) return found;
        if (has_step(scope->entity, names[0].text)) return step_from(item, names, 0);
    }
    return {};
}

resolution lowering::resolve_row(path const& names) {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
        if (scope->variable == names[0].text) return {resolution::state::found, item_row(*scope, names[0].where), 1};
    }
    if (c_.self == no_id) return {};
    for (entity_id at = c_.self; at != no_id; at = g_.entities[at].owner) {
        if (g_.entities[at].name != names[0].text) continue;
        operand row = self_row(names[0].where);
        while (row.type_of.entity != at)
            row = owner_of(row, names[0].where);
        return {resolution::state::found, row, 1};
    }
    return resolve_link(names);
}

resolution lowering::resolve_link(path const& names) {
    std::vector<entity_id> ways;
    for (entity_id at = c_.self; at != no_id; at = g_.entities[at].owner) {
        if (has_step(at, names[0].text)) ways.push_back(at);
    }
    if (ways.empty()) return {};
    if (ways.size() > 1) {
        std::string both;
        for (entity_id const w : ways)
            both += (both.empty() ? "'" : " and '") + g_.entities[w].name + "." + names[0].text + "'";
        error(diagnostic_code::T002, names[0].where, "'" + names[0].text + "' is reached in two ways: " + both,
              "Write the way that is meant: one of " + both + ".");
        return {resolution::state::failed, {}, 0};
    }
    operand row = self_row(names[0].where);
    while (row.type_of.entity != ways[0])
        row = owner_of(row, names[0].where);
    resolution found = step_of_row(row, names[0]);
    found.used = 1;
    return found;
}

bool lowering::has_step(entity_id entity, std::string const& name) const {
    for (entity_id at = entity; at != no_id; at = base_of(g_, at)) {
        checked::entity const& here = g_.entities[at];
        auto const named = [&](auto const& one) { return one.name == name; };
        if (std::any_of(here.links.begin(), here.links.end(), named)) return true;
        if (std::any_of(here.computed.begin(), here.computed.end(), named)) return true;
        for (entity_id e = 0; e < g_.entities.size(); ++e) {
            auto const& group = g_.entities[e];
            if (group.made.kind == maker_kind::group && group.made.source == at && group.name == name) return true;
        }
        for (made_field const& field : here.made.fields) {
            if (field.name != name || here.made.kind == maker_kind::each_word) continue;
            // Only a field of `each` can be a row.
            bool const of_each = here.made.kind == maker_kind::each_date || here.made.kind == maker_kind::each_row;
            if (of_each && fields_known(b_, c_.broken, at, field.where) && is_row(field.type_of)) return true;
        }
    }
    return false;
}

resolution lowering::step_of_row(operand const& row, path_part const& name) {
    using state = resolution::state;
    entity_id const id = row.type_of.entity;
    auto const named = [&](auto const& one) { return one.name == name.text; };
    auto const found = [&](operand const& to) { return resolution{state::found, to, 0}; };
    auto const& links = g_.entities[id].links;
    if (auto const l = std::find_if(links.begin(), links.end(), named); l != links.end()) {
        if (l->to == no_id) return {state::failed, {}, 0};  // an entity that there is not: reported
        auto const index = static_cast<std::uint32_t>(l - links.begin());
        return found(follow(op::follow_link, l->to, row, name.where, index));
    }
    auto const& computed = g_.entities[id].computed;
    if (auto const l = std::find_if(computed.begin(), computed.end(), named); l != computed.end()) {
        if (l->to == no_id) return {state::failed, {}, 0};
        auto const index = static_cast<std::uint32_t>(l - computed.begin());
        return found(follow(op::follow_computed, l->to, row, name.where, index, true));
    }
    if (auto field = read_field(row, name); field.is != state::unknown)
        return field.is == state::found && !is_row(field.value.type_of) ? resolution{} : field;
    if (entity_id const owner = g_.entities[id].owner; owner != no_id && g_.entities[owner].name == name.text)
        return found(owner_of(row, name.where));
    for (entity_id e = 0; e < g_.entities.size(); ++e) {
        auto const& group = g_.entities[e];
        if (group.made.kind == maker_kind::group && group.made.source == id && group.name == name.text)
            return found(follow(op::follow_group, e, row, name.where, e));
    }
    if (base_of(g_, id) == no_id || !has_step(base_of(g_, id), name.text)) return {};
    return step_of_row(base_row(row, name.where), name);
}

resolution lowering::resolve_filter_owner(path const& names) {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
        if (!scope->variable.empty()) continue;
        for (entity_id at = g_.entities[scope->entity].owner; at != no_id; at = g_.entities[at].owner) {
            if (g_.entities[at].name != names[0].text) continue;
            operand row = item_row(*scope, names[0].where);
            while (row.type_of.entity != at)
                row = owner_of(row, names[0].where);
            return {resolution::state::found, row, 1};
        }
    }
    return {};
}

resolution lowering::step_from(operand const& row, path const& names, std::size_t used) {
    using state = resolution::state;
    operand at = row;
    while (used < names.size()) {
        if (auto found = read_of_row(at, names, used); found.is != state::unknown) return found;
        auto const next = step_of_row(at, names[used]);
        if (next.is == state::unknown) report_unknown_of_row(at, names, used);
        if (next.is != state::found) return {state::failed, {}, 0};
        at = next.value;
        ++used;
    }
    return {state::found, at, used};
}

lowering::result lowering::read_tail(operand const& row, path const& tail) {
    resolution found{resolution::state::found, row, 0};
    if (is_row(row.type_of)) found = step_from(row, tail, 0);
    if (found.is != resolution::state::found) return {};
    operand value = found.value;
    for (std::size_t i = found.used; i < tail.size(); ++i) {
        auto const of = property(value, tail[i]);
        if (!of) return {};
        value = *of;
    }
    return value;
}

lowering::result lowering::property(operand const& of, path_part const& name) {
    struct known {
        std::string_view name;
        scalar of;
        op what;
    };
    static constexpr std::array properties{
        known{"year", scalar::date, op::year_of}, known{"month", scalar::date, op::month_of},
        known{"day", scalar::date, op::day_of}, known{"start", scalar::range, op::range_low},
        known{"end", scalar::range, op::range_high}};
    if (!is_value(of)) return {};
    std::vector<std::string> there;
    for (known const& p : properties) {
        if (p.of != of.type_of.kind) continue;
        there.emplace_back(p.name);
        if (p.name != name.text) continue;
        if (p.of == scalar::date) return add(p.what, plain_number(), name.where, std::array{of.node});
        // An end that is none leaves a range open; only a range written out with both ends has them for certain.
        return add(p.what, with_none(element_of(of.type_of)), name.where, std::array{of.node});
    }
    std::string advice = there.empty()
                             ? "Leave '." + name.text + "' out."
                             : did_you_mean(name.text, there, "Write one of its properties: " + choices(there) + ".");
    if (of.type_of.kind == scalar::date_time) advice = "Take its date first: date(t)." + std::string(name.text) + ".";
    error(diagnostic_code::T005, name.where,
          written(of.where) + " is " + g_.to_string(of.type_of) + ", which has no '" + name.text + "'", advice);
    return {};
}

}  // namespace carefare::checked
