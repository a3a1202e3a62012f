// What one evaluation may use. Every list, text and number that is made passes here, so that no short expression can
// fill memory or run for long; the steps used are the counter that tests assert.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include <carefare/constant/evaluate_constant.hpp>
#include <carefare/constant/value.hpp>

namespace carefare::constant {

class budget {
public:
    explicit budget(evaluation_limits const& limits) : limits_(limits) {}
    void spend(std::uint64_t steps);
    /// Refuses a text of more bytes than allowed.
    void bound_text(std::uint64_t bytes) const;
    /// A text about to be made of `bytes`; also spends steps for the copying.
    void admit_text(std::uint64_t bytes);
    /// A number just made; the work on large numbers grows with the square of their length.
    [[nodiscard]] rational admit(rational made);
    [[nodiscard]] std::uint64_t steps() const { return steps_; }
    [[nodiscard]] evaluation_limits const& limits() const { return limits_; }

private:
    evaluation_limits limits_;
    std::uint64_t steps_ = 0;
};

/// Builds a list item by item within the limits: items counted through all levels, bytes of text and numbers, depth.
class list_builder {
public:
    explicit list_builder(budget& spent) : spent_(spent) {}
    void add(value item);
    /// The list as it stands; a reference to it holds good until the next item is added.
    [[nodiscard]] value const& so_far() const { return made_; }
    [[nodiscard]] value take() { return std::move(made_); }

private:
    budget& spent_;
    value made_{list{}};
    std::uint64_t items_ = 0;
    std::uint64_t bytes_ = 0;
};

/// A list of the given items.
[[nodiscard]] value make_list(std::vector<value> items, budget& spent);

}  // namespace carefare::constant
