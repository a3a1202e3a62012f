// A made-up caseload, one partition after the other: its rows, what they own, what is laid out over their days.
#include <algorithm>
#include <utility>

#include <carefare/cases/sample.hpp>

#include "cases/sample_draw.hpp"
#include "cases/sample_tables.hpp"

namespace carefare::cases {

namespace {

using checked::no_id;

class caseload_sampler {
public:
    caseload_sampler(checked::rule_graph const& graph, sample_request const& request, sample_writer const& write, diagnostics& sink)
        : plan_(*graph.drawn_by),
          request_(request),
          draw_{graph, plan_, request.seed, request.month, sink, std::vector<std::deque<sampled_row>>(plan_.tables.size())},
          tables_(graph, plan_, write) {}

    std::optional<sample_result> sample(progress const& tell) {
        if (!find_span()) return std::nullopt;
        for (std::uint64_t n = 0; n < request_.partitions && !tables_.failed(); ++n) {
            if (!refill(n)) return std::nullopt;
            sampled_row row{plan_.partition, plan_.tables[plan_.partition].key + std::to_string(n + 1), nullptr, n, {}};
            if (!add(row)) return std::nullopt;
            if (tell) tell(n + 1, request_.partitions);
        }
        result_.tables = tables_.counts();
        tables_.finish(result_);
        if (tables_.failed()) return std::nullopt;
        return std::move(result_);
    }

private:
    bool find_span() {
        // The span draws nothing: its ranges are single numbers.
        auto none = draw_.random(plan_.partition, {}, {});
        auto const from = draw_.moment(plan_.from, nullptr, none), to = draw_.moment(plan_.to, nullptr, none);
        if (!from || !to || *to < *from) {
            draw_.sink.error(diagnostic_code::B006, plan_.where,
                             from && to ? "the span would be from " + to_string(*from) + " to " + to_string(*to) : std::string("the span would lead out of the years 1 to 9999"),
                             "Ask for another month, or change 'span'.");
            return false;
        }
        result_.from = *from;
        result_.to = *to;
        return true;
    }

    /// Every so many of the partition choose from rows of their own, so that their number changes nothing for those before.
    bool refill(std::uint64_t partition) {
        for (std::uint32_t t = 0; t < plan_.tables.size(); ++t) {
            auto const& table = plan_.tables[t];
            if (table.shared_by == 0 || partition % table.shared_by != 0) continue;
            auto& pool = draw_.pools[t];
            pool.clear();
            auto const key = table.key + std::to_string(partition / table.shared_by + 1);
            auto const count = count_of(t, {}, key);
            for (std::uint64_t i = 0; count && i < *count; ++i) {
                pool.push_back({t, key + "-" + std::to_string(i + 1), nullptr, i, {}});
                if (!add(pool.back())) return false;
            }
            if (!count) return false;
        }
        return true;
    }

    std::optional<std::uint64_t> count_of(std::uint32_t table, sampled_row const& owner, std::string const& key) {
        auto with = draw_.random(table, key, "rows");
        return draw_.number(plan_.tables[table].rows, owner, with);
    }

    /// Draws a row, writes it, then all it owns.
    bool add(sampled_row& row) {
        if (!draw_.fill(row)) return false;
        tables_.add(row);
        auto const& table = plan_.tables[row.table];
        for (auto const t : table.owned) {
            auto const count = count_of(t, row, row.key);
            if (!count) return false;
            for (std::uint64_t i = 0; i < *count; ++i) {
                sampled_row owned{t, row.key + "-" + plan_.tables[t].key + std::to_string(i + 1), &row, i, {}};
                if (!add(owned)) return false;
            }
        }
        return table.layout == no_id || lay_out(row, plan_.layouts[table.layout]);
    }

    struct laid { std::uint64_t planned = 0, held = 0, missed = 0; };

