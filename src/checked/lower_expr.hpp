// Expressions to typed nodes: names resolved, types and units checked, literals adapted to what stands beside them,
// constants folded. One `lowering` lowers one expression; its methods are defined in lower_*.cpp and resolve_*.cpp, a
// file for each kind of construct. A subexpression with a mistake is reported once and answers empty; what contains it
// is silent.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/constant/value.hpp>

#include "checked/broken_declarations.hpp"
#include "checked/builder.hpp"
#include "checked/operand.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

/// The date that dated reads of an expression use. Broken: it was written but did not lower, so nobody complains again.
struct read_date {
    enum class state : std::uint8_t { missing, given, broken } is = state::missing;
    node_id node = no_id;
};

/// What an expression is lowered for.
struct lower_context {
    builder& b;
    broken_declarations const& broken;
    entity_id self = no_id;  ///< entity of the current row; no_id: over slots and tables alone
    std::string subject;     ///< "rule 'family.income_limit'", for messages
    read_date date;
    bool date_reported = false;  ///< that no date is given is said once for each rule
    bool in_order = false;       ///< a key of an order: `.key` is the row's key
};

/// One name of a dotted path.
struct path_part {
    std::string text;
    location where;
};
using path = std::vector<path_part>;

/// A row that an enclosing aggregate is at: under a variable, or inside a filter (then without one).
struct item_scope {
    std::string variable;
    entity_id entity = no_id;
    std::uint32_t level = 0;
};

/// Rows to aggregate: those of `target` that the row `base` owns, kept by `filters`; `tail` is read of each.
struct relation {
    operand base;
    entity_id target = no_id;
    std::vector<syntax::node_id> filters;
    path tail;
    location where;
};

/// Outcome of looking a name up: not this kind of thing, found, or found and wrong (reported).
struct resolution {
    enum class state : std::uint8_t { unknown, found, failed } is = state::unknown;
    operand value;
    std::size_t used = 0;  ///< parts of the path that are resolved
};

class lowering {
public:
    lowering(lower_context& context, syntax::expr const& e);

    /// Any expression, as it is.
    [[nodiscard]] std::optional<operand> lower(syntax::node_id id);
    [[nodiscard]] std::optional<operand> lower() { return lower(e_.root); }
    /// The expression as the value of something declared with a type ("rule 'x'"). no_id after a diagnostic.
    [[nodiscard]] node_id lower_as(type const& asked, std::string_view what);

    /// A condition; no_id after a diagnostic.
    [[nodiscard]] node_id lower_condition(std::string_view what);
    /// The rows that the expression names, if it names rows. `failed` after a diagnostic.
    [[nodiscard]] std::optional<relation> rows_of_expression(bool& failed) { return relation_of(e_.root, failed); }
    /// The row that a name leads to; empty if it leads to none.
    [[nodiscard]] static std::optional<operand> row_named(lower_context& context, syntax::name_text const& name);

    // lower_cell.cpp: tests, in cells of decision tables and after `in`.
    /// A cell's tests against `input` (an expression whose nodes are lowered again for each test that is not constant).
    [[nodiscard]] std::optional<cell_test> lower_cell(type const& input_type, syntax::expr const& input);

private:
    lower_context& c_;
    builder& b_;
    rule_graph& g_;
    syntax::expr const& e_;
    std::vector<item_scope> scopes_;

    using result = std::optional<operand>;
    using ids = std::span<syntax::node_id const>;

    // lower_expr.cpp
    [[nodiscard]] result lower_kind(syntax::node_id id);
    [[nodiscard]] result refuse(syntax::node_id id);
    [[nodiscard]] bool room_left(location const& where);
    [[nodiscard]] operand add(op what, type const& t, location const& where, std::span<node_id const> children = {},
                              std::uint32_t payload = no_id);
    [[nodiscard]] result lower_logic(syntax::node_id id);
    [[nodiscard]] result lower_conditional(syntax::node_id id);
    [[nodiscard]] result lower_otherwise(syntax::node_id id);
    [[nodiscard]] result lower_boolean(syntax::node_id id, std::string_view what);
    [[nodiscard]] std::string written(location const& where) const;
    void error(diagnostic_code code, location const& where, std::string message, std::string advice);

