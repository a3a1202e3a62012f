// Rows by key: facts, links, the owner, nested rows and overrides.
#include "cases/read_rows.hpp"

#include <carefare/checked/check.hpp>
#include <carefare/syntax/read_files.hpp>

namespace carefare::cases {

namespace {

using checked::entity_id;

class row_reader {
public:
    row_reader(checked::rule_graph const& graph, reference::dataset& into, diagnostics& sink)
        : graph_(graph), into_(into), sink_(sink) {
        into_.tables.resize(graph_.entities.size());
    }

    void section(syntax::yaml_entry const& entry, entity_id owner, std::string const& owner_key) {
        auto const which = entity_with_rows(entry.key.text);
        if (which == checked::no_id || (owner != checked::no_id && graph_.entities[which].owner != owner)) {
            unknown(entry.key, owner);
            return;
        }
        if (entry.value.is_mapping()) {
            for (auto const& one : entry.value.entries) row(which, one.key.text, one.key.everything(), one.value, owner_key);
        } else if (entry.value.is_sequence()) {
            std::size_t number = 0;
            for (auto const& one : entry.value.items) {
                row(which, owner_key + "#" + std::to_string(++number), one.where, one, owner_key);
            }
        } else {
            sink_.error(diagnostic_code::W004, entry.value.where, "'" + entry.key.text + "' holds no rows",
                        "Write rows by key: { key: { fact: value } }, or a list of rows.");
        }
    }

private:
    entity_id entity_with_rows(std::string const& name) const {
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (graph_.entities[e].rows == name) return e;
        }
        return checked::no_id;
    }

    void unknown(located_text const& key, entity_id owner) {
        std::vector<std::string> names;
        for (auto const& e : graph_.entities) {
            if (owner == checked::no_id || e.owner == owner) names.push_back(e.rows);
        }
        if (owner != checked::no_id) {
            for (auto const& f : graph_.facts) {
                if (f.owner == owner) names.push_back(f.name);
            }
            for (auto const& link : graph_.entities[owner].links) names.push_back(link.name);
        }
        auto const near = nearest_name(key.text, names);
        auto const where = owner == checked::no_id ? std::string("a case") : "a row of '" + graph_.entities[owner].name + "'";
        sink_.error(diagnostic_code::W003, key.everything(), "'" + key.text + "' is nothing that " + where + " can have",
                    near.empty() ? "Use the name of a fact, a link or the rows of an entity of the programme." : "Did you mean '" + near + "'?");
    }

    void row(entity_id which, std::string const& key, location where, syntax::yaml_node const& node, std::string const& owner_key) {
        reference::row fresh;
        fresh.key = key;
        fresh.owner_key = owner_key;
        fresh.where = where;
        fresh.link_keys.resize(graph_.entities[which].links.size());
        if (!node.is_mapping()) {
            sink_.error(diagnostic_code::W004, node.where, "row '" + key + "' is not a map of its facts",
                        "Write { fact: value, ... }; a row without facts is {}.");
            into_.tables[which].push_back(std::move(fresh));  // so that what names it is not wrong, too
            return;
        }
        std::vector<syntax::yaml_entry const*> nested;
        for (auto const& field : node.entries) {
            if (!read_field(which, field, fresh)) nested.push_back(&field);
        }
        into_.tables[which].push_back(std::move(fresh));
        for (auto const* entry : nested) section(*entry, which, key);
    }

