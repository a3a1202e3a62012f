// No name is ever two things (docs/language.md section 3): what an expression could read in two ways is refused where
// it is declared, not where it is used.
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "checked/builder.hpp"
#include "checked/relation_way.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

std::string first_part(std::string const& name) {
    return name.substr(0, name.find('.'));
}

struct meaning {
    std::string what;  ///< "the entity 'family'"
    location where;
};

class clash_check {
public:
    explicit clash_check(builder& b) : b_(b), graph_(b.graph) {}

    void run() {
        collect_globals();
        collect_members();
        for (entity_id id = 0; id < graph_.entities.size(); ++id)
            check_entity(id);
        check_option_groups();
        check_case_sections();
    }

private:
    void report(meaning const& later, meaning const& earlier, std::string const& name) {
        if (!reported_.insert({name, later.where.source.value, later.where.where.begin}).second) return;
        diagnostic found{diagnostic_code::N001,
                         severity::error,
                         later.what + " has a name that stands for " + earlier.what + " already",
                         later.where,
                         {},
                         "Give one of them another name."};
        if (earlier.where.source.value != source_id::none) found.labels.push_back({earlier.where, earlier.what});
        b_.sink.add(std::move(found));
    }

    void claim(std::map<std::string, meaning>& names, std::string const& name, meaning const& what) {
        auto const [found, is_new] = names.emplace(name, what);
        if (!is_new && found->second.what != what.what) report(what, found->second, name);
    }

    /// Names that every expression can read: entities, parameters and rules without entity by the first part of their
    /// names.
    void collect_globals() {
        globals_.emplace("option", meaning{"the options", {}});
        globals_.emplace("reading", meaning{"the readings", {}});
        for (auto const& e : graph_.entities)
            claim(globals_, e.name, {"the entity " + quoted(e.name), e.where});
        std::map<std::string, meaning> dotted;
        auto const add = [&](std::string const& name, meaning const& what) {
            claim(dotted, name, what);
            auto const shared = globals_.find(first_part(name));
            if (shared != globals_.end()) report(what, shared->second, name);
        };
        for (auto const& s : graph_.slots) {
            if (s.kind == slot_kind::parameter) add(s.name, {"the parameter " + quoted(s.name), s.where});
        }
        for (auto const& r : graph_.rules) {
            if (r.owner == no_id) add(r.name, {"the rule " + quoted(r.name), r.where});
        }
        // Tables are read with keys in brackets only, as relations are with a filter: they clash with entities alone.
        for (auto const& t : graph_.tables) {
            auto const shared = globals_.find(first_part(t.name));
            if (shared != globals_.end()) report({"the table " + quoted(t.name), t.where}, shared->second, t.name);
        }
        for (auto& [name, what] : dotted)
            globals_.emplace(first_part(name), what);
    }

    void collect_members() {
        members_.resize(graph_.entities.size());
        auto const add = [&](entity_id owner, std::string const& name, meaning what) {
            if (owner != no_id) claim(members_[owner], name, what);
        };
        for (entity_id id = 0; id < graph_.entities.size(); ++id) {
            auto const& e = graph_.entities[id];
            for (auto const& l : e.links)
                add(id, l.name, {"the link " + quoted(e.name + "." + l.name), e.where});
            for (auto const& l : e.computed)
                add(id, l.name, {"the link " + quoted(e.name + "." + l.name) + " by a key", l.where});
            for (auto const& f : e.made.fields)
                add(id, f.name, {"the field " + quoted(e.name + "." + f.name), f.where});
        }
        for (auto const& f : graph_.facts)
            add(f.owner, f.name, {"the fact " + quoted(graph_.full_name(f)), f.where});
        for (rule_id id = 0; id < graph_.rules.size(); ++id) {
            auto const& r = graph_.rules[id];
            add(r.owner, r.name, {"the rule " + quoted(graph_.full_name(r)), r.where});
            if (!b_.rule_syntax[id]->allocate) continue;
            for (auto const* kept : {".unmet", ".before", ".left", ".place", ".bound_by"})
                add(r.owner, r.name + kept, {"what the allocation " + quoted(graph_.full_name(r)) + " keeps", r.where});
        }
    }

