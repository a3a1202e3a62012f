// Making outcomes, and what operands make of each other.
#include "reference/outcomes.hpp"

#include <utility>
#include <variant>

namespace carefare::reference {

using checked::interval;
using checked::none_value;
using checked::scalar_value;

outcome outcome_of(checked::constant_value value) {
    auto const* scalar = std::get_if<scalar_value>(&value);
    if (scalar != nullptr && std::holds_alternative<none_value>(*scalar)) return none_outcome();
    outcome result;
    result.is = state::value;
    result.value = std::move(value);
    return result;
}

outcome outcome_of(rational number) {
    return outcome_of(checked::constant_value{scalar_value{std::move(number)}});
}
outcome outcome_of(bool truth) {
    return outcome_of(checked::constant_value{scalar_value{truth}});
}
outcome outcome_of(date day) {
    return outcome_of(checked::constant_value{scalar_value{day}});
}

outcome row_outcome(row_index row) {
    outcome result;
    result.is = state::value;
    result.row = row;
    return result;
}

outcome none_outcome() {
    return {};
}

outcome incomplete_outcome() {
    outcome result;
    result.is = state::incomplete;
    return result;
}

outcome pending_on(need what) {
    return pending_on(std::set<need>{std::move(what)});
}

outcome pending_on(std::set<need> needs) {
    outcome result;
    result.is = state::pending;
    result.needs = std::move(needs);
    return result;
}

outcome fault_of(diagnostic_code code, std::string message) {
    outcome result;
    result.is = state::fault;
    result.fault_code = std::string(name_of(code));
    result.fault_message = std::move(message);
    return result;
}

outcome contradiction(std::string message) {
    return fault_of(diagnostic_code::R013, std::move(message));
}

bool is_true(outcome const& o) {
    return is_value(o) && std::get<bool>(scalar_of(o));
}
bool is_false(outcome const& o) {
    return is_value(o) && !std::get<bool>(scalar_of(o));
}

std::optional<outcome> fault_or_pending(std::span<outcome const> operands) {
    for (auto const& operand : operands) {
        if (is_fault(operand)) return operand;
    }
    for (auto const& operand : operands) {
        if (is_incomplete(operand)) return operand;
    }
    std::set<need> needs;
    bool any_pending = false;
    for (auto const& operand : operands) {
        if (!is_pending(operand)) continue;
        any_pending = true;
        needs.insert(operand.needs.begin(), operand.needs.end());
    }
    if (any_pending) return pending_on(std::move(needs));
    return std::nullopt;
}

std::optional<outcome> anything_but_values(std::span<outcome const> operands) {
    if (auto stopped = fault_or_pending(operands)) return stopped;
    for (auto const& operand : operands) {
        if (is_none(operand)) return contradiction("none where a value is needed");
    }
    return std::nullopt;
}

outcome all_of(std::span<outcome const> conditions) {
    for (auto const& condition : conditions) {
        if (is_false(condition)) return condition;
    }
    if (auto stopped = anything_but_values(conditions)) return *stopped;
    return outcome_of(true);
}

outcome any_of(std::span<outcome const> conditions) {
    for (auto const& condition : conditions) {
        if (is_true(condition)) return condition;
    }
    if (auto stopped = anything_but_values(conditions)) return *stopped;
    return outcome_of(false);
}

outcome negation_of(outcome condition) {
    if (is_none(condition)) return contradiction("none where a condition is needed");
    return is_value(condition) ? outcome_of(is_false(condition)) : condition;
}

scalar_value const& scalar_of(outcome const& o) {
    return std::get<scalar_value>(o.value);
}
rational const& number_of(outcome const& o) {
    return std::get<rational>(scalar_of(o));
}
date day_of(outcome const& o) {
    return std::get<date>(scalar_of(o));
}
interval const& range_of(outcome const& o) {
    return std::get<interval>(o.value);
}

bool is_less(scalar_value const& a, scalar_value const& b) {
    if (auto const* x = std::get_if<rational>(&a)) return *x < std::get<rational>(b);
    if (auto const* x = std::get_if<date>(&a)) return *x < std::get<date>(b);
    if (auto const* x = std::get_if<date_time>(&a)) return *x < std::get<date_time>(b);
    if (auto const* x = std::get_if<std::string>(&a)) return *x < std::get<std::string>(b);
    if (auto const* x = std::get_if<checked::word>(&a)) return *x < std::get<checked::word>(b);
    if (auto const* x = std::get_if<bool>(&a)) return !*x && std::get<bool>(b);
    return false;
}

bool contains(interval const& range, scalar_value const& value) {
    auto const open = [](std::optional<scalar_value> const& end) {
        return !end || std::holds_alternative<none_value>(*end);
    };
    bool const above = open(range.low) || is_less(*range.low, value) || (range.low_closed && *range.low == value);
    bool const below = open(range.high) || is_less(value, *range.high) || (range.high_closed && *range.high == value);
    return above && below;
}

}  // namespace carefare::reference