    bool lay_out(sampled_row const& row, checked::sample_layout const& layout) {
        auto const& pattern = layout.patterns.at(std::get<std::string>(std::get<checked::scalar_value>(row.cells[layout.pattern].value)));
        auto const& over = std::get<checked::interval>(row.cells[layout.over].value);
        auto const last = std::min(result_.to, std::get<date>(over.high.value()));
        laid counts;
        for (auto day = std::max(result_.from, std::get<date>(over.low.value())); day <= last; ++day.days) {
            auto const& slots = pattern[iso_weekday(day) - 1];
            if (!slots.empty() && !lay_out_day(row, layout, day, slots, counts)) return false;
        }
        return check_bound(layout.planned, counts.planned, row) && check_bound(layout.held, counts.held, row) && check_bound(layout.missed, counts.missed, row);
    }

    bool check_bound(std::uint32_t table, std::uint64_t rows, sampled_row const& owner) {
        if (table == no_id) return true;
        auto const& entity = draw_.graph.entities[plan_.tables[table].entity];
        if (!entity.at_most || rows <= *entity.at_most) return true;
        draw_.sink.error(diagnostic_code::B008, plan_.tables[table].where,
                         "'" + owner.key + "' would own " + std::to_string(rows) + " rows of '" + entity.name + "', of which an owner has at most " + std::to_string(*entity.at_most),
                         "Shorten the span, or plan for fewer times.");
        return false;
    }

    bool lay_out_day(sampled_row const& row, checked::sample_layout const& layout, date day, std::vector<checked::sample_slot> const& slots, laid& counts) {
        auto const date_text = to_string(day);
        bool is_missed = false;
        if (layout.missed != no_id) {
            auto with = draw_.random(layout.missed, row.key + "-" + date_text, "per_1000");
            auto const chance = draw_.number(layout.chance, row, with);
            if (!chance) return false;
            is_missed = with.below(1000) < *chance;
        }
        auto const midnight = std::int64_t{day.days} * 1440;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            // One time of a day is named by the day alone.
            auto const name = date_text + (i == 0 ? "" : "-" + std::to_string(i + 1));
            auto planned = row_of(layout.planned, row, name, counts.planned++);
            planned.cells[layout.planned_from].value = checked::scalar_value(date_time{midnight + slots[i].from});
            planned.cells[layout.planned_to].value = checked::scalar_value(date_time{midnight + slots[i].to});
            if (!add(planned)) return false;
            if (is_missed) continue;
            auto held = row_of(layout.held, row, name, counts.held++);
            held.cells[layout.held_from].value = shifted(held, "from_shift", midnight + slots[i].from, layout.from_shift);
            held.cells[layout.held_to].value = shifted(held, "to_shift", midnight + slots[i].to, layout.to_shift);
            if (!add(held)) return false;
        }
        if (!is_missed) return true;
        auto missed = row_of(layout.missed, row, date_text, counts.missed++);
        missed.cells[layout.missed_on].value = checked::scalar_value(day);
        return add(missed);
    }

    sampled_row row_of(std::uint32_t table, sampled_row const& owner, std::string const& name, std::uint64_t place) const {
        sampled_row row{table, owner.key + "-" + plan_.tables[table].key + name, &owner, place, {}};
        row.cells.resize(plan_.tables[table].fields.size());
        return row;
    }

    checked::scalar_value shifted(sampled_row const& row, std::string_view what, std::int64_t minutes, checked::sample_whole_range const& by) const {
        auto with = draw_.random(row.table, row.key, what);
        return checked::scalar_value(date_time{minutes + with.between(by.low, by.high)});
    }

    checked::sampling const& plan_;
    sample_request const& request_;
    sample_draw draw_;
    sample_tables tables_;
    sample_result result_;
};

}  // namespace

std::optional<sample_result> sample_caseload(checked::rule_graph const& graph, sample_request const& request, sample_writer const& write, diagnostics& sink,
                                             progress const& tell) {
    if (graph.drawn_by == nullptr) {
        sink.error(diagnostic_code::B001, {}, "programme '" + graph.name + "' has no section 'sampling'", "Write one: docs/language.md, section Sampling.");
        return std::nullopt;
    }
    return caseload_sampler(graph, request, write, sink).sample(tell);
}

}  // namespace carefare::cases
