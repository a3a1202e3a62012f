// The tree of one expression, exactly what the text says: nodes in one vector (an arena), children as index ranges,
// every node with its place in the source. Built by `parse_expr.hpp`, read by the constant evaluator and the checker.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <carefare/base/source.hpp>

namespace carefare::syntax {

using node_id = std::uint32_t;
inline constexpr node_id no_node = 0xffffffffU;

enum class expr_kind : std::uint8_t {
    number,       ///< text: decimal as written, "12.5", ".872", "1.2E3"
    money,        ///< text: decimal without the sign, "12.50" of $12.50
    percent,      ///< text: decimal without the sign, "27" of 27%
    text,         ///< text: the decoded string
    boolean,      ///< op: yes or no
    at_literal,   ///< text: what stands between the quotes of @"..."
    none,         ///< the word none
    null,         ///< FEEL's null: parsed so that the checker can refuse it with advice
    name,         ///< text: one identifier
    member,       ///< child 0 . text
    call,         ///< text: callee as written, blanks folded to one ("round half up"); children: arguments
    invoke,       ///< child 0 is not a name: refused by every stage ("\"abs\"(-1)")
    named_argument,  ///< text: parameter name; child 0. Only below call
    ordering,     ///< op: ascending or descending; child 0. Only below call (best)
    lookup,       ///< text: table name (dotted); children: named_argument (key: value)
    list,         ///< children
    range,        ///< op2 low_closed/high_closed bits; children low, high (no_node where open: none)
    unary_test,   ///< op: less .. not_equal, equal; child 0. "< 5", "(>= 3)", "= x"
    any_test,     ///< "-" as a table cell
    not_test,     ///< not(...) of unary tests in a table cell or after `in`; children: tests
    negate,       ///< child 0
    binary,       ///< op: add .. power, less .. not_equal; two children
    logic,        ///< op: conjunction or disjunction; two or more children (a chain is one node)
    between,      ///< child 0 between child 1 and child 2
    in,           ///< child 0 in one or more tests (children 1..)
    conditional,  ///< if child 0 then child 1 else child 2
    for_loop,     ///< children: iterator nodes, then the body
    quantified,   ///< op: some or every; children: iterator nodes, then the condition
    iterator,     ///< text: variable; child 0 the list or range. op counting: written a..b without brackets (child 0 is
                  ///< a `range` with both bits set), which also counts down; a range in brackets that is empty stays so
    filter,       ///< child 0 [ child 1 ]
    otherwise,    ///< child 0 otherwise child 1
};

enum class expr_op : std::uint8_t {
    none_,
    yes, no,
    add, subtract, multiply, divide, power,
    less, less_equal, greater, greater_equal, equal, not_equal,
    conjunction, disjunction,
    some, every,
    ascending, descending,
    counting,
};

struct expr_node {
    expr_kind kind{};
    expr_op op = expr_op::none_;
    bool low_closed = false;   ///< range only
    bool high_closed = false;  ///< range only
    std::uint32_t first_child = 0;  ///< index into expr::children
    std::uint32_t child_count = 0;
    location where;
    std::string text;
};

/// An expression. Immutable once parsed. Every node is reachable from `root`, and a child has a smaller index than its
/// parent. `height` is the number of nodes on the longest path from root to leaf.
struct expr {
    std::vector<expr_node> nodes;
    std::vector<node_id> children;
    node_id root = no_node;
    std::uint32_t height = 0;
    std::string source_text;  ///< decoded text as written, for explanations
    location where;           ///< the whole expression

    [[nodiscard]] expr_node const& operator[](node_id id) const { return nodes[id]; }
    [[nodiscard]] std::span<node_id const> children_of(node_id id) const {
        auto const& n = nodes[id];
        return {children.data() + n.first_child, n.child_count};
    }
};

}  // namespace carefare::syntax
