// Answers to one option: their values, states and dates, and the bounds in force on every day they count.
#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <carefare/checked/check.hpp>

#include "checked/answer_words.hpp"
#include "checked/declare.hpp"
#include "checked/intervals.hpp"
#include "checked/timeline.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

class answer_check {
public:
    answer_check(syntax::option_answer_syntax const& syntax, slot const& option, citation const& source,
                 rule_graph const& graph, diagnostics& sink)
        : syntax_(syntax),
          option_(option),
          source_(source),
          graph_(graph),
          sink_(sink),
          what_("option " + quoted(option.name)) {}

    std::optional<std::vector<value_entry>> run() {
        auto const errors = sink_.error_count();
        for (auto const& written : syntax_.values)
            add(written);
        answer_times_ = times_of(entries_);
        if (check_timeline(answer_times_, what_, sink_) && option_.limits.size() <= most_timeline_entries)
            check_bounds();
        if (sink_.error_count() == errors) check_carrier();
        if (sink_.error_count() > errors) return std::nullopt;
        return std::move(entries_);
    }

private:
    void add(syntax::dated_value_syntax const& written) {
        value_entry entry;
        copy_dates(written, entry);
        entry.cite = cite_of(written.cite, source_, "an answer of " + what_, written.where, sink_);
        entry.state = written.state.value;
        entry.ground = written.ground.value;
        if (written.value) {
            entry.payload = read_constant(*written.value, option_.type_of, graph_, sink_);
            value_places_.push_back(written.value->where);
        } else {
            if (written.not_known)
                entry.gap = gap_reason(written.reason, "an answer of " + what_, written.where, sink_);
            else
                entry.gap = written.reason.value.empty() ? words_of(entry.state) : written.reason.value;
            value_places_.push_back(written.where);
        }
        entries_.push_back(std::move(entry));
    }

    void check_bounds() {
        limit_times_ = times_of(option_.limits);
        check_as_of(std::nullopt);
        auto days = known_days(answer_times_);
        for (auto const day : known_days(limit_times_))
            days.push_back(day);
        std::sort(days.begin(), days.end());
        days.erase(std::unique(days.begin(), days.end()), days.end());
        for (auto const day : days)
            check_as_of(day);
    }

    /// The days on which something begins or ends, with all that is known on a day.
    void check_as_of(std::optional<date> known_on) {
        auto const answers = stretches_of(answer_times_, known_on);
        auto const limits = stretches_of(limit_times_, known_on);
        std::vector<date> days;
        add_changes(answers, answer_times_, days);
        add_changes(limits, limit_times_, days);
        std::sort(days.begin(), days.end());
        for (auto const day : days) {
            auto const answer = in_force(answers, answer_times_, day);
            auto const limit = in_force(limits, limit_times_, day);
            if (answer && limit) check_pair(*answer, *limit, day, known_on);
        }
    }

    static void add_changes(std::vector<stretch> const& stretches, std::vector<entry_time> const& times,
                            std::vector<date>& days) {
        for (auto const& each : stretches) {
            days.push_back(each.from);
            auto const& until = times[each.entry].until;
            if (until && *until < last_date) days.push_back(date{until->days + 1});
        }
    }

    static std::optional<std::size_t> in_force(std::vector<stretch> const& stretches,
                                               std::vector<entry_time> const& times, date day) {
        auto const next = std::upper_bound(stretches.begin(), stretches.end(), day,
                                           [](date wanted, stretch const& each) { return wanted < each.from; });
        if (next == stretches.begin()) return std::nullopt;
        auto const entry = std::prev(next)->entry;
        auto const& until = times[entry].until;
        if (until && *until < day) return std::nullopt;
        return entry;
    }

    void check_pair(std::size_t answer, std::size_t limit, date day, std::optional<date> known_on) {
        auto const& payload = entries_[answer].payload;
        auto const& bounds = option_.limits[limit].payload;
        if (!payload || !bounds || !std::holds_alternative<scalar_value>(*payload)) return;
        auto const& value = std::get<scalar_value>(*payload);
        auto const allowed = broken_bound(value, *bounds, option_.type_of, graph_);
        if (allowed.empty() || !reported_.emplace(answer, limit).second) return;
        diagnostic found{diagnostic_code::P006,
                         severity::error,
                         what_ + " is " + graph_.to_string(value, option_.type_of) + " on " + carefare::to_string(day) +
                             (known_on ? " as known on " + carefare::to_string(*known_on) : std::string()) +
                             ", when the bound in force is " + allowed,
                         value_places_[answer],
                         {},
                         entries_[answer].state == syntax::answer_state::assumed
                             ? "Give a value within the bound, or with from and until the days for which it is meant; beyond_bounds: yes asks what another law would do."
                             : "Give an answer within the bound from that day on, with the day it was decided as 'known'."};
        found.labels.push_back({option_.limits[limit].where, "the bound"});
        sink_.add(std::move(found));
    }

    void check_carrier() {
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (!entries_[i].payload) continue;
            check_value(*entries_[i].payload, option_.type_of, option_.range, option_.step, option_.name,
                        value_places_[i], graph_, sink_);
        }
    }

    syntax::option_answer_syntax const& syntax_;
    slot const& option_;
    citation const& source_;
    rule_graph const& graph_;
    diagnostics& sink_;
    std::string what_;
    std::vector<value_entry> entries_;
    std::vector<location> value_places_;
    std::vector<entry_time> answer_times_, limit_times_;
    std::set<std::pair<std::size_t, std::size_t>> reported_;
};

}  // namespace

std::optional<std::vector<value_entry>> check_answers(syntax::option_answer_syntax const& answers, slot const& option,
                                                      citation const& source, rule_graph const& graph,
                                                      diagnostics& sink) {
    return answer_check(answers, option, source, graph, sink).run();
}

}  // namespace carefare::checked
