// Groups: the rows of an owner that have the same keys, in the order of the keys.
#include "eval/machine.hpp"
#include "eval/merge_runs.hpp"
#include "eval/operands.hpp"

namespace carefare::eval {

namespace {

constexpr std::int64_t minutes_a_day = 24 * 60;

std::int64_t day_of_minute(std::int64_t minutes) {
    return minutes >= 0 ? minutes / minutes_a_day : -((minutes_a_day - 1 - minutes) / minutes_a_day);
}

/// How a row of the source lies, where that is not said by there being nothing to say.
constexpr unsigned lies_before = 1, lies_after = 2, lies_outside = 3, is_cut = 4, has_no_group = 8;

/// The keys of one kind of groups; those that are the same for all rows tell none apart.
class group_keys {
public:
    explicit group_keys(std::vector<view<std::int64_t>> const& by) {
        for (auto const& one : by) {
            if (!one.flat()) telling_.push_back(&one);
        }
    }
    /// Below zero: the first row stands before the second. None stands behind all values.
    [[nodiscard]] int compare(row_number a, row_number b) const {
        for (auto const* one : telling_) {
            bool const none_a = one->is(a) == state::none, none_b = one->is(b) == state::none;
            if (none_a != none_b) return none_b ? -1 : 1;
            if (!none_a && (*one)[a] != (*one)[b]) return (*one)[a] < (*one)[b] ? -1 : 1;
        }
        return 0;
    }
    /// The key that tells rows apart alone and is a value in all of them; null where it is not so simple.
    [[nodiscard]] std::int64_t const* only() const { return telling_.size() == 1 && telling_.front()->plain() ? telling_.front()->data() : nullptr; }

private:
    std::vector<view<std::int64_t> const*> telling_;
};

/// The rows of one owner at a time, group by group.
class group_maker {
public:
    explicit group_maker(group_keys const& keys) : keys_(keys), only_(keys.only()) {}

    /// `close` is called with the rows of each group, in the order of the keys.
    template <class Close>
    void cut(row_number const* rows, std::size_t count, Close close) {
        if (only_ != nullptr) {
            auto const* const key = only_;
            return cut(rows, count, close, [key](row_number a, row_number b) { return key[a] < key[b] ? -1 : key[a] > key[b] ? 1 : 0; });
        }
        cut(rows, count, close, [this](row_number a, row_number b) { return keys_.compare(a, b); });
    }

private:
    template <class Close, class Compare>
    void cut(row_number const* rows, std::size_t count, Close close, Compare compare) {
        if (count == 0) return;
        bool const in_order = std::is_sorted(rows, rows + count, [&](row_number a, row_number b) { return compare(a, b) < 0; });
        if (!in_order) {
            sorted_.assign(rows, rows + count);
            merge_runs(sorted_, lent_, [&](row_number a, row_number b) { return compare(a, b) < 0; });
            rows = sorted_.data();
        }
        std::size_t first = 0;
        for (std::size_t last = 1; last < count; ++last) {
            if (compare(rows[first], rows[last]) == 0) continue;
            close(rows + first, rows + last);
            first = last;
        }
        close(rows + first, rows + count);
    }

