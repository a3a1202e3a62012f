// Small rule graphs by hand, with a dataset beside them: for tests of what reads a graph without going through files.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/dataset.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::test {

using checked::constant_value;
using checked::entity_id;
using checked::no_id;
using checked::node_id;
using checked::op;
using checked::scalar_value;
using checked::type;

inline date day(std::string_view text) {
    return parse_date(text).value();
}
inline rational exact(std::string_view text) {
    return rational::from_decimal(text).value();
}

inline type type_of(checked::scalar kind) {
    type t;
    t.kind = kind;
    return t;
}
inline type const number = type_of(checked::scalar::number);
inline type const boolean = type_of(checked::scalar::boolean);
inline type const date_type = type_of(checked::scalar::date);
inline type const moment = type_of(checked::scalar::date_time);
inline type const text = type_of(checked::scalar::text);
inline type or_none(type t) {
    t.optional = true;
    return t;
}
inline type word_of(checked::word_list_id list) {
    auto t = type_of(checked::scalar::word);
    t.words = list;
    return t;
}
inline type row_of(entity_id entity) {
    auto t = type_of(checked::scalar::link);
    t.entity = entity;
    return t;
}
inline type range_of(checked::scalar element) {
    auto t = type_of(checked::scalar::range);
    t.element = element;
    return t;
}

inline constexpr checked::word_list_id rounding_modes = 0, month_ends = 1;

/// An entry of a timeline; dates are texts, empty where unset.
template <class Payload>
checked::dated<Payload> entry(std::string_view from, std::string_view known, std::optional<Payload> payload,
                              std::string_view until = {}, std::string gap = {}) {
    auto const at = [](std::string_view written) { return written.empty() ? std::nullopt : parse_date(written); };
    checked::dated<Payload> made;
    made.from = at(from);
    made.known = at(known);
    made.until = at(until);
    made.payload = std::move(payload);
    made.gap = std::move(gap);
    return made;
}

inline checked::value_entry value_entry(std::string_view from, std::string_view known, rational value,
                                        std::string_view until = {}) {
    return entry<constant_value>(from, known, constant_value{scalar_value{std::move(value)}}, until);
}
inline checked::value_entry gap_entry(std::string_view from, std::string_view known, std::string reason) {
    return entry<constant_value>(from, known, std::nullopt, {}, std::move(reason));
}

inline std::string show(reference::need const& n) {
    auto shown = n.name;
    if (n.what == reference::need::kind::determination) shown = "determination " + shown;
    if (n.what == reference::need::kind::completeness) shown = "complete " + shown;
    if (!n.row_key.empty()) shown += "[" + n.row_key + "]";
    if (!n.reason.empty()) shown += ": " + n.reason;
    return shown;
}

class graph_builder {
public:
    checked::rule_graph graph;
    checked::plan plan;
    reference::settings with;
    reference::dataset data;

    graph_builder() {
        graph.units = {"money", "minute", "hour", "day", "week", "month", "year", "unit"};
        list("rounding_mode", {"up", "down", "half up", "half down", "half even", "floor", "ceiling"});
        list("month_end", {"clamp", "carry"});
    }

    checked::word_list_id list(std::string name, std::vector<std::string> words) {
        graph.word_lists.push_back({std::move(name), std::move(words), {}, {}});
        return static_cast<checked::word_list_id>(graph.word_lists.size() - 1);
    }
    entity_id entity(std::string name, entity_id owner = no_id) {
        checked::entity e;
        e.rows = name + "s";
        e.name = std::move(name);
        e.owner = owner;
        graph.entities.push_back(std::move(e));
        data.tables.emplace_back();
        return static_cast<entity_id>(graph.entities.size() - 1);
    }
    checked::fact_id fact(entity_id owner, std::string name, type t) {
        checked::fact f;
        f.owner = owner;
        f.name = std::move(name);
        f.type_of = t;
        graph.facts.push_back(std::move(f));
        return static_cast<checked::fact_id>(graph.facts.size() - 1);
    }
    checked::slot_id slot(checked::slot_kind kind, std::string name, std::vector<checked::value_entry> entries = {}) {
        checked::slot s;
        s.kind = kind;
        s.name = std::move(name);
        s.type_of = number;
        s.entries = std::move(entries);
        graph.slots.push_back(std::move(s));
        return static_cast<checked::slot_id>(graph.slots.size() - 1);
    }