    void check_entity(entity_id id) {
        auto const& e = graph_.entities[id];
        std::map<std::string, meaning> rows;  // what a name can step to from a row: links and owners
        for (auto const& l : e.links)
            rows.emplace(l.name, members_[id].at(l.name));
        for (auto const& l : e.computed)
            rows.emplace(l.name, members_[id].at(l.name));
        for (auto owner = e.owner; owner != no_id; owner = graph_.entities[owner].owner) {
            auto const& above = graph_.entities[owner];
            claim(rows, above.name, {"the entity " + quoted(above.name), above.where});
        }
        for (entity_id group = 0; group < graph_.entities.size(); ++group) {
            auto const& g = graph_.entities[group];
            if (g.made.kind == maker_kind::group && g.made.source == id)
                claim(rows, g.name, {"the entity " + quoted(g.name), g.where});
        }
        for (auto const& [name, what] : members_[id]) {
            // A kept row reads what the row of its table reads.
            for (auto base = base_of(graph_, id); base != no_id; base = base_of(graph_, base)) {
                auto const below = members_[base].find(name);
                if (below != members_[base].end()) report(what, below->second, name);
            }
            // A field may be a row of an entity, and is named as it.
            auto const is_link = what.what.starts_with("the link") || what.what.starts_with("the field");
            auto const step = rows.find(first_part(name));
            if (!is_link && step != rows.end()) report(what, step->second, name);
            // A link is named as its entity unless the author says otherwise; facts and rules are not.
            auto const shared = globals_.find(first_part(name));
            bool const is_entity = shared != globals_.end() && shared->second.what.starts_with("the entity");
            if (shared != globals_.end() && !(is_link && is_entity)) report(what, shared->second, name);
        }
    }

    /// Plans nest options by their dots: what has an answer cannot be a group, too.
    void check_option_groups() {
        std::map<std::string, meaning> options;
        for (auto const& s : graph_.slots) {
            if (s.kind == slot_kind::option) options.emplace(s.name, meaning{"the option " + quoted(s.name), s.where});
        }
        for (auto const& [name, what] : options) {
            for (auto dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1)) {
                auto const group = options.find(name.substr(0, dot));
                if (group != options.end()) report(what, group->second, name);
            }
        }
    }

    /// Rows of a case stand beside the case's own keys, and rows of an owner beside its facts and links.
    void check_case_sections() {
        static std::set<std::string> const own_keys = {"name",    "cite",   "plan", "known_on", "readings",
                                                       "options", "expect", "each", "cases"};
        for (auto const& e : graph_.entities) {
            meaning const rows{"the section " + quoted(e.rows) + " of the entity " + quoted(e.name), e.where};
            if (own_keys.contains(e.rows)) report(rows, {"a key of cases", {}}, e.rows);
            if (e.rows == "overrides") report(rows, {"the overrides of a row", {}}, e.rows);
            if (e.owner == no_id || is_made(e)) continue;  // no case gives made rows
            auto const& members = members_[e.owner];
            auto const found = members.find(e.rows);
            if (found != members.end()) report(rows, found->second, e.rows);
        }
        for (auto const& members : members_) {
            auto const found = members.find("overrides");
            if (found != members.end()) report(found->second, {"the overrides of a row", {}}, "overrides");
        }
    }

    builder& b_;
    rule_graph const& graph_;
    std::map<std::string, meaning> globals_;
    std::vector<std::map<std::string, meaning>> members_;
    std::set<std::tuple<std::string, std::uint32_t, std::uint32_t>> reported_;
};

}  // namespace

void check_name_clashes(builder& b) {
    clash_check(b).run();
}

}  // namespace carefare::checked
