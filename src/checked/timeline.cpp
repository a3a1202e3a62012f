// Timelines without what their entries say.
#include "checked/timeline.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

/// Indexes of the visible entries, the one that took hold last first.
std::vector<std::size_t> latest_first(std::vector<entry_time> const& entries, std::optional<date> known_on) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].is_visible(known_on)) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return entries[a].takes_hold() > entries[b].takes_hold(); });
    return order;
}

void report(diagnostic_code code, severity level, location const& where, std::string message, location const& other,
            std::string label, std::string advice, diagnostics& sink) {
    diagnostic found{code, level, std::move(message), where, {}, std::move(advice)};
    found.labels.push_back({other, std::move(label)});
    sink.add(std::move(found));
}

bool check_ends(std::vector<entry_time> const& entries, std::string const& what, diagnostics& sink) {
    bool fits = true;
    for (auto const& entry : entries) {
        if (!entry.until || *entry.until >= entry.from) continue;
        sink.error(
            diagnostic_code::P001, entry.where,
            "an entry of " + what + " is effective from " + to_string(entry.from) + " until " + to_string(*entry.until),
            "Give the first and the last day, in this order.");
        fits = false;
    }
    return fits;
}

bool check_alike(std::vector<entry_time> const& entries, std::string const& what, diagnostics& sink) {
    auto const order = latest_first(entries, std::nullopt);
    bool fits = true;
    for (std::size_t i = 1; i < order.size(); ++i) {
        auto const& later = entries[std::max(order[i - 1], order[i])];
        auto const& earlier = entries[std::min(order[i - 1], order[i])];
        if (later.takes_hold() != earlier.takes_hold()) continue;
        fits = false;
        auto const day = to_string(later.takes_hold());
        if (later.from == earlier.from) {
            report(
                diagnostic_code::P002, severity::error, later.where,
                "two entries of " + what + " are effective from " + to_string(later.from) + " and take hold on " + day,
                earlier.where, "the other entry", "Keep one of them.", sink);
        } else {
            report(diagnostic_code::P003, severity::error, later.where,
                   "two entries of " + what + " take hold on " + day + ", and it is not said which replaces the other",
                   earlier.where, "the other entry", "Give the day on which each was decided as 'known'.", sink);
        }
    }
    return fits;
}

/// A later decision that reaches back to the beginning of an entry, or before it, leaves it no day.
void report_shadowed(std::vector<entry_time> const& entries, std::string const& what, diagnostics& sink) {
    std::optional<std::size_t> earliest;  // of those that took hold later
    for (auto const i : latest_first(entries, std::nullopt)) {
        auto const& entry = entries[i];
        if (earliest && entries[*earliest].from <= entry.from) {
            auto const& by = entries[*earliest];
            report(diagnostic_code::P004, severity::warning, entry.where,
                   "this entry of " + what +
                       " no longer counts on any day: it is shadowed by a decision that took hold on " +
                       to_string(by.takes_hold()) + " and reaches back to " + to_string(by.from),
                   by.where, "the later decision",
                   "Keep it only if results as known before " + to_string(by.takes_hold()) + " are wanted.", sink);
            continue;
        }
        earliest = i;
    }
}

void report_holes(std::vector<entry_time> const& entries, std::string const& what, diagnostics& sink) {
    auto const stretches = stretches_of(entries, std::nullopt);
    for (std::size_t i = 0; i + 1 < stretches.size(); ++i) {
        auto const& entry = entries[stretches[i].entry];
        auto const next = stretches[i + 1].from;
        if (!entry.until || entry.until->days + 1 >= next.days) continue;
        auto const first = to_string(date{entry.until->days + 1});
        auto const last = to_string(date{next.days - 1});
        report(diagnostic_code::P005, severity::error, entry.where,
               what + " has a hole: nothing is said from " + first + " to " + last,
               entries[stretches[i + 1].entry].where, "the next entry",
               "Fill it with an entry from " + first + ", if need be with 'value: not known' and a reason.", sink);
    }
}

}  // namespace

std::vector<stretch> stretches_of(std::vector<entry_time> const& entries, std::optional<date> known_on) {
    std::vector<stretch> result;
    for (auto const i : latest_first(entries, known_on)) {
        if (result.empty() || entries[i].from < result.back().from) result.push_back({entries[i].from, i});
    }
    std::reverse(result.begin(), result.end());
    return result;
}

std::vector<date> known_days(std::vector<entry_time> const& entries) {
    std::vector<date> result;
    for (auto const& entry : entries) {
        if (entry.known) result.push_back(*entry.known);
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

bool check_timeline(std::vector<entry_time> const& entries, std::string const& what, diagnostics& sink) {
    if (entries.size() > most_timeline_entries) {
        sink.error(diagnostic_code::L043, entries[most_timeline_entries].where,
                   what + " has more than " + std::to_string(most_timeline_entries) + " entries",
                   "Leave out those that no evaluation will read.");
        return false;
    }
    if (!check_ends(entries, what, sink) || !check_alike(entries, what, sink)) return false;
    report_shadowed(entries, what, sink);
    report_holes(entries, what, sink);
    return true;
}

}  // namespace carefare::checked
