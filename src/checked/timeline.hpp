// Timelines without what their entries say: when each counts, what replaces it, where nothing is in force. Section 6 of
// docs/language.md: of the visible entries that have begun, the one that took hold last counts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

/// More entries than any law or plan has; the work of some checks grows with their square.
inline constexpr std::size_t most_timeline_entries = 4000;

struct entry_time {
    date from = first_date;  ///< an entry for all time begins with it
    std::optional<date> until;
    std::optional<date> known;
    location where;
    [[nodiscard]] date takes_hold() const { return known && *known > from ? *known : from; }
    /// Without `known_on` everything is known.
    [[nodiscard]] bool is_visible(std::optional<date> known_on) const {
        return !known || !known_on || *known <= *known_on;
    }
};

template <class Payload>
[[nodiscard]] std::vector<entry_time> times_of(std::vector<dated<Payload>> const& entries) {
    std::vector<entry_time> result;
    for (auto const& entry : entries) {
        result.push_back({entry.from.value_or(first_date), entry.until, entry.known, entry.where});
    }
    return result;
}

/// A stretch of days in which one entry counts: from `from` to the day before the next stretch. It may end earlier,
/// with the entry's `until`.
struct stretch {
    date from;
    std::size_t entry = 0;
};

/// The stretches of a timeline as of a day of knowledge, in order of date. Days before the first have no entry.
[[nodiscard]] std::vector<stretch> stretches_of(std::vector<entry_time> const& entries, std::optional<date> known_on);

/// Days on which something became known, ascending, each once.
[[nodiscard]] std::vector<date> known_days(std::vector<entry_time> const& entries);

/// Reports what is wrong with the dates of a timeline: ends before beginnings, entries alike, entries that no longer
/// count, holes. `what` names it ("parameter 'minimum_share'"). False if the timeline is not worth looking at further.
bool check_timeline(std::vector<entry_time> const& entries, std::string const& what, diagnostics& sink);

}  // namespace carefare::checked
