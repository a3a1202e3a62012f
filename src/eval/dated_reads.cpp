// Reads at an era: slots, versions of rules, rate tables.
#include "eval/machine.hpp"
#include "eval/operands.hpp"

namespace carefare::eval {

namespace {

/// Up to so many beginnings of eras are compared with all days.
constexpr std::size_t most_eras = 8;

}  // namespace

void machine::era(instruction const& what) {
    auto const size = size_for(what);
    auto const& days = in(what, 0);
    auto& made = start(what, size);
    if (!days.plain()) {
        made.states.resize(size);
        for (std::size_t i = 0; i < size; ++i) made.states[i] = strict(days.is(i));
    }
    if (days.plain() && !days.flat && size != 0) {
        // Few eras lie between the first and the last day of a block.
        auto const& loops = kernels::chosen();
        std::int64_t least = 0, most = 0;
        loops.bounds(days.cells.data(), &least, &most, size);
        auto const first = with_->era_of(least), last = with_->era_of(most);
        made.least = static_cast<std::int64_t>(first), made.most = static_cast<std::int64_t>(last);
        if (last - first <= most_eras)
            return loops.count_reached(made.cells.data(), days.cells.data(), static_cast<std::int64_t>(first), with_->starts.data() + first + 1,
                                       last - first, size);
    }
    // Days near each other lie in one era mostly: until one lies outside, the last one found holds.
    std::int64_t first = 1, last = 0, found = 0;
    for (std::size_t i = 0; i < size; ++i) {
        if (days.is(i) == state::value) {
            auto const day = days.cells[days.flat ? 0 : i];
            if (day < first || day > last) {
                auto const era = with_->era_of(day);
                found = static_cast<std::int64_t>(era);
                first = with_->starts[era];
                last = era + 1 < with_->starts.size() ? std::int64_t{with_->starts[era + 1]} - 1 : INT64_MAX;
            }
        }
        made.cells[i] = found;
    }
}

namespace {

state state_in(bind::slot_value const& of, std::uint32_t part) {
    bool const is_open = (part == 1 && of.low_open) || (part == 2 && of.high_open);
    return of.is == state::value && is_open ? state::none : of.is;
}

/// By era what a read of a part of a slot gives.
column by_era(std::vector<bind::slot_value> const& values, std::uint32_t part) {
    column made;
    made.cells.reserve(values.size());
    made.states.reserve(values.size());
    for (auto const& value : values) {
        made.cells.push_back(value.part[part]);
        made.states.push_back(state_in(value, part));
    }
    if (is_all_values(made.states)) made.states.clear();
    return made;
}

}  // namespace

void machine::slot(instruction const& what) {
    auto const size = size_for(what);
    auto const& all = with_->slots[what.payload];
    if (what.operands.empty() || is_known_for_all(what.operands[0])) {
        auto const& one = what.operands.empty() ? all.back() : all[static_cast<std::size_t>(in(what, 0).cells[0])];
        auto const is = state_in(one, what.part);
        auto& made = start(what, size);
        std::fill(made.cells.begin(), made.cells.end(), one.part[what.part]);
        if (is != state::value) made.states.assign(size, is);
        return;
    }
    auto const values = by_era(all, what.part);
    auto const& era = in(what, 0);
    auto& made = start(what, size);
    if (era.plain() && values.plain()) {
        kernels::chosen().gather(made.cells.data(), values.cells.data(), era.cells.data(), size);
        return;
    }
    made.states.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
        auto const is = era.is(i);
        auto const at = is == state::value ? static_cast<std::size_t>(era.cells[era.flat ? 0 : i]) : 0;
        made.cells[i] = values.cells[at];
        made.states[i] = is == state::value ? values.is(at) : is;
    }
    if (is_all_values(made.states)) made.states.clear();
}

namespace {

/// The version that all eras from `first` to `last` have; below zero where they differ, or have none.
std::int32_t only_version(std::vector<std::int32_t> const& by_era, std::int64_t first, std::int64_t last) {
    auto const begin = by_era.begin() + first, end = by_era.begin() + last + 1;
    return std::all_of(begin, end, [&](std::int32_t one) { return one == *begin; }) ? *begin : -1;
}

}  // namespace

