// What the tests of the expression language share: a tree as a line of brackets, and a refusal as a line of text.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include <carefare/syntax/parse_expr.hpp>

namespace carefare::syntax {

using parser = std::optional<expr> (*)(located_text const&, diagnostics&, parse_limits const&, parse_counters*);

inline std::string outline(expr const& e, node_id id) {
    constexpr std::array kinds{
        "number", "money",  "percent", "text",       "boolean", "at",     "none",      "null",
        "name",   "member", "call",    "invoke",     "named",   "order",  "lookup",    "list",
        "range",  "test",   "any",     "not-test",   "negate",  "binary", "logic",     "between",
        "in",     "if",     "for",     "quantified", "each",    "filter", "otherwise",
    };
    constexpr std::array operators{
        "",   "true", "false", "+",   "-",  "*",    "/",     "**",  "<",    "<=",       ">",
        ">=", "=",    "!=",    "and", "or", "some", "every", "asc", "desc", "counting",
    };
    static_assert(kinds.size() == static_cast<std::size_t>(expr_kind::otherwise) + 1);
    static_assert(operators.size() == static_cast<std::size_t>(expr_op::counting) + 1);
    if (id == no_node) return "_";
    auto const& n = e[id];
    std::string const op = operators.at(static_cast<std::size_t>(n.op));
    switch (n.kind) {
        case expr_kind::number:
        case expr_kind::name:
            return n.text;
        case expr_kind::money:
            return "$" + n.text;
        case expr_kind::percent:
            return n.text + "%";
        case expr_kind::text:
            return "\"" + n.text + "\"";
        case expr_kind::at_literal:
            return "@\"" + n.text + "\"";
        case expr_kind::boolean:
            return op;
        default:
            break;
    }
    bool const is_operation =
        n.kind == expr_kind::binary || n.kind == expr_kind::logic || n.kind == expr_kind::quantified;
    std::string out = "(";
    out += is_operation ? op : std::string(kinds.at(static_cast<std::size_t>(n.kind)));
    if (!is_operation && !op.empty()) out += ":" + op;
    if (n.kind == expr_kind::range) out += std::string(":") + (n.low_closed ? "[" : "(") + (n.high_closed ? "]" : ")");
    if (!n.text.empty()) out += " '" + n.text + "'";
    for (auto const child : e.children_of(id))
        out += " " + outline(e, child);
    return out + ")";
}

/// The tree of a text, or "CODE begin..end message" of its one diagnostic.
inline std::string outcome(std::string_view text, parser parse = parse_expr, parse_limits const& limits = {},
                           parse_counters* counters = nullptr) {
    source_map sources;
    auto const id = sources.add("expression", std::string(text));
    diagnostics sink;
    auto const tree = parse(whole_source(sources, id), sink, limits, counters);
    if (tree) return sink.items().empty() ? outline(*tree, tree->root) : "a tree and a diagnostic";
    if (sink.items().size() != 1) return "no tree and not one diagnostic";
    auto const& d = sink.items().front();
    if (d.advice.empty()) return "no advice";
    return std::string(name_of(d.code)) + " " + std::to_string(d.where.where.begin) + ".." +
           std::to_string(d.where.where.end) + " " + d.message;
}

/// The advice of a refused text.
inline std::string advice(std::string_view text, parser parse = parse_expr) {
    source_map sources;
    auto const id = sources.add("expression", std::string(text));
    diagnostics sink;
    auto const tree = parse(whole_source(sources, id), sink, {}, nullptr);
    return tree || sink.items().empty() ? "none" : sink.items().front().advice;
}

}  // namespace carefare::syntax