    // lower_literal.cpp
    [[nodiscard]] result fold(syntax::node_id id);
    [[nodiscard]] result from_constant(constant::value const& v, location const& where, bool clock_unit);
    [[nodiscard]] result add_literal(constant_value v, type const& t, location const& where, bool literal);
    [[nodiscard]] result lower_range(syntax::node_id id);
    [[nodiscard]] std::optional<scalar_value> literal_scalar(operand const& o) const;

    // lower_adapt.cpp
    [[nodiscard]] bool retype(scalar_value& v, type const& from, type const& to, location const& where);
    [[nodiscard]] bool adapt(operand& o, type const& to);
    [[nodiscard]] bool adapt_node(node_id id, type const& to);
    /// One type for all; literals among them take it. Reports what does not fit.
    [[nodiscard]] std::optional<type> unify(std::span<operand> all);
    void report_mismatch(operand const& o, operand const& lead);
    /// Neither a row nor possibly none; reports otherwise.
    [[nodiscard]] bool is_value(operand const& o);
    [[nodiscard]] bool is_number(operand const& o, std::string_view what);
    [[nodiscard]] bool is_kind(operand const& o, scalar kind, std::string_view what);
    /// Gives `o` the type `asked` or reports that `what` needs it.
    [[nodiscard]] bool takes(operand& o, type const& asked, std::string_view what);

    // lower_arithmetic.cpp
    [[nodiscard]] result lower_binary(syntax::node_id id);
    [[nodiscard]] result lower_sum(syntax::expr_op what, operand a, operand b, location const& where);
    [[nodiscard]] result shift_date(syntax::expr_op what, operand day, operand amount, location const& where);
    [[nodiscard]] result lower_product(syntax::expr_op what, operand const& a, operand const& b, location const& where);
    [[nodiscard]] result lower_power(syntax::node_id id);
    [[nodiscard]] result lower_negate(syntax::node_id id);

    // lower_comparison.cpp
    [[nodiscard]] result compare(syntax::expr_op what, operand a, operand b, location const& where);
    [[nodiscard]] result compare_none(syntax::expr_op what, operand const& a, location const& where);
    [[nodiscard]] result lower_between(syntax::node_id id);
    [[nodiscard]] result lower_in(syntax::node_id id);
    [[nodiscard]] result inside(operand x, operand range, location const& where);

    // lower_cell.cpp
    [[nodiscard]] bool is_constant_test(syntax::node_id test) const;
    /// '-' or not(...) among other tests, which is reported.
    [[nodiscard]] bool is_whole_cell(syntax::node_id test);
    [[nodiscard]] bool constant_test(syntax::node_id test, type const& input, std::vector<constant_value>& out);
    [[nodiscard]] bool constant_comparison(syntax::node_id test, type const& input, std::vector<constant_value>& out);
    [[nodiscard]] bool other_than(scalar_value const& v, type const& input, std::vector<constant_value>& out);
    [[nodiscard]] result variable_test(syntax::node_id test, operand const& x);
    [[nodiscard]] std::vector<syntax::node_id> tests_below(ids tests) const;

    // lower_call.cpp, lower_round.cpp
    [[nodiscard]] result lower_call(syntax::node_id id);
    [[nodiscard]] result lower_extreme(op what, ids arguments, location const& where);
    [[nodiscard]] result lower_round(std::string_view name, ids arguments, location const& where);
    [[nodiscard]] std::optional<unsigned> literal_scale(syntax::node_id id);
    [[nodiscard]] result lower_date_call(std::string_view name, ids arguments, location const& where);
    [[nodiscard]] std::optional<std::vector<syntax::node_id>> arguments_of(syntax::node_id id,
                                                                           std::span<std::string_view const> names);
    [[nodiscard]] std::optional<std::vector<operand>> lower_all(ids arguments);

    // lower_aggregate.cpp
    [[nodiscard]] result lower_aggregate(op what, relation const& rows, location const& where);
    [[nodiscard]] result lower_quantified(syntax::node_id id);
    [[nodiscard]] result quantify(op what, ids iterators, syntax::node_id condition, location const& where);
    [[nodiscard]] bool lower_filters(relation const& rows, node_id& filter);
    [[nodiscard]] bool is_bounded(relation const& rows);

    // lower_order.cpp, lower_sequence.cpp, lower_clock.cpp
    [[nodiscard]] result lower_best(syntax::node_id id);
    [[nodiscard]] result lower_neighbour(op what, syntax::node_id id);
    [[nodiscard]] result lower_clock(std::string_view name, ids arguments, location const& where);
    [[nodiscard]] std::optional<std::uint32_t> literal_choice(syntax::node_id id, std::string_view what,
                                                              std::span<std::string_view const> words);
    [[nodiscard]] result literal_clock(syntax::node_id id, bool whole_day);
    [[nodiscard]] result read_tail(operand const& row, path const& tail);

