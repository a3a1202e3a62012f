// How tightly the constructs of the language bind, and how their operators are spelled: what a printer needs to know.
#pragma once

#include <cstdint>
#include <string_view>

#include <carefare/syntax/expr_syntax.hpp>

namespace carefare::syntax {

/// How tightly a construct binds, loosest first; an operand that binds more loosely than its place needs parentheses.
enum class level : std::uint8_t {
    otherwise,
    body,
    disjunction,
    conjunction,
    comparison,
    interval,
    membership,
    sum,
    product,
    power,
    unary,
    postfix,
};

constexpr level tighter(level l) {
    return static_cast<level>(static_cast<std::uint8_t>(l) + 1);
}

[[nodiscard]] level level_of(expr_node const& n);

/// "<=", "and", "desc"; empty for what is not spelled out.
[[nodiscard]] std::string_view sign_of(expr_op op);

}  // namespace carefare::syntax
