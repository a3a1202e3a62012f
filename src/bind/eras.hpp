// Which entry of a timeline counts in an era: of those visible that have begun, the one that took hold last.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>
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

/// The day that stands for an era, by the day it starts on.
[[nodiscard]] inline std::int32_t day_in(std::int32_t start) {
    return start == INT32_MIN ? INT32_MIN + 1 : start;
}

/// Of the entries that are visible and have begun the one that took hold last, a gap included. `day` unset: for a constant.
template <class Payload>
counting_entry last_on(std::vector<checked::dated<Payload>> const& entries, std::optional<std::int32_t> day,
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
    return found;
}

template <class Payload>
bool is_over(checked::dated<Payload> const& entry, std::optional<std::int32_t> day) {
    return entry.until && day && entry.until->days < *day;
}

template <class Payload>
counting_entry entry_on(std::vector<checked::dated<Payload>> const& entries, std::optional<std::int32_t> day,
                        std::optional<date> known_on) {
    auto found = last_on(entries, day, known_on);
    if (!found.index) return found;
    auto const& entry = entries[*found.index];
    if (is_over(entry, day) || !entry.payload) found.index.reset();
    return found;
}

/// Why nothing is known on a day that lies in a gap.
template <class Payload>
std::string why_unknown(std::vector<checked::dated<Payload>> const& entries, std::optional<std::int32_t> day, std::optional<date> known_on) {
    if (auto const last = last_on(entries, day, known_on); last.index) {
        auto const& entry = entries[*last.index];
        if (!entry.gap.empty()) return entry.gap;
        return is_over(entry, day) ? "nothing known after " + to_string(*entry.until) : "not known";
    }
    std::optional<date> first;
    bool any_visible = false;
    for (auto const& entry : entries) {
        if (!visible(entry, known_on)) continue;
        any_visible = true;
        if (entry.from && (!first || *entry.from < *first)) first = entry.from;
    }
    if (any_visible && first) return "nothing known before " + to_string(*first);
    return known_on && !entries.empty() ? "nothing known on " + to_string(*known_on) : "nothing known";
}

}  // namespace carefare::bind
