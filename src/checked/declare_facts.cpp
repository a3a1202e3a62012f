// Facts: type, range and step, and what an absent cell means.
#include <utility>

#include "checked/builder.hpp"
#include "checked/declare.hpp"
#include "checked/intervals.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

void read_absent(builder& b, syntax::expr const& written, std::string const& name, fact& f) {
    auto const found = read_constant(written, f.type_of, b.graph, b.sink);
    if (!found) return;
    auto const* value = std::get_if<scalar_value>(&*found);
    if (value == nullptr) {
        b.error(diagnostic_code::F003, written.where, "an absent cell of " + quoted(name) + " cannot mean a range",
                "Write 'absent: pending' or 'absent: none'.");
        return;
    }
    if (check_value(*value, f.type_of, f.range, f.step, name, written.where, b.graph, b.sink)) f.absent = *value;
}

entity_id owner_of(builder& b, syntax::fact_syntax const& declared) {
    if (auto const found = b.graph.find_entity(declared.entity.value)) return *found;
    std::vector<std::string> known;
    for (auto const& e : b.graph.entities)
        known.push_back(e.name);
    b.error(diagnostic_code::N004, declared.entity.where,
            "the fact " + quoted(declared.name.value) + " belongs to the entity " + quoted(declared.entity.value) +
                ", which there is not",
            did_you_mean(declared.entity.value, known, "Declare it under 'entities'."));
    return no_id;
}

}  // namespace

void declare_facts(builder& b) {
    for (auto const& declared : b.programme.facts) {
        fact f;
        f.name = declared.name.value;
        f.owner = owner_of(b, declared);
        f.where = place_of(declared.entity, declared.name);
        f.determination = declared.determination;
        f.ask = declared.ask.value;
        f.label = declared.label.value;
        f.cite = to_citation(declared.cite);
        auto const name = declared.entity.value + "." + f.name;
        if (auto const found = read_type(declared.type, b)) {
            f.type_of = *found;
            auto frame =
                read_frame(f.type_of, declared.range, declared.step, "fact " + quoted(name), f.where, b.graph, b.sink);
            f.range = std::move(frame.range);
            f.step = std::move(frame.step);
            f.bounds = std::move(frame.bounds);
            if (declared.absent_is_none) {
                f.type_of.optional = true;
                f.absent = scalar_value(none_value{});
            } else if (declared.absent_value) {
                read_absent(b, *declared.absent_value, name, f);
            }
        }
        if (f.owner != no_id && b.entity_syntax[f.owner]->maker) {
            b.error(diagnostic_code::N014, f.where,
                    "the fact " + quoted(name) + " belongs to rows that the engine makes, which no host knows",
                    "Make it a rule, or a fact of the table that the rows are made of.");
        }
        b.graph.facts.push_back(std::move(f));
    }
}

}  // namespace carefare::checked
