// Which rows belong to each row of a frame: down the owners, into groups, back along computed links.
#include <map>
#include <optional>

#include "eval/machine.hpp"

namespace carefare::eval {

using program::reach;
using program::way_step;

namespace {

/// Rows of each row of `from`, over a step.
struct step_rows {
    row_number const* begins = nullptr;
    row_number const* rows = nullptr;  ///< null: the rows themselves, from begins[i] up to begins[i + 1]
    buffer<state> open;                ///< by row of `from`; empty: all known
    segments own;                      ///< of a link, which no table keeps
};

void raise(buffer<state>& open, std::size_t size, std::size_t at, state is) {
    if (is == state::value) return;
    if (open.empty()) open.assign(size, state::value);
    open[at] = std::max(open[at], is);
}

/// Are the rows themselves, `size` of them, what a column of so many rows holds?
bool is_identity(column const& of, std::size_t rows, std::size_t size) {
    if (!of.plain() || rows != size || of.cells.size() != size) return false;
    bool is = true;
    for (std::size_t i = 0; i < size; ++i) is = is && of.cells[i] == static_cast<std::int64_t>(i);
    return is;
}

}  // namespace

/// Back along a computed link: its rows by what it leads to.
void machine::go_back(program::way_step const& step, segments& rows, buffer<state>& open) {
    auto const& from = tables_.at(step.from);
    auto const& to = tables_.at(step.to);
    view<std::int64_t> const target(at(step.linked));
    std::map<row_number, state> waiting;  // by the common owner: a row whose link is not known may be one
    rows.begins.assign(from.size + 1, 0);
    for (row_number r = 0; r < to.size; ++r) {
        if (target.is(r) == state::value) {
            ++rows.begins[static_cast<std::size_t>(target[r]) + 1];
        } else if (target.is(r) != state::none) {
            auto& waits = waiting[tables_.above(step.to, r, step.common)];
            waits = std::max(waits, target.is(r));
        }
    }
    for (std::size_t r = 0; r < from.size; ++r) rows.begins[r + 1] += rows.begins[r];
    rows.rows.resize(rows.begins.back());
    auto next = rows.begins;
    for (row_number r = 0; r < to.size; ++r) {
        if (target.is(r) == state::value) rows.rows[next[static_cast<std::size_t>(target[r])]++] = r;
    }
    // The tables on the way from the common owner must be known, too.
    auto const& candidates = items(step.candidates).open;
    for (row_number r = 0; r < from.size && !candidates.empty(); ++r) {
        auto const owner = tables_.above(step.from, r, step.common);
        if (owner != no_row) raise(open, from.size, r, candidates[owner]);
    }
    for (row_number r = 0; r < from.size && !waiting.empty(); ++r) {
        auto const found = waiting.find(tables_.above(step.from, r, step.common));
        if (found != waiting.end()) raise(open, from.size, r, found->second);
    }
}

item_rows& machine::items(program::frame_id of) {
    auto& made = items_[of];
    if (made.known) return made;
    made.known = true;
    auto const& frame = program_.frames[of];
    auto const outer = size_of(frame.outer);
    auto const& starts = at(frame.start);
    view<std::int64_t> const start(starts);
    // For a row that is not read there are no items, and nothing is open.
    std::optional<view<std::int64_t>> guard;
    if (frame.guard != program::no_reg && !(at(frame.guard).flat && at(frame.guard).plain() && at(frame.guard).cells[0] != 0)) guard.emplace(at(frame.guard));
    auto const is_read = [&](std::size_t row) { return !guard || guard->is(row) != state::value || (*guard)[row] != 0; };

    std::vector<step_rows> steps(frame.way.size());
    for (std::size_t s = 0; s < steps.size(); ++s) {
        auto const& step = frame.way[s];
        auto& here = steps[s];
        auto const& from = tables_.at(step.from);
        auto const& to = tables_.at(step.to);
        if (step.how == way_step::kind::owned) {
            here.begins = to.begins.data();
            here.open = to.open;
            if (step.complete == program::no_reg) continue;
            view<std::int64_t> const complete(at(step.complete));
            for (std::size_t r = 0; r < from.size; ++r) {
                auto const is = complete.is(r);
                raise(here.open, from.size, r, is == state::value ? (complete[r] != 0 ? state::value : state::pending) : strict(is));
            }
        } else if (step.how == way_step::kind::grouped) {
            here.begins = from.parts.begins.data();
            here.rows = from.parts.rows.data();
            for (row_number r = 0; r < from.size && !from.open.empty(); ++r) raise(here.open, from.size, r, from.open[from.owner[r]]);
        } else {
            go_back(step, here.own, here.open);
            here.begins = here.own.begins.data();
            here.rows = here.own.rows.data();
        }
    }

    auto const& table = tables_.at(frame.entity);
    bool const one_step = steps.size() == 1 && frame.how == reach::all && table.gone.empty();
    if (!guard && one_step && is_identity(starts, outer, tables_.at(frame.from).size)) {
        auto const& step = steps.front();
        made.of.begins.assign(step.begins, step.begins + outer + 1);
        auto const first = made.of.begins.front(), count = made.of.begins.back() - first;
        made.of.rows.resize(count);
        for (row_number i = 0; i < count; ++i) made.of.rows[i] = step.rows == nullptr ? first + i : step.rows[first + i];
        for (auto& begin : made.of.begins) begin -= first;
        made.open = step.open;
        made.outer.resize(count);
        for (std::size_t o = 0; o < outer; ++o)
            std::fill(made.outer.begin() + made.of.begins[o], made.outer.begin() + made.of.begins[o + 1], static_cast<row_number>(o));
    } else {
        std::vector<row_number> level, next;
        for (std::size_t i = 0; i < outer; ++i) {
            level.clear();
            auto open = state::value;
            bool const reads = is_read(i);
            if (reads && start.is(i) == state::value) {
                auto const r = static_cast<row_number>(start[i]);
                level.push_back(frame.how == reach::all ? r : tables_.at(frame.from).owner[r]);
            }
            for (auto const& step : steps) {
                next.clear();
                for (auto const r : level) {
                    if (!step.open.empty()) open = std::max(open, step.open[r]);
                    for (auto at = step.begins[r]; at < step.begins[r + 1]; ++at) next.push_back(step.rows == nullptr ? at : step.rows[at]);
                }
                std::swap(level, next);
            }
            for (auto const r : level) {
                if (tables_.is_gone(frame.entity, r)) continue;
                made.of.rows.push_back(r);
                made.outer.push_back(static_cast<row_number>(i));
            }
            made.of.begins.push_back(static_cast<row_number>(made.of.rows.size()));
            raise(made.open, outer, i, open);
        }
    }
    if (!table.cut.empty()) {
        std::uint8_t any = 0;
        made.incomplete.resize(made.of.rows.size());
        for (std::size_t i = 0; i < made.incomplete.size(); ++i) any |= made.incomplete[i] = table.cut[made.of.rows[i]];
        if (any == 0) made.incomplete.clear();
    }
    if (frame.how != reach::all) in_order(frame, made);
    return made;
}

/// The neighbour, or the rows up to the row itself, in the order of the entity; rows whose order is not known have none,
/// and what they wait for.
void machine::in_order(program::frame const& frame, item_rows& made) {
    auto const& order = program_.orders[frame.order];
    auto const outer = size_of(frame.outer);
    view<std::int64_t> const start(at(frame.start));
    item_rows kept;
    kept.known = true;
    kept.open = made.open;
    for (std::size_t i = 0; i < outer; ++i) {
        std::vector<row_number> rows(made.of.rows.begin() + made.of.begins[i], made.of.rows.begin() + made.of.begins[i + 1]);
        auto is = made.open.empty() ? state::value : made.open[i];
        for (auto const r : rows) {
            auto const key = key_state(order, r);
            is = std::max(is, key == state::none ? state::fault : key);
        }
        if (is == state::value) {
            std::sort(rows.begin(), rows.end(), [&](row_number a, row_number b) { return compare_keys(order, a, b) < 0; });
            for (std::size_t k = 1; k < rows.size(); ++k) {
                if (compare_keys(order, rows[k - 1], rows[k]) == 0) is = state::fault;
            }
        }
        raise(kept.open, outer, i, is);
        if (is == state::value && start.is(i) == state::value) {
            auto const self = std::find(rows.begin(), rows.end(), static_cast<row_number>(start[i]));
            auto const take = [&](row_number r) {
                kept.of.rows.push_back(r);
                kept.outer.push_back(static_cast<row_number>(i));
            };
            if (frame.how == reach::up_to) {
                for (auto at = rows.begin(); at != rows.end(); ++at) {
                    if (!tables_.is_incomplete(frame.entity, *at)) take(*at);
                    if (at == self) break;
                }
            } else if (frame.how == reach::next && self != rows.end() && self + 1 != rows.end()) {
                take(*(self + 1));
            } else if (frame.how == reach::previous && self != rows.begin() && self != rows.end()) {
                take(*(self - 1));
            }
        }
        kept.of.begins.push_back(static_cast<row_number>(kept.of.rows.size()));
    }
    made = std::move(kept);
}

}  // namespace carefare::eval
