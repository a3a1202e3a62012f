// Gives every numeric node its interval and denominator and refuses what cannot be proven exact: divisors that may be
// zero, ratios that are stored, numbers beyond 127 bits, money outputs that are not whole cents.
#include <algorithm>

#include "checked/number_pass.hpp"

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
    for (auto const& entity : graph_.entities) {
        if (entity.at) evaluate(*entity.at);
        if (entity.complete_by) evaluate(*entity.complete_by);
    }
    for (rule_id const id : graph_.order) evaluate_rule(id);
    for (rule_id const id : graph_.outputs) check_cents(id);
}

void number_pass::evaluate_rule(rule_id id) {
    rule const& of = graph_.rules[id];
    if (of.as_of) evaluate(*of.as_of);
    result all;
    for (auto const& version : of.versions) {
        if (!version.payload) continue;
        auto const bounds = evaluate(*version.payload);
        if (!bounds) continue;
        if (bounds->ratio) {
            b_.error(diagnostic_code::X003, version.where,
                     "rule '" + graph_.full_name(of) + "' is a quotient by a value that varies, which has no fixed step",
                     "Round it where the law says so, for example round half up(..., 2).");
            continue;
        }
        all = all ? hull(*all, *bounds) : bounds;
    }
    if (all && of.overridable && of.range && of.step) all = hull(*all, override_bounds(of));
    rules_[id] = all;
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
