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
    made.begins.assign(owners + 1, 0);
    for (auto const owner : made.owner) ++made.begins[owner + 1];
    for (std::size_t o = 0; o < owners; ++o) made.begins[o + 1] += made.begins[o];
    for (row_number o = 0; o < owners; ++o) {
        auto count = made.begins[o + 1] - made.begins[o];
        for (auto r = made.begins[o]; r < made.begins[o + 1] && !made.gone.empty(); ++r) count -= made.gone[r] ? 1U : 0U;
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
        view<std::int64_t> const start(registers_[program_.frames[plan.source].start]);
        for (row_number o = 0; o < owners; ++o) {
            if (start.is(o) == state::none || !makes_below(entity.owner, o)) continue;
            if (start.is(o) != state::value) {
                made.open[o] = start.is(o);
                continue;
            }
            if (!source.open.empty()) made.open[o] = source.open[o];
            for (auto s = source.of.begins[o]; s < source.of.begins[o + 1]; ++s) add(o, source.of.rows[s]);
        }
    } else {
        view<std::int64_t> const flags(registers_[plan.range_flags]), low(registers_[plan.low]), high(registers_[plan.high]);
        auto const whole = plan.denominator.to_int64().value_or(1);
        auto const ceiling = [whole](std::int64_t a) { return a > 0 ? (a + whole - 1) / whole : a / whole; };
        auto const floor = [whole](std::int64_t a) { return a < 0 ? -((whole - 1 - a) / whole) : a / whole; };
        for (row_number o = 0; o < owners; ++o) {
            if (flags.is(o) == state::none || !makes_below(entity.owner, o)) continue;
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
        made.size = made.owner.size();
        return;
    }
    finish_table(plan, made);
}

machine::window_place machine::place_of_day(std::int64_t day) const {
    window_place lies;
    for (auto const& [table, window] : data_.windows) {
        lies.before = lies.before || (window.from && day < window.from->days);
        lies.after = lies.after || (window.to && day > window.to->days);
    }
    return lies;
}

/// "A row that `each` makes for a date, of an entity with `at`, is incomplete where its `at` lies outside the window."
/// Where that is not known the row is not made.
void machine::mark(program::maker_plan const& plan) {
    if (data_.windows.empty()) return;
    auto& all = tables_.at(plan.entity, true);
    view<std::int64_t> const when(registers_[plan.when]);
    all.outside.assign(all.size, false);
    all.before = all.after = all.gone = all.outside;
    for (row_number r = 0; r < all.size; ++r) {
        if (when.is(r) == state::none) continue;
        if (when.is(r) != state::value) {
            all.open[all.owner[r]] = std::max(all.open[all.owner[r]], when.is(r));
            all.gone[r] = true;  // dropped when the rest is narrowed
            continue;
        }
        auto const lies = place_of_day(when[r]);
        all.before[r] = lies.before;
        all.after[r] = lies.after;
        all.outside[r] = lies.before || lies.after;
    }
    all.incomplete = all.outside;
}

