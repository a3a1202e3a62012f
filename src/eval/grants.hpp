// What rows ask of limits, and what they are granted: whole multiples of one step, states beside them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <carefare/checked/rule_graph.hpp>

#include "eval/tables.hpp"

namespace carefare::eval {

struct given {
    state is = state::none;
    std::int64_t value = 0;

    given() = default;
    given(state what, std::int64_t number) : is(what), value(number) {}
    given(given const& of) : is(of.is), value(of.value) {}
    /// Each by itself: as one piece they could not be read before they are written out.
    given& operator=(given const& of) {
        is = of.is;
        value = of.value;
        return *this;
    }
    ~given() = default;
};

struct limit_of_turn {
    given within, counts, up_to, before;
    given left;
    std::int64_t name = 0;
    [[nodiscard]] bool may_count() const {
        return within.is != state::none && !(counts.is == state::value && counts.value == 0);
    }
};

struct turn {
    row_number row = no_row;
    given ask;
    std::span<limit_of_turn> limits;
    given grant, unmet, granted_before, left, place, bound_by;
};

/// Why a row cannot be decided by itself: the worst of what it reads; value if it can.
[[nodiscard]] state undecided_of(turn const& of);
/// It asks for nothing, or a limit that counts it has nothing to give.
[[nodiscard]] bool is_granted_nothing(turn const& of);

/// It is granted what it can be granted whatever is not known; the rest is not known, for this reason.
void leave_undecided(turn& of, state why);

/// What was taken from one row of a limit, and why its later rows wait.
struct limit_account {
    std::int64_t granted = 0;
    bool stopped = false;
    state waits = state::value;
};

/// Where accounts are kept for the turns of one partition; the next ones use its memory again.
struct accounts_room {
    /// Of one limit: the rows that it is counted within, and where their accounts begin.
    struct stretch {
        std::int64_t first = INT64_MAX, last = INT64_MIN;
        std::size_t at = 0;
        state everywhere = state::value;  ///< why all of its rows wait
    };
    std::vector<stretch> limits;
    std::vector<limit_account> all;
};

/// Rows that ask for zero are granted zero whatever the limits: they may be left out where nothing else is read of them.
void grant_in_order(checked::allocation const& how, std::span<turn> turns, state open, accounts_room& room);
void grant_in_proportion(checked::allocation const& how, std::int64_t step, std::span<turn> turns, state open);

}  // namespace carefare::eval
