// Where each rule stands: in the earliest stage in which all that it reads is there, or in the later one that it names.
#include <carefare/checked/stages.hpp>

#include <algorithm>
#include <string>

#include "checked/builder.hpp"
#include "checked/dependences.hpp"
#include "checked/relation_way.hpp"
#include "checked/stage_lines.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

void connect_stages(builder& b) {
    auto& graph = b.graph;
    for (auto const& written : b.programme.stages) {
        auto const found = graph.find_entity(written.entity.value);
        if (found) {
            graph.stages.push_back({written.name.value, *found, written.name.where});
            continue;
        }
        std::vector<std::string> known;
        for (auto const& e : graph.entities)
            known.push_back(e.name);
        b.error(diagnostic_code::N004, written.entity.where, "stage " + quoted(written.name.value) + " names the entity " + quoted(written.entity.value) + ", which there is not",
                did_you_mean(written.entity.value, known, "Declare it under 'entities'."));
    }
    if (graph.stages.size() != b.programme.stages.size() || graph.stages.empty()) {
        graph.stages.clear();
        return;
    }
    auto const first = graph.stages.front().partition;
    for (auto const& one : graph.stages) {
        auto const& e = graph.entities[one.partition];
        if (is_made(e)) {
            b.error(diagnostic_code::N026, one.where, "the rows of " + quoted(e.name) + " are made, and work cannot be divided by them", "Name a table that hosts give.");
        } else if (one.partition != first && !owns(graph, one.partition, first)) {
            b.error(diagnostic_code::N026, one.where,
                    "stage " + quoted(one.name) + " is divided by " + quoted(e.name) + ", which does not own " + quoted(graph.entities[first].name) + " of the first stage",
                    "Name " + quoted(graph.entities[first].name) + " or what owns it: the first stage is the finest.");
        }
    }
}

namespace {

class assigning {
public:
    explicit assigning(builder& b) : b_(b), graph_(b.graph), lines_(graph_), find_(graph_) {}

    void run() {
        for (auto const v : b_.vertex_order) {
            if (v < graph_.rules.size())
                place_rule(v);
            else
                place_maker(static_cast<entity_id>(v - graph_.rules.size()));
        }
        // Rules that read no more than rows that are there in one stage alone stand with these.
        for (auto& r : graph_.rules) {
            if (r.stage == no_id && r.owner != no_id && lines_.is_made_above(r.owner)) r.stage = lines_.makers()[r.owner];
        }
        for (entity_id id = 0; id < graph_.entities.size(); ++id)
            check_links(id);
        for (rule_id const id : graph_.outputs)
            check_output(id);
    }

private:
    void place_rule(rule_id id) {
        auto& r = graph_.rules[id];
        auto const needs = find_.of_rule(id);
        auto const bound = lines_.bound_of(needs);
        auto const& named = b_.rule_syntax[id]->stage;
        bool const together = lines_.runs_above(needs);
        if (!named && bound == no_id && !together && (r.owner == no_id || !lines_.is_within(r.owner))) return;
        auto first = bound == no_id ? 0 : bound;
        if (named) {
            auto const asked = find_stage(*named);
            if (asked == no_id) return;
            if (asked < first) {
                b_.error(diagnostic_code::T050, named->where, quoted(graph_.full_name(r)) + " reads what stage " + quoted(graph_.stages[first].name) + " comes to, which is later than " + quoted(named->value),
                         "Name that stage or a later one, or leave 'stage' out.");
                return;
            }
            if (!lines_.can_stand(r.owner, needs, asked)) return refuse(quoted(graph_.full_name(r)), r.owner, needs, asked, named->where);
            r.stage = asked;
            return;
        }
        r.stage = lines_.first_that_can(r.owner, needs, first);
        if (r.stage == no_id) refuse(quoted(graph_.full_name(r)), r.owner, needs, first, r.where);
    }

    void place_maker(entity_id id) {
        auto const& e = graph_.entities[id];
        if (!is_made(e)) return;
        auto const needs = find_.of_maker(id);
        auto const found = lines_.place_for(id, needs);
        if (!found) return;
        lines_.place_maker(id, found->stage);
        if (found->stage == no_id) refuse("the rows of " + quoted(e.name), id, needs, found->from, e.where);
    }

    /// What a stage of a coarser partition comes to is kept as facts of rows that the last stage has.
    void check_output(rule_id id) {
        auto const& r = graph_.rules[id];
        if (r.owner == no_id || !lines_.is_made_above(r.owner)) return;
        b_.error(diagnostic_code::T052, r.where, quoted(graph_.full_name(r)) + " is an output, and rows of " + quoted(graph_.entities[r.owner].name) + " are there in stage " + quoted(graph_.stages[r.stage].name) + " alone",
                 "Bring it up to what owns the rows, or down to the rows that they group, by a rule of that stage.");
    }

