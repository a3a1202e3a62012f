// The passes of a programme with stages: each a copy of its graph in which what earlier passes came to is read as a fact.
#include <carefare/checked/stages.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "checked/append_node.hpp"
#include "checked/dependences.hpp"
#include "checked/relation_way.hpp"
#include "checked/stage_lines.hpp"

namespace carefare::checked {

namespace {

std::string kept_name(op what) {
    switch (what) {
        case op::grant_unmet: return ".unmet";
        case op::grant_before: return ".before";
        case op::grant_left: return ".left";
        case op::grant_place: return ".place";
        default: return ".bound_by";
    }
}

node_id add_self(rule_graph& graph, entity_id e, location where) {
    type row;
    row.kind = scalar::link;
    row.entity = e;
    return append_node(graph, op::self, row, where, {}, no_id);
}

class planning {
public:
    explicit planning(rule_graph const& of) : graph_(of) {
        add_rules_of_grants();
        lines_.emplace(graph_);
        dependences find(graph_);
        for (rule_id id = 0; id < graph_.rules.size(); ++id)
            rules_.push_back(find.of_rule(id));
        for (entity_id id = 0; id < graph_.entities.size(); ++id) {
            makers_.push_back(find.of_maker(id));
            entities_.push_back(find.of_entity(id));
        }
        lines_->place_makers([&](entity_id id) -> dependence const& { return makers_[id]; });
    }

    stage_plan plan() const {
        stage_plan made;
        made.partition = finest();
        made.of_makers = lines_->makers();
        for (std::uint32_t s = 0; s < graph_.stages.size(); ++s) {
            auto& handed = made.handed.emplace_back();
            if (!is_above(graph_, s)) continue;
            for (auto const id : stored_in(s)) {
                if (graph_.rules[id].owner == finest()) handed.push_back(id);
            }
            // A part of a grant is at fault where the grant is.
            for (auto& id : handed) {
                for (auto const& [part, rule] : parts_) {
                    if (rule == id) id = part.first;
                }
            }
        }
        return made;
    }

    std::vector<pass> passes() {
        std::set<rule_id> all;
        for (std::uint32_t s = 0; s <= last(); ++s) {
            for (auto const id : stored_in(s)) all.insert(id);
        }
        for (auto const id : all) add_fact(id);
        std::vector<pass> made;
        for (std::uint32_t s = 0; s <= last(); ++s) {
            auto gives = s == last() ? std::vector<rule_id>{} : given_by(s);
            if (s != last() && gives.empty()) continue;
            made.push_back(make(s, std::move(gives)));
        }
        return made;
    }

private:
    entity_id finest() const { return graph_.stages.front().partition; }
    /// The number of the last pass: the last stage, or one behind it where that is not of the finest partition.
    std::uint32_t last() const {
        auto const stages = static_cast<std::uint32_t>(graph_.stages.size());
        return is_above(graph_, stages - 1) ? stages : stages - 1;
    }
    bool is_fine(std::uint32_t s) const { return s >= graph_.stages.size() || !is_above(graph_, s); }
    /// Does the pass of a stage compute the rule?
    bool computes(std::uint32_t s, rule_id id) const {
        auto const stage = graph_.rules[id].stage;
        if (stage == no_id) return true;
        return is_fine(s) ? stage <= s && !is_above(graph_, stage) : stage == s;
    }

    bool was_before(std::uint32_t s, rule_id id) const { return !computes(s, id) && graph_.rules[id].stage < s; }

