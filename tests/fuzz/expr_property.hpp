// What must hold of the expression parser for every text there is. Shared by the fuzz target and the replay of its
// corpus.
#pragma once

#include <string>
#include <string_view>

#include <carefare/syntax/parse_expr.hpp>

namespace carefare::syntax {

struct expr_language {
    std::optional<expr> (*parse)(located_text const&, diagnostics&, parse_limits const&, parse_counters*);
    std::string (*print)(expr const&);
};

/// Either one diagnostic that lies in the text and says what to do, or a tree whose text reads back to the same text.
inline bool is_answered(std::string_view text, expr_language const& language) {
    source_map sources;
    auto const read = [&](std::string const& input, diagnostics& sink, parse_limits const& limits,
                          parse_counters* counters) {
        return language.parse(whole_source(sources, sources.add("expression", input)), sink, limits, counters);
    };
    parse_limits const limits;
    parse_counters counters;
    diagnostics sink;
    auto const tree = read(std::string(text), sink, limits, &counters);
    if (counters.depth > limits.depth || counters.steps > text.size() + 1) return false;
    if (!tree) {
        if (sink.items().size() != 1) return false;
        auto const& d = sink.items().front();
        return d.where.where.begin <= d.where.where.end && d.where.where.end <= text.size() && !d.message.empty() &&
               !d.advice.empty();
    }
    if (!sink.items().empty() || tree->height > limits.height) return false;
    // The canonical text may be longer and hold more parentheses than the one written.
    parse_limits roomy;
    roomy.bytes = 16 * limits.bytes;
    roomy.depth = 3 * limits.depth;
    auto const printed = language.print(*tree);
    auto const again = read(printed, sink, roomy, nullptr);
    return again && language.print(*again) == printed && again->nodes.size() == tree->nodes.size();
}

inline bool is_answered(std::string_view text) {
    return is_answered(text, {parse_expr, print}) && is_answered(text, {parse_unary_tests, print_unary_tests});
}

}  // namespace carefare::syntax
