// Gives every numeric node its interval and denominator and refuses what cannot be proven exact: divisors that may be
// zero, ratios that are stored, numbers beyond 127 bits, money outputs that are not whole cents.
#include <algorithm>
#include <utility>

#include "checked/intervals.hpp"
#include "checked/number_pass.hpp"
#include "checked/relation_way.hpp"

namespace carefare::checked {

namespace {

constexpr std::size_t machine_bits = 127;

numeric_bounds override_bounds(rule const& of) {
    auto const end = [](std::optional<scalar_value> const& v) {
        auto const* number = v ? std::get_if<rational>(&*v) : nullptr;
        return number != nullptr ? *number : rational(0);
    };
    return between(end(of.range->low), end(of.range->high), of.step->denominator());
}

}  // namespace

void number_pass::run() {
    for (entity_id id = 0; id < graph_.entities.size(); ++id) {
        evaluate_maker(id);
        evaluate_expressions(id);
    }
    for (rule_id const id : graph_.order) evaluate_rule(id);
    for (auto const& table : graph_.carried) {
        for (auto const& [fact, value] : table.facts) evaluate(value);
    }
    for (rule_id const id : graph_.outputs) check_cents(id);
    evaluate_sentences();
}

/// Last of all: a sentence may read what reads its own rule.
void number_pass::evaluate_sentences() {
    auto const evaluate_one = [this](sentence const& of) {
        if (of.when) evaluate(*of.when);
        for (auto const& part : of.parts) {
            if (part.what && graph_.nodes[*part.what].type_of.kind != scalar::link) evaluate(*part.what);
        }
    };
    for (auto const& of : graph_.entities) {
        if (of.tell) evaluate_one(*of.tell);
    }
    for (auto const& of : graph_.rules) {
        for (auto const& one : of.tell) evaluate_one(one);
    }
}

void number_pass::evaluate_expressions(entity_id id) {
    entity const& of = graph_.entities[id];
    if (of.at) evaluate(*of.at);
    if (of.pay_by) evaluate(*of.pay_by);
    if (of.complete_by) evaluate(*of.complete_by);
    if (of.made.where_true) evaluate(*of.made.where_true);
    for (auto const& link : of.computed) evaluate(link.key);
    for (auto const& key : of.order) evaluate(key.key);
}

void number_pass::evaluate_maker(entity_id id) {
    if (!begun_makers_.insert(id).second) return;
    // What is known where a field is read says nothing of the rows it is made from.
    auto const known = std::exchange(known_, {});
    maker const made = graph_.entities[id].made;
    if (made.over) evaluate(*made.over);
    for (std::size_t i = 0; i < made.by.size(); ++i) {
        auto const bounds = evaluate(made.by[i]);
        if (bounds && bounds->ratio) {
            b_.error(diagnostic_code::X003, graph_.nodes[made.by[i]].where,
                     "rows are grouped by a quotient by a value that varies, which has no fixed step",
                     "Round it where the law says so.");
        } else {
            graph_.entities[id].made.fields[i].bounds = bounds;
        }
    }
    if (made.kind == maker_kind::merge) {
        entity_id unbounded = no_id;
        auto const rows = rows_below(graph_, graph_.entities[id].owner, made.source, unbounded);
        graph_.entities[id].made.fields.back().bounds = between(1, rows.value_or(rational(1)));
    }
    known_ = known;
}

number_pass::result number_pass::evaluate_allocation(rule const& of) {
    allocation const& a = graph_.allocations[*of.allocate];
    auto const ask = evaluate(a.ask);
    for (auto const& key : a.order) evaluate(key.key);
    result limits;
    for (auto const& limit : a.limits) {
        auto const up_to = evaluate(limit.up_to);
        auto const used = limit.used_before ? evaluate(*limit.used_before) : std::nullopt;
        if (limit.counts) evaluate(*limit.counts);
        for (auto const& one : {up_to, used}) {
            if (one && one->ratio) {
                b_.error(diagnostic_code::X003, limit.where, "a limit is a quotient by a value that varies, which has no fixed step",
                         "Round it where the law says so.");
                return std::nullopt;
            }
            if (one) limits = limits ? hull(*limits, *one) : *one;
        }
    }
    if (!ask) return ask;
    location const& where = graph_.nodes[a.ask].where;
    if (ask->ratio) {
        b_.error(diagnostic_code::X003, where, "the ask of '" + graph_.full_name(of) + "' is a quotient by a value that varies, which has no fixed step",
                 "Round it where the law says so.");
        return std::nullopt;
    }
    if (ask->low.sign() < 0) {
        b_.error(diagnostic_code::X006, where,
                 "the ask of '" + graph_.full_name(of) + "' may be below zero: " + describe(*ask),
                 "Bound it, for example with max(..., 0).");
        return std::nullopt;
    }
    // A part of an ask is what a limit has left: a difference of asks and limits.
    auto bounds = between(0, ask->high, ask->denominator);
    if (!a.whole && limits) bounds.denominator = hull(bounds, *limits).denominator;
    if (a.in_proportion) {
        auto const step = of.step ? of.step : default_step(of.type_of);
        bounds.denominator = hull(bounds, exactly(rational(1) / rational(step.value_or(rational(1)).denominator()))).denominator;
    }
    return bounds;
}

void number_pass::hold_answer(rule const& of, dated<node_id> const& answer, numeric_bounds const& bounds) {
    auto const& carrier = *of.hook->carrier;
    bool const in_steps = (carrier.denominator / bounds.denominator).is_integer();
    if (bounds.low >= carrier.low && bounds.high <= carrier.high && in_steps) return;
    b_.error(diagnostic_code::X007, graph_.nodes[*answer.payload].where,
             "the answer to '" + graph_.full_name(of) + "' is a number in " + describe(bounds) + ", and its hook holds " +
                 describe(carrier),
             in_steps ? "Bound it, for example with min(..., " + carrier.high.to_string() + ") or max(..., " + carrier.low.to_string() + ")."
                      : "Round it as the plan says, so that it is proven to lie in the steps of the hook.");
}

void number_pass::evaluate_rule(rule_id id) {
    if (!begun_rules_.insert(id).second) return;
    auto const known = std::exchange(known_, {});
    rule const& of = graph_.rules[id];
    if (of.as_of) evaluate(*of.as_of);
    result all;
    for (auto const& version : of.versions) {
        if (!version.payload) continue;
        auto const bounds = evaluate(*version.payload);
        if (!bounds) continue;
        if (bounds->ratio) {
            b_.error(diagnostic_code::X003, version.where,
                     (of.hook ? "hook '" : "rule '") + graph_.full_name(of) + "' is a quotient by a value that varies, which has no fixed step",
                     "Round it where the law says so, for example round half up(..., 2).");
            continue;
        }
        if (of.hook && of.hook->carrier) hold_answer(of, version, *bounds);
        all = all ? hull(*all, *bounds) : bounds;
    }
    if (of.hook) all = of.hook->carrier;
    if (of.allocate) all = evaluate_allocation(of);
    if (all && of.overridable && of.range && of.step) all = hull(*all, override_bounds(of));
    rules_[id] = graph_.rules[id].bounds = all;
    known_ = known;
}

void number_pass::check_cents(rule_id id) {
    rule const& of = graph_.rules[id];
    auto const& factors = of.type_of.measure.factors;
    bool const money = std::any_of(factors.begin(), factors.end(), [](unit::factor const& f) { return f.base == unit_money && f.exponent == 1; });
    auto const& bounds = rules_[id];
    if (!money || !bounds || (rational(100) / bounds->denominator).is_integer()) return;
    b_.error(diagnostic_code::X004, of.where,
             "output '" + graph_.full_name(of) + "' is money that is not proven to be whole cents: " + describe(*bounds),
             "Round it to 2 decimals where the law says so, or make a rounded rule the output.");
}

number_pass::result number_pass::evaluate(node_id id) {
    if (id == no_id) return std::nullopt;
    result bounds = graph_.nodes[id].what == op::conditional ? choose(id) : compute(id);
    if (graph_.nodes[id].type_of.kind != scalar::number) bounds.reset();
    if (!bounds) return bounds;
    bounds = apply(graph_, id, *bounds, known_);
    if (!bounds->ratio && scaled_bits(*bounds) > machine_bits) {
        b_.error(diagnostic_code::X002, graph_.nodes[id].where,
                 "this number may need " + std::to_string(scaled_bits(*bounds)) + " bits: " + describe(*bounds),
                 "Round earlier, or narrow the ranges of the facts, parameters and options it reads.");
        bounds = between(0, 1);  // something small, so that one wide number is reported once
    }
    graph_.nodes[id].bounds = bounds;
    return bounds;
}

number_pass::result number_pass::choose(node_id id) {
    auto const children = child_ids(id);
    evaluate(children[0]);
    auto const before = known_.size();
    refine(graph_, children[0], true, known_);
    auto const yes = evaluate(children[1]);
    known_.resize(before);
    refine(graph_, children[0], false, known_);
    auto const no = evaluate(children[2]);
    known_.resize(before);
    if (!yes || !no) return yes ? yes : no;
    return hull(*yes, *no);
}

std::vector<std::uint32_t> number_pass::child_ids(node_id id) const {
    auto const children = graph_.children_of(id);
    return {children.begin(), children.end()};
}

void analyse_numbers(builder& b) { number_pass(b).run(); }

}  // namespace carefare::checked
