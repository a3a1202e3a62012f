// The façade over the grammar: limits on size, places of the nodes in the source, one diagnostic for a refused text.
#include <carefare/syntax/parse_expr.hpp>

#include <utility>

#include "syntax/grammar/expr_grammar.hpp"
#include "syntax/grammar/failure_report.hpp"

namespace carefare::syntax {

namespace {

using reader = bool (*)(grammar::parse_state&);

expr located(expr tree, located_text const& text) {
    for (auto& node : tree.nodes)
        node.where = text.locate(node.where.where);
    tree.source_text = text.text;
    tree.where = text.everything();
    return tree;
}

std::optional<expr> parse(located_text const& text, diagnostics& sink, parse_limits const& limits,
                          parse_counters* counters, reader read) {
    if (text.text.size() > limits.bytes) {
        sink.error(diagnostic_code::L010, text.everything(),
                   "the expression is longer than " + std::to_string(limits.bytes) + " bytes",
                   "Split it into several rules, or put its values into a table.");
        return std::nullopt;
    }
    grammar::parse_state state(text.text, limits);
    std::optional<grammar::refusal> refused;
    try {
        if (!read(state)) refused = grammar::explain_failure(state);
    } catch (grammar::refusal& thrown) {
        refused = std::move(thrown);
    }
    if (counters != nullptr) *counters = state.counters;
    if (refused) {
        sink.error(refused->code, text.locate(refused->where), std::move(refused->message), std::move(refused->advice));
        return std::nullopt;
    }
    return located(state.tree.take(), text);
}

}  // namespace

std::optional<expr> parse_expr(located_text const& text, diagnostics& sink, parse_limits const& limits,
                               parse_counters* counters) {
    return parse(text, sink, limits, counters, grammar::read_expression);
}

std::optional<expr> parse_unary_tests(located_text const& text, diagnostics& sink, parse_limits const& limits,
                                      parse_counters* counters) {
    return parse(text, sink, limits, counters, grammar::read_unary_tests);
}

}  // namespace carefare::syntax
