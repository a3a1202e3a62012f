// Tables that a run hands to the next: a host table filled from the rows of a group of the same owner.
#include <algorithm>

#include "checked/lower_makers.hpp"
#include "checked/relation_way.hpp"

namespace carefare::checked {

namespace {

class carried_lowering {
public:
    carried_lowering(builder& b, broken_declarations const& broken, syntax::carried_syntax const& written)
        : b_(b), broken_(broken), written_(written), what_("the carried table " + quoted(written.into.value)) {}

    void run() {
        auto const into = find(written_.into);
        auto const from = find(written_.from);
        if (!into || !from || !fits(*into, *from)) return;
        carried_table made{*into, *from, {}, written_.where};
        if (!name_facts(*into)) return;
        lower_context context{b_, broken_, *from, what_, date_of_entity(b_, broken_, *from), false};
        for (fact_id id = 0; id < b_.graph.facts.size(); ++id) {
            if (b_.graph.facts[id].owner != *into) continue;
            auto const name = b_.graph.facts[id].name;
            auto const* value = value_of(name);
            if (value == nullptr || broken_.facts.contains(id)) continue;
            auto const node = lowering(context, *value)
                                  .lower_as(b_.graph.facts[id].type_of, "the fact " + quoted(name) + " of " + what_);
            if (node != no_id) made.facts.emplace_back(id, node);
        }
        b_.graph.carried.push_back(std::move(made));
    }

private:
    std::optional<entity_id> find(syntax::name_text const& name) {
        if (name.value.empty()) return {};  // reported by the reader
        auto const found = b_.graph.find_entity(name.value);
        if (found) return found;
        std::vector<std::string> known;
        for (auto const& e : b_.graph.entities)
            known.push_back(e.name);
        b_.error(diagnostic_code::N004, name.where, what_ + " names the entity " + quoted(name.value) + ", which there is not",
                 did_you_mean(name.value, known, "Declare it under 'entities'."));
        return {};
    }

    bool refuse(diagnostic_code code, location const& where, std::string const& why, std::string advice) {
        b_.error(code, where, what_ + " " + why, std::move(advice));
        return false;
    }

    bool fits(entity_id into, entity_id from) {
        auto const& table = b_.graph.entities[into];
        auto const& group = b_.graph.entities[from];
        if (is_made(table))
            return refuse(diagnostic_code::N020, written_.into.where, "has rows that the engine makes, which no run can read",
                          "Name a table whose rows are handed in.");
        if (!table.links.empty())
            return refuse(diagnostic_code::N020, written_.into.where, "has links, which a group has none of",
                          "Take the links away from the entity " + quoted(table.name) + ".");
        if (group.made.kind != maker_kind::group)
            return refuse(diagnostic_code::N020, written_.from.where,
                          "is filled from " + quoted(group.name) + ", which is no group",
                          "Name an entity with 'group', whose rows begin and end.");
        if (table.owner == no_id || table.owner != group.owner)
            return refuse(diagnostic_code::N020, written_.from.where,
                          "has another owner than " + quoted(group.name),
                          "Give both the same owner, so that the next run finds the rows.");
        return true;
    }

    [[nodiscard]] syntax::expr const* value_of(std::string const& fact) const {
        for (auto const& [name, value] : written_.facts) {
            if (name.value == fact) return &value;
        }
        return nullptr;
    }

    /// "every fact of it is given", and nothing else.
    bool name_facts(entity_id into) {
        std::vector<std::string> known, missing;
        for (auto const& fact : b_.graph.facts) {
            if (fact.owner != into) continue;
            known.push_back(fact.name);
            if (fact.type_of.kind == scalar::range)
                return refuse(diagnostic_code::N020, written_.into.where,
                              "has the fact " + quoted(fact.name) + ", which is a range",
                              "Give it two facts, for the begin and the end.");
            if (value_of(fact.name) == nullptr) missing.push_back(fact.name);
        }
        bool good = true;
        for (auto const& [name, value] : written_.facts) {
            if (std::find(known.begin(), known.end(), name.value) != known.end()) continue;
            good = refuse(diagnostic_code::N021, name.where, "gives " + quoted(name.value) + ", which is no fact of it",
                          did_you_mean(name.value, known, "Take it away."));
        }
        for (auto const& name : missing)
            good = refuse(diagnostic_code::N021, written_.into.where, "does not give the fact " + quoted(name),
                          "Give it under 'facts', so that the next run lacks nothing.");
        return good;
    }

    builder& b_;
    broken_declarations const& broken_;
    syntax::carried_syntax const& written_;
    std::string what_;
};

}  // namespace

void lower_carried(builder& b) {
    auto const broken = find_broken_declarations(b);
    for (auto const& written : b.programme.carried)
        carried_lowering(b, broken, written).run();
}

}  // namespace carefare::checked
