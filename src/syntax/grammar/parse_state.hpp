// All that changes while one text is parsed: where the tokens end, the tree, what was expected, the budget. Lives on
// the stack of one call, so parsing is thread-safe. Knows nothing of the parser library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <carefare/syntax/parse_expr.hpp>

#include "syntax/grammar/expectations.hpp"
#include "syntax/grammar/refusal.hpp"
#include "syntax/grammar/tree_builder.hpp"

namespace carefare::syntax::grammar {

class parse_state {
public:
    parse_state(std::string_view text, parse_limits const& limits);

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] char const* end() const { return text_.data() + text_.size(); }
    [[nodiscard]] std::uint32_t offset(char const* at) const { return static_cast<std::uint32_t>(at - text_.data()); }
    /// The byte `ahead` of `at`; 0 past the end.
    [[nodiscard]] char peek(char const* at, std::size_t ahead = 0) const;
    /// What is left from `at`.
    [[nodiscard]] std::string_view rest(char const* at) const;

    /// First byte from `at` that belongs to no blank and no comment.
    [[nodiscard]] char const* skip_blanks(char const* at) const;
    /// A token ends at `token_end`; moves `at` to the next one.
    void accept(char const*& at, char const* token_end);
    /// Offset behind the last token.
    [[nodiscard]] std::uint32_t token_end() const { return token_end_; }

    /// One operand more, one level deeper. Throws `refusal` over a limit.
    void descend(char const* at);
    void ascend() { --depth_; }

    [[noreturn]] void refuse(diagnostic_code code, char const* begin, char const* end, std::string message,
                             std::string advice) const;

    tree_builder tree;
    expectations expected;
    parse_counters counters;
    /// Where a test of `in` begins: a parenthesis just there may hold several tests.
    char const* tests_at = nullptr;
    /// Behind a parenthesis of several tests; no operator may follow.
    char const* tests_end = nullptr;
    /// While the upper end of a range is read, `[` may close the range.
    bool in_range_end = false;

private:
    std::string_view text_;
    parse_limits limits_;
    std::uint32_t token_end_ = 0;
    std::uint32_t depth_ = 0;
};

}  // namespace carefare::syntax::grammar
