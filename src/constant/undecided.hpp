// Collects the parts of a three-valued question that have no value.
#pragma once

#include <optional>
#include <utility>

#include "constant/budget.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {

class undecided {
public:
    explicit undecided(budget& spent) : spent_(spent) {}

    /// True if the part is `wanted`; a part that is refused is kept for `raise`. Limits pass through.
    template <typename Part>
    bool is(bool wanted, Part const& part) {
        try {
            return part() == wanted;
        } catch (refusal& found) {
            if (found.is_limit) throw;
            if (!first_) first_ = std::move(found);
        }
        spent_.spend(50);  // a thrown refusal costs far more than a step
        return false;
    }

    /// Refuses with the first part that had no value, if there was one.
    void raise() const {
        if (first_) throw refusal(*first_);
    }

private:
    budget& spent_;
    std::optional<refusal> first_;
};

}  // namespace carefare::constant
