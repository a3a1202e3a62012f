// Walks one expression tree and gives its value. Recursion is bounded by the parser's limit on the height of a tree.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <carefare/constant/value.hpp>
#include <carefare/syntax/expr_syntax.hpp>

#include "constant/evaluation.hpp"

namespace carefare::constant {

class evaluator {
public:
    evaluator(syntax::expr const& e, evaluation& run) : e_(e), run_(run) {}
    /// The value of a node; a refusal that leaves it knows its place.
    [[nodiscard]] value eval(syntax::node_id id);

private:
    struct binding {
        std::string_view name;
        value const* held;
    };
    using children = std::span<syntax::node_id const>;

    // evaluate.cpp
    [[nodiscard]] value eval_kind(syntax::node_id id);
    [[nodiscard]] value eval_literal(syntax::expr_node const& node);
    [[nodiscard]] value eval_name(syntax::expr_node const& node);
    [[nodiscard]] value eval_call(syntax::node_id id);
    [[nodiscard]] value eval_list(syntax::node_id id);
    [[nodiscard]] value eval_range(syntax::node_id id);
    [[nodiscard]] value eval_unary_range(syntax::node_id id);
    [[nodiscard]] value eval_binary(syntax::node_id id);
    [[nodiscard]] value eval_between(syntax::node_id id);
    [[nodiscard]] value eval_conditional(syntax::node_id id);
    [[nodiscard]] value eval_member(syntax::node_id id);
    /// The value a name is bound to, or the node's value put into `holder`.
    [[nodiscard]] value const& view(syntax::node_id id, value& holder);
    [[nodiscard]] value const* bound(std::string_view name) const;
    [[noreturn]] void refuse_kind(syntax::expr_node const& node) const;

    // evaluate_tests.cpp
    [[nodiscard]] value eval_logic(syntax::node_id id);
    [[nodiscard]] value eval_in(syntax::node_id id);
    [[nodiscard]] bool passes(value const& v, syntax::node_id test);
    [[nodiscard]] bool passes_any(value const& v, children tests);
    [[nodiscard]] bool condition(syntax::node_id id, std::string_view what);

    // evaluate_loops.cpp
    [[nodiscard]] value eval_for(syntax::node_id id);
    [[nodiscard]] value eval_quantified(syntax::node_id id);
    [[nodiscard]] value eval_filter(syntax::node_id id);
    [[nodiscard]] bool mentions_item(syntax::node_id id);
    /// Calls `body` for each combination of the iterators' values; stops early if it gives false.
    template <typename Body>
    bool each_combination(children iterators, Body const& body);
    template <typename Body>
    bool each_value(syntax::node_id iterator, Body const& body);

    syntax::expr const& e_;
    evaluation& run_;
    std::vector<binding> bindings_;
    enum class mention : std::uint8_t { unknown, yes, no };
    std::vector<mention> mentions_item_;  ///< by node, filled when asked
};

/// How a comparison operator reads an order.
[[nodiscard]] bool holds(syntax::expr_op op, value const& a, value const& b, evaluation& run);
/// A property such as .year or .start included of a value.
[[nodiscard]] value property_of(value const& v, std::string_view name, evaluation& run);
[[nodiscard]] value read_at_literal(std::string_view text, evaluation& run);

}  // namespace carefare::constant
