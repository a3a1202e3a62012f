// Builds the arena of an expression bottom up. The grammar opens a draft where a node begins, the tokens below fill it,
// finished nodes wait on an operand stack until the draft around them closes and takes them as its children.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <carefare/syntax/expr_syntax.hpp>

namespace carefare::syntax::grammar {

/// A node that is being read.
struct draft {
    expr_kind kind{};
    expr_op op = expr_op::none_;
    bool low_closed = false;
    bool high_closed = false;
    /// A parenthesis stays "only a parenthesis" until `..` turns it into a range.
    bool makes_node = true;
    /// A parenthesis right behind `in`: commas may separate tests.
    bool holds_tests = false;
    std::uint32_t begin = 0;        ///< offset of its first byte
    std::size_t first_operand = 0;  ///< operands from here on are its children
    std::size_t nodes = 0;          ///< size of the arena to go back to if the draft fails
    std::size_t children = 0;
    std::string text;
};

class tree_builder {
public:
    explicit tree_builder(std::uint32_t height_limit) : height_limit_(height_limit) {}

    /// Opens a draft; one that `absorbs` takes the operand before it as its first child and begins where that begins.
    void open(expr_kind kind, std::uint32_t begin, bool absorbs, bool makes_node = true);
    /// The innermost open draft.
    [[nodiscard]] draft& top() { return drafts_.back(); }
    /// Makes the innermost draft a node that ends before `end`. Throws `refusal` where the node may not be.
    void close(std::uint32_t end);
    /// Forgets the innermost draft and all that was read for it.
    void abandon();

    /// Turns the innermost draft, whose last operand is the lower end, into a range.
    void begin_range();
    /// Replaces the absorbed name (or a.b.c) of the innermost draft by its text; false if it is no name.
    bool absorb_name();
    /// Marks `not(...)` among the tests of the innermost draft, an `in` or a cell, as a negation of tests.
    void name_negated_tests();

    /// Number of operands that wait in the innermost draft.
    [[nodiscard]] std::size_t operand_count() const { return operands_.size() - drafts_.back().first_operand; }
    /// The tree of the one operand left. Spans are still offsets into the text.
    [[nodiscard]] expr take();

private:
    [[nodiscard]] expr_kind kind_of(node_id id) const { return tree_.nodes[id].kind; }
    void open_end();
    void check_arguments(draft const& d) const;
    node_id add(draft&& d, std::uint32_t end);

    expr tree_;
    std::vector<std::uint32_t> heights_;  ///< one a node
    std::vector<node_id> operands_;
    std::vector<draft> drafts_;
    std::uint32_t height_limit_;
};

}  // namespace carefare::syntax::grammar
