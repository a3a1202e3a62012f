// Which rows belong to each row of a frame: down the owners, into groups, back along computed links.
#include <map>

#include "eval/machine.hpp"

namespace carefare::eval {

using program::reach;
using program::way_step;

namespace {

void raise(buffer<state>& open, std::size_t size, std::size_t at, state is) {
    if (is == state::value) return;
    if (open.empty()) open.assign(size, state::value);
    open[at] = std::max(open[at], is);
}

/// Rows of each row of `from`, over a step.
struct step_rows {
    row_number const* begins = nullptr;
    row_number const* rows = nullptr;  ///< null: the rows themselves, from begins[i] up to begins[i + 1]
    state const* open = nullptr;       ///< null: all known; else by row of `from`, or by its owner
    row_number const* owner = nullptr;
    column const* complete = nullptr;  ///< a boolean over the rows of `from`; null: all are
    segments own;                      ///< of a link, which no table keeps
    buffer<state> own_open;

    [[nodiscard]] bool is_known() const { return open == nullptr && complete == nullptr; }
    [[nodiscard]] state is(std::size_t r) const {
        auto const rows_are = open == nullptr ? state::value : open[owner == nullptr ? r : owner[r]];
        if (complete == nullptr) return rows_are;
        view<std::int64_t> const all(*complete);
        auto const table_is = all.is(r) != state::value ? strict(all.is(r)) : all[r] != 0 ? state::value : state::pending;
        return std::max(rows_are, table_is);
    }
    void put(row_number first, row_number last, row_number* out) const {
        for (auto at = first; at < last; ++at) *out++ = rows == nullptr ? at : rows[at];
    }
};

/// The rows that lead from a row over all steps from `step` on; the worst of why they may not be all.
void walk(std::vector<step_rows> const& steps, std::size_t step, row_number r, buffer<row_number>& into, state& open) {
    auto const& here = steps[step];
    if (!here.is_known()) open = std::max(open, here.is(r));
    auto const first = here.begins[r], last = here.begins[r + 1];
    if (step + 1 < steps.size()) {
        for (auto at = first; at < last; ++at) walk(steps, step + 1, here.rows == nullptr ? at : here.rows[at], into, open);
        return;
    }
    auto const begin = into.size();
    into.resize(begin + (last - first));
    here.put(first, last, into.data() + begin);
}

/// The row of `from` that each row of the outer frame starts at; no_row where there is none, or where it is not read.
class start_rows {
public:
    start_rows(column const& start, row_number const* owner, column const* guard) : start_(start), owner_(owner) {
        if (guard != nullptr) guard_.emplace(*guard);
    }
    [[nodiscard]] row_number at(std::size_t i) const {
        if (start_.is(i) != state::value) return no_row;
        if (guard_ && guard_->is(i) == state::value && (*guard_)[i] == 0) return no_row;
        auto const r = static_cast<row_number>(start_[i]);
        return owner_ == nullptr ? r : owner_[r];
    }

private:
    view<std::int64_t> start_;
    row_number const* owner_;
    std::optional<view<std::int64_t>> guard_;
};

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
    // For a row that is not read there are no items, and nothing is open.
    bool const is_guarded = frame.guard != program::no_reg && !(is_known_for_all(frame.guard) && at(frame.guard).cells[0] != 0);
    auto const* const owner = frame.how == reach::all ? nullptr : tables_.at(frame.from).owner.data();
    start_rows const start(at(frame.start), owner, is_guarded ? &at(frame.guard) : nullptr);

    std::vector<step_rows> steps(frame.way.size());
    for (std::size_t s = 0; s < steps.size(); ++s) {
        auto const& step = frame.way[s];
        auto& here = steps[s];
        auto const& from = tables_.at(step.from);
        auto const& to = tables_.at(step.to);
        if (step.how == way_step::kind::owned) {
            here.begins = to.begins.data();
            here.open = to.open.empty() ? nullptr : to.open.data();
            if (step.complete == program::no_reg) continue;
            bool const all = is_known_for_all(step.complete) && at(step.complete).cells[0] != 0;
            here.complete = all ? nullptr : &at(step.complete);
        } else if (step.how == way_step::kind::grouped) {
            here.begins = from.parts.begins.data();
            here.rows = from.parts.rows.data();
            here.open = from.open.empty() ? nullptr : from.open.data();
            here.owner = from.owner.data();
        } else {
            go_back(step, here.own, here.own_open);
            here.open = here.own_open.empty() ? nullptr : here.own_open.data();
            here.begins = here.own.begins.data();
            here.rows = here.own.rows.data();
        }
    }

    auto const& table = tables_.at(frame.entity);
    auto& begins = made.of.begins;
    auto& rows = made.of.rows;
    bool const has_rows = std::all_of(frame.way.begin(), frame.way.end(), [&](way_step const& step) { return tables_.at(step.to).size != 0; });
    bool const is_known = std::all_of(steps.begin(), steps.end(), [](step_rows const& step) { return step.is_known(); });
    if (!has_rows && is_known) {
        begins.assign(outer + 1, 0);
    } else if (steps.size() == 1 && table.gone.empty()) {
        auto const& step = steps.front();
        bool const is_itself = owner == nullptr && !is_guarded && is_identity(at(frame.start), outer, tables_.at(frame.from).size);
        begins.resize(outer + 1);
        if (is_itself) {
            for (std::size_t i = 0; i <= outer; ++i) begins[i] = step.begins[i] - step.begins[0];
            rows.resize(begins[outer]);
            step.put(step.begins[0], step.begins[outer], rows.data());
        } else {
            row_number size = 0;
            for (std::size_t i = 0; i < outer; ++i) {
                auto const r = start.at(i);
                if (r != no_row) size += step.begins[r + 1] - step.begins[r];
                begins[i + 1] = size;
            }
            rows.resize(size);
            for (std::size_t i = 0; i < outer; ++i) {
                if (begins[i] == begins[i + 1]) continue;
                auto const r = start.at(i);
                step.put(step.begins[r], step.begins[r + 1], rows.data() + begins[i]);
            }
        }
        for (std::size_t i = 0; i < outer && !is_known; ++i) {
            auto const r = is_itself ? static_cast<row_number>(i) : start.at(i);
            if (r != no_row) raise(made.open, outer, i, step.is(r));
        }
    } else {
        begins.resize(outer + 1);
        for (std::size_t i = 0; i < outer; ++i) {
            auto open = state::value;
            auto const begin = static_cast<std::ptrdiff_t>(rows.size());
            auto const r = start.at(i);
            if (r != no_row && steps.empty())
                rows.push_back(r);
            else if (r != no_row)
                walk(steps, 0, r, rows, open);
            if (!table.gone.empty())
                rows.erase(std::remove_if(rows.begin() + begin, rows.end(), [&](row_number at) { return table.gone[at] != 0; }), rows.end());
            begins[i + 1] = static_cast<row_number>(rows.size());
            raise(made.open, outer, i, open);
        }
    }
    made.outer.resize(rows.size());
    for (std::size_t i = 0; i < outer; ++i) {
        for (auto at = begins[i]; at < begins[i + 1]; ++at) made.outer[at] = static_cast<row_number>(i);
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
