// Values as plans, parameters, readings and cases write them.
#include "syntax/read_value.hpp"

#include <algorithm>
#include <string>

#include <carefare/base/date.hpp>
#include <carefare/base/rational.hpp>
#include <carefare/syntax/parse_expr.hpp>

namespace carefare::syntax {

namespace {

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_inside_word(char c) {
    return is_letter_or_digit(c) || c == '_' || c == '.' || c == '-';
}

/// [A-Za-z0-9][A-Za-z0-9_.-]* with single blanks between such items.
bool is_words(std::string_view text) {
    bool begins_item = true;
    for (char const c : text) {
        if (begins_item ? !is_letter_or_digit(c) : !is_inside_word(c) && c != ' ') return false;
        begins_item = c == ' ';
    }
    return !text.empty() && !begins_item;
}

bool means_something_else(std::string_view text) {
    return text == "true" || text == "false" || text == "none" || text == "null" ||
           rational::from_decimal(text).has_value();
}

/// An expression that is a single literal.
expr literal(located_text const& written, expr_kind kind, expr_op op, std::string text) {
    expr result;
    expr_node node;
    node.kind = kind;
    node.op = op;
    node.where = written.locate({0, static_cast<std::uint32_t>(written.text.size())});
    node.text = std::move(text);
    result.where = node.where;
    result.nodes.push_back(std::move(node));
    result.root = 0;
    result.height = 1;
    result.source_text = written.text;
    return result;
}

}  // namespace

std::optional<expr> read_plain_value(yaml_node const& node, std::string_view what, reader& in) {
    auto const written = read_text(node, what, in);
    if (!written) return {};
    auto const& text = written->value;
    auto const place = node.text.part({0, static_cast<std::uint32_t>(text.size())});
    if (text == "yes" || text == "no") {
        return literal(place, expr_kind::boolean, text == "yes" ? expr_op::yes : expr_op::no, {});
    }
    if (parse_date(text) || parse_date_time(text)) {
        return literal(place, expr_kind::at_literal, expr_op::none_, text);
    }
    if (is_words(text) && !means_something_else(text)) {
        return literal(place, expr_kind::text, expr_op::none_, text);
    }
    return parse_expr(node.text, in.sink);
}

bool says_not_known(yaml_node const& node) {
    return node.is_scalar() && node.text.text == "not known";
}

}  // namespace carefare::syntax