    /// Each part of a grant that is read has a rule, so that other passes can read it.
    void add_rules_of_grants() {
        std::map<std::pair<rule_id, op>, node_id> read;
        {
            dependences find(graph_);
            auto const see = [&](dependence const& of) {
                for (auto const id : of.grants) {
                    if (is_above(graph_, graph_.rules[graph_.nodes[id].payload].stage)) read.emplace(std::pair{graph_.nodes[id].payload, graph_.nodes[id].what}, id);
                }
            };
            for (rule_id id = 0; id < graph_.rules.size(); ++id) see(find.of_rule(id));
            for (entity_id id = 0; id < graph_.entities.size(); ++id) {
                see(find.of_maker(id));
                see(find.of_entity(id));
            }
        }
        for (auto const& [part, id] : read) {
            auto const [of, what] = part;
            auto const example = graph_.nodes[id];
            auto const& granted = graph_.rules[of];
            rule made;
            made.name = granted.name + kept_name(what);
            made.owner = granted.owner;
            made.type_of = example.type_of;
            if (what == op::grant_unmet) made.type_of.optional = granted.type_of.optional;
            made.stage = granted.stage;
            made.cite = granted.cite;
            made.where = granted.where;
            made.bounds = example.bounds;
            std::array const row{add_self(graph_, granted.owner, granted.where)};
            auto const value = append_node(graph_, what, made.type_of, granted.where, row, of);
            graph_.nodes[value].bounds = example.bounds;
            dated<node_id> version;
            version.payload = value;
            version.where = made.where;
            made.versions.push_back(std::move(version));
            parts_[part] = static_cast<rule_id>(graph_.rules.size());
            graph_.order.push_back(static_cast<rule_id>(graph_.rules.size()));
            graph_.rules.push_back(std::move(made));
        }
    }

    /// The results of other passes that a pass reads.
    std::set<rule_id> stored_in(std::uint32_t s) const {
        std::set<rule_id> stored;
        auto const see = [&](dependence const& of) {
            for (auto const& [vertex, where] : of.of) {
                if (vertex < graph_.rules.size() && was_before(s, vertex)) stored.insert(vertex);
            }
            for (auto const id : of.grants) {
                auto const part = parts_.find({graph_.nodes[id].payload, graph_.nodes[id].what});
                if (part != parts_.end() && was_before(s, part->second)) stored.insert(part->second);
            }
        };
        for (rule_id id = 0; id < graph_.rules.size(); ++id) {
            bool const stands = is_fine(s) ? computes(s, id) : graph_.rules[id].stage == s;
            if (stands) see(rules_[id]);
        }
        for (entity_id id = 0; id < graph_.entities.size(); ++id) {
            if (!has_rows(s, id)) continue;
            see(makers_[id]);
            see(entities_[id]);
        }
        if (s != last()) return stored;
        for (auto const id : graph_.outputs) {
            if (was_before(s, id)) stored.insert(id);
        }
        return stored;
    }

    /// Are the rows of a table there in the pass of a stage?
    bool has_rows(std::uint32_t s, entity_id e) const {
        if (!is_fine(s) && lines_->is_below(e)) return false;
        auto const made = lines_->makers()[e];
        if (made == no_id) return true;
        return is_fine(s) ? !lines_->is_made_above(e) && made <= s : made == s;
    }

    std::vector<rule_id> given_by(std::uint32_t s) const {
        std::set<rule_id> given;
        for (auto t = s + 1; t <= last(); ++t) {
            if (is_fine(s) && is_fine(t)) break;  // the next of its kind computes anew
            for (auto const id : stored_in(t)) {
                if (computes(s, id) && graph_.rules[id].stage != no_id) given.insert(id);
            }
        }
        return {given.begin(), given.end()};
    }

    void add_fact(rule_id id) {
        auto const& of = graph_.rules[id];
        fact made;
        made.name = of.name;
        made.owner = of.owner;
        made.type_of = of.type_of;
        made.bounds = of.bounds;
        made.from = used_result{no_id, id};
        made.label = of.label;
        made.cite = of.cite;
        made.where = of.where;
        facts_[id] = static_cast<fact_id>(graph_.facts.size());
        graph_.facts.push_back(std::move(made));
    }

