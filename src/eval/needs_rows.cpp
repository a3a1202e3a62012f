// Why there may be other rows, or another order of them.
#include "eval/needs.hpp"

#include <algorithm>

namespace carefare::eval {

using checked::maker_kind;
using checked::no_id;
using program::no_reg;
using program::reach;
using program::way_step;

void needs_walk::see_rows(program::frame_id of, row_number outer) {
    auto const& open = machine_.items_of(of).open;
    if (!open.empty() && open[outer] != state::value) see(place::kind::rows, of, outer);
}

void needs_walk::see_table(checked::entity_id e, row_number owner) {
    auto const& open = machine_.rows().at(e).open;
    if (!open.empty() && open[owner] != state::value) see(place::kind::table, e, owner);
}

/// Level by level. Of an order also the keys of all rows.
void needs_walk::list_rows(program::frame_id of, row_number outer) {
    auto const& frame = program_.frames[of];
    auto const start = static_cast<row_number>(value(frame.start, outer));
    std::vector<row_number> level{frame.how == reach::all ? start : machine_.rows().at(frame.from).owner[start]};
    for (auto const& step : frame.way) {
        std::vector<row_number> next;
        for (auto const r : level) {
            list_step(step, r);
            auto const rows = next_rows(step, r);
            next.insert(next.end(), rows.begin(), rows.end());
        }
        level = std::move(next);
    }
    if (frame.how == reach::all) return;
    for (auto const r : level) list_order(program_.orders[frame.order], r);
}

std::vector<row_number> needs_walk::next_rows(way_step const& step, row_number from) const {
    std::vector<row_number> rows;
    auto const add = [&](row_number r) {
        if (!machine_.rows().is_gone(step.to, r)) rows.push_back(r);
    };
    if (step.how == way_step::kind::owned) {
        auto const& begins = machine_.rows().at(step.to).begins;
        for (auto r = begins[from]; r < begins[from + 1]; ++r) add(r);
    } else if (step.how == way_step::kind::grouped) {
        auto const& parts = machine_.rows().at(step.from).parts;
        for (auto at = parts.begins[from]; at < parts.begins[from + 1]; ++at) add(parts.rows[at]);
    } else {
        auto const& all = machine_.items_of(step.candidates).of;
        auto const owner = machine_.rows().above(step.from, from, step.common);
        for (auto at = all.begins[owner]; at < all.begins[owner + 1]; ++at) {
            auto const r = all.rows[at];
            if (is(step.linked, r) == state::value && value(step.linked, r) == from) add(r);
        }
    }
    return rows;
}

/// A host table is open unless it is complete, a made one while it is undecided; a row whose link is not known may be one.
void needs_walk::list_step(way_step const& step, row_number from) {
    if (step.how == way_step::kind::grouped) return see_table(step.from, machine_.rows().at(step.from).owner[from]);
    if (step.how == way_step::kind::linked) {
        auto const owner = machine_.rows().above(step.from, from, step.common);
        see_rows(step.candidates, owner);
        auto const& all = machine_.items_of(step.candidates).of;
        for (auto at = all.begins[owner]; at < all.begins[owner + 1]; ++at) see(step.linked, all.rows[at]);
        return;
    }
    if (graph_.entities[step.to].made.kind != maker_kind::host) return see_table(step.to, from);
    if (step.complete == no_reg) return;
    see(step.complete, from);
    if (is(step.complete, from) == state::value && value(step.complete, from) == 0) lacks({missing::kind::complete_rows, step.complete, step.to, from});
}

/// None if the first key is: then the row takes no part, or is a fault.
void needs_walk::list_order(program::order_plan const& order, row_number row) {
    auto worst = state::value;
    for (std::size_t k = 0; k < order.keys.size(); ++k) {
        auto const key = is(order.keys[k].value, row);
        if (k == 0 && key == state::none) return;
        worst = std::max(worst, key);
    }
    if (worst != state::pending) return;
    for (auto const& key : order.keys) see(key.value, row);
}

/// A table at fault has no rows, and waits for nothing.
void needs_walk::list_table(checked::entity_id e, row_number owner) {
    auto const& open = machine_.rows().at(e).open;
    if (open.empty() || open[owner] == state::value || open[owner] == state::fault) return;
    for (auto const number : makers_.at(e)) list_made(program_.makers[number], owner);
}

void needs_walk::list_made(program::maker_plan const& plan, row_number owner) {
    auto const& tables = machine_.rows();
    auto const& maker = graph_.entities[plan.entity].made;
    if (plan.what != program::maker_plan::stage::rows) {
        // Of the rows of the owner before some are dropped.
        bool const marks = plan.what == program::maker_plan::stage::marks;
        if (marks && !machine_.has_windows()) return;
        auto const& all = tables.at(plan.entity, true);
        auto const [first, last] = std::equal_range(all.owner.begin(), all.owner.end(), owner);
        for (auto r = static_cast<row_number>(first - all.owner.begin()); r < static_cast<row_number>(last - all.owner.begin()); ++r) {
            if (marks)
                see(plan.when, r);
            else if (all.gone.empty() || !all.gone[r])
                see(plan.where_true, r);
        }
        return;
    }
    if (plan.kind == maker_kind::each_word) return;
    if (plan.kind == maker_kind::each_date || plan.kind == maker_kind::each_number) return see(plan.range_flags, owner);
    if (plan.kind == maker_kind::each_row) {
        see(program_.frames[plan.source].start, owner);
        return see_rows(plan.source, owner);
    }
    see_rows(plan.source, owner);
    auto const& rows = machine_.items_of(plan.source).of;
    for (auto at = rows.begins[owner]; at < rows.begins[owner + 1]; ++at) {
        auto const r = rows.rows[at];
        if (plan.kind == maker_kind::subset) see(plan.where_true, r);
        if (plan.kind == maker_kind::merge) see(plan.range_flags, r);
        if (plan.kind == maker_kind::group) list_group_of(plan.entity, r);
    }
    if (plan.kind != maker_kind::group) return;
    // Groups wholly outside the window stand in no table, but are put into the groups above them.
    auto const& gone = tables.at(maker.source).gone;
    auto const above = graph_.entities[plan.entity].owner;
    for (row_number r = 0; r < gone.size(); ++r) {
        if (gone[r] && tables.above(maker.source, r, above) == owner) list_group_of(plan.entity, r);
    }
}

/// What a row must know to be put into its group: what it is grouped by, and whether it lies in the window.
void needs_walk::list_group_of(checked::entity_id group, row_number source) {
    auto const& plan = program_.makers[makers_.at(group).front()];
    bool const dated = machine_.has_windows() && graph_.entities[graph_.entities[group].made.source].at && plan.when != no_reg;
    auto worst = dated ? is(plan.when, source) : state::value;
    for (auto const by : plan.by) worst = std::max(worst, is(by, source));
    if (worst != state::pending) return;
    for (auto const by : plan.by) see(by, source);
    if (dated) see(plan.when, source);
}

/// Does a row, or one that may still be dropped, give no result?
bool needs_walk::is_cut(program::frame_id of, row_number row) const {
    auto const& frame = program_.frames[of];
    auto const& tables = machine_.rows();
    if (frame.what != program::frame::kind::candidates) return tables.is_incomplete(frame.entity, row);
    auto const& here = tables.at(frame.entity, true);
    return (!here.incomplete.empty() && here.incomplete[row]) || tables.is_incomplete(graph_.entities[frame.entity].owner, here.owner[row]);
}

}  // namespace carefare::eval
