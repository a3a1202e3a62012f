// Rows that the engine makes, owner by owner: "A fault while rows are made is the result of every row of the partition."
#include "eval/machine.hpp"

namespace carefare::eval {

using checked::maker_kind;

namespace {

constexpr std::int64_t minutes_a_day = 24 * 60;

std::int64_t day_of_minute(std::int64_t minutes) {
    return minutes >= 0 ? minutes / minutes_a_day : -((minutes_a_day - 1 - minutes) / minutes_a_day);
}

}  // namespace

void machine::make(instruction const& what) {
    auto const& plan = program_.makers[what.payload];
    if (plan.narrows) return narrow(plan);
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
    made.made = true;
    made.size = made.owner.size();
    made.begins.assign(owners + 1, 0);
    for (auto const owner : made.owner) ++made.begins[owner + 1];
    for (std::size_t o = 0; o < owners; ++o) made.begins[o + 1] += made.begins[o];
    for (row_number o = 0; o < owners; ++o) {
        bool const too_many = entity.at_most && made.begins[o + 1] - made.begins[o] > *entity.at_most;
        bool const fault = !made.open.empty() && made.open[o] == state::fault;
        if (too_many || fault) tables_.fail(entity.owner, o);
    }
}

void machine::make_each(program::maker_plan const& plan) {
    auto const& entity = graph_.entities[plan.entity];
    auto const owners = tables_.at(entity.owner).size;
    bool const drops = entity.made.where_true.has_value();
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
            for (std::int64_t w = 0; w < words; ++w) add(o, w);
        }
    } else if (plan.kind == maker_kind::each_row) {
        auto& source = items(plan.source);
        view<std::int64_t> const start(registers_[program_.frames[plan.source].start]);
        for (row_number o = 0; o < owners; ++o) {
            if (start.is(o) == state::none) continue;
            if (start.is(o) != state::value) {
                made.open[o] = start.is(o);
                continue;
            }
            if (!source.open.empty()) made.open[o] = source.open[o];
            for (auto s = source.of.begins[o]; s < source.of.begins[o + 1]; ++s) add(o, source.of.rows[s]);
        }
    } else {
        view<std::int64_t> const flags(registers_[plan.range_flags]), low(registers_[plan.low]), high(registers_[plan.high]);
        auto const whole = plan.low_denominator.to_int64().value_or(1);
        auto const ceiling = [whole](std::int64_t a) { return a > 0 ? (a + whole - 1) / whole : a / whole; };
        auto const floor = [whole](std::int64_t a) { return a < 0 ? -((whole - 1 - a) / whole) : a / whole; };
        for (row_number o = 0; o < owners; ++o) {
            if (flags.is(o) == state::none) continue;
            if (flags.is(o) != state::value) {
                made.open[o] = flags.is(o);
                continue;
            }
            if (low.is(o) == state::none || high.is(o) == state::none) {
                made.open[o] = state::fault;
                continue;
            }
            auto first = ceiling(low[o]), last = floor(high[o]);
            if ((flags[o] & 1) == 0 && first * whole == low[o]) ++first;
            if ((flags[o] & 2) == 0 && last * whole == high[o]) --last;
            if (last >= first && entity.at_most && last - first + 1 > static_cast<std::int64_t>(*entity.at_most)) {
                made.open[o] = state::fault;
                continue;
            }
            for (auto at = first; at <= last; ++at) add(o, at);
        }
    }
    // "The length of a range counts before `where` drops rows": the rest is counted once they are dropped.
    if (drops) {
        made.made = true;
        made.size = made.owner.size();
        return;
    }
    finish_table(plan, made);
}

void machine::narrow(program::maker_plan const& plan) {
    auto& all = tables_.at(plan.entity, true);
    auto& made = tables_.at(plan.entity);
    view<std::int64_t> const kept(registers_[plan.where_true]);
    made.fields.resize(all.fields.size());
    made.open = all.open;
    for (row_number r = 0; r < all.size; ++r) {
        auto const owner = all.owner[r];
        if (kept.is(r) != state::value) {
            made.open[owner] = std::max(made.open[owner], strict(kept.is(r)));
            continue;
        }
        if (kept[r] == 0) continue;
        made.owner.push_back(owner);
        for (std::size_t f = 0; f < all.fields.size(); ++f) made.fields[f].cells.push_back(all.fields[f].cells[r]);
    }
    finish_table(plan, made);
}