template <class Number>
void machine::versions(instruction const& what) {
    auto const& by_era = with_->versions[what.payload];
    if (auto const at = what.operands[0]; at != program::no_reg && is_known_for_all(at)) {
        auto const version = by_era[static_cast<std::size_t>(in(what, 0).cells[0])];
        if (version >= 0) return same(what, what.operands[static_cast<std::size_t>(version) + 1]);
        is_one_ = true;
        start(what, 1).states.assign(1, version == -1 ? state::pending : state::fault);
        return;
    }
    auto const size = size_for(what);
    bool const undated = what.operands[0] == program::no_reg;
    auto const last_era = static_cast<std::int64_t>(by_era.size()) - 1;
    auto first = last_era, last = last_era;
    if (!undated && in(what, 0).plain() && !in(what, 0).flat && size != 0) {
        auto const eras = bounds_of(in(what, 0));
        first = eras.least, last = eras.most;
    }
    if (undated || in(what, 0).plain()) {
        if (auto const version = only_version(by_era, first, last); version >= 0) return same(what, what.operands[static_cast<std::size_t>(version) + 1]);
    }
    auto& made = start(what, size);
    auto& out = values_of<Number>(made);
    made.states.assign(size, state::value);
    std::vector<view<Number>> all;
    for (std::size_t v = 1; v < what.operands.size(); ++v) all.emplace_back(in(what, v));
    std::optional<view<std::int64_t>> at;
    if (!undated) at.emplace(in(what, 0));
    for (std::size_t i = 0; i < size; ++i) {
        auto era = last_era;
        if (at) {
            if (at->is(i) != state::value) {
                made.states[i] = at->is(i);
                continue;
            }
            era = (*at)[i];
        }
        auto const version = by_era[static_cast<std::size_t>(era)];
        if (version < 0) {
            made.states[i] = version == -1 ? state::pending : state::fault;
            continue;
        }
        auto const& chosen = all[static_cast<std::size_t>(version)];
        out[i] = chosen[i];
        made.states[i] = chosen.is(i);
    }
    if (is_all_values(made.states)) made.states.clear();
}

template void machine::versions<std::int64_t>(instruction const&);
template void machine::versions<wide>(instruction const&);

namespace {

/// More schedules than these are looked up row by row.
constexpr std::size_t most_schedules = 4;

/// The schedules that count from the first to the last of some eras, each from its first era on; none where there is a gap, where
/// their keys stand differently, or where they are too many.
std::vector<bind::rate_index const*> schedules_of(std::vector<bind::rate_index const*> const& by_era, bounds const& eras,
                                                  std::vector<kernels::schedule>& found) {
    std::vector<bind::rate_index const*> all;
    for (auto at = eras.least; at <= eras.most; ++at) {
        auto const* const one = by_era[static_cast<std::size_t>(at)];
        if (one == nullptr || one->cells.empty()) return {};
        if (!all.empty() && all.back() == one) continue;
        if (all.size() == most_schedules || (!all.empty() && all.front()->keys != one->keys)) return {};
        all.push_back(one);
        auto const* const marks = is_all_values(one->states) ? nullptr : reinterpret_cast<std::uint8_t const*>(one->states.data());
        found.push_back({at, one->cells.data(), marks});
    }
    return all;
}

}  // namespace

