// Blanks, comments and the budget of a parse.
#include "syntax/grammar/parse_state.hpp"

#include <algorithm>
#include <utility>

namespace carefare::syntax::grammar {

parse_state::parse_state(std::string_view text, parse_limits const& limits)
    : tree(limits.height), text_(text), limits_(limits) {}

char parse_state::peek(char const* at, std::size_t ahead) const {
    return static_cast<std::size_t>(end() - at) > ahead ? at[ahead] : '\0';
}

std::string_view parse_state::rest(char const* at) const {
    return {at, static_cast<std::size_t>(end() - at)};
}

char const* parse_state::skip_blanks(char const* at) const {
    while (at != end()) {
        if (*at == ' ' || (*at >= '\t' && *at <= '\r')) {
            ++at;
        } else if (*at == '/' && peek(at, 1) == '/') {
            at = std::find(at, end(), '\n');
        } else if (*at == '/' && peek(at, 1) == '*') {
            auto const inside = rest(at).substr(2);
            auto const close = inside.find("*/");
            if (close == std::string_view::npos) {
                refuse(diagnostic_code::S019, at, at + 2, "this comment has no end", "Close the comment with */.");
            }
            at += close + 4;
        } else {
            break;
        }
    }
    return at;
}

void parse_state::accept(char const*& at, char const* token_end) {
    token_end_ = offset(token_end);
    at = skip_blanks(token_end);
}

void parse_state::descend(char const* at) {
    if (++counters.steps > limits_.steps) {
        refuse(diagnostic_code::L012, at, at,
               "the expression takes more than " + std::to_string(limits_.steps) + " steps",
               "Split the expression into several rules.");
    }
    if (depth_ > limits_.depth) {
        refuse(diagnostic_code::L011, at, at,
               "the expression is nested more than " + std::to_string(limits_.depth) + " levels deep",
               "Give the inner parts names of their own as separate rules.");
    }
    counters.depth = std::max(counters.depth, depth_);
    ++depth_;
}

void parse_state::refuse(diagnostic_code code, char const* begin, char const* end, std::string message,
                         std::string advice) const {
    throw refusal{code, {offset(begin), offset(end)}, std::move(message), std::move(advice)};
}

}  // namespace carefare::syntax::grammar
