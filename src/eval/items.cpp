// Which rows belong to each row of a frame: down the owners, into groups, back along computed links.
#include "eval/machine.hpp"

namespace carefare::eval {

using program::reach;
using program::way_step;

namespace {

/// Rows of each row of `from`, over a step.
struct step_rows {
    segments of;
    std::vector<state> open;  ///< by row of `from`; empty: all known
};

void raise(std::vector<state>& open, std::size_t size, std::size_t at, state is) {
    if (is == state::value) return;
    if (open.empty()) open.assign(size, state::value);
    open[at] = std::max(open[at], is);
}

}  // namespace

item_rows& machine::items(program::frame_id of) {
    auto& made = items_[of];
    if (made.known) return made;
    made.known = true;
    auto const& frame = program_.frames[of];
    auto const outer = size_of(frame.outer);
    view<std::int64_t> const start(registers_[frame.start]);

    // Steps over whole tables, then the rows of each start.
    std::vector<step_rows> steps;
    for (auto const& step : frame.way) {
        auto& here = steps.emplace_back();
        auto const& from = tables_.at(step.from);
        auto const& to = tables_.at(step.to);
        if (step.how == way_step::kind::owned) {
            here.of.begins = to.begins;
            for (row_number r = 0; r < to.size; ++r) here.of.rows.push_back(r);
            here.open = to.open;
            if (step.complete != program::no_reg) {
                view<std::int64_t> const complete(registers_[step.complete]);
                for (std::size_t r = 0; r < from.size; ++r) {
                    auto const is = complete.is(r);
                    raise(here.open, from.size, r, is == state::value ? (complete[r] != 0 ? state::value : state::pending) : strict(is));
                }
            }
        } else if (step.how == way_step::kind::grouped) {
            here.of = from.parts;
            if (!from.open.empty()) {
                for (row_number r = 0; r < from.size; ++r) raise(here.open, from.size, r, from.open[from.owner[r]]);
            }
        } else {
            view<std::int64_t> const target(registers_[step.linked]);
            std::vector<std::vector<row_number>> by_row(from.size);
            std::map<row_number, state> waiting;  // by the common owner: a row whose link is not known may be one
            for (row_number r = 0; r < to.size; ++r) {
                if (target.is(r) == state::value)
                    by_row[static_cast<std::size_t>(target[r])].push_back(r);
                else if (target.is(r) != state::none)
                    waiting[tables_.above(step.to, r, step.common)] = std::max(waiting[tables_.above(step.to, r, step.common)], target.is(r));
            }
            for (auto const& rows : by_row) {
                here.of.rows.insert(here.of.rows.end(), rows.begin(), rows.end());
                here.of.begins.push_back(static_cast<row_number>(here.of.rows.size()));
            }
            // The tables on the way from the common owner must be known, too.
            auto const& candidates = items(step.candidates).open;
            for (row_number r = 0; r < from.size; ++r) {
                auto const owner = tables_.above(step.from, r, step.common);
                if (auto const found = waiting.find(owner); found != waiting.end()) raise(here.open, from.size, r, found->second);
                if (owner != no_row && !candidates.empty()) raise(here.open, from.size, r, candidates[owner]);
            }
        }
    }

    std::vector<row_number> level, next;
    for (std::size_t i = 0; i < outer; ++i) {
        level.clear();
        auto open = state::value;
        if (start.is(i) == state::value) {
            auto const r = static_cast<row_number>(start[i]);
            level.push_back(frame.how == reach::all ? r : tables_.at(frame.from).owner[r]);
        }
        for (auto const& step : steps) {
            next.clear();
            for (auto const r : level) {
                if (!step.open.empty()) open = std::max(open, step.open[r]);
                next.insert(next.end(), step.of.rows.begin() + step.of.begins[r], step.of.rows.begin() + step.of.begins[r + 1]);
            }
            std::swap(level, next);
        }
        for (auto const r : level) {
            if (tables_.is_gone(frame.entity, r)) continue;
            if (tables_.is_incomplete(frame.entity, r)) {
                made.incomplete.resize(made.of.rows.size(), false);
                made.incomplete.push_back(true);
            }
            made.of.rows.push_back(r);
            made.outer.push_back(static_cast<row_number>(i));
        }
        made.of.begins.push_back(static_cast<row_number>(made.of.rows.size()));
        raise(made.open, outer, i, open);
    }
    if (!made.incomplete.empty()) made.incomplete.resize(made.of.rows.size(), false);
    if (frame.how != reach::all) in_order(frame, made);
    return made;
}

/// The neighbour, or the rows up to the row itself, in the order of the entity; rows whose order is not known have none,
/// and what they wait for.
void machine::in_order(program::frame const& frame, item_rows& made) {
    auto const& order = program_.orders[frame.order];
    auto const outer = size_of(frame.outer);
    view<std::int64_t> const start(registers_[frame.start]);
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
