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
    /// Of all rows of the frame, without a branch for each.
    void read(buffer<row_number>& into, std::size_t size) const {
        into.resize(size);
        auto* const out = into.data();
        auto const* const cells = start_.data();
        if (start_.flat())
            std::fill_n(out, size, static_cast<row_number>(cells[0]));
        else
            for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<row_number>(cells[i]);
        if (!start_.plain()) {
            for (std::size_t i = 0; i < size; ++i) out[i] = start_.is(i) != state::value ? no_row : out[i];
        }
        if (guard_) {
            for (std::size_t i = 0; i < size; ++i) {
                bool const is_read = guard_->is(i) != state::value || (*guard_)[i] != 0;
                out[i] = is_read ? out[i] : no_row;
            }
        }
        if (owner_ == nullptr) return;
        for (std::size_t i = 0; i < size; ++i) out[i] = out[i] == no_row ? no_row : owner_[out[i]];
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

/// Of each item its outer row: where its items begin each row writes its number, the last of those without items its own; what
/// was written last holds up to the next.
void number_outer(buffer<row_number> const& begins, buffer<row_number>& outer) {
    auto const rows = begins.size() - 1;
    std::size_t const size = begins[rows];
    outer.assign(size + 1, 0);
    for (std::size_t i = 0; i < rows; ++i) outer[begins[i]] = static_cast<row_number>(i);
    outer.resize(size);
    row_number last = 0;
    for (auto& one : outer) one = last = std::max(last, one);
}

/// The items of one step from `size_of_step` rows: those of its row stand one behind the other.
void take_step(step_rows const& step, std::size_t size_of_step, buffer<row_number> const& from, item_rows& made) {
    auto const outer = from.size();
    auto& begins = made.of.begins;
    begins.assign(outer + 1, 0);
    if (size_of_step == 0) return;
    row_number size = 0;
    for (std::size_t i = 0; i < outer; ++i) {
        bool const is = from[i] != no_row;
        std::size_t const r = is ? from[i] : 0;
        auto const count = step.begins[r + 1] - step.begins[r];
        size += is ? count : 0;
        begins[i + 1] = size;
    }
    number_outer(begins, made.outer);
    auto& rows = made.of.rows;
    rows.resize(size);
    for (std::size_t k = 0; k < size; ++k) {
        auto const i = made.outer[k];
        rows[k] = step.begins[from[i]] + (static_cast<row_number>(k) - begins[i]);
    }
    if (step.rows == nullptr) return;
    for (auto& one : rows) one = step.rows[one];
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
    buffer<row_number> from;  // by row of the outer frame: where it starts
    bool const has_rows = std::all_of(frame.way.begin(), frame.way.end(), [&](way_step const& step) { return tables_.at(step.to).size != 0; });
    bool const is_known = std::all_of(steps.begin(), steps.end(), [](step_rows const& step) { return step.is_known(); });
    if (!has_rows && is_known) {
        begins.assign(outer + 1, 0);
    } else if (steps.size() == 1 && table.gone.empty()) {
        auto const& step = steps.front();
        auto const size_of_step = tables_.at(frame.way.front().from).size;
        bool const is_itself = owner == nullptr && !is_guarded && is_identity(at(frame.start), outer, size_of_step);
        if (is_itself) {
            begins.resize(outer + 1);
            for (std::size_t i = 0; i <= outer; ++i) begins[i] = step.begins[i] - step.begins[0];
            rows.resize(begins[outer]);
            step.put(step.begins[0], step.begins[outer], rows.data());
        } else {
            start.read(from, outer);
            take_step(step, size_of_step, from, made);
        }
        for (std::size_t i = 0; i < outer && !is_known; ++i) {
            auto const r = is_itself ? static_cast<row_number>(i) : from[i];
            if (r != no_row) raise(made.open, outer, i, step.is(r));
        }
    } else {
        begins.resize(outer + 1);
        start.read(from, outer);
        for (std::size_t i = 0; i < outer; ++i) {
            auto open = state::value;
            auto const begin = static_cast<std::ptrdiff_t>(rows.size());
            auto const r = from[i];
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
    if (made.outer.size() != rows.size()) number_outer(begins, made.outer);
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
