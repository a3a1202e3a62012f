// A timeline with other values on some days, and the same as before on all others.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <carefare/checked/rule_graph.hpp>

#include "bind/eras.hpp"

namespace carefare::bind {

struct stretch {
    std::optional<date> from, until;
    [[nodiscard]] bool holds(std::int32_t day) const { return (!from || day >= from->days) && (!until || day <= until->days); }
};

/// What counts on a day depends on the day on which one asks.
template <class Payload>
bool has_known(std::vector<checked::dated<Payload>> const& entries) {
    return std::any_of(entries.begin(), entries.end(), [](auto const& entry) { return entry.known.has_value(); });
}

/// Stretch by stretch what counts: one entry a stretch, without `known`; where some entry has it, `known_on` is said. `other`
/// gives of what counts on days of `on` what is to count in its place, or nothing where it stays.
template <class Payload, class Other>
std::vector<checked::dated<Payload>> over_days(std::vector<checked::dated<Payload>> const& entries, stretch const& on,
                                               std::optional<date> known_on, Other other) {
    std::set<std::int32_t> starts{INT32_MIN};
    cut_at(entries, starts);
    if (on.from) starts.insert(on.from->days);
    if (on.until) starts.insert(on.until->days + 1);
    std::vector<checked::dated<Payload>> made;
    for (auto const start : starts) {
        auto const day = day_in(start);
        auto const last = last_on(entries, day, known_on);
        checked::dated<Payload> entry;
        if (last.index && !is_over(entries[*last.index], day))
            entry = entries[*last.index];
        else
            entry.gap = why_unknown(entries, day, known_on);
        bool changes = false;
        if (on.holds(start)) {
            if (auto changed = other(entry)) entry = std::move(*changed), changes = true;
        }
        if (!last.index && !changes && made.empty()) continue;  // before the first
        // Until when an entry of the law counts stays as it is said, though another may follow it earlier.
        if (changes) entry.until = on.until;
        entry.from = start == INT32_MIN ? std::nullopt : std::optional(date{start});
        entry.known.reset();
        made.push_back(std::move(entry));
    }
    return made;
}

}  // namespace carefare::bind
