// From text to `expr`. No parser library in sight: Boost.Spirit X3 lives in src/syntax/grammar only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>
#include <carefare/syntax/expr_syntax.hpp>

namespace carefare::syntax {

/// Bounds on one expression; each is reported with a code of its own (L010 ...). Counters are observable in tests.
struct parse_limits {
    std::uint32_t bytes = 64 * 1024;
    std::uint32_t depth = 100;      ///< nesting of parentheses, lists, calls, not, unary minus, if ...
    std::uint32_t height = 1000;    ///< of the tree (chains of operators)
    std::uint32_t steps = 200'000;  ///< operands tried; the grammar tries none twice, so bytes bound this too
};

/// What a parse used; asserted by tests instead of times.
struct parse_counters {
    std::uint64_t steps = 0;
    std::uint32_t depth = 0;
};

/// Parses one expression. Empty with at least one diagnostic on failure. Deterministic, thread-safe, never throws
/// except std::bad_alloc.
[[nodiscard]] std::optional<expr> parse_expr(located_text const& text, diagnostics& sink,
                                             parse_limits const& limits = {}, parse_counters* counters = nullptr);

/// Parses a cell of a decision table: "-", unary tests separated by commas, not(...). The root is a `list` of tests,
/// or `any_test`.
[[nodiscard]] std::optional<expr> parse_unary_tests(located_text const& text, diagnostics& sink,
                                                    parse_limits const& limits = {},
                                                    parse_counters* counters = nullptr);

/// Canonical text of a tree; parse_expr(print(e)) equals e but for places.
[[nodiscard]] std::string print(expr const& e);

/// The same for the tree of a table cell: parse_unary_tests(print_unary_tests(e)) equals e but for places.
[[nodiscard]] std::string print_unary_tests(expr const& e);

}  // namespace carefare::syntax