    // resolve_relation.cpp
    /// The rows an expression names, if it names rows. `failed` after a diagnostic.
    [[nodiscard]] std::optional<relation> relation_of(syntax::node_id id, bool& failed);
    [[nodiscard]] std::optional<relation> relation_at(path const& names, bool& failed);
    /// Rows of `target` that belong to `row`, or to the row that it keeps of another table.
    [[nodiscard]] std::optional<operand> base_of_relation(operand const& row, entity_id target,
                                                          location const& where);
    [[nodiscard]] bool reaches(entity_id from, entity_id target) const;

    // resolve_name.cpp
    [[nodiscard]] result lower_path(path const& names, location const& where);
    [[nodiscard]] std::optional<path> path_of(syntax::node_id id) const;
    [[nodiscard]] resolution resolve_root(path const& names);
    [[nodiscard]] resolution resolve_filter_name(path const& names);
    [[nodiscard]] resolution resolve_row(path const& names);
    [[nodiscard]] resolution resolve_link(path const& names);
    [[nodiscard]] resolution resolve_filter_owner(path const& names);
    [[nodiscard]] resolution step_from(operand const& row, path const& names, std::size_t used);
    [[nodiscard]] result property(operand const& of, path_part const& name);
    [[nodiscard]] operand self_row(location const& where);
    [[nodiscard]] operand item_row(item_scope const& scope, location const& where);
    [[nodiscard]] operand owner_of(operand const& row, location const& where);
    [[nodiscard]] operand base_row(operand const& row, location const& where);
    [[nodiscard]] operand follow(op what, entity_id to, operand const& row, location const& where, std::uint32_t payload,
                                 bool optional = false);
    /// One name after a row: a link, a group it belongs to, its owner. Unknown if there is no such row.
    [[nodiscard]] resolution step_of_row(operand const& row, path_part const& name);
    /// The same without nodes: true if a row of the entity has such a step, its owner apart.
    [[nodiscard]] bool has_step(entity_id entity, std::string const& name) const;

    // lower_read.cpp
    [[nodiscard]] resolution resolve_slot(slot_kind kind, path const& names, std::size_t from);
    [[nodiscard]] resolution resolve_free_rule(path const& names);
    [[nodiscard]] resolution read_of_row(operand const& row, path const& names, std::size_t used);
    [[nodiscard]] resolution read_of_grant(operand const& row, rule_id rule, path_part const& name);
    [[nodiscard]] resolution read_field(operand const& row, path_part const& name);
    [[nodiscard]] result lower_lookup(syntax::node_id id);
    [[nodiscard]] bool lower_keys(rate_table const& table, syntax::node_id id, std::vector<node_id>& keys);
    [[nodiscard]] std::optional<type> cell_type(rate_table const& table, std::vector<node_id> const& keys);
    [[nodiscard]] bool append_date(std::string const& name, location const& where, std::vector<node_id>& children);

    // resolve_suggestions.cpp
    /// True where an owner of the rule's row was named that there is not: names may be unknown for that, as reported.
    [[nodiscard]] bool lacks_an_owner() const;
    void report_unknown(path const& names, location const& where);
    void report_unknown_of_row(operand const& row, path const& names, std::size_t used);
    [[nodiscard]] std::vector<std::string> names_of_row(entity_id entity, std::string const& prefix) const;
    [[nodiscard]] std::vector<std::string> names_in_reach() const;
};

/// "a.b.c" of parts [from, to).
[[nodiscard]] std::string joined(path const& names, std::size_t from, std::size_t to);
/// True if reads of it need a date.
[[nodiscard]] bool is_dated(slot const& s);
[[nodiscard]] bool is_dated(rate_table const& t);
template <class Payload>
[[nodiscard]] bool has_dates(std::vector<dated<Payload>> const& entries) {
    for (auto const& entry : entries) {
        if (entry.from || entry.until || entry.known) return true;
    }
    return false;
}

// lower_decision.cpp
/// A decision table as the value of a rule; no_id after a diagnostic.
[[nodiscard]] node_id lower_decision(lower_context& context, syntax::decision_table_syntax const& table,
                                     type const& asked, citation const& cite);

}  // namespace carefare::checked
