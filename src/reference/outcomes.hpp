// Making outcomes, and what operands make of each other: the rules that hold for all strict constructs of section 4.
#pragma once

#include <optional>
#include <span>
#include <string>

#include <carefare/base/diagnostic.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::reference {

/// A value; `none` where the constant is none.
[[nodiscard]] outcome outcome_of(checked::constant_value value);
[[nodiscard]] outcome outcome_of(rational number);
[[nodiscard]] outcome outcome_of(bool truth);
[[nodiscard]] outcome outcome_of(date day);
[[nodiscard]] outcome row_outcome(row_index row);
[[nodiscard]] outcome none_outcome();
[[nodiscard]] outcome incomplete_outcome();
[[nodiscard]] outcome pending_on(need what);
[[nodiscard]] outcome pending_on(std::set<need> needs);
[[nodiscard]] outcome fault_of(diagnostic_code code, std::string message);
/// What only a graph can cause that did not come out of the checker.
[[nodiscard]] outcome contradiction(std::string message);

[[nodiscard]] inline bool is_value(outcome const& o) {
    return o.is == state::value;
}
[[nodiscard]] inline bool is_pending(outcome const& o) {
    return o.is == state::pending;
}
[[nodiscard]] inline bool is_none(outcome const& o) {
    return o.is == state::none;
}
[[nodiscard]] inline bool is_fault(outcome const& o) {
    return o.is == state::fault;
}
[[nodiscard]] inline bool is_incomplete(outcome const& o) {
    return o.is == state::incomplete;
}
/// Neither a value, nor none, nor a fault.
[[nodiscard]] inline bool is_undecided(outcome const& o) {
    return is_pending(o) || is_incomplete(o);
}
[[nodiscard]] bool is_true(outcome const& o);
[[nodiscard]] bool is_false(outcome const& o);

/// "any operand pending: the union of their needs"; "when an operand is a fault and another is pending, the result is a
/// fault" (the first one). An operand that is incomplete makes all incomplete but for a fault: no fact will help. Empty
/// where neither: each operand is a value or none.
[[nodiscard]] std::optional<outcome> fault_or_pending(std::span<outcome const> operands);
/// The same where none is "not allowed by type": empty means that all are values.
[[nodiscard]] std::optional<outcome> anything_but_values(std::span<outcome const> operands);

/// "false if any operand is false; else if any is a fault that; else if any is pending the union of their needs; true
/// if all are true"
[[nodiscard]] outcome all_of(std::span<outcome const> conditions);
/// "true if any operand is true; ..." likewise; false if all are false.
[[nodiscard]] outcome any_of(std::span<outcome const> conditions);
[[nodiscard]] outcome negation_of(outcome condition);

/// The scalar of a value; none_value of none.
[[nodiscard]] checked::scalar_value const& scalar_of(outcome const& o);
[[nodiscard]] rational const& number_of(outcome const& o);
[[nodiscard]] date day_of(outcome const& o);
[[nodiscard]] checked::interval const& range_of(outcome const& o);

/// Order of two scalars of one kind: numbers, dates, dates and times, texts, words in the order of their list, false
/// before true.
[[nodiscard]] bool is_less(checked::scalar_value const& a, checked::scalar_value const& b);
/// Is `value` inside? An absent end, and one that is none, is open without bound.
[[nodiscard]] bool contains(checked::interval const& range, checked::scalar_value const& value);

}  // namespace carefare::reference
