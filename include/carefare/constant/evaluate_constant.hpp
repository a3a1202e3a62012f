// The constant profile: an expression of literals, folded when compiled (DMN 1.5 FEEL, see docs/language.md for every
// deviation). What FEEL answers with null is a diagnostic here, be it for a type, an arity or a value such as a
// division by zero (C...); limits have codes of their own (L02...).
#pragma once

#include <cstdint>
#include <optional>

#include <carefare/base/diagnostic.hpp>
#include <carefare/constant/value.hpp>
#include <carefare/constant/zone_source.hpp>
#include <carefare/syntax/expr_syntax.hpp>

namespace carefare::constant {

/// Bounds on one evaluation, each with a code of its own. `text_bytes` bounds one text, and all texts of one list.
struct evaluation_limits {
    std::uint64_t steps = 1'000'000;
    std::uint64_t list_items = 100'000;
    std::uint64_t text_bytes = 1'000'000;
    std::uint64_t number_bits = 65'536;
    std::uint64_t list_depth = 100;
    std::uint32_t regex_steps = 1'000'000;
};

struct evaluation_counters {
    std::uint64_t steps = 0;
};

/// Evaluates the tree below `root` (default: the whole expression). Names other than bound variables of for, some,
/// every and filters are diagnostics. Empty with at least one diagnostic on failure. Named time zones are refused
/// without `zones`.
[[nodiscard]] std::optional<value> evaluate_constant(syntax::expr const& e, diagnostics& sink,
                                                     syntax::node_id root = syntax::no_node,
                                                     evaluation_limits const& limits = {},
                                                     evaluation_counters* counters = nullptr,
                                                     zone_source const* zones = nullptr);

/// True if the subtree has no name but variables it binds itself, no lookup, no entity and only functions of the
/// constant profile: it can be folded.
[[nodiscard]] bool is_constant(syntax::expr const& e, syntax::node_id root);

}  // namespace carefare::constant
