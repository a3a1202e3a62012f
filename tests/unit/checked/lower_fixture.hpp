// What the tests of lowering share: a small programme, and the type or the diagnostic of one expression in it.
#pragma once

#include <string>

#include <carefare/checked/print.hpp>

#include "checked/lower_expr.hpp"
#include "unit/checked/declare_fixture.hpp"

namespace carefare::checked {

inline constexpr char const* small_programme = R"(
types:
  period: [weekly, daily, hourly]
  colour: [red, green]
units: [trip]
entities:
  family:   { rows: families, at: family.decided_on }
  member:   { rows: members, of: family, at_most: 20, complete_by: family.members_complete }
  visit:    { rows: visits, of: member, to: provider, at_most: 100 }
  pet:      { rows: pets, of: family }
  provider: { rows: providers }
facts:
  family.decided_on: { type: date }
  family.income: { type: money per year, range: "[$0..$100000]" }
  family.size: { type: number, range: "[1..20]", step: 1 }
  family.members_complete: { type: boolean }
  family.share_of_cost: { type: percent, range: "[0%..100%]", step: 1% }
  family.colour: { type: colour }
  family.stay: { type: range of date }
  family.moved_on: { type: date, absent: none }
  family.fee: { type: money per week, range: "[$0..$500]", absent: none }
  family.note: { type: text }
  family.last.seen.on: { type: date }
  member.age: { type: years, range: "[0..120]", step: 1 }
  member.born_on: { type: date }
  member.pays: { type: money per week, range: "[$0..$500]", absent: none }
  member.able: { type: boolean }
  visit.hours: { type: hours, range: "[0..24]", step: 0.25 }
  visit.minutes: { type: minutes, range: "[0..1440]", step: 1 }
  visit.period: { type: period }
  visit.began: { type: date and time }
  visit.ended: { type: date and time }
  visit.rate: { type: money per hour, range: "[$0..$100]" }
  provider.rate: { type: money per week, range: "[$0..$2000]" }
  provider.colour: { type: colour }
parameters:
  weeks_per_year: { type: weeks per year, range: "[52..52]", step: 1, divisor: yes, constant: 52, cite: x }
  days_per_week: { type: days per week, range: "[1..7]", step: 1, divisor: yes, constant: 5, cite: x }
  floor.weekly: { type: money per week, range: "[$0..$9]", values: [{ from: 2019-01-01, value: $1, cite: x }] }
options:
  slice: { type: percent, step: 1%, cite: x, ask: x, carrier: "[0%..100%]", bounds: [{ from: 2019-01-01, range: "[0%..100%]", step: 1%, cite: x }] }
readings:
  mode: { type: rounding_mode, value: half up, reason: x, fact: x }
rules:
  family.twice: { type: money per year, cite: x, value: family.income + family.income }
  highest: { type: money, cite: x, value: $7 }
)";

/// A declared programme whose expressions are lowered one by one.
class lowered {
public:
    explicit lowered(std::string const& rules = small_programme, std::map<std::string, std::string> const& further = {})
        : in(rules, further) {
        EXPECT_EQ(in.problems(), "");
        lower_entities(in.b);
        EXPECT_EQ(in.problems(), "");
    }

    /// "money per week", or the codes of what is wrong.
    std::string type_in(std::string const& entity, std::string const& text) {
        auto const made = lower_in(entity, text);
        if (!made) return codes_.empty() ? "nothing" : codes_;
        return made->bare_none ? "none" : (is_row(made->type_of) ? "row of " + in.b.graph.entities[made->type_of.entity].name : in.b.graph.to_string(made->type_of));
    }

    /// The tree of an expression, or the codes.
    std::string tree_in(std::string const& entity, std::string const& text) {
        auto const made = lower_in(entity, text);
        return made ? print_node(in.b.graph, made->node) : codes_;
    }

    /// "T001 message | advice" of the first problem of an expression.
    std::string problem_in(std::string const& entity, std::string const& text) {
        std::size_t const before = in.found.items().size();
        static_cast<void>(lower_in(entity, text));
        if (in.found.items().size() == before) return "";
        auto const& item = in.found.items()[before];
        return std::string(carefare::name_of(item.code)) + " " + item.message + " | " + item.advice;
    }

    declared in;

private:
    std::optional<operand> lower_in(std::string const& entity, std::string const& text) {
        std::size_t const before = in.found.items().size();
        auto const e = syntax::parse_expr(whole_source(in.sources, in.sources.add("expression", text)), in.found);
        std::optional<operand> made;
        if (e) {
            broken_declarations const broken;
            entity_id const self = entity.empty() ? no_id : in.b.graph.find_entity(entity).value();
            read_date date;
            if (self != no_id && in.b.graph.entities[self].at) date = {read_date::state::given, *in.b.graph.entities[self].at};
            lower_context context{in.b, broken, self, "the expression", date, false};
            made = lowering(context, *e).lower();
        }
        codes_.clear();
        for (std::size_t i = before; i < in.found.items().size(); ++i) {
            codes_ += (codes_.empty() ? "" : " ") + std::string(carefare::name_of(in.found.items()[i].code));
        }
        return codes_.empty() ? made : std::nullopt;
    }

    std::string codes_;
};

struct typed { char const* entity; char const* text; char const* expected; };

inline void expect_types(std::initializer_list<typed> const& cases) {
    lowered programme;
    for (typed const& c : cases) EXPECT_EQ(programme.type_in(c.entity, c.text), c.expected) << c.entity << ": " << c.text;
}

}  // namespace carefare::checked