    node_id node(op what, type t, std::initializer_list<node_id> children = {}, std::uint32_t payload = no_id) {
        return node(what, t, std::vector<node_id>(children), payload);
    }
    node_id node(op what, type t, std::vector<node_id> const& children, std::uint32_t payload = no_id) {
        checked::node n;
        n.what = what;
        n.type_of = t;
        n.payload = payload;
        n.first_child = static_cast<std::uint32_t>(graph.children.size());
        n.child_count = static_cast<std::uint32_t>(children.size());
        graph.children.insert(graph.children.end(), children.begin(), children.end());
        graph.nodes.push_back(std::move(n));
        return static_cast<node_id>(graph.nodes.size() - 1);
    }
    node_id constant(constant_value const& v, type t) {
        graph.constants.push_back(v);
        return node(op::constant, t, {}, static_cast<std::uint32_t>(graph.constants.size() - 1));
    }
    node_id num(rational v) { return constant(scalar_value{std::move(v)}, number); }
    node_id truth(bool v) { return constant(scalar_value{v}, boolean); }
    node_id on(std::string_view written) { return constant(scalar_value{day(written)}, date_type); }
    node_id word(checked::word_list_id list, std::uint32_t index) {
        return constant(scalar_value{checked::word{index}}, word_of(list));
    }
    node_id none(type t) { return constant(scalar_value{checked::none_value{}}, or_none(std::move(t))); }
    node_id self(entity_id e) { return node(op::self, row_of(e)); }
    node_id item(std::uint32_t level, entity_id e) { return node(op::item, row_of(e), {}, level); }
    node_id owner(node_id row) {
        return node(op::follow_owner, row_of(graph.entities[graph.nodes[row].type_of.entity].owner), {row});
    }
    node_id read(checked::fact_id f, node_id row) { return node(op::fact, graph.facts[f].type_of, {row}, f); }
    node_id read_slot(checked::slot_id s, std::optional<node_id> at) {
        return at ? node(op::slot, graph.slots[s].type_of, {*at}, s) : node(op::slot, graph.slots[s].type_of, {}, s);
    }
    node_id read_rule(checked::rule_id r, node_id row) { return node(op::rule, graph.rules[r].type_of, {row}, r); }

    checked::rule_id rule(entity_id owner, std::string name, node_id value) {
        return rule(owner, std::move(name), {entry<node_id>({}, {}, value)}, graph.nodes[value].type_of);
    }
    checked::rule_id rule(entity_id owner, std::string name, std::vector<checked::dated<node_id>> versions, type t) {
        checked::rule r;
        r.owner = owner;
        r.name = std::move(name);
        r.type_of = t;
        r.versions = std::move(versions);
        graph.rules.push_back(std::move(r));
        auto const id = static_cast<checked::rule_id>(graph.rules.size() - 1);
        graph.order.push_back(id);
        return id;
    }

    /// A table of made rows; the kind, what it is made over and the rest are set on what is returned.
    entity_id made(std::string name, entity_id owner, checked::maker_kind kind, entity_id source = no_id) {
        auto const e = entity(std::move(name), owner);
        graph.entities[e].made.kind = kind;
        graph.entities[e].made.source = source;
        return e;
    }
    void made_field(entity_id e, std::string name, type t) {
        checked::made_field f;
        f.name = std::move(name);
        f.type_of = std::move(t);
        graph.entities[e].made.fields.push_back(std::move(f));
    }
    /// A field of a made row.
    node_id field(entity_id e, std::uint32_t index, node_id row) {
        return node(op::field, graph.entities[e].made.fields[index].type_of, {row}, index);
    }
    /// sum, count, ... over `items`, seen from a row.
    node_id over(op what, entity_id items, node_id row, node_id filter, node_id body) {
        auto const t = what == op::some || what == op::every ? boolean : number;
        return node(what, t, {row, filter, body}, items);
    }

    reference::row& row(entity_id e, std::string key, std::string owner_key = {}) {
        reference::row r;
        r.key = std::move(key);
        r.owner_key = std::move(owner_key);
        r.link_keys.resize(graph.entities[e].links.size());
        data.tables[e].push_back(std::move(r));
        return data.tables[e].back();
    }

    reference::outcome result(checked::rule_id rule, reference::row_index row = 0) {
        reference::check_dataset(data, graph);
        reference::evaluator run(graph, plan, with, data);
        return run.result(rule, row);
    }
    /// A result of the row with that key, made or not; "no row" if there is none.
    std::string shown_at(checked::rule_id rule, std::string const& key) {
        reference::check_dataset(data, graph);
        reference::evaluator run(graph, plan, with, data);
        auto const r = run.find_row(graph.rules[rule].owner, key);
        return r ? shown(run.result(rule, *r), graph.rules[rule].type_of) : "no row";
    }
    /// The keys of a table's rows, made or not: "a; b".
    std::string keys(entity_id e) {
        reference::check_dataset(data, graph);
        reference::evaluator run(graph, plan, with, data);
        std::string all;
        for (auto const r : run.rows(e)) {
            all += (all.empty() ? "" : "; ") + run.key_of(e, r) + (run.is_incomplete(e, r) ? " (incomplete)" : "");
        }
        return all;
    }
    /// "5", "none", "pending: family.income[f1]; option.share: not stated", "fault R009"
    std::string shown(reference::outcome const& o, type const& t) const {
        switch (o.is) {
            case reference::state::none: return "none";
            case reference::state::fault: return "fault " + o.fault_code;
            case reference::state::incomplete: return "incomplete";
            case reference::state::pending: {
                std::string all;
                for (auto const& n : o.needs)
                    all += (all.empty() ? "pending: " : "; ") + show(n);
                return all.empty() ? "pending" : all;
            }
            case reference::state::value:
                break;
        }
        auto const* scalar = std::get_if<scalar_value>(&o.value);
        return scalar != nullptr ? graph.to_string(*scalar, t) : "a range";
    }
    std::string shown(checked::rule_id rule, reference::row_index row = 0) {
        return shown(result(rule, row), graph.rules[rule].type_of);
    }
};

}  // namespace carefare::test
