// Names that are not found: what is near, and words that people carry over from elsewhere.
#include <algorithm>

#include "checked/lower_expr.hpp"
#include "checked/relation_way.hpp"

namespace carefare::checked {

std::vector<std::string> lowering::names_of_row(entity_id entity, std::string const& prefix) const {
    std::vector<std::string> names;
    for (fact const& f : g_.facts) {
        if (f.owner == entity) names.push_back(prefix + f.name);
    }
    for (rule const& r : g_.rules) {
        if (r.owner == entity) names.push_back(prefix + r.name);
    }
    for (link const& l : g_.entities[entity].links)
        names.push_back(prefix + l.name);
    for (computed_link const& l : g_.entities[entity].computed)
        names.push_back(prefix + l.name);
    for (made_field const& f : g_.entities[entity].made.fields)
        names.push_back(prefix + f.name);
    if (entity_id const base = base_of(g_, entity); base != no_id) {
        for (std::string& name : names_of_row(base, prefix))
            names.push_back(std::move(name));
    }
    if (entity_id const owner = g_.entities[entity].owner; owner != no_id)
        names.push_back(prefix + g_.entities[owner].name);
    return names;
}

std::vector<std::string> lowering::names_in_reach() const {
    std::vector<std::string> names;
    auto const append = [&](std::vector<std::string> const& more) {
        names.insert(names.end(), more.begin(), more.end());
    };
    for (item_scope const& scope : scopes_) {
        if (!scope.variable.empty()) names.push_back(scope.variable);
        append(names_of_row(scope.entity, scope.variable.empty() ? "" : scope.variable + "."));
    }
    for (entity_id at = c_.self; at != no_id; at = g_.entities[at].owner) {
        names.push_back(g_.entities[at].name);
        append(names_of_row(at, g_.entities[at].name + "."));
        for (link const& l : g_.entities[at].links) {
            names.push_back(l.name);
            if (l.to != no_id) append(names_of_row(l.to, l.name + "."));
        }
    }
    for (slot const& s : g_.slots) {
        std::string const prefix =
            s.kind == slot_kind::option ? "option." : (s.kind == slot_kind::reading ? "reading." : "");
        names.push_back(prefix + s.name);
    }
    for (rule const& r : g_.rules) {
        if (r.owner == no_id) names.push_back(r.name);
    }
    for (entity_id e = 0; e < g_.entities.size(); ++e) {
        if (reaches(c_.self, e)) names.push_back(g_.entities[e].name);
    }
    return names;
}

bool lowering::lacks_an_owner() const {
    for (entity_id at = c_.self; at != no_id; at = g_.entities[at].owner) {
        if (g_.entities[at].owner == no_id && b_.names_owner(at)) return true;
    }
    return false;
}

void lowering::report_unknown_of_row(operand const& row, path const& names, std::size_t used) {
    entity const& here = g_.entities[row.type_of.entity];
    auto const target = g_.find_entity(names[used].text);
    if (target && reaches(row.type_of.entity, *target)) {
        error(diagnostic_code::T004, names[used].where, quoted(names[used].text) + " names rows, not one value",
              "Say what becomes of the rows: sum, count, min or max of them, or some/every ... satisfies.");
        return;
    }
    if (here.owner == no_id && b_.names_owner(row.type_of.entity)) return;  // its owner is reported already
    std::string const name = joined(names, used, names.size());
    error(diagnostic_code::T001, names[used].where, quoted(here.name) + " has no " + quoted(name),
          did_you_mean(name, names_of_row(row.type_of.entity, ""),
                       "Declare it as a fact or a rule of " + quoted(here.name) + "."));
}

void lowering::report_unknown(path const& names, location const& where) {
    std::string const full = joined(names, 0, names.size());
    std::string const& first = names.front().text;
    if (lacks_an_owner()) return;
    std::string advice;
    if (names.size() == 1) {
        if (first == "yes" || first == "no") advice = "Write true or false.";
        if (first == "item") advice = "Inside a filter, name the facts of the filtered row without 'item'.";
        if (first == "today" || first == "now") advice = "Name a fact that holds the date: an evaluation has no clock.";
        for (word_list const& list : g_.word_lists) {
            if (std::find(list.words.begin(), list.words.end(), first) != list.words.end())
                advice = "Write the word in quotes: \"" + first + "\".";
        }
    }
    if (advice.empty() && g_.find_entity(first)) {
        error(diagnostic_code::T001, where, "no row of " + quoted(first) + " is reached from " + c_.subject,
              "Name the entity of the rule, an owner of it or a link.");
        return;
    }
    if (advice.empty())
        advice = did_you_mean(full, names_in_reach(),
                              "Declare it, or name a fact, rule, parameter, option. or reading. that there is.");
    error(diagnostic_code::T001, where, "unknown name " + quoted(full), std::move(advice));
}

}  // namespace carefare::checked
