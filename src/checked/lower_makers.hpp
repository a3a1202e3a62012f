// What lowering asks of entities while it is under way: types of made fields and dates of rows are lowered when they
// are first needed, so that the order of declarations does not matter.
#pragma once

#include "checked/lower_expr.hpp"

namespace carefare::checked {

/// True if the types of the fields of a derived entity are known. What they depend on is lowered first; a maker that
/// needs itself is reported.
[[nodiscard]] bool fields_known(builder& b, broken_declarations const& broken, entity_id id, location const& read_at);
/// The entity's `at`, as the date that its rows' dated reads use.
[[nodiscard]] read_date date_of_entity(builder& b, broken_declarations const& broken, entity_id id);

/// `where` of a maker, and keys of computed links.
void lower_conditions(builder& b, broken_declarations const& broken, entity_id id);
void lower_computed(builder& b, broken_declarations const& broken, entity_id id);

// lower_order.cpp
/// Keys of an order over rows of `context.self`. `under_one_owner`: all rows that are compared have the same owner.
[[nodiscard]] std::vector<order_key> lower_order(lower_context& context,
                                                 std::vector<syntax::order_key_syntax> const& written,
                                                 bool under_one_owner);
/// True if no two rows of `items`, `row` being one of them, are alike in the key.
[[nodiscard]] bool is_unique_key(rule_graph const& graph, node_id key, op row, bool under_one_owner);

// lower_allocation.cpp
/// An allocation as the content of a rule; empty after a diagnostic.
[[nodiscard]] std::optional<allocation> lower_allocation(lower_context& context,
                                                         syntax::allocation_syntax const& written, type const& asked);

}  // namespace carefare::checked
