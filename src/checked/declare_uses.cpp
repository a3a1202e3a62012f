// Programmes that are used: their words and units come along with their results, and each output of a table that both
// have is a fact here.
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "checked/builder.hpp"
#include "checked/intervals.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

class use_declaration {
public:
    use_declaration(builder& b, std::uint32_t number) : b_(b), graph_(b.graph), number_(number), use_(graph_.uses[number]), used_(*use_.of) {}

    void take_words_and_units() {
        for (auto const id : used_.outputs) {
            auto const& of = used_.rules[id];
            if (of.owner == no_id) continue;
            if (of.type_of.kind == scalar::word) take_list(of.type_of.words);
            for (auto const& factor : of.type_of.measure.factors) take_unit(factor.base);
        }
    }

    void add_facts() {
        for (auto const id : used_.outputs) {
            auto const& of = used_.rules[id];
            if (of.owner == no_id || of.type_of.kind == scalar::link) continue;
            auto const entity = graph_.find_entity(used_.entities[of.owner].name);
            if (!entity || b_.entity_syntax[*entity]->maker) continue;
            check_owner(of.owner, *entity);
            graph_.facts.push_back(fact_of(id, *entity));
        }
    }

private:
    void error(diagnostic_code code, std::string message, std::string advice) { b_.error(code, use_.where, std::move(message), std::move(advice)); }

    void take_list(word_list_id id) {
        auto const& list = used_.word_lists[id];
        auto const named = std::find_if(graph_.word_lists.begin(), graph_.word_lists.end(), [&](word_list const& one) { return one.name == list.name; });
        if (named == graph_.word_lists.end()) {
            graph_.word_lists.push_back(list);
        } else if (named->words != list.words) {
            error(diagnostic_code::N024, "the words of " + quoted(list.name) + " are not those that " + quoted(use_.name) + " has",
                  "Write the same words in the same order, or take the type away: it comes along with the results.");
        }
    }

    void take_unit(std::uint32_t base) {
        auto const& name = used_.units[base];
        if (std::find(graph_.units.begin(), graph_.units.end(), name) == graph_.units.end()) graph_.units.push_back(name);
    }

    /// A row that stands only in results has the owner that it has there.
    void check_owner(entity_id there, entity_id here) {
        auto const owner = graph_.entities[here].owner;
        if (owner == no_id || !owner_checked_.insert(here).second) return;
        auto const other = used_.entities[there].owner;
        if (other != no_id && used_.entities[other].name == graph_.entities[owner].name) return;
        error(diagnostic_code::N025,
              quoted(graph_.entities[here].name) + " belongs to " + quoted(graph_.entities[owner].name) + " here, and in " + quoted(use_.name) + " to " +
                  (other == no_id ? std::string("no other") : quoted(used_.entities[other].name)),
              "Give it the same owner, or none.");
    }

    type type_here(type of) const {
        of.optional = true;
        if (of.kind == scalar::word) {
            auto const& name = used_.word_lists[of.words].name;
            for (word_list_id id = 0; id < graph_.word_lists.size(); ++id) {
                if (graph_.word_lists[id].name == name) of.words = id;
            }
        }
        unit measure;
        for (auto const& factor : of.measure.factors) {
            auto const found = std::find(graph_.units.begin(), graph_.units.end(), used_.units[factor.base]);
            unit one{{{static_cast<std::uint32_t>(found - graph_.units.begin()), factor.exponent}}};
            measure = measure * one;
        }
        of.measure = measure;
        return of;
    }

    fact fact_of(rule_id id, entity_id owner) const {
        auto const& of = used_.rules[id];
        fact made;
        made.name = use_.prefix + "." + of.name;
        made.owner = owner;
        made.type_of = type_here(of.type_of);
        made.absent = scalar_value(none_value{});
        made.from = used_result{number_, id};
        made.label = of.label.empty() ? std::string{} : of.label + " (" + use_.prefix + ")";
        made.cite = of.cite;
        made.where = use_.where;
        if (of.bounds) {
            made.bounds = of.bounds;
            made.step = rational(1) / of.bounds->denominator;
            made.range = interval{scalar_value(of.bounds->low), scalar_value(of.bounds->high), true, true};
        }
        return made;
    }

    builder& b_;
    rule_graph& graph_;
    std::uint32_t number_;
    used_programme const& use_;
    rule_graph const& used_;
    std::set<entity_id> owner_checked_;
};

/// A step from a row must not be what a result is read by.
void check_prefix(builder& b, used_programme const& use) {
    auto const clash = [&](location const& other, std::string const& what) {
        diagnostic found{diagnostic_code::N001, severity::error, "the prefix " + quoted(use.prefix) + " is the name of " + what, use.where, {}, "Choose another prefix."};
        found.labels.push_back({other, what});
        b.sink.add(std::move(found));
    };
    for (auto const& e : b.programme.entities) {
        if (e.name.value == use.prefix) return clash(e.name.where, "the entity " + quoted(use.prefix));
        for (auto const& link : e.links) {
            if (link.name.value == use.prefix) return clash(link.name.where, "the link " + quoted(e.name.value + "." + use.prefix));
        }
        for (auto const& link : e.computed) {
            if (link.first.value == use.prefix) return clash(link.first.where, "the link " + quoted(e.name.value + "." + use.prefix));
        }
    }
}

}  // namespace

void declare_uses(builder& b) {
    for (auto const& written : b.programme.uses) {
        auto const* of = b.find_programme ? b.find_programme(written.programme.value, written.programme.where) : nullptr;
        if (of == nullptr) {
            // Whoever looks it up says what is wrong; without anybody who can, there is none.
            if (!b.find_programme)
                b.error(diagnostic_code::W002, written.programme.where, "there is no programme " + quoted(written.programme.value), "Name a programme that can be found.");
            continue;
        }
        b.graph.uses.push_back({written.prefix.value, of->name, of, written.prefix.where});
        check_prefix(b, b.graph.uses.back());
    }
    for (std::uint32_t u = 0; u < b.graph.uses.size(); ++u) use_declaration(b, u).take_words_and_units();
}

void declare_used_facts(builder& b) {
    for (std::uint32_t u = 0; u < b.graph.uses.size(); ++u) use_declaration(b, u).add_facts();
}

}  // namespace carefare::checked
