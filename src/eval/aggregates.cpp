// Over the items of each row: sums, counts, extremes, truths, the best.
#include "eval/machine.hpp"

namespace carefare::eval {

using program::code;

namespace {

/// Filter and value of an item: left out, or a state.
struct kept_item {
    bool kept = true;
    state is = state::value;
};

kept_item filtered(std::optional<view<std::int64_t>> const& filter, std::size_t at) {
    if (!filter) return {};
    auto const is = filter->is(at);
    if (is != state::value) return {true, strict(is)};
    return {(*filter)[at] != 0, state::value};
}

}  // namespace

namespace {

/// Of a column that is known everywhere: a value for each item, or one for all.
template <class Number>
struct known_cells {
    Number const* at;
    std::size_t step;
    explicit known_cells(column const& of) : at(view<Number>(of).data()), step(of.flat ? 0 : 1) {}
    [[nodiscard]] Number operator[](std::size_t i) const { return at[i * step]; }
};

/// Rows over whose items more than values is to be told: of the row or of an item of it something is not known, or none.
/// Empty: there are none.
flags rows_apart(item_rows const& rows, std::initializer_list<column const*> of_items, column const& from, std::size_t size) {
    flags apart;
    auto const mark = [&](std::size_t row) {
        if (apart.empty()) apart.assign(size, 0);
        apart[row] = 1;
    };
    auto const mark_all = [&] { apart.assign(size, 1); };
    if (from.flat && !from.plain() && from.is(0) != state::value)
        mark_all();
    else if (!from.flat)
        for_each_marked(from.states, mark);
    for_each_marked(rows.open, mark);
    for (auto const* const of : of_items) {
        if (of == nullptr || of->plain()) continue;
        if (of->flat && of->is(0) != state::value)
            mark_all();
        else if (!of->flat)
            for_each_marked(of->states, [&](std::size_t at) { mark(rows.outer[at]); });
    }
    return apart;
}

/// Calls `with` with what tells of an item whether it is kept, as far as values tell.
template <class With>
void with_filter(item_rows const& rows, column const* filter, With with) {
    if (filter == nullptr && rows.incomplete.empty()) return with([](std::size_t) { return true; });
    if (rows.incomplete.empty()) {
        known_cells<std::int64_t> const keeps(*filter);
        return with([keeps](std::size_t at) { return keeps[at] != 0; });
    }
    auto const* const skips = rows.incomplete.data();
    if (filter == nullptr) return with([skips](std::size_t at) { return skips[at] == 0; });
    known_cells<std::int64_t> const keeps(*filter);
    with([skips, keeps](std::size_t at) { return skips[at] == 0 && keeps[at] != 0; });
}

/// Sums, counts and extremes without a look at states. `kept`: whether an item is.
template <class Number, class Kept>
void aggregate_values(code what, column& made, segments const& rows, Kept kept, column const* body, std::size_t size) {
    auto& out = values_of<Number>(made);
    auto const* const begins = rows.begins.data();
    if (what == code::count) {
        for (std::size_t i = 0; i < size; ++i) {
            std::size_t count = 0;
            for (std::size_t at = begins[i]; at < begins[i + 1]; ++at) count += kept(at) ? 1U : 0U;
            out[i] = static_cast<Number>(count);
        }
        return;
    }
    known_cells<Number> const value(*body);
    if (what == code::sum) {
        for (std::size_t i = 0; i < size; ++i) {
            Number total = 0;
            for (std::size_t at = begins[i]; at < begins[i + 1]; ++at) total += kept(at) ? value[at] : 0;
            out[i] = total;
        }
        return;
    }
    auto const extremes = [&](auto replaces) {
        for (std::size_t i = 0; i < size; ++i) {
            Number total = 0;
            bool any = false;
            for (std::size_t at = begins[i]; at < begins[i + 1]; ++at) {
                if (!kept(at)) continue;
                auto const one = value[at];
                if (!any || replaces(one, total)) total = one;
                any = true;
            }
            out[i] = total;
            if (any) continue;
            if (made.states.empty()) made.states.assign(size, state::value);
            made.states[i] = state::none;
        }
    };
    if (what == code::least)
        extremes([](Number one, Number total) { return one < total; });
    else if (what == code::greatest)
        extremes([](Number one, Number total) { return total < one; });
    else
        extremes([](Number, Number) { return true; });
}

}  // namespace

template <class Number>
void machine::aggregate(instruction const& what) {
    auto& rows = items(what.payload);
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    auto const& from = in(what, 2);
    auto const* const filter = what.operands[0] == program::no_reg ? nullptr : &in(what, 0);
    auto const* const body = what.operands[1] == program::no_reg ? nullptr : &in(what, 1);
    // All rows as if every value were known, and those that are more than that once more by themselves.
    with_filter(rows, filter, [&](auto kept) { aggregate_values<Number>(what.what, made, rows.of, kept, body, size); });
    auto const apart = rows_apart(rows, {filter, body}, from, size);
    if (apart.empty()) return;
    if (made.states.empty()) made.states.assign(size, state::value);
    std::optional<view<std::int64_t>> keeps;
    if (filter != nullptr) keeps.emplace(*filter);
    std::optional<view<Number>> values;
    if (body != nullptr) values.emplace(*body);
    auto& out = values_of<Number>(made);
    for_each_marked(apart, [&](std::size_t i) {
        out[i] = 0;
        made.states[i] = from.is(i);
        if (from.is(i) != state::value) return;
        auto worst = rows.open.empty() ? state::value : rows.open[i];
        Number total = 0;
        std::size_t count = 0, valued = 0;
        auto only = state::none;
        for (std::size_t at = rows.of.begins[i]; at < rows.of.begins[i + 1]; ++at) {
            if (rows.skips(at)) continue;
            auto const one = filtered(keeps, at);
            if (!one.kept) continue;
            ++count;
            only = one.is == state::value && values ? values->is(at) : one.is;
            if (only != state::value) {
                if (only != state::none) worst = std::max(worst, only);
                continue;
            }
            if (!values) continue;
            auto const value = (*values)[at];
            if (what.what == code::sum)
                total += value;
            else if (what.what == code::only || valued == 0 || (what.what == code::least ? value < total : total < value))
                total = value;
            ++valued;
        }
        out[i] = what.what == code::count ? static_cast<Number>(count) : total;
        made.states[i] = worst;
        if (worst == state::value && what.what == code::only)
            made.states[i] = only;
        else if (worst == state::value && (what.what == code::least || what.what == code::greatest) && valued == 0)
            made.states[i] = state::none;
    });
    if (is_all_values(made.states)) made.states.clear();
}

template void machine::aggregate<std::int64_t>(instruction const&);
template void machine::aggregate<wide>(instruction const&);

namespace {

/// Whether any item that is kept decides, without a look at states.
template <class Kept>
void decide_values(column& made, segments const& rows, Kept kept, column const* truth, bool deciding, std::size_t size) {
    auto const run = [&](auto decides) {
        auto const* const begins = rows.begins.data();
        for (std::size_t i = 0; i < size; ++i) {
            bool any = false;
            for (std::size_t at = begins[i]; at < begins[i + 1] && !any; ++at) any = decides(at);
            made.cells[i] = any == deciding ? 1 : 0;
        }
    };
    if (truth == nullptr) return run([=](std::size_t at) { return deciding && kept(at); });
    known_cells<std::int64_t> const is(*truth);
    run([=](std::size_t at) { return kept(at) && (is[at] != 0) == deciding; });
}

}  // namespace

/// "true if c is true of any row; false if false of all; else if any is pending, or the table not complete"
void machine::truths(instruction const& what) {
    auto& rows = items(what.payload);
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    auto const& from = in(what, 2);
    std::int64_t const deciding = what.what == code::some ? 1 : 0;
    auto const* const kept = what.operands[0] == program::no_reg ? nullptr : &in(what, 0);
    auto const* const truths = what.operands[1] == program::no_reg ? nullptr : &in(what, 1);
    with_filter(rows, kept, [&](auto keeps) { decide_values(made, rows.of, keeps, truths, deciding != 0, size); });
    auto const apart = rows_apart(rows, {kept, truths}, from, size);
    if (apart.empty()) return;
    std::optional<view<std::int64_t>> filter, body;
    if (kept != nullptr) filter.emplace(*kept);
    if (truths != nullptr) body.emplace(*truths);
    made.states.assign(size, state::value);
    for_each_marked(apart, [&](std::size_t i) {
        if (from.is(i) != state::value) {
            made.states[i] = from.is(i);
            return;
        }
        auto worst = rows.open.empty() ? state::value : rows.open[i];
        bool decided = false;
        for (auto at = rows.of.begins[i]; at < rows.of.begins[i + 1]; ++at) {
            if (rows.skips(at)) continue;
            auto const one = filtered(filter, at);
            if (!one.kept) continue;
            auto is = one.is;
            std::int64_t truth = 1;
            if (is == state::value && body) {
                is = body->is(at);
                truth = (*body)[at];
            }
            if (is == state::value)
                decided = decided || truth == deciding;
            else
                worst = std::max(worst, is);
        }
        made.cells[i] = decided ? deciding : 1 - deciding;
        if (!decided) made.states[i] = strict(worst);
    });
}

void machine::best(instruction const& what) {
    auto& rows = items(what.payload);
    auto const& order = program_.orders[what.part];
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    view<std::int64_t> const from(in(what, 2));
    std::optional<view<std::int64_t>> filter;
    if (what.operands[0] != program::no_reg) filter.emplace(in(what, 0));
    made.states.assign(size, state::value);
    std::vector<row_number> candidates;
    for (std::size_t i = 0; i < size; ++i) {
        if (from.is(i) != state::value) {
            made.states[i] = from.is(i);
            continue;
        }
        auto worst = rows.open.empty() ? state::value : rows.open[i];
        candidates.clear();
        for (auto at = rows.of.begins[i]; at < rows.of.begins[i + 1]; ++at) {
            if (rows.skips(at)) continue;
            auto const one = filtered(filter, at);
            if (!one.kept) continue;
            auto const is = one.is != state::value ? one.is : key_state(order, at);
            if (is == state::value)
                candidates.push_back(at);
            else if (is != state::none)
                worst = std::max(worst, is);
        }
        if (worst != state::value) {
            made.states[i] = worst;
            continue;
        }
        if (candidates.empty()) {
            made.states[i] = state::none;
            continue;
        }
        std::sort(candidates.begin(), candidates.end(), [&](row_number a, row_number b) { return compare_keys(order, a, b) < 0; });
        for (std::size_t k = 1; k < candidates.size(); ++k) {
            if (compare_keys(order, candidates[k - 1], candidates[k]) == 0) made.states[i] = state::fault;
        }
        made.cells[i] = rows.of.rows[candidates.front()];
    }
}

/// None if the first key is; else the state of all keys together.
state machine::key_state(program::order_plan const& order, std::size_t row) const {
    auto worst = state::value;
    for (std::size_t k = 0; k < order.keys.size(); ++k) {
        auto const& column = at(order.keys[k].value);
        auto const is = column.states.empty() ? state::value : column.states[column.flat ? 0 : row];
        if (k == 0 && is == state::none) return state::none;
        worst = std::max(worst, is);
    }
    return strict(worst);
}

int machine::compare_keys(program::order_plan const& order, std::size_t a, std::size_t b, std::size_t first) const {
    for (auto k = first; k < order.keys.size(); ++k) {
        auto const& key = order.keys[k];
        auto const& column = at(key.value);
        if (column.flat) continue;
        int sign = 0;
        if (key.rows != checked::no_id) {
            if (column.cells[a] == column.cells[b]) continue;
            sign = tables_.compare_keys(key.rows, static_cast<row_number>(column.cells[a]), static_cast<row_number>(column.cells[b]));
        } else if (key.is_text) {
            sign = tables_.text_of(column.cells[a]).compare(tables_.text_of(column.cells[b]));
        } else if (!column.wides.empty()) {
            sign = column.wides[a] < column.wides[b] ? -1 : column.wides[a] > column.wides[b] ? 1 : 0;
        } else {
            sign = column.cells[a] < column.cells[b] ? -1 : column.cells[a] > column.cells[b] ? 1 : 0;
        }
        if (sign != 0) return (sign < 0) != key.descending ? -1 : 1;
    }
    return 0;
}

}  // namespace carefare::eval