    group_keys const& keys_;
    std::int64_t const* only_;
    std::vector<row_number> sorted_, lent_;
};

bool knows_keys(std::vector<view<std::int64_t>> const& by, std::size_t size) {
    return std::all_of(by.begin(), by.end(), [&](view<std::int64_t> const& one) {
        return one.plain() || std::all_of(one.states(), one.states() + (one.flat() ? 1 : size), [](state is) { return is <= state::none; });
    });
}

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
    auto const all_inside = [&](view<std::int64_t> const& days) {
        if (!days.plain()) return false;
        if (from.size == 0) return true;
        std::int64_t least = days[0], most = days[0];
        if (!days.flat()) kernels::chosen().bounds(days.data(), &least, &most, from.size);
        auto const day = [&](std::int64_t one) { return plan.moment && !has_day ? day_of_minute(one) : one; };
        return day(least) >= window.first && day(most) <= window.last;
    };
    // Nearly always every row is inside and known, and there is nothing to mark.
    bool const marks_none = gone.empty() && !by_above && from.cut.empty() && (!when || all_inside(*when)) && knows_keys(by, from.size);
    flags marks(marks_none ? 0 : from.size);
    auto const mark_of = [&](row_number owner, row_number r) {
        auto worst = state::value;
        for (auto const& one : by) {
            if (one.is(r) != state::none) worst = std::max(worst, one.is(r));
        }
        unsigned its = 0;
        auto const lies_on = [&](std::int64_t day) { its = (day < window.first ? lies_before : 0U) | (day > window.last ? lies_after : 0U); };
        auto const [above, above_row] = by_above ? tables_.outside(source, r) : std::pair{checked::no_id, no_row};
        if (when && has_day) {
            if (when->is(r) != state::none) worst = std::max(worst, when->is(r));
            if (when->is(r) == state::value) lies_on((*when)[r]);
        } else if (above != checked::no_id && (above != source || above_row != r)) {
            its = (tables_.at(above).before[above_row] != 0 ? lies_before : 0U) | (tables_.at(above).after[above_row] != 0 ? lies_after : 0U);
        } else if (when && when->is(r) == state::value) {
            lies_on(plan.moment ? day_of_minute((*when)[r]) : (*when)[r]);
        }
        if (worst != state::value) {
            made.open[owner] = std::max(made.open[owner], worst);
            group_of.states[r] = worst;
            return has_no_group;
        }
        if (above == checked::no_id && tables_.is_incomplete(source, r)) its |= is_cut;
        return its;
    };
    auto const set_marks = [&](row_number const* first, row_number const* last) {
        bool inside = false, some_outside = false, cut = false, began_before = false;
        for (auto const* one = first; one != last; ++one) {
            auto const its = marks[*one];
            ((its & lies_outside) != 0 ? some_outside : inside) = true;
            cut = cut || (its & is_cut) != 0;
            began_before = began_before || (its & lies_before) != 0;
        }
        bool const outside = !inside && !cut;
        made.outside.push_back(outside ? 1 : 0);
        made.gone.push_back(outside ? 1 : 0);
        made.before.push_back(outside && began_before ? 1 : 0);
        made.after.push_back(outside && !began_before ? 1 : 0);
        made.began_before.push_back(began_before ? 1 : 0);
        made.incomplete.push_back(outside || cut || (some_outside && !partial) ? 1 : 0);
        return began_before;
    };
    row_number owner = 0;
    auto const close = [&](row_number const* first, row_number const* last) {
        auto const row = static_cast<row_number>(made.owner.size());
        made.owner.push_back(owner);
        for (auto const* one = first; one != last; ++one) {
            group_of.cells[*one] = row;
            group_of.states[*one] = state::value;
        }
        bool began_before = false;
        if (marks_none) {
            made.parts.rows.insert(made.parts.rows.end(), first, last);
        } else {
            for (auto const* one = first; one != last; ++one) {
                if (!partial || (marks[*one] & lies_outside) == 0) made.parts.rows.push_back(*one);
            }
            began_before = set_marks(first, last);
        }
        for (std::size_t f = 0; f < key_fields; ++f) {
            auto& field = made.fields[f];
            bool const none = by[f].is(*first) == state::none;
            field.cells.push_back(none ? 0 : by[f][*first]);
            if (none && field.states.empty()) field.states.assign(field.cells.size() - 1, state::value);
            if (none || !field.states.empty()) field.states.push_back(none ? state::none : state::value);
        }
        if (partial) made.fields[key_fields].cells.push_back(began_before ? 1 : 0);
        made.parts.begins.push_back(static_cast<row_number>(made.parts.rows.size()));
    };
    group_keys const keys(by);
    group_maker groups(keys);
    std::vector<row_number> all;
    for (; owner < owners; ++owner) {
        if (!makes_below(entity.owner, owner)) continue;
        if (!rows.open.empty()) made.open[owner] = rows.open[owner];
        auto const* const first = rows.of.rows.data() + rows.of.begins[owner];
        auto const* const last = rows.of.rows.data() + rows.of.begins[owner + 1];
        if (marks_none) {
            groups.cut(first, static_cast<std::size_t>(last - first), close);
            continue;
        }
        all.clear();
        auto const place = [&](row_number r) {
            auto const its = mark_of(owner, r);
            marks[r] = static_cast<std::uint8_t>(its);
            if (its != has_no_group) all.push_back(r);
        };
        std::for_each(first, last, place);
        if (!gone.empty()) std::for_each(gone[owner].begin(), gone[owner].end(), place);
        groups.cut(all.data(), all.size(), close);
    }
    if (is_all_values(group_of.states)) group_of.states.clear();
    finish_table(plan, made);
}

}  // namespace carefare::eval
