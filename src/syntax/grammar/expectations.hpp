// What the parser could have gone on with at the furthest point it reached. Reported in place of the point where it
// happened to give up, which is nearly always too early.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace carefare::syntax::grammar {

/// In the order in which a message lists them.
enum class expected_class : std::uint8_t { closer, keyword, name, value, operation, end };

struct expectation {
    std::string_view text;  ///< ")", "then", "a value"; static
    expected_class kind{};
};

class expectations {
public:
    /// `what` did not stand at offset `at`.
    void miss(std::uint32_t at, expectation what);
    /// While an operand is tried, what it could begin with is not worth listing. Returns the offset hushed before.
    std::uint32_t hush(std::uint32_t at);

    [[nodiscard]] std::uint32_t furthest() const { return furthest_; }
    /// Whether `kind` was expected there.
    [[nodiscard]] bool has(expected_class kind) const;
    /// Whether nothing but an operator or the end was expected there.
    [[nodiscard]] bool only_operation_or_end() const;
    /// "')', 'then' or an operator".
    [[nodiscard]] std::string listed() const;
    /// The words of the language among them.
    [[nodiscard]] std::vector<std::string> words() const;

    static constexpr std::uint32_t nowhere = 0xffffffffU;

private:
    std::vector<expectation> expected_;
    std::uint32_t furthest_ = 0;
    std::uint32_t hushed_ = nowhere;
};

}  // namespace carefare::syntax::grammar