    /// False if the field may hold nested rows.
    bool read_field(entity_id which, syntax::yaml_entry const& field, reference::row& into) {
        auto const& entity = graph_.entities[which];
        auto const& name = field.key.text;
        if (name == "overrides") {
            read_overrides(which, field.value, into);
            return true;
        }
        if (entity.owner != checked::no_id && name == graph_.entities[entity.owner].name) {
            if (auto const key = read_key(field.value, name)) into.owner_key = *key;
            return true;
        }
        for (std::size_t i = 0; i < entity.links.size(); ++i) {
            if (entity.links[i].name != name) continue;
            into.link_keys[i] = read_key(field.value, name);
            return true;
        }
        auto const id = graph_.find_fact(which, name);
        if (!id) return false;
        auto const& fact = graph_.facts[*id];
        auto const value = syntax::read_row_value(field.value, "'" + name + "'", sink_);
        if (!value) return true;
        // Whether the value is within the fact's range is decided at the door, like that of any other caller.
        if (auto const constant = checked::read_constant(*value, fact.type_of, graph_, sink_)) into.facts[*id] = *constant;
        return true;
    }

    std::optional<std::string> read_key(syntax::yaml_node const& node, std::string const& what) {
        if (node.is_scalar()) return node.text.text;
        sink_.error(diagnostic_code::W004, node.where, "'" + what + "' names no row", "Write the key of one row.");
        return std::nullopt;
    }

    void read_overrides(entity_id which, syntax::yaml_node const& node, reference::row& into) {
        if (!node.is_mapping()) {
            sink_.error(diagnostic_code::W004, node.where, "'overrides' is not a map of rules",
                        "Write overrides: { rule: { value: ..., reason: ..., authorizer: ..., recorded_on: ... } }.");
            return;
        }
        for (auto const& entry : node.entries) {
            std::string name = entry.key.text;
            if (auto const prefix = graph_.entities[which].name + "."; name.starts_with(prefix)) name.erase(0, prefix.size());
            auto const id = graph_.find_rule(which, name);
            if (!id || !graph_.rules[*id].overridable) {
                sink_.error(diagnostic_code::W003, entry.key.everything(), "'" + entry.key.text + "' is no rule that can be overridden",
                            "Name a rule of this row's entity that is marked overridable.");
                continue;
            }
            if (auto record = read_override(entry.value, graph_.rules[*id])) into.overrides[*id] = std::move(*record);
        }
    }

    std::optional<reference::override_record> read_override(syntax::yaml_node const& node, checked::rule const& rule) {
        reference::override_record record;
        auto const* value = node.find("value");
        if (!node.is_mapping() || value == nullptr) {
            sink_.error(diagnostic_code::W004, node.where, "an override has no value",
                        "Write { value: ..., reason: ..., authorizer: ..., recorded_on: ... }.");
            return std::nullopt;
        }
        auto const read = syntax::read_row_value(*value, "'value'", sink_);
        if (!read) return std::nullopt;
        auto const constant = checked::read_constant(*read, rule.type_of, graph_, sink_);
        auto const* scalar = constant ? std::get_if<checked::scalar_value>(&*constant) : nullptr;
        if (scalar == nullptr) return std::nullopt;
        record.value = *scalar;
        for (auto const& entry : node.entries) {
            auto const& name = entry.key.text;
            if (name == "value") continue;
            if (name == "reason" && entry.value.is_scalar()) {
                record.reason = entry.value.text.text;
            } else if (name == "authorizer" && entry.value.is_scalar()) {
                record.authorizer = entry.value.text.text;
            } else if (auto const day = name == "recorded_on" && entry.value.is_scalar() ? parse_date(entry.value.text.text) : std::nullopt) {
                record.recorded_on = *day;
            } else {
                sink_.error(diagnostic_code::W004, entry.key.everything(), "'" + name + "' does not fit an override",
                            "An override has value, reason, authorizer and recorded_on (a date).");
            }
        }
        return record;
    }

    checked::rule_graph const& graph_;
    reference::dataset& into_;
    diagnostics& sink_;
};

}  // namespace

void read_rows(std::vector<syntax::yaml_entry> const& sections, checked::rule_graph const& graph, reference::dataset& into,
               diagnostics& sink) {
    row_reader reader(graph, into, sink);
    for (auto const& section : sections) reader.section(section, checked::no_id, "");
}

}  // namespace carefare::cases
