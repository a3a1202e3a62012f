// Range and step of a declaration: what a value of it can be.
#include <utility>

#include <carefare/checked/check.hpp>

#include "checked/intervals.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

location place_of(std::optional<syntax::expr> const& e, location const& where) {
    return e ? e->where : where;
}

void refuse(std::optional<syntax::expr> const& given, std::string_view key, std::string const& what,
            std::string const& why, diagnostics& sink) {
    if (!given) return;
    sink.error(diagnostic_code::N006, given->where, what + " has a '" + std::string(key) + "', but " + why,
               "Take the " + std::string(key) + " away.");
}

void ask_for(std::string_view key, std::string const& what, std::string const& example, location const& where,
             diagnostics& sink) {
    sink.error(diagnostic_code::N005, where, what + " is a number and says no '" + std::string(key) + "'",
               "Add the " + std::string(key) + " of its values, such as " + example + ".");
}

std::string example_range(type const& t) {
    if (t.percent) return "range: \"[0%..100%]\"";
    return is_money(t) ? "range: \"[$0..$1000]\"" : "range: \"[0..100]\"";
}

bool require_end(std::optional<scalar_value> const& end, std::string_view which, std::string const& what,
                 location const& where, diagnostics& sink) {
    if (end) return true;
    sink.error(diagnostic_code::N006, where, "the range of " + what + " has no " + std::string(which),
               "Give both ends, since every number must be bounded.");
    return false;
}

bool require_multiple(rational const& end, rational const& step, type const& t, std::string const& what,
                      location const& where, rule_graph const& graph, diagnostics& sink) {
    if (is_multiple(end, step)) return true;
    sink.error(diagnostic_code::N006, where,
               "the range of " + what + " ends at " + graph.to_string(scalar_value(end), t) +
                   ", which is no whole multiple of the step " + graph.to_string(scalar_value(step), t),
               "Choose ends that are multiples of the step, or a smaller step.");
    return false;
}

}  // namespace

std::optional<rational> default_step(type const& t) {
    if (is_money(t)) return rational::fraction(1, 100);
    return std::nullopt;
}

std::optional<interval> read_range(syntax::expr const& e, type const& t, rule_graph const& graph, diagnostics& sink) {
    auto found = read_constant(e, range_over(t), graph, sink);
    if (!found) return std::nullopt;
    return std::get<interval>(std::move(*found));
}

std::optional<rational> read_step(syntax::expr const& e, type const& t, rule_graph const& graph, diagnostics& sink) {
    type asked = t;
    asked.optional = false;
    auto const found = read_constant(e, asked, graph, sink);
    if (!found) return std::nullopt;
    auto const& step = std::get<rational>(std::get<scalar_value>(*found));
    if (step.sign() > 0) return step;
    sink.error(diagnostic_code::N006, e.where,
               "the step " + graph.to_string(scalar_value(step), t) + " is not positive",
               "Give the smallest difference of two values, such as 1.");
    return std::nullopt;
}

std::optional<numeric_bounds> bounds_of(interval const& range, rational const& step, type const& t,
                                        std::string const& what, location const& where, rule_graph const& graph,
                                        diagnostics& sink) {
    bool const has_low = require_end(range.low, "lower end", what, where, sink);
    if (!require_end(range.high, "upper end", what, where, sink) || !has_low) return std::nullopt;
    auto const& low = std::get<rational>(*range.low);
    auto const& high = std::get<rational>(*range.high);
    bool const low_fits = require_multiple(low, step, t, what, where, graph, sink);
    if (!require_multiple(high, step, t, what, where, graph, sink) || !low_fits) return std::nullopt;
    numeric_bounds result;
    result.low = range.low_closed ? low : low + step;
    result.high = range.high_closed ? high : high - step;
    result.denominator = step.denominator();
    if (result.low <= result.high) return result;
    sink.error(diagnostic_code::N006, where,
               "the range of " + what + " holds no multiple of the step " + graph.to_string(scalar_value(step), t),
               "Choose a wider range or a smaller step.");
    return std::nullopt;
}

std::optional<numeric_bounds> read_carrier(syntax::expr const& written, type const& t,
                                           std::optional<interval> const& range, std::optional<rational> const& step,
                                           std::string const& what, rule_graph const& graph, diagnostics& sink) {
    if (t.kind != scalar::number) {
        sink.error(diagnostic_code::N006, written.where, what + " has a 'carrier', but it is no number",
                   "Take the carrier away.");
        return std::nullopt;
    }
    auto const carrier = read_range(written, t, graph, sink);
    if (!carrier || !step) return std::nullopt;
    auto bounds = bounds_of(*carrier, *step, t, "the carrier of " + what, written.where, graph, sink);
    if (!bounds || !range || contains(*carrier, *range)) return bounds;
    sink.error(diagnostic_code::N006, written.where,
               "the carrier of " + what + " does not hold its range " + graph.to_string(*range, t),
               "Widen the carrier: it is what the value may ever be.");
    return std::nullopt;
}

value_frame read_frame(type const& t, std::optional<syntax::expr> const& range, std::optional<syntax::expr> const& step,
                       std::string const& what, location const& where, rule_graph const& graph, diagnostics& sink) {
    value_frame result;
    auto const value = t.kind == scalar::range ? end_of(t) : t;
    bool const is_number = value.kind == scalar::number;
    bool const is_day = value.kind == scalar::date || value.kind == scalar::date_time;
    if (!is_number) refuse(step, "step", what, "it is no number", sink);
    if (!is_number && !is_day) {
        refuse(range, "range", what, "values of type " + graph.to_string(t) + " have none", sink);
        return result;
    }
    if (range) result.range = read_range(*range, value, graph, sink);
    if (!is_number) return result;
    if (!range) ask_for("range", what, example_range(value), where, sink);
    result.step = step ? read_step(*step, value, graph, sink) : default_step(value);
    if (!step && !result.step) ask_for("step", what, value.percent ? "step: 1%" : "step: 1", where, sink);
    if (result.range && result.step) {
        result.bounds = bounds_of(*result.range, *result.step, value, what, place_of(range, where), graph, sink);
    }
    return result;
}

}  // namespace carefare::checked
