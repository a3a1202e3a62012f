// Ranges and steps of declared values: membership, what a number within them can be, and how both are read and checked.
#pragma once

#include <optional>
#include <string>

#include <carefare/base/diagnostic.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/syntax/expr_syntax.hpp>

namespace carefare::checked {

/// True if both are numbers, dates or dates with time, and a < b.
[[nodiscard]] bool is_less(scalar_value const& a, scalar_value const& b);
[[nodiscard]] bool contains(interval const& range, scalar_value const& value);
/// True if every value of `inner` lies in `outer`.
[[nodiscard]] bool contains(interval const& outer, interval const& inner);
/// The smallest interval that holds both.
[[nodiscard]] interval hull(interval const& a, interval const& b);
[[nodiscard]] bool is_multiple(rational const& value, rational const& step);
/// The greatest step that both are whole multiples of; both positive.
[[nodiscard]] rational common_step(rational const& a, rational const& b);

/// The type of the ends of a range type, and the range type over ends of a type.
[[nodiscard]] type end_of(type const& range);
[[nodiscard]] type range_over(type const& end);

/// What a declaration says of its values.
struct value_frame {
    std::optional<interval> range;
    std::optional<rational> step;
    std::optional<numeric_bounds> bounds;  ///< numbers whose range and step are sound
};

/// Reads `range` and `step` of something of type `t`. Numbers must have both (money: a step of one cent unless said),
/// dates may have a range, other types neither. `what` names it in messages ("fact 'family.size'").
[[nodiscard]] value_frame read_frame(type const& t, std::optional<syntax::expr> const& range,
                                     std::optional<syntax::expr> const& step, std::string const& what,
                                     location const& where, rule_graph const& graph, diagnostics& sink);
/// Reads a carrier: what scenarios may try, at least the range that the law knows.
[[nodiscard]] std::optional<numeric_bounds> read_carrier(syntax::expr const& written, type const& t,
                                                         std::optional<interval> const& range,
                                                         std::optional<rational> const& step, std::string const& what,
                                                         rule_graph const& graph, diagnostics& sink);
/// One cent for money; empty for other types.
[[nodiscard]] std::optional<rational> default_step(type const& t);
/// Reads a step: a positive number of the type's unit.
[[nodiscard]] std::optional<rational> read_step(syntax::expr const& e, type const& t, rule_graph const& graph,
                                                diagnostics& sink);
/// Reads a range over ends of type `t`.
[[nodiscard]] std::optional<interval> read_range(syntax::expr const& e, type const& t, rule_graph const& graph,
                                                 diagnostics& sink);
/// Bounds of the multiples of `step` in `range`; a diagnostic if an end is absent or no multiple of the step.
[[nodiscard]] std::optional<numeric_bounds> bounds_of(interval const& range, rational const& step, type const& t,
                                                      std::string const& what, location const& where,
                                                      rule_graph const& graph, diagnostics& sink);

}  // namespace carefare::checked