    /// All rows of a table look for the rows that they link to, in every stage that has them.
    void check_links(entity_id id) {
        auto const& e = graph_.entities[id];
        if (e.computed.empty()) return;
        auto const bound = lines_.bound_of(find_.of_links(id));
        if (lines_.is_below(id) && (bound == no_id || bound == 0)) return;
        b_.error(diagnostic_code::T050, e.computed.front().where,
                 "a link by key of " + quoted(e.name) + (lines_.is_below(id) ? " reads what stage " + quoted(graph_.stages[bound].name) + " comes to" : " stands above the rows of the first stage"),
                 lines_.is_below(id) ? "Let its key read facts, or results of the first stage." : "Link rows below " + quoted(graph_.entities[graph_.stages.front().partition].name) + " by key, or give the link as a fact.");
    }

    std::uint32_t find_stage(syntax::name_text const& name) {
        std::vector<std::string> known;
        for (auto const& one : graph_.stages)
            known.push_back(one.name);
        auto const found = std::find(known.begin(), known.end(), name.value);
        if (found != known.end()) return static_cast<std::uint32_t>(found - known.begin());
        b_.error(diagnostic_code::T050, name.where, "there is no stage " + quoted(name.value),
                 did_you_mean(name.value, known, known.empty() ? "Leave it out: this programme has no stages." : "Name one of: " + choices(known) + "."));
        return no_id;
    }

    void refuse(std::string const& subject, entity_id owner, dependence const& needs, std::uint32_t from, location const& where) {
        auto const& first = graph_.entities[graph_.stages.front().partition].name;
        for (auto const& [entity, place] : needs.rows) {
            if (!lines_.runs_above(needs) || !lines_.is_below(entity)) continue;
            b_.error(diagnostic_code::T051, place, subject + " puts rows of " + quoted(first) + " together, and reads rows of " + quoted(graph_.entities[entity].name) + " below them, which such a stage does not have",
                     "Bring what is needed of them up to " + quoted(first) + " by a rule of an earlier stage.");
            return;
        }
        std::string const who = owner == no_id ? std::string("no entity") : quoted(graph_.entities[owner].name);
        b_.error(diagnostic_code::T050, where,
                 subject + (lines_.runs_above(needs) ? " puts rows of " + quoted(first) + " together" : " reads what stage " + quoted(graph_.stages[from].name) + " comes to") +
                     ", and stage " + quoted(graph_.stages[from].name) + (from + 1 < graph_.stages.size() ? " and later ones have" : " has") + " no such rules of " + who,
                 "Add a stage to `stages` of programme.yaml that is divided by what the rows belong to, or let the rule stand in another.");
    }

    builder& b_;
    rule_graph& graph_;
    stage_lines lines_;
    dependences find_;
};

/// Without stages every partition is decided apart. What aggregates say for themselves is said already.
void refuse_runs_above(builder& b) {
    auto const& graph = b.graph;
    auto const is_partition = [](entity const& e) { return e.partition; };
    auto const found = std::find_if(graph.entities.begin(), graph.entities.end(), is_partition);
    if (found == graph.entities.end()) return;
    auto const partition = static_cast<entity_id>(found - graph.entities.begin());
    auto const is_within = [&](entity_id e) { return e == partition || owns(graph, partition, e); };
    dependences find(graph);
    auto const check = [&](dependence const& of) {
        for (auto const& one : of.runs) {
            if (one.base == no_id || is_within(one.base) || !is_within(one.items)) continue;
            b.error(diagnostic_code::T041, one.where, quoted(graph.entities[one.base].name) + " stands above the partition " + quoted(found->name) + ", whose rows are decided apart",
                    "Write stages: in programme.yaml, with one that is divided by " + quoted(graph.entities[one.base].name) + ", or hand in as a fact what is needed.");
        }
    };
    for (rule_id id = 0; id < graph.rules.size(); ++id)
        check(find.of_rule(id));
    for (entity_id id = 0; id < graph.entities.size(); ++id)
        check(find.of_maker(id));
}

}  // namespace

void assign_stages(builder& b) {
    if (b.graph.stages.empty()) {
        refuse_runs_above(b);
        for (auto const* written : b.rule_syntax) {
            if (written->stage)
                b.error(diagnostic_code::T050, written->stage->where, "there is no stage " + quoted(written->stage->value), "Leave it out: this programme has no stages.");
        }
        return;
    }
    assigning(b).run();
}

void check_stages_of_answers(builder& b) {
    auto const& graph = b.graph;
    if (graph.stages.empty()) return;
    stage_lines lines(graph);
    dependences find(graph);
    lines.place_makers([&](entity_id id) { return find.of_maker(id); });
    for (auto const& r : graph.rules) {
        if (!r.hook || r.versions.empty()) continue;
        auto const needs = find.of_rule(static_cast<rule_id>(&r - graph.rules.data()));
        auto const bound = lines.bound_of(needs);
        bool const is_late = bound != no_id && (r.stage == no_id || r.stage < bound);
        if (!is_late && (r.stage == no_id ? !lines.runs_above(needs) : lines.can_stand(r.owner, needs, r.stage))) continue;
        b.error(diagnostic_code::T050, r.versions.front().where,
                "the answer to the hook " + quoted(graph.full_name(r)) + " reads what the hook's stage " + (r.stage == no_id ? std::string() : quoted(graph.stages[r.stage].name) + " ") + "does not have",
                "Let it read facts, and rules of the hook's stage or earlier ones.");
    }
}

}  // namespace carefare::checked