/// Eras are values, and the schedules that count few. Else all is left to the loop over rows.
bool machine::look_up_by_columns(instruction const& what, column& made, std::size_t size) const {
    auto const& plan = program_.lookups[what.payload];
    auto const& by_era = with_->lookups[what.payload];
    auto const count = what.operands.size() - (plan.dated ? 1 : 0);
    for (auto const& denominator : plan.key_denominators) {
        if (denominator != rational(1)) return false;
    }
    auto const* const era = plan.dated ? &in(what, count) : nullptr;
    if (era != nullptr && !era->plain()) return false;
    auto const last = static_cast<std::int64_t>(by_era.size()) - 1;
    std::vector<kernels::schedule> found;
    auto const schedules = schedules_of(by_era, era == nullptr ? bounds{last, last} : bounds_of(*era), found);
    if (schedules.empty()) return false;
    std::vector<kernels::table_key> keys;
    for (std::size_t k = 0; k < count; ++k) {
        auto const& key = schedules.front()->keys[k];
        keys.push_back({operand_of(in(what, k)), {key.is_number ? key.low : 0, key.size, key.size - (key.may_be_none ? 1 : 0)}});
    }
    kernels::chosen().look_up(made.cells.data(), marks_in(made, size), keys.data(), keys.size(), found.data(), found.size(),
                              era == nullptr ? kernels::cells{} : cells_of(*era), size);
    return true;
}

void machine::lookup(instruction const& what) {
    auto const& plan = program_.lookups[what.payload];
    auto const& rates_by_era = with_->lookups[what.payload];
    auto const size = size_for(what);
    auto& made = start(what, size);
    made.states.resize(size);
    if (size != 0 && look_up_by_columns(what, made, size)) return;
    auto const keys = what.operands.size() - (plan.dated ? 1 : 0);
    struct operand {
        std::int64_t const* cells;
        state const* states;
        std::size_t step;  // none of a flat one
        std::int64_t denominator;
    };
    std::vector<operand> operands;
    bool plain = true;
    for (std::size_t k = 0; k < what.operands.size(); ++k) {
        auto const& of = in(what, k);
        auto const denominator = k < keys ? plan.key_denominators[k].to_int64().value_or(0) : 1;
        operands.push_back({of.cells.data(), of.plain() ? nullptr : of.states.data(), of.flat ? std::size_t{0} : std::size_t{1}, denominator});
        plain = plain && of.plain();
    }
    auto const state_at = [&](std::size_t k, std::size_t i) {
        auto const& of = operands[k];
        return of.states == nullptr ? state::value : of.states[i * of.step];
    };
    bool all_values = true;
    for (std::size_t i = 0; i < size; ++i) {
        auto worst = state::value;
        for (std::size_t k = 0; k < operands.size() && !plain; ++k) {
            auto const is = state_at(k, i);
            if (is != state::none) worst = std::max(worst, is);
            if (is == state::none && k == keys) worst = state::fault;
        }
        bind::rate_index const* rates = nullptr;
        if (!plan.dated || plain || state_at(keys, i) == state::value) {
            auto const era = plan.dated ? static_cast<std::size_t>(operands[keys].cells[i * operands[keys].step]) : rates_by_era.size() - 1;
            rates = rates_by_era[era];
            if (rates == nullptr) worst = std::max(worst, state::pending);
        }
        if (worst != state::value) {
            made.states[i] = worst;
            made.cells[i] = 0;
            all_values = false;
            continue;
        }
        std::size_t at = 0;
        bool outside = false;
        for (std::size_t k = 0; k < keys && !outside; ++k) {
            auto const& key = rates->keys[k];
            auto const& of = operands[k];
            std::int64_t place = of.cells[i * of.step];
            auto const numbers = static_cast<std::int64_t>(key.size) - (key.may_be_none ? 1 : 0);
            if (!plain && state_at(k, i) == state::none) {
                outside = !key.may_be_none;
                place = numbers;
            } else if (key.is_number) {
                if (of.denominator != 1) {
                    outside = of.denominator == 0 || place % of.denominator != 0;
                    place = outside ? 0 : place / of.denominator;
                }
                place -= key.low;
                outside = outside || place < 0 || place >= numbers;
            }
            if (!outside) at = at * key.size + static_cast<std::size_t>(place);
        }
        made.states[i] = outside ? state::none : rates->states[at];
        made.cells[i] = outside ? 0 : rates->cells[at];
        all_values = all_values && made.states[i] == state::value;
    }
    if (all_values) made.states.clear();
}

}  // namespace carefare::eval