void machine::narrow(program::maker_plan const& plan) {
    auto& all = tables_.at(plan.entity, true);
    auto& made = tables_.at(plan.entity);
    std::optional<view<std::int64_t>> kept;
    if (plan.where_true != program::no_reg) kept.emplace(registers_[plan.where_true]);
    made.fields.resize(all.fields.size());
    made.open = all.open;
    bool const marked = !all.outside.empty();
    for (row_number r = 0; r < all.size; ++r) {
        if (marked && all.gone[r]) continue;
        auto const owner = all.owner[r];
        bool const outside = marked && all.outside[r];
        if (kept && !(outside && kept->is(r) == state::incomplete)) {
            if (kept->is(r) != state::value) {
                made.open[owner] = std::max(made.open[owner], strict(kept->is(r)));
                continue;
            }
            if ((*kept)[r] == 0) continue;
        }
        made.owner.push_back(owner);
        for (std::size_t f = 0; f < all.fields.size(); ++f) made.fields[f].cells.push_back(all.fields[f].cells[r]);
        if (!marked) continue;
        made.outside.push_back(outside);
        made.incomplete.push_back(outside);
        made.before.push_back(all.before[r]);
        made.after.push_back(all.after[r]);
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
    for (auto const one : plan.by) by.emplace_back(registers_[one]);
    bool const windowed = !data_.windows.empty();
    std::optional<view<std::int64_t>> when;
    if (plan.when != program::no_reg && windowed) when.emplace(registers_[plan.when]);
    // Groups wholly outside the window stand in no table, but cut the groups above them.
    std::vector<std::vector<row_number>> gone(from.gone.empty() ? 0 : owners);
    for (row_number r = 0; r < from.gone.size(); ++r) {
        auto const owner = from.gone[r] ? tables_.above(source, r, entity.owner) : no_row;
        if (owner != no_row) gone[owner].push_back(r);
    }
    struct group {
        std::vector<row_number> parts, aside;
        bool inside = false, outside = false, cut = false, began_before = false;
    };
    struct key_part {
        state is;
        std::int64_t value;
        auto operator<=>(key_part const&) const = default;
    };
    for (row_number o = 0; o < owners; ++o) {
        if (!makes_below(entity.owner, o)) continue;
        if (!rows.open.empty()) made.open[o] = rows.open[o];
        std::map<std::vector<key_part>, group> groups;
        auto const place = [&](row_number r) {
            auto worst = state::value;
            std::vector<key_part> key;
            for (auto const& one : by) {
                if (one.is(r) == state::none) {
                    key.push_back({state::none, 0});
                    continue;
                }
                worst = std::max(worst, one.is(r));
                key.push_back({state::value, one[r]});
            }
            window_place lies;
            auto const [above, above_row] = windowed ? tables_.outside(source, r) : std::pair{checked::no_id, no_row};
            if (when && graph_.entities[source].at) {
                if (when->is(r) != state::none) worst = std::max(worst, when->is(r));
                if (when->is(r) == state::value) lies = place_of_day((*when)[r]);
            } else if (above != checked::no_id && (above != source || above_row != r)) {
                auto const& its = tables_.at(above);
                lies = {its.before[above_row], its.after[above_row]};
            } else if (when && when->is(r) == state::value) {
                lies = place_of_day(plan.moment ? day_of_minute((*when)[r]) : (*when)[r]);
            }
            if (worst != state::value) {
                made.open[o] = std::max(made.open[o], worst);
                group_of.states[r] = worst;
                return;
            }
            auto& its = groups[key];
            bool const outside = lies.before || lies.after;
            (partial && outside ? its.aside : its.parts).push_back(r);
            (outside ? its.outside : its.inside) = true;
            its.cut = its.cut || (above == checked::no_id && tables_.is_incomplete(source, r));
            its.began_before = its.began_before || lies.before;
        };
        for (auto s = rows.of.begins[o]; s < rows.of.begins[o + 1]; ++s) place(rows.of.rows[s]);
        if (!gone.empty()) {
            for (auto const r : gone[o]) place(r);
        }
        for (auto const& [key, its] : groups) {
            auto const row = static_cast<row_number>(made.owner.size());
            bool const outside = !its.inside && !its.cut;
            made.owner.push_back(o);
            made.outside.push_back(outside);
            made.gone.push_back(outside);
            made.before.push_back(outside && its.began_before);
            made.after.push_back(outside && !its.began_before);
            made.began_before.push_back(its.began_before);
            made.incomplete.push_back(outside || its.cut || (its.outside && !partial));
            for (std::size_t f = 0; f < key_fields; ++f) {
                made.fields[f].cells.push_back(key[f].value);
                if (key[f].is == state::none && made.fields[f].states.empty())
                    made.fields[f].states.assign(made.fields[f].cells.size() - 1, state::value);
                if (!made.fields[f].states.empty() || key[f].is == state::none) made.fields[f].states.push_back(key[f].is);
            }
            if (partial) made.fields[key_fields].cells.push_back(its.began_before ? 1 : 0);
            for (auto const* parts : {&its.parts, &its.aside}) {
                for (auto const r : *parts) {
                    if (parts == &its.parts) made.parts.rows.push_back(r);
                    group_of.cells[r] = row;
                    group_of.states[r] = state::value;
                }
            }
            made.parts.begins.push_back(static_cast<row_number>(made.parts.rows.size()));
        }
    }
    auto const none = [](std::vector<bool>& all) {
        if (std::none_of(all.begin(), all.end(), [](bool one) { return one; })) all.clear();
    };
    for (auto* flags : {&made.incomplete, &made.outside, &made.gone}) none(*flags);
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
