// Which entry of a timeline counts in an era: of those visible that have begun, the one that took hold last.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::bind {

template <class Payload>
bool visible(checked::dated<Payload> const& entry, std::optional<date> known_on) {
    return !entry.known || !known_on || *entry.known <= *known_on;
}

/// Adds the days on which another entry may count.
template <class Payload>
void cut_at(std::vector<checked::dated<Payload>> const& entries, std::set<std::int32_t>& days) {
    for (auto const& entry : entries) {
        if (entry.from) days.insert(entry.from->days);
        if (entry.until) days.insert(entry.until->days + 1);
    }
}

struct counting_entry {
    std::optional<std::size_t> index;  ///< unset: a gap
    bool tie = false;
};

/// `day` unset: for a constant.
template <class Payload>
counting_entry entry_on(std::vector<checked::dated<Payload>> const& entries, std::optional<std::int32_t> day,
                        std::optional<date> known_on) {
    auto const hold = [](checked::dated<Payload> const& entry) {
        auto const from = entry.from ? entry.from->days : INT32_MIN;
        return entry.known ? std::max(from, entry.known->days) : from;
    };
    counting_entry found;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto const& entry = entries[i];
        if (!visible(entry, known_on) || (entry.from && (!day || entry.from->days > *day))) continue;
        if (found.index && hold(entry) < hold(entries[*found.index])) continue;
        found.tie = found.index && hold(entry) == hold(entries[*found.index]);
        found.index = i;
    }
    if (!found.index) return found;
    auto const& entry = entries[*found.index];
    bool const over = entry.until && day && entry.until->days < *day;
    if (over || !entry.payload) found.index.reset();
    return found;
}

}  // namespace carefare::bind
