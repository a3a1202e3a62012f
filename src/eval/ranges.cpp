// Ranges: the state and the closed ends in one register, an end that is open being none in its own.
#include "eval/machine.hpp"

namespace carefare::eval {

using program::code;

namespace {

struct span {
    std::optional<std::int64_t> low, high;
    bool low_closed = false, high_closed = false;
};

bool is_empty(span const& of, bool days) {
    if (!of.low || !of.high) return false;
    if (days) return *of.high - (of.high_closed ? 0 : 1) < *of.low + (of.low_closed ? 0 : 1);
    return *of.high < *of.low || (*of.low == *of.high && !(of.low_closed && of.high_closed));
}

class span_reader {
public:
    span_reader(column const& flags, column const& low, column const& high) : flags_(flags), low_(low), high_(high) {}
    [[nodiscard]] state is(std::size_t i) const { return flags_.is(i); }
    [[nodiscard]] span at(std::size_t i) const {
        span made;
        if (low_.is(i) == state::value) made.low = low_[i];
        if (high_.is(i) == state::value) made.high = high_[i];
        made.low_closed = (flags_[i] & 1) != 0;
        made.high_closed = (flags_[i] & 2) != 0;
        return made;
    }

private:
    view<std::int64_t> flags_, low_, high_;
};

span common(span const& a, span const& b) {
    auto both = a;
    if (b.low && (!a.low || *a.low < *b.low)) {
        both.low = b.low;
        both.low_closed = b.low_closed;
    } else if (b.low && *a.low == *b.low) {
        both.low_closed = a.low_closed && b.low_closed;
    }
    if (b.high && (!a.high || *b.high < *a.high)) {
        both.high = b.high;
        both.high_closed = b.high_closed;
    } else if (b.high && *a.high == *b.high) {
        both.high_closed = a.high_closed && b.high_closed;
    }
    return both;
}

constexpr std::int64_t minutes_a_day = 24 * 60;

std::int64_t floor_days(std::int64_t minutes) {
    return minutes >= 0 ? minutes / minutes_a_day : -((minutes_a_day - 1 - minutes) / minutes_a_day);
}

std::int64_t clock_overlap(std::int64_t start, std::int64_t end, std::int64_t from, std::int64_t to) {
    auto const until = to < from ? to + minutes_a_day : to;
    std::int64_t total = 0;
    for (auto midnight = (floor_days(start) - 1) * minutes_a_day; midnight < end; midnight += minutes_a_day)
        total += std::max<std::int64_t>(0, std::min(end, midnight + until) - std::max(start, midnight + from));
    return total;
}

}  // namespace

void machine::ranges(instruction const& what) {
    auto const size = size_for(what);
    auto& made = start(what, size);
    made.states.assign(size, state::value);
    if (what.what == code::range_flags) {
        view<std::int64_t> const low(in(what, 0)), high(in(what, 1));
        for (std::size_t i = 0; i < size; ++i) {
            made.cells[i] = what.payload;
            auto const worst = std::max(low.is(i) == state::none ? state::value : low.is(i), high.is(i) == state::none ? state::value : high.is(i));
            made.states[i] = worst;
        }
        return;
    }
    if (what.what == code::range_end) {
        view<std::int64_t> const marked(in(what, 0)), end(in(what, 1));
        for (std::size_t i = 0; i < size; ++i) {
            made.cells[i] = end[i];
            made.states[i] = marked.is(i) != state::value ? strict(marked.is(i)) : end.is(i);
        }
        return;
    }
    span_reader const a(in(what, 0), in(what, 1), in(what, 2));
    if (what.what == code::overlap) {
        span_reader const b(in(what, 3), in(what, 4), in(what, 5));
        bool const days = what.payload != 0;
        for (std::size_t i = 0; i < size; ++i) {
            made.states[i] = strict(std::max(a.is(i), b.is(i)));
            if (made.states[i] != state::value) continue;
            auto const x = a.at(i), y = b.at(i);
            auto const both = common(x, y);
            bool const none = is_empty(x, days) || is_empty(y, days) || is_empty(both, days);
            if (what.part == 0) {
                made.cells[i] = (both.low_closed ? 1 : 0) | (both.high_closed ? 2 : 0);
                if (none) made.states[i] = state::none;
                continue;
            }
            auto const& end = what.part == 1 ? both.low : both.high;
            if (end)
                made.cells[i] = *end;
            else
                made.states[i] = state::none;
        }
        return;
    }
    for (std::size_t i = 0; i < size; ++i) {
        auto worst = a.is(i);
        for (std::size_t k = 3; k < what.operands.size(); ++k) worst = std::max(worst, view<std::int64_t>(in(what, k)).is(i));
        made.states[i] = strict(worst);
        if (made.states[i] != state::value) continue;
        auto const range = a.at(i);
        if (!range.low || !range.high) {
            made.states[i] = state::fault;
        } else if (what.what == code::length) {
            auto between = *range.high - *range.low;
            if (what.payload != 0) between += 1 - (range.low_closed ? 0 : 1) - (range.high_closed ? 0 : 1);
            made.cells[i] = std::max<std::int64_t>(0, between);
        } else {
            view<std::int64_t> const from(in(what, 3)), to(in(what, 4));
            made.cells[i] = clock_overlap(*range.low, *range.high, from[i], to[i]);
        }
    }
}

}  // namespace carefare::eval
