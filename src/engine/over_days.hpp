// A timeline with other values on some days, and the same as before on all others.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <carefare/checked/rule_graph.hpp>
#include <carefare/engine/error.hpp>

#include "bind/eras.hpp"

namespace carefare::engine {

struct stretch {
    std::optional<date> from, until;
};

/// Stretch by stretch what counts: one entry a stretch, without `known`. `other` gives of what counts on days of `on` what is
/// to count in its place, or nothing where it stays. Throws H015 where what counts depends on what is known, and that is not
/// said.
template <class Payload, class Other>
std::vector<checked::dated<Payload>> over_days(std::vector<checked::dated<Payload>> const& entries, std::string const& name, stretch const& on,
                                               std::optional<date> known_on, Other other) {
    if (on.from && on.until && *on.until < *on.from) throw error(call_code::outside_range, "'" + name + "': the days end before they begin", "Give the earlier day first.");
    bool const has_known = std::any_of(entries.begin(), entries.end(), [](auto const& entry) { return entry.known.has_value(); });
    if (has_known && !known_on)
        throw error(call_code::outside_range, "'" + name + "' was decided later for days before, so that what counts on a day depends on what is known", "Say on which day what is known counts (known_on), or change it for all time.");
    std::set<std::int32_t> starts{INT32_MIN};
    bind::cut_at(entries, starts);
    if (on.from) starts.insert(on.from->days);
    if (on.until) starts.insert(on.until->days + 1);
    std::vector<checked::dated<Payload>> made;
    for (auto const start : starts) {
        bool const is_on = (!on.from || start >= on.from->days) && (!on.until || start <= on.until->days);
        auto const day = bind::day_in(start);
        auto const last = bind::last_on(entries, day, known_on);
        checked::dated<Payload> entry;
        if (last.index && !bind::is_over(entries[*last.index], day))
            entry = entries[*last.index];
        else
            entry.gap = bind::why_unknown(entries, day, known_on);
        bool changes = false;
        if (is_on) {
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

}  // namespace carefare::engine
