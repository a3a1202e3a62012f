// Groups: the rows of an owner that have the same keys, in the order of the keys.
#include "eval/machine.hpp"

namespace carefare::eval {

namespace {

constexpr std::int64_t minutes_a_day = 24 * 60;

std::int64_t day_of_minute(std::int64_t minutes) {
    return minutes >= 0 ? minutes / minutes_a_day : -((minutes_a_day - 1 - minutes) / minutes_a_day);
}

/// A row on its way into its group.
struct placed_row {
    row_number row = no_row;
    bool before = false, after = false, cut = false;
    [[nodiscard]] bool outside() const { return before || after; }
};

}  // namespace

/// Could the row itself, or one above it or at its base, lie outside the window?
bool machine::may_be_outside(checked::entity_id e) const {
    for (auto at = e; at != checked::no_id; at = graph_.entities[at].owner) {
        if (!tables_.at(at).outside.empty()) return true;
        auto const source = graph_.entities[at].made.source;
        if (graph_.entities[at].made.kind == checked::maker_kind::subset && may_be_outside(source)) return true;
        if (at == graph_.entities[at].owner) break;
    }
    return false;
}

void machine::make_groups(program::maker_plan const& plan) {
    auto const& entity = graph_.entities[plan.entity];
    auto const source = entity.made.source;
    bool const partial = entity.made.partial;
    auto const owners = tables_.at(entity.owner).size;
    auto& made = tables_.at(plan.entity);
    auto& from = tables_.at(source);
    auto& rows = items(plan.source);
    auto const key_fields = entity.made.key_fields();
    made.fields.resize(entity.made.fields.size());
    made.open.assign(owners, state::value);
    auto& group_of = from.group_of[plan.entity];
    group_of.cells.assign(from.size, 0);
    group_of.states.assign(from.size, state::incomplete);
    std::vector<view<std::int64_t>> by;
    for (auto const one : plan.by) by.emplace_back(at(one));
    bool const windowed = !given_.windows.empty();
    auto const window = common_window();
    bool const by_above = windowed && may_be_outside(source);
    bool const has_day = graph_.entities[source].at.has_value();
    std::optional<view<std::int64_t>> when;
    if (plan.when != program::no_reg && windowed) when.emplace(at(plan.when));
    // Groups wholly outside the window stand in no table, but cut the groups above them.
    std::vector<std::vector<row_number>> gone(from.gone.empty() ? 0 : owners);
    for (row_number r = 0; r < from.gone.size(); ++r) {
        auto const owner = from.gone[r] != 0 ? tables_.above(source, r, entity.owner) : no_row;
        if (owner != no_row) gone[owner].push_back(r);
    }
    auto const key_is = [](view<std::int64_t> const& one, row_number r) { return one.is(r) == state::none; };
    auto const stands_before = [&](placed_row const& a, placed_row const& b) {
        for (auto const& one : by) {
            bool const none_a = key_is(one, a.row), none_b = key_is(one, b.row);
            if (none_a != none_b) return none_b;
            if (!none_a && one[a.row] != one[b.row]) return one[a.row] < one[b.row];
        }
        return false;
    };
    std::vector<placed_row> all;
    auto const place = [&](row_number owner, row_number r) {
        auto worst = state::value;
        for (auto const& one : by) {
            if (!key_is(one, r)) worst = std::max(worst, one.is(r));
        }
        placed_row its{r};
        auto const lies_on = [&](std::int64_t day) {
            its.before = day < window.first;
            its.after = day > window.last;
        };
        auto const [above, above_row] = by_above ? tables_.outside(source, r) : std::pair{checked::no_id, no_row};
        if (when && has_day) {
            if (when->is(r) != state::none) worst = std::max(worst, when->is(r));
            if (when->is(r) == state::value) lies_on((*when)[r]);
        } else if (above != checked::no_id && (above != source || above_row != r)) {
            its.before = tables_.at(above).before[above_row] != 0;
            its.after = tables_.at(above).after[above_row] != 0;
        } else if (when && when->is(r) == state::value) {
            lies_on(plan.moment ? day_of_minute((*when)[r]) : (*when)[r]);
        }
        if (worst != state::value) {
            made.open[owner] = std::max(made.open[owner], worst);
            group_of.states[r] = worst;
            return;
        }
        its.cut = above == checked::no_id && tables_.is_incomplete(source, r);
        all.push_back(its);
    };
    auto const close = [&](row_number owner, std::size_t first, std::size_t last) {
        auto const row = static_cast<row_number>(made.owner.size());
        bool inside = false, some_outside = false, cut = false, began_before = false;
        for (auto i = first; i < last; ++i) {
            auto const& one = all[i];
            (one.outside() ? some_outside : inside) = true;
            cut = cut || one.cut;
            began_before = began_before || one.before;
            if (!partial || !one.outside()) made.parts.rows.push_back(one.row);
            group_of.cells[one.row] = row;
            group_of.states[one.row] = state::value;
        }
        bool const outside = !inside && !cut;
        made.owner.push_back(owner);
        made.outside.push_back(outside ? 1 : 0);
        made.gone.push_back(outside ? 1 : 0);
        made.before.push_back(outside && began_before ? 1 : 0);
        made.after.push_back(outside && !began_before ? 1 : 0);
        made.began_before.push_back(began_before ? 1 : 0);
        made.incomplete.push_back(outside || cut || (some_outside && !partial) ? 1 : 0);
        for (std::size_t f = 0; f < key_fields; ++f) {
            auto& field = made.fields[f];
            bool const none = key_is(by[f], all[first].row);
            field.cells.push_back(none ? 0 : by[f][all[first].row]);
            if (none && field.states.empty()) field.states.assign(field.cells.size() - 1, state::value);
            if (none || !field.states.empty()) field.states.push_back(none ? state::none : state::value);
        }
        if (partial) made.fields[key_fields].cells.push_back(began_before ? 1 : 0);
        made.parts.begins.push_back(static_cast<row_number>(made.parts.rows.size()));
    };
    for (row_number o = 0; o < owners; ++o) {
        if (!makes_below(entity.owner, o)) continue;
        if (!rows.open.empty()) made.open[o] = rows.open[o];
        all.clear();
        for (auto s = rows.of.begins[o]; s < rows.of.begins[o + 1]; ++s) place(o, rows.of.rows[s]);
        if (!gone.empty()) {
            for (auto const r : gone[o]) place(o, r);
        }
        if (!std::is_sorted(all.begin(), all.end(), stands_before)) std::stable_sort(all.begin(), all.end(), stands_before);
        for (std::size_t first = 0; first < all.size();) {
            auto last = first + 1;
            while (last < all.size() && !stands_before(all[first], all[last])) ++last;
            close(o, first, last);
            first = last;
        }
    }
    if (std::all_of(group_of.states.begin(), group_of.states.end(), [](state is) { return is == state::value; })) group_of.states.clear();
    finish_table(plan, made);
}

}  // namespace carefare::eval
