// The door to Boost.Spirit X3: our tokens as X3 terminals, and the directives that build the tree and keep the budget.
// Everything mutable is the parse_state in the context; no rule has an attribute. Included by expr_grammar.cpp alone.
#pragma once

#include <utility>

#include <boost/spirit/home/x3.hpp>

#include "syntax/grammar/scanners.hpp"

namespace carefare::syntax::grammar {

namespace x3 = boost::spirit::x3;

struct state_tag;

template <typename Context>
parse_state& state_of(Context const& context) {
    return x3::get<state_tag>(context);
}

/// A token that needs nothing but the state.
struct token : x3::parser<token> {
    using attribute_type = x3::unused_type;
    static bool const has_attribute = false;

    explicit token(scanner scan_) : scan(scan_) {}

    template <typename Iterator, typename Context, typename RuleContext, typename Attribute>
    bool parse(Iterator& first, Iterator const&, Context const& context, RuleContext&, Attribute&) const {
        return scan(first, state_of(context));
    }

    scanner scan;
};

/// A token with a fixed spelling.
struct spelled : x3::parser<spelled> {
    using attribute_type = x3::unused_type;
    static bool const has_attribute = false;
    using scanner_of = bool (*)(char const*& at, parse_state& state, expectation what);

    spelled(scanner_of scan_, expectation what_) : scan(scan_), what(what_) {}

    template <typename Iterator, typename Context, typename RuleContext, typename Attribute>
    bool parse(Iterator& first, Iterator const&, Context const& context, RuleContext&, Attribute&) const {
        return scan(first, state_of(context), what);
    }

    scanner_of scan;
    expectation what;
};

inline spelled keyword(std::string_view word) {
    return {scan_word, {word, expected_class::keyword}};
}
inline spelled infix(std::string_view word) {
    return {scan_word, {word, expected_class::operation}};
}
inline spelled sign(std::string_view text) {
    return {scan_sign, {text, expected_class::closer}};
}
inline spelled opening(std::string_view text) {
    return {scan_sign, {text, expected_class::operation}};
}

/// node(kind)[...]: what is read becomes a node, its operands the children.
template <typename Subject>
struct node_directive : x3::unary_parser<Subject, node_directive<Subject>> {
    using base_type = x3::unary_parser<Subject, node_directive<Subject>>;
    using attribute_type = x3::unused_type;
    static bool const has_attribute = false;
    static bool const handles_container = false;

    node_directive(Subject const& of, expr_kind kind_, bool absorbs_, bool makes_node_)
        : base_type(of), kind(kind_), absorbs(absorbs_), makes_node(makes_node_) {}

    template <typename Iterator, typename Context, typename RuleContext, typename Attribute>
    bool parse(Iterator& first, Iterator const& last, Context const& context, RuleContext& rule_context,
               Attribute&) const {
        parse_state& state = state_of(context);
        if (absorbs && first == state.tests_end) return false;
        state.tree.open(kind, state.offset(first), absorbs, makes_node);
        if (this->subject.parse(first, last, context, rule_context, x3::unused)) {
            state.tree.close(state.token_end());
            return true;
        }
        state.tree.abandon();
        return false;
    }

    expr_kind kind;
    bool absorbs;
    bool makes_node;
};

struct node_generator {
    template <typename Subject>
    auto operator[](Subject const& subject) const {
        auto const parser = x3::as_parser(subject);
        return node_directive<std::remove_const_t<decltype(parser)>>(parser, kind, absorbs, makes_node);
    }
    expr_kind kind;
    bool absorbs;
    bool makes_node;
};

inline node_generator node(expr_kind kind) {
    return {kind, false, true};
}
/// The operand before it is the first child.
inline node_generator after(expr_kind kind) {
    return {kind, true, true};
}
/// No node of its own unless a token makes it one.
inline node_generator perhaps(expr_kind kind) {
    return {kind, false, false};
}

/// Every recursive cycle of the grammar passes through an operand: depth and steps are counted here, and what an
/// operand may begin with is reported as "a value".
template <typename Subject>
struct operand_directive : x3::unary_parser<Subject, operand_directive<Subject>> {
    using base_type = x3::unary_parser<Subject, operand_directive<Subject>>;
    using attribute_type = x3::unused_type;
    static bool const has_attribute = false;
    static bool const handles_container = false;

    explicit operand_directive(Subject const& of) : base_type(of) {}

    template <typename Iterator, typename Context, typename RuleContext, typename Attribute>
    bool parse(Iterator& first, Iterator const& last, Context const& context, RuleContext& rule_context,
               Attribute&) const {
        parse_state& state = state_of(context);
        auto const begin = first;
        state.descend(begin);
        auto const hushed = state.expected.hush(state.offset(begin));
        bool const is_read = this->subject.parse(first, last, context, rule_context, x3::unused);
        state.expected.hush(hushed);
        state.ascend();
        if (!is_read) state.expected.miss(state.offset(begin), {"a value", expected_class::value});
        return is_read;
    }
};

struct operand_generator {
    template <typename Subject>
    auto operator[](Subject const& subject) const {
        auto const parser = x3::as_parser(subject);
        return operand_directive<std::remove_const_t<decltype(parser)>>(parser);
    }
};

inline operand_generator const operand{};

/// Whether `[` may close the range around what is read.
template <typename Subject>
struct bracket_directive : x3::unary_parser<Subject, bracket_directive<Subject>> {
    using base_type = x3::unary_parser<Subject, bracket_directive<Subject>>;
    using attribute_type = x3::unused_type;
    static bool const has_attribute = false;
    static bool const handles_container = false;

    bracket_directive(Subject const& of, bool closes_) : base_type(of), closes(closes_) {}

    template <typename Iterator, typename Context, typename RuleContext, typename Attribute>
    bool parse(Iterator& first, Iterator const& last, Context const& context, RuleContext& rule_context,
               Attribute&) const {
        parse_state& state = state_of(context);
        bool const before = std::exchange(state.in_range_end, closes);
        bool const is_read = this->subject.parse(first, last, context, rule_context, x3::unused);
        state.in_range_end = before;
        return is_read;
    }

    bool closes;
};

struct bracket_generator {
    template <typename Subject>
    auto operator[](Subject const& subject) const {
        auto const parser = x3::as_parser(subject);
        return bracket_directive<std::remove_const_t<decltype(parser)>>(parser, closes);
    }
    bool closes;
};

inline bracket_generator const range_end{true};
inline bracket_generator const nested{false};

}  // namespace carefare::syntax::grammar
