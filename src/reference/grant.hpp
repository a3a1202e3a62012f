// What an allocation grants to rows whose asks and limits are known as outcomes: section 14 of docs/language.md. Knows
// nothing of rows but their numbers.
#pragma once

#include <optional>
#include <vector>

#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::reference {

/// A row in its turn. `decided` comes with the ask and, for every limit, `within`, `counts` and `up_to`; `before` is
/// then what was used before.
struct turn {
    row_index row = no_row;
    grant_record decided;
};

/// Decides the turns in their order. `open`: why there may be other rows, or another order.
void grant_in_order(checked::allocation const& rule, std::vector<turn>& turns, std::optional<outcome> const& open);
/// Shares one limit by asks, to whole steps; what is left over goes by largest fraction, ties to the earlier turn.
void grant_in_proportion(checked::allocation const& rule, rational const& step, std::vector<turn>& turns,
                         std::optional<outcome> const& open);

/// May this limit count the row?
[[nodiscard]] bool may_count(grant_record::limit const& of);
/// "unless the ask is zero (granted 0) or a counting limit has `up_to` zero (granted 0)"
[[nodiscard]] bool is_granted_nothing(grant_record const& of);
/// What the row's own ask and limits leave undecided.
[[nodiscard]] std::vector<outcome> undecided_of(grant_record const& of);
/// The row waits for, or fails by, `why`; or it is granted nothing all the same.
void leave_undecided(grant_record& of, checked::allocation const& rule, outcome const& why);
/// Grant, unmet and what bound them of a row that is decided; `limits` know what they had left.
void conclude(grant_record& of, checked::allocation const& rule, rational const& granted);

}  // namespace carefare::reference
