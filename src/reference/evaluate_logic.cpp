// Section 4: and, or, not, if, otherwise, = none, in and between.
#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::node_id;

/// "`and` | false if any operand is false; true if all are true | otherwise, if any is pending: the union of needs of
/// the pending operands | not allowed | if none is false and any is a fault"
outcome evaluation::conjunction(node_id id, place const& at) {
    return all_of(children(id, at));
}

/// "`or` | true if any is true; false if all are false | as `and` | not allowed | if none is true and any is a fault"
outcome evaluation::disjunction(node_id id, place const& at) {
    return any_of(children(id, at));
}

/// "`not` | negation | operand | not allowed | operand"
outcome evaluation::negation(node_id id, place const& at) {
    return negation_of(evaluate(graph_.children_of(id)[0], at));
}

/// "`if c then a else b` | of the branch chosen; the other is not looked at | c pending: needs of c alone | of the
/// branch | c or the branch"
outcome evaluation::conditional(node_id id, place const& at) {
    auto const parts = graph_.children_of(id);
    auto const condition = evaluate(parts[0], at);
    if (is_none(condition)) return contradiction("none where a condition is needed");
    if (!is_value(condition)) return condition;
    return evaluate(is_true(condition) ? parts[1] : parts[2], at);
}

/// "`a otherwise b` | a; b if a is none | a pending; or a none and b pending | a and b none | a; or b where used"
outcome evaluation::otherwise(node_id id, place const& at) {
    auto const parts = graph_.children_of(id);
    auto const first_choice = evaluate(parts[0], at);
    return is_none(first_choice) ? evaluate(parts[1], at) : first_choice;
}

/// "`x = none`, `x != none` | whether x is none | x pending | - | x"
outcome evaluation::equals_none(node_id id, place const& at) {
    auto const x = evaluate(graph_.children_of(id)[0], at);
    if (is_undecided(x) || is_fault(x)) return x;
    return outcome_of(is_none(x));
}

/// "`x in t`, `between` | membership; a range end that is none is open | any operand pending | not allowed | any
/// operand"
outcome evaluation::membership(node_id id, place const& at) {
    auto const both = children(id, at);
    if (auto stopped = anything_but_values(both)) return *stopped;
    return outcome_of(contains(range_of(both[1]), scalar_of(both[0])));
}

}  // namespace carefare::reference
