// Section 14 of docs/language.md: "the limit is shared by asks, to the step of the type, the remainder by largest fraction".
#include "eval/shares.hpp"

#include "eval/merge_runs.hpp"

namespace carefare::eval {

using program::wide;

namespace {

/// Of numbers that are not negative; most fit 64 bits, in which it is done many times faster.
wide divided(wide a, wide b) {
    constexpr wide most = INT64_MAX;
    if (a <= most && b <= most) return static_cast<std::int64_t>(a) / static_cast<std::int64_t>(b);
    return a / b;
}

}  // namespace

void share_out(shares_room& room, std::int64_t left, std::int64_t step) {
    wide asked = 0;
    for (auto const& one : room.shares) asked += one.ask;
    if (asked <= left) {
        for (auto& one : room.shares) one.granted = one.ask;
        return;
    }
    auto steps_left = left / step;
    for (auto& one : room.shares) {
        auto const exact = static_cast<wide>(one.ask) * left;  // times asked
        auto const steps = static_cast<std::int64_t>(divided(exact, asked * step));
        one.granted = steps * step;
        one.fraction = exact - static_cast<wide>(one.granted) * asked;
        steps_left -= steps;
    }
    if (steps_left < 1) return;
    room.by_fraction.clear();
    for (auto& one : room.shares) room.by_fraction.push_back(&one);
    merge_runs(room.by_fraction, room.lent, [](share const* a, share const* b) { return b->fraction < a->fraction; });
    for (auto* one : room.by_fraction) {
        if (steps_left < 1) return;
        if (one->granted + step > one->ask) continue;
        one->granted += step;
        --steps_left;
    }
}

}  // namespace carefare::eval
