// Rows that the engine makes, owner by owner: "A fault while rows are made is the result of every row of the partition."
#include <numeric>

#include "eval/machine.hpp"

namespace carefare::eval {

using checked::maker_kind;

void machine::make(instruction const& what) {
    auto const& plan = program_.makers[what.payload];
    if (plan.what == program::maker_plan::stage::marks) return mark(plan);
    if (plan.what == program::maker_plan::stage::narrows) return narrow(plan);
    switch (plan.kind) {
        case maker_kind::subset: return make_subset(plan);
        case maker_kind::group: return make_groups(plan);
        case maker_kind::merge: return make_merged(plan);
        default: return make_each(plan);
    }
}

/// Bounds rows by owner, fails the partitions of owners at fault, and sets where rows of each owner begin.
void machine::finish_table(program::maker_plan const& plan, table& made) {
    auto const& entity = graph_.entities[plan.entity];
    auto const owners = tables_.at(entity.owner).size;
    made.size = made.owner.size();
    auto const drop_if_none = [](flags& all) {
        if (std::none_of(all.begin(), all.end(), [](std::uint8_t one) { return one != 0; })) all.clear();
    };
    for (auto* all : {&made.incomplete, &made.outside, &made.gone}) drop_if_none(*all);
    if (is_all_values(made.open)) made.open.clear();
    tables_.find_cut(plan.entity);
    made.begins.assign(owners + 1, 0);
    for (auto const owner : made.owner) ++made.begins[owner + 1];
    for (std::size_t o = 0; o < owners; ++o) made.begins[o + 1] += made.begins[o];
    if (!entity.at_most && made.open.empty()) return;
    for (row_number o = 0; o < owners; ++o) {
        auto count = made.begins[o + 1] - made.begins[o];
        for (auto r = made.begins[o]; r < made.begins[o + 1] && !made.gone.empty(); ++r) count -= made.gone[r];
        bool const too_many = entity.at_most && count > *entity.at_most;
        bool const fault = !made.open.empty() && made.open[o] == state::fault;
        if (too_many || fault) tables_.fail(entity.owner, o);
    }
}

void machine::make_each(program::maker_plan const& plan) {
    auto const& entity = graph_.entities[plan.entity];
    auto const owners = tables_.at(entity.owner).size;
    bool const drops = plan.has_candidates;
    auto& made = tables_.at(plan.entity, drops);
    made.fields.resize(entity.made.fields.size());
    made.open.assign(owners, state::value);
    auto const add = [&](row_number owner, std::int64_t value) {
        made.owner.push_back(owner);
        made.fields[0].cells.push_back(value);
    };
    if (plan.kind == maker_kind::each_word) {
        auto const words = static_cast<std::int64_t>(graph_.word_lists[entity.made.words].words.size());
        for (row_number o = 0; o < owners; ++o) {
            if (!makes_below(entity.owner, o)) continue;
            for (std::int64_t w = 0; w < words; ++w) add(o, w);
        }
    } else if (plan.kind == maker_kind::each_row) {
        auto& source = items(plan.source);
        view<std::int64_t> const start(at(program_.frames[plan.source].start));
        for (row_number o = 0; o < owners; ++o) {
            if (start.is(o) == state::none || !makes_below(entity.owner, o)) continue;
            if (start.is(o) != state::value) {
                made.open[o] = start.is(o);
                continue;
            }
            if (!source.open.empty()) made.open[o] = source.open[o];
            auto const first = source.of.begins[o], last = source.of.begins[o + 1];
            made.owner.insert(made.owner.end(), last - first, o);
            made.fields[0].cells.add(source.of.rows.begin() + first, source.of.rows.begin() + last);
        }
    } else {
        view<std::int64_t> const closed(at(plan.range_flags)), low(at(plan.low)), high(at(plan.high));
        auto const whole = plan.denominator.to_int64().value_or(1);
        auto const ceiling = [whole](std::int64_t a) { return a > 0 ? (a + whole - 1) / whole : a / whole; };
        auto const floor = [whole](std::int64_t a) { return a < 0 ? -((whole - 1 - a) / whole) : a / whole; };
        for (row_number o = 0; o < owners; ++o) {
            if (closed.is(o) == state::none || !makes_below(entity.owner, o)) continue;
            if (closed.is(o) != state::value) {
                made.open[o] = closed.is(o);
                continue;
            }
            if (low.is(o) == state::none || high.is(o) == state::none) {
                made.open[o] = state::fault;
                continue;
            }
            auto first = ceiling(low[o]), last = floor(high[o]);
            if ((closed[o] & 1) == 0 && first * whole == low[o]) ++first;
            if ((closed[o] & 2) == 0 && last * whole == high[o]) --last;
            if (last >= first && entity.at_most && last - first + 1 > static_cast<std::int64_t>(*entity.at_most)) {
                made.open[o] = state::fault;
                continue;
            }
            if (last < first) continue;
            auto& cells = made.fields[0].cells;
            auto const begin = cells.size();
            auto const count = static_cast<std::size_t>(last - first) + 1;
            made.owner.insert(made.owner.end(), count, o);
            cells.resize(begin + count);
            std::iota(cells.begin() + static_cast<std::ptrdiff_t>(begin), cells.end(), first);
        }
    }
    // "The length of a range counts before `where` drops rows": the rest is counted once they are dropped.
    if (drops) {
        made.size = made.owner.size();
        return;
    }
    finish_table(plan, made);
}

machine::span_of_days machine::common_window() const {
    span_of_days all;
    for (auto const& [table, window] : given_.windows) {
        if (window.from) all.first = std::max<std::int64_t>(all.first, window.from->days);
        if (window.to) all.last = std::min<std::int64_t>(all.last, window.to->days);
    }
    return all;
}

/// "A row that `each` makes for a date, of an entity with `at`, is incomplete where its `at` lies outside the window."
/// Where that is not known the row is not made.
void machine::mark(program::maker_plan const& plan) {
    if (given_.windows.empty()) return;
    auto& all = tables_.at(plan.entity, true);
    auto const window = common_window();
    view<std::int64_t> const when(at(plan.when));
    all.before.assign(all.size, 0);
    all.after.assign(all.size, 0);
    all.gone.assign(all.size, 0);
    all.outside.assign(all.size, 0);
    for (row_number r = 0; r < all.size; ++r) {
        if (when.is(r) == state::none) continue;
        if (when.is(r) != state::value) {
            all.open[all.owner[r]] = std::max(all.open[all.owner[r]], when.is(r));
            all.gone[r] = 1;  // dropped when the rest is narrowed
            continue;
        }
        all.before[r] = when[r] < window.first ? 1 : 0;
        all.after[r] = when[r] > window.last ? 1 : 0;
        all.outside[r] = all.before[r] | all.after[r];
    }
    all.incomplete = all.outside;
}

void machine::narrow(program::maker_plan const& plan) {
    auto& all = tables_.at(plan.entity, true);
    auto& made = tables_.at(plan.entity);
    std::optional<view<std::int64_t>> kept;
    if (plan.where_true != program::no_reg) kept.emplace(at(plan.where_true));
    made.fields.resize(all.fields.size());
    made.open = all.open;
    bool const marked = !all.outside.empty();
    buffer<row_number> stay;
    stay.reserve(all.size);
    for (row_number r = 0; r < all.size; ++r) {
        if (marked && all.gone[r] != 0) continue;
        bool const outside = marked && all.outside[r] != 0;
        if (kept && !(outside && kept->is(r) == state::incomplete)) {
            if (kept->is(r) != state::value) {
                auto const owner = all.owner[r];
                made.open[owner] = std::max(made.open[owner], strict(kept->is(r)));
                continue;
            }
            if ((*kept)[r] == 0) continue;
        }
        stay.push_back(r);
    }
    auto const take = [&](auto& into, auto const& from) {
        into.resize(stay.size());
        for (std::size_t i = 0; i < stay.size(); ++i) into[i] = from[stay[i]];
    };
    take(made.owner, all.owner);
    for (std::size_t f = 0; f < all.fields.size(); ++f) take(made.fields[f].cells, all.fields[f].cells);
    if (marked) {
        take(made.outside, all.outside);
        take(made.incomplete, all.outside);
        take(made.before, all.before);
        take(made.after, all.after);
    }
    finish_table(plan, made);
}

void machine::make_subset(program::maker_plan const& plan) {
    auto const owners = tables_.at(graph_.entities[plan.entity].owner).size;
    auto& made = tables_.at(plan.entity);
    auto& source = items(plan.source);
    made.open.assign(owners, state::value);
    std::optional<view<std::int64_t>> kept;
    if (plan.where_true != program::no_reg) kept.emplace(at(plan.where_true));
    for (row_number o = 0; o < owners; ++o) {
        if (!source.open.empty()) made.open[o] = source.open[o];
        for (auto s = source.of.begins[o]; s < source.of.begins[o + 1]; ++s) {
            auto const r = source.of.rows[s];
            if (kept && kept->is(r) != state::value) {
                made.open[o] = std::max(made.open[o], strict(kept->is(r)));
                continue;
            }
            if (kept && (*kept)[r] == 0) continue;
            made.owner.push_back(o);
            made.base.push_back(r);
        }
    }
    finish_table(plan, made);
}

}  // namespace carefare::eval