void machine::make_subset(program::maker_plan const& plan) {
    auto const owners = tables_.at(graph_.entities[plan.entity].owner).size;
    auto& made = tables_.at(plan.entity);
    auto& source = items(plan.source);
    made.open.assign(owners, state::value);
    std::optional<view<std::int64_t>> kept;
    if (plan.where_true != program::no_reg) kept.emplace(registers_[plan.where_true]);
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

void machine::make_groups(program::maker_plan const& plan) {
    auto const& entity = graph_.entities[plan.entity];
    auto const owners = tables_.at(entity.owner).size;
    auto& made = tables_.at(plan.entity);
    auto& from = tables_.at(entity.made.source);
    auto& source = items(plan.source);
    made.fields.resize(entity.made.fields.size());
    made.open.assign(owners, state::value);
    auto& group_of = from.group_of[plan.entity];
    group_of.cells.assign(from.size, 0);
    group_of.states.assign(from.size, state::incomplete);  // of a group wholly outside the window
    std::vector<view<std::int64_t>> by;
    for (auto const one : plan.by) by.emplace_back(registers_[one]);
    std::optional<view<std::int64_t>> when;
    if (plan.when != program::no_reg && !data_.windows.empty()) when.emplace(registers_[plan.when]);
    struct group {
        std::vector<row_number> parts;
        bool inside = false, outside = false, incomplete = false;
    };
    struct cell {
        state is;
        std::int64_t value;
        auto operator<=>(cell const&) const = default;
    };
    for (row_number o = 0; o < owners; ++o) {
        if (!source.open.empty()) made.open[o] = source.open[o];
        std::map<std::vector<cell>, group> groups;
        for (auto s = source.of.begins[o]; s < source.of.begins[o + 1]; ++s) {
            auto const r = source.of.rows[s];
            auto worst = state::value;
            std::vector<cell> key;
            for (auto const& one : by) {
                if (one.is(r) == state::none) {
                    key.push_back({state::none, 0});
                    continue;
                }
                worst = std::max(worst, one.is(r));
                key.push_back({state::value, one[r]});
            }
            bool inside = true;
            if (when && when->is(r) != state::none) {
                worst = std::max(worst, when->is(r));
                auto const day = plan.moment ? day_of_minute((*when)[r]) : (*when)[r];
                for (auto const& [table, window] : data_.windows) {
                    if ((window.from && day < window.from->days) || (window.to && day > window.to->days)) inside = false;
                }
            }
            if (worst != state::value) {
                made.open[o] = std::max(made.open[o], worst);
                group_of.states[r] = worst;
                continue;
            }
            auto& its = groups[key];
            its.parts.push_back(r);
            (inside ? its.inside : its.outside) = true;
            its.incomplete = its.incomplete || tables_.is_incomplete(entity.made.source, r);
        }
        for (auto const& [key, its] : groups) {
            if (!its.inside) continue;
            auto const row = static_cast<row_number>(made.owner.size());
            made.owner.push_back(o);
            made.incomplete.push_back(its.incomplete || its.outside);
            for (std::size_t f = 0; f < key.size(); ++f) {
                made.fields[f].cells.push_back(key[f].value);
                if (key[f].is == state::none && made.fields[f].states.empty())
                    made.fields[f].states.assign(made.fields[f].cells.size() - 1, state::value);
                if (!made.fields[f].states.empty() || key[f].is == state::none) made.fields[f].states.push_back(key[f].is);
            }
            for (auto const r : its.parts) {
                made.parts.rows.push_back(r);
                group_of.cells[r] = row;
                group_of.states[r] = state::value;
            }
            made.parts.begins.push_back(static_cast<row_number>(made.parts.rows.size()));
        }
        if (made.open[o] == state::fault) continue;
    }
    if (std::none_of(made.incomplete.begin(), made.incomplete.end(), [](bool one) { return one; })) made.incomplete.clear();
    finish_table(plan, made);
}

/// "joins rows of one owner whose ranges overlap or lie within `gap`, in order of their starts"
void machine::make_merged(program::maker_plan const& plan) {
    auto const& entity = graph_.entities[plan.entity];
    auto const owners = tables_.at(entity.owner).size;
    auto& made = tables_.at(plan.entity);
    auto& source = items(plan.source);
    made.fields.resize(entity.made.fields.size());
    made.open.assign(owners, state::value);
    view<std::int64_t> const flags(registers_[plan.range_flags]), low(registers_[plan.low]), high(registers_[plan.high]);
    bool const days = !plan.moment;
    auto const gap = (entity.made.gap * rational(1)).floor().to_int64().value_or(INT64_MAX / 4);
    struct stretch {
        std::int64_t first, last, low, high;  // between days: the days that lie inside
        row_number row;
    };
    for (row_number o = 0; o < owners; ++o) {
        if (!source.open.empty()) made.open[o] = source.open[o];
        std::vector<stretch> all;
        for (auto s = source.of.begins[o]; s < source.of.begins[o + 1]; ++s) {
            auto const r = source.of.rows[s];
            if (flags.is(r) == state::none) continue;
            if (flags.is(r) != state::value) {
                made.open[o] = std::max(made.open[o], flags.is(r));
            } else if (low.is(r) != state::value || high.is(r) != state::value || high[r] < low[r]) {
                made.open[o] = state::fault;
            } else {
                auto const first = days && (flags[r] & 1) == 0 ? low[r] + 1 : low[r];
                auto const last = days && (flags[r] & 2) == 0 ? high[r] - 1 : high[r];
                all.push_back({first, last, low[r], high[r], r});
            }
        }
        std::sort(all.begin(), all.end(), [](stretch const& a, stretch const& b) {
            return std::tie(a.first, a.last, a.row) < std::tie(b.first, b.last, b.row);
        });
        stretch joined{};
        std::vector<row_number> parts;
        auto const close = [&] {
            if (parts.empty()) return;
            made.owner.push_back(o);
            std::int64_t const values[] = {joined.low, joined.high, static_cast<std::int64_t>(parts.size())};
            for (std::size_t f = 0; f < made.fields.size(); ++f) made.fields[f].cells.push_back(values[f]);
            made.parts.rows.insert(made.parts.rows.end(), parts.begin(), parts.end());
            made.parts.begins.push_back(static_cast<row_number>(made.parts.rows.size()));
            parts.clear();
        };
        for (auto const& next : all) {
            auto const between = next.first - joined.last - (days ? 1 : 0);
            if (parts.empty() || between > gap) {
                close();
                joined = next;
            } else {
                joined.low = std::min(joined.low, next.low);
                joined.high = std::max(joined.high, next.high);
                joined.last = std::max(joined.last, next.last);
            }
            parts.push_back(next.row);
        }
        close();
    }
    finish_table(plan, made);
}

}  // namespace carefare::eval