    pass make(std::uint32_t s, std::vector<rule_id> gives) const {
        pass made;
        made.graph = graph_;
        auto& graph = made.graph;
        auto const stored = stored_in(s);
        for (auto const id : stored) {
            made.stored[id] = facts_.at(id);
            read_as_fact(graph, id);
        }
        read_grants(graph, stored);
        auto const gone = [&](rule_id id) { return !computes(s, id) && !stored.contains(id); };
        std::erase_if(graph.order, gone);
        if (s != last()) {
            graph.outputs = std::move(gives);
            graph.carried.clear();
        }
        for (entity_id id = 0; id < graph.entities.size(); ++id) {
            auto& e = graph.entities[id];
            e.partition = id == (is_fine(s) ? finest() : graph_.stages[s].partition);
            if (s != last()) e.pay_by.reset();
            if (!is_fine(s)) e.single = false;  // the rows that there are stand there
            if (!has_rows(s, id)) leave_empty(graph, id);
            // What only later stages ask of the rows.
            for (auto* said : {&e.at, &e.complete_by}) {
                if (*said && reads_later(s, **said)) said->reset();
            }
        }
        if (!is_fine(s)) graph.entities[finest()].versions.reset();  // those that count alone are handed on
        for (auto& r : graph.rules) r.stage = no_id;
        if (!is_fine(s)) find_facts_read(s, made);
        graph.stages.clear();
        return made;
    }

    bool reads_later(std::uint32_t s, node_id expression) const {
        auto const reads = dependences(graph_).of_node(expression).of;
        return std::any_of(reads.begin(), reads.end(), [&](auto const& one) {
            return one.first < graph_.rules.size() && !computes(s, one.first) && !was_before(s, one.first);
        });
    }

    void read_as_fact(rule_graph& graph, rule_id id) const {
        auto& r = graph.rules[id];
        std::array const row{add_self(graph, r.owner, r.where)};
        auto const value = append_node(graph, op::fact, r.type_of, r.where, row, facts_.at(id));
        graph.nodes[value].bounds = r.bounds;
        dated<node_id> version;
        version.payload = value;
        version.where = r.where;
        r.versions.assign(1, std::move(version));
        r.allocate.reset();
        r.as_of.reset();
        r.hook.reset();
    }

    void read_grants(rule_graph& graph, std::set<rule_id> const& stored) const {
        for (auto& n : graph.nodes) {
            auto const part = parts_.find({n.payload, n.what});
            if (part == parts_.end() || !stored.contains(part->second)) continue;
            n.what = op::rule;
            n.payload = part->second;
        }
    }

    /// Rows that another stage makes are made of no words here; a host's table has none, since nobody hands them in.
    static void leave_empty(rule_graph& graph, entity_id id) {
        auto& e = graph.entities[id];
        if (is_made(e)) {
            e.made = {};
            e.made.kind = maker_kind::each_word;
            e.made.words = static_cast<word_list_id>(graph.word_lists.size());
            graph.word_lists.push_back({"no words of '" + e.name + "'", {}, e.where, {}});
            type field;
            field.kind = scalar::word;
            field.words = e.made.words;
            e.made.fields.push_back({"word", field, {}, e.where});
        }
        e.computed.clear();
        e.order.clear();
        e.at.reset();
        e.pay_by.reset();
        e.complete_by.reset();
        e.dated_by.reset();
        e.versions.reset();
    }

    void find_facts_read(std::uint32_t s, pass& into) const {
        auto const see = [&](dependence const& of) {
            for (auto const id : of.facts) {
                if (graph_.facts[id].owner == finest()) into.reads.insert(id);
            }
        };
        for (rule_id id = 0; id < graph_.rules.size(); ++id) {
            if (graph_.rules[id].stage == s) see(rules_[id]);
        }
        for (entity_id id = 0; id < graph_.entities.size(); ++id) {
            if (!has_rows(s, id)) continue;
            see(makers_[id]);
            see(entities_[id]);
        }
    }

    rule_graph graph_;
    std::optional<stage_lines> lines_;
    std::vector<dependence> rules_, makers_, entities_;
    std::map<std::pair<rule_id, op>, rule_id> parts_;  ///< rules of what is kept beside a grant
    std::map<rule_id, fact_id> facts_;
};

}  // namespace

stage_plan plan_of_stages(rule_graph const& graph) {
    if (graph.stages.empty()) return {};
    return planning(graph).plan();
}

std::vector<pass> passes_of(rule_graph const& graph) {
    return planning(graph).passes();
}

}  // namespace carefare::checked
