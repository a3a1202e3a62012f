// Which entry of a timeline counts: section 6 of docs/language.md, entry by entry.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <carefare/checked/rule_graph.hpp>

#include "reference/calendar.hpp"

namespace carefare::reference {

/// When a timeline is read: the date (unset for a constant) and what was known on which day (unset: everything).
struct reading_date {
    std::optional<date> at;
    std::optional<date> known_on;
};

struct chosen_entry {
    std::optional<std::size_t> index;  ///< the entry that took hold last, a gap included
    bool gap = true;                   ///< nothing is known: `reason` says why
    bool tie = false;                  ///< two took hold on that day: the checker refuses such a timeline
    std::string reason;
};

/// "visible (no `known`, or `known` <= K, or no K given)"
template <class Payload>
bool is_visible(checked::dated<Payload> const& entry, std::optional<date> known_on) {
    return !entry.known || !known_on || *entry.known <= *known_on;
}

/// "with `from` <= D"; an entry without `from` holds for all time.
template <class Payload>
bool has_begun(checked::dated<Payload> const& entry, std::optional<date> at) {
    return !entry.from || (at && *entry.from <= *at);
}

/// "An entry takes hold at the later of `from` and `known`." Unset: from the beginning of time.
template <class Payload>
std::optional<date> takes_hold(checked::dated<Payload> const& entry) {
    return std::max(entry.from, entry.known);
}

/// "nothing known before FROM", FROM being the first of the visible entries.
template <class Payload>
std::string reason_for_no_entry(std::vector<checked::dated<Payload>> const& entries, reading_date const& when) {
    std::optional<date> first;
    bool any_visible = false;
    for (auto const& entry : entries) {
        if (!is_visible(entry, when.known_on)) continue;
        any_visible = true;
        if (entry.from && (!first || *entry.from < *first)) first = entry.from;
    }
    if (any_visible && first) return "nothing known before " + text_of(*first);
    if (when.known_on && !entries.empty()) return "nothing known on " + text_of(*when.known_on);
    return "nothing known";
}

/// "Of the entries that are visible with `from` <= D, the one that took hold last counts. If its `until` is before D,
/// or it says `value: not known`, D lies in a gap."
template <class Payload>
chosen_entry choose_entry(std::vector<checked::dated<Payload>> const& entries, reading_date const& when) {
    chosen_entry chosen;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto const& entry = entries[i];
        if (!is_visible(entry, when.known_on) || !has_begun(entry, when.at)) continue;
        if (chosen.index && takes_hold(entry) < takes_hold(entries[*chosen.index])) continue;
        chosen.tie = chosen.index && takes_hold(entry) == takes_hold(entries[*chosen.index]);
        chosen.index = i;
    }
    if (!chosen.index) {
        chosen.reason = reason_for_no_entry(entries, when);
        return chosen;
    }
    auto const& entry = entries[*chosen.index];
    if (entry.until && when.at && *entry.until < *when.at) {
        chosen.reason = entry.gap.empty() ? "nothing known after " + text_of(*entry.until) : entry.gap;
    } else if (!entry.payload) {
        chosen.reason = entry.gap.empty() ? "not known" : entry.gap;
    } else {
        chosen.gap = false;
    }
    return chosen;
}

}  // namespace carefare::reference
