// Rows joined where their ranges overlap or nearly meet.
#include <tuple>

#include "eval/machine.hpp"
#include "eval/merge_runs.hpp"

namespace carefare::eval {

/// "joins rows of one owner whose ranges overlap or lie within `gap`, in order of their starts"
void machine::make_merged(program::maker_plan const& plan) {
    auto const& entity = graph_.entities[plan.entity];
    auto const owners = tables_.at(entity.owner).size;
    auto& made = tables_.at(plan.entity);
    auto& source = items(plan.source);
    made.fields.resize(entity.made.fields.size());
    made.open.assign(owners, state::value);
    view<std::int64_t> const closed(at(plan.range_flags)), low(at(plan.low)), high(at(plan.high));
    bool const days = !plan.moment;
    auto const gap = (entity.made.gap * rational(1)).floor().to_int64().value_or(INT64_MAX / 4);
    struct stretch {
        std::int64_t first, last, low, high;  // between days: the days that lie inside
        row_number row;
    };
    auto const stands_before = [](stretch const& a, stretch const& b) {
        return std::tie(a.first, a.last, a.row) < std::tie(b.first, b.last, b.row);
    };
    // At most as many rows are made as are joined.
    auto const most = source.of.rows.size();
    made.owner.resize(most);
    made.parts.rows.resize(most);
    made.parts.begins.assign(most + 1, 0);
    for (auto& field : made.fields) field.cells.resize(most);
    std::size_t rows = 0, joined_rows = 0;
    std::vector<stretch> all, lent;
    stretch joined{};
    row_number owner = 0;
    std::size_t joins = 0;  // rows that are joined so far
    auto const close = [&] {
        if (joins == 0) return;
        made.owner[rows] = owner;
        std::int64_t const values[] = {joined.low, joined.high, static_cast<std::int64_t>(joins)};
        for (std::size_t f = 0; f < made.fields.size(); ++f) made.fields[f].cells[rows] = values[f];
        made.parts.begins[++rows] = static_cast<row_number>(joined_rows);
        joins = 0;
    };
    bool const plain = closed.plain() && low.plain() && high.plain();
    for (; owner < owners; ++owner) {
        if (!source.open.empty()) made.open[owner] = source.open[owner];
        all.clear();
        bool in_order = true;
        for (auto s = source.of.begins[owner]; s < source.of.begins[owner + 1]; ++s) {
            auto const r = source.of.rows[s];
            if (!plain) {
                if (closed.is(r) == state::none) continue;
                if (closed.is(r) != state::value) {
                    made.open[owner] = std::max(made.open[owner], closed.is(r));
                    continue;
                }
            }
            if ((!plain && (low.is(r) != state::value || high.is(r) != state::value)) || high[r] < low[r]) {
                made.open[owner] = state::fault;
                continue;
            }
            auto const first = days && (closed[r] & 1) == 0 ? low[r] + 1 : low[r];
            auto const last = days && (closed[r] & 2) == 0 ? high[r] - 1 : high[r];
            stretch const next{first, last, low[r], high[r], r};
            in_order = in_order && (all.empty() || !stands_before(next, all.back()));
            all.push_back(next);
        }
        if (!in_order) merge_runs(all, lent, stands_before);
        for (auto const& next : all) {
            auto const between = next.first - joined.last - (days ? 1 : 0);
            if (joins == 0 || between > gap) {
                close();
                joined = next;
            } else {
                joined.low = std::min(joined.low, next.low);
                joined.high = std::max(joined.high, next.high);
                joined.last = std::max(joined.last, next.last);
            }
            made.parts.rows[joined_rows++] = next.row;
            ++joins;
        }
        close();
    }
    made.owner.resize(rows);
    made.parts.rows.resize(joined_rows);
    made.parts.begins.resize(rows + 1);
    for (auto& field : made.fields) field.cells.resize(rows);
    finish_table(plan, made);
}

}  // namespace carefare::eval
