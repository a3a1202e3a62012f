// The grammar of expressions and table cells, loosest operator first. A profile of FEEL (DMN 1.5, clause 10.3) with
// money, percent, `otherwise` and table lookups. It never reads a text twice: what shares a beginning is read once and
// decided by what follows, so the cost is linear in the text.
#include "syntax/grammar/expr_grammar.hpp"

#include "syntax/grammar/x3_parsers.hpp"

namespace carefare::syntax::grammar {

namespace {

// Steps that read nothing: they change the innermost draft.

bool mark_conjunction(char const*&, parse_state& state) {
    state.tree.top().op = expr_op::conjunction;
    return true;
}

bool mark_disjunction(char const*&, parse_state& state) {
    state.tree.top().op = expr_op::disjunction;
    return true;
}

bool mark_counting(char const*&, parse_state& state) {
    state.tree.top().op = expr_op::counting;
    return true;
}

/// `a.b(...)` calls a.b; anything but a name before the parenthesis is an invocation.
bool absorb_callee(char const*&, parse_state& state) {
    if (!state.tree.absorb_name()) state.tree.top().kind = expr_kind::invoke;
    return true;
}

bool begin_tests(char const*& at, parse_state& state) {
    state.tests_at = at;
    return true;
}

bool end_tests(char const*&, parse_state& state) {
    state.tests_end = nullptr;
    state.tree.name_negated_tests();
    return true;
}

x3::rule<struct expression_id> const expression = "expression";
x3::rule<struct body_id> const body = "body";
x3::rule<struct conjunction_id> const conjunction = "conjunction";
x3::rule<struct comparison_id> const comparison = "comparison";
x3::rule<struct interval_id> const interval = "interval";
x3::rule<struct membership_id> const membership = "membership";
x3::rule<struct sum_id> const sum = "sum";
x3::rule<struct product_id> const product = "product";
x3::rule<struct power_id> const power = "power";
x3::rule<struct unary_id> const unary = "unary";
x3::rule<struct postfix_id> const postfix = "postfix";
x3::rule<struct primary_id> const primary = "primary";
x3::rule<struct word_id> const word = "word";
x3::rule<struct parenthesis_id> const parenthesis = "parenthesis";
x3::rule<struct list_id> const list = "list";
x3::rule<struct range_tail_id> const range_tail = "range tail";
x3::rule<struct condition_id> const condition = "condition";
x3::rule<struct iterator_id> const iterator = "iterator";
x3::rule<struct loop_id> const loop = "loop";
x3::rule<struct quantified_id> const quantified = "quantified";
x3::rule<struct negation_id> const negation = "negation";
x3::rule<struct call_id> const call = "call";
x3::rule<struct argument_id> const argument = "argument";
x3::rule<struct named_id> const named = "named argument";
x3::rule<struct key_id> const key = "key";
x3::rule<struct bracket_id> const bracket = "bracket";
x3::rule<struct operator_test_id> const operator_test = "operator test";
x3::rule<struct test_id> const test = "test";
x3::rule<struct whole_expression_id> const whole_expression = "whole expression";
x3::rule<struct whole_cell_id> const whole_cell = "whole cell";

auto const comma = sign(",");

// Operators.
auto const expression_def = nested[body >> *after(expr_kind::otherwise)[infix("otherwise") > body]];
auto const body_def = conjunction >> -after(expr_kind::logic)[+(infix("or") > conjunction) >> token(mark_disjunction)];
auto const conjunction_def = comparison >>
                             -after(expr_kind::logic)[+(infix("and") > comparison) >> token(mark_conjunction)];
auto const comparison_def = interval >>
                            -(after(expr_kind::binary)[token(scan_comparison) > interval] >> token(scan_no_comparison));
auto const interval_def = membership >> -after(expr_kind::between)[infix("between") > sum > keyword("and") > sum];
auto const membership_def =
    sum >> -(after(expr_kind::in)[infix("in") > token(begin_tests) > (operator_test | sum) > token(end_tests)] |
             token(scan_instance_of));
auto const sum_def = product >> *after(expr_kind::binary)[token(scan_additive) > product];
auto const product_def = power >> *after(expr_kind::binary)[token(scan_multiplicative) > power];
auto const power_def = unary >> *after(expr_kind::binary)[token(scan_power) > unary];
auto const unary_def = operand[node(expr_kind::negate)[opening("-") > unary] | postfix];
auto const postfix_def = primary >>
                         *(call | bracket | after(expr_kind::member)[token(scan_dot) > token(scan_member_name)]);

// What begins an operand.
auto const primary_def = node(expr_kind::number)[token(scan_number)] | node(expr_kind::text)[token(scan_text)] |
                         node(expr_kind::at_literal)[token(scan_at_literal)] | parenthesis | list | word |
                         token(scan_foreign_operand);
auto const word_def = node(expr_kind::boolean)[token(scan_boolean)] | node(expr_kind::none)[keyword("none")] |
                      node(expr_kind::null)[keyword("null")] | condition | loop | quantified | negation |
                      node(expr_kind::name)[token(scan_function_name) | token(scan_name)];
auto const condition_def =
    node(expr_kind::conditional)[keyword("if") > expression > keyword("then") > expression > keyword("else") > body];
auto const iterator_def =
    node(expr_kind::iterator)[token(scan_variable) > keyword("in") > expression >
                              -(after(expr_kind::range)[token(scan_loop_dots) > expression] >> token(mark_counting))];
auto const loop_def =
    node(expr_kind::for_loop)[keyword("for") > iterator > *(comma > iterator) > keyword("return") > body];
auto const quantified_def =
    node(expr_kind::quantified)[token(scan_quantifier) > iterator > *(comma > iterator) > keyword("satisfies") > body];
auto const negation_def = node(expr_kind::call)[token(scan_not) > opening("(") >
                                                (sign(")") | ((named | test) > *(comma > (named | test)) > sign(")")))];

// Brackets.
auto const range_tail_def = token(scan_dots) > range_end[sum] > token(scan_range_close);
auto const parenthesis_def =
    perhaps(expr_kind::range)[token(scan_open_parenthesis) > test >
                              (range_tail | (*(token(scan_test_comma) > test) > token(scan_close_parenthesis)))];
auto const list_def =
    node(expr_kind::list)[token(scan_open_bracket) >
                          (sign("]") | (expression > (range_tail | (*(comma > expression) > sign("]")))))] |
    node(expr_kind::range)[token(scan_reversed_bracket) > expression > range_tail];

// What follows an operand.
auto const call_def = after(
    expr_kind::call)[opening("(") > token(absorb_callee) > (sign(")") | (argument > *(comma > argument) > sign(")")))];
auto const named_def = node(expr_kind::named_argument)[token(scan_label) > expression];
auto const argument_def = named | (expression >> -after(expr_kind::ordering)[token(scan_direction)]);
auto const key_def = node(expr_kind::named_argument)[token(scan_key) > expression];
auto const bracket_def =
    after(expr_kind::filter)[token(scan_suffix_bracket) > ((token(scan_table) > key > *(comma > key)) | expression) >
                             sign("]")];

// Tests.
auto const operator_test_def = nested[node(expr_kind::unary_test)[token(scan_comparison) > sum]];
auto const test_def = operator_test | expression;

auto const whole_expression_def = expression > token(scan_end);
auto const whole_cell_def = (node(expr_kind::any_test)[token(scan_lone_dash)] |
                             node(expr_kind::list)[test > *(token(scan_cell_comma) > test) > token(end_tests)]) >
                            token(scan_end);

BOOST_SPIRIT_DEFINE(expression, body, conjunction, comparison, interval, membership, sum, product, power, unary,
                    postfix, primary, word, parenthesis, list, range_tail, condition, iterator, loop, quantified,
                    negation, call, argument, named, key, bracket, operator_test, test, whole_expression, whole_cell)

template <typename Rule>
bool read(parse_state& state, Rule const& rule) {
    auto const* at = state.skip_blanks(state.text().data());
    try {
        return x3::parse(at, state.end(), x3::with<state_tag>(state)[rule]);
    } catch (x3::expectation_failure<char const*> const&) {
        return false;  // what was expected at the furthest point says more than where the grammar gave up
    }
}

}  // namespace

bool read_expression(parse_state& state) {
    return read(state, whole_expression);
}

bool read_unary_tests(parse_state& state) {
    return read(state, whole_cell);
}

}  // namespace carefare::syntax::grammar
