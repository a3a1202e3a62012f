// Words, signs and operators.
#include <span>

#include "syntax/grammar/characters.hpp"
#include "syntax/grammar/scanners.hpp"

namespace carefare::syntax::grammar {

namespace {

struct operator_sign {
    std::string_view text;
    expr_op op{};
};

constexpr operator_sign comparisons[] = {
    {"<=", expr_op::less_equal}, {"<", expr_op::less},       {">=", expr_op::greater_equal},
    {">", expr_op::greater},     {"!=", expr_op::not_equal}, {"=", expr_op::equal},
};
constexpr operator_sign additives[] = {{"+", expr_op::add}, {"-", expr_op::subtract}};
constexpr operator_sign multiplicatives[] = {{"*", expr_op::multiply}, {"/", expr_op::divide}};

operator_sign const* find_operator(std::string_view rest, std::span<operator_sign const> among) {
    for (auto const& sign : among) {
        if (rest.starts_with(sign.text)) return &sign;
    }
    return nullptr;
}

bool miss_operator(char const* at, parse_state& state, std::string_view text) {
    state.expected.miss(state.offset(at), {text, expected_class::operation});
    return false;
}

bool scan_operator(char const*& at, parse_state& state, std::span<operator_sign const> among) {
    auto const* const sign = find_operator(state.rest(at), among);
    if (sign == nullptr) return miss_operator(at, state, among.front().text);
    state.tree.top().op = sign->op;
    state.accept(at, at + sign->text.size());
    return true;
}

}  // namespace

bool scan_word(char const*& at, parse_state& state, expectation word) {
    if (leading_name(state.rest(at)) != word.text) {
        state.expected.miss(state.offset(at), word);
        return false;
    }
    state.accept(at, at + word.text.size());
    return true;
}

bool scan_sign(char const*& at, parse_state& state, expectation sign) {
    if (!state.rest(at).starts_with(sign.text)) {
        state.expected.miss(state.offset(at), sign);
        return false;
    }
    state.accept(at, at + sign.text.size());
    return true;
}

bool scan_comparison(char const*& at, parse_state& state) {
    return scan_operator(at, state, comparisons);
}

bool scan_additive(char const*& at, parse_state& state) {
    return scan_operator(at, state, additives);
}

bool scan_multiplicative(char const*& at, parse_state& state) {
    if (state.rest(at).starts_with("**")) return miss_operator(at, state, "*");
    return scan_operator(at, state, multiplicatives);
}

bool scan_power(char const*& at, parse_state& state) {
    if (!state.rest(at).starts_with("**")) return miss_operator(at, state, "**");
    state.tree.top().op = expr_op::power;
    state.accept(at, at + 2);
    return true;
}

bool scan_no_comparison(char const*& at, parse_state& state) {
    auto const* const sign = find_operator(state.rest(at), comparisons);
    if (sign != nullptr) {
        state.refuse(diagnostic_code::S014, at, at + sign->text.size(),
                     "a comparison cannot be compared again with '" + std::string(sign->text) + "'",
                     "Write 'x between a and b', or join two comparisons with 'and'.");
    }
    return true;
}

bool scan_instance_of(char const*& at, parse_state& state) {
    if (leading_name(state.rest(at)) == "instance") {
        state.refuse(diagnostic_code::S017, at, at + 8, "'instance of' is not part of the language",
                     "Remove it: every type is known before a rule runs.");
    }
    return false;
}

}  // namespace carefare::syntax::grammar
