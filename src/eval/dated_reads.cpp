// Reads at an era: slots, versions of rules, rate tables.
#include "eval/machine.hpp"
#include "eval/operands.hpp"

namespace carefare::eval {

void machine::era(instruction const& what) {
    auto const size = size_for(what);
    auto const& days = in(what, 0);
    auto& made = start(what, size);
    if (!days.plain()) {
        made.states.resize(size);
        for (std::size_t i = 0; i < size; ++i) made.states[i] = strict(days.is(i));
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

/// By era what a read of a part of a slot gives.
column by_era(std::vector<bind::slot_value> const& values, std::uint32_t part) {
    column made;
    for (auto const& value : values) {
        auto is = value.is;
        if (is == state::value && ((part == 1 && value.low_open) || (part == 2 && value.high_open))) is = state::none;
        made.cells.push_back(value.part[part]);
        made.states.push_back(is);
    }
    if (std::all_of(made.states.begin(), made.states.end(), [](state is) { return is == state::value; })) made.states.clear();
    return made;
}

}  // namespace

void machine::slot(instruction const& what) {
    auto const size = size_for(what);
    auto const values = by_era(with_->slots[what.payload], what.part);
    if (what.operands.empty()) {
        auto& made = start(what, size);
        made.cells[0] = values.cells.back();
        if (!values.plain()) made.states.assign(1, values.states.back());
        return;
    }
    auto const& era = in(what, 0);
    auto& made = start(what, size);
    if (era.plain() && values.plain()) {
        if (era.flat)
            std::fill(made.cells.begin(), made.cells.end(), values.cells[static_cast<std::size_t>(era.cells[0])]);
        else
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
    if (std::all_of(made.states.begin(), made.states.end(), [](state is) { return is == state::value; })) made.states.clear();
}

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
    auto& made = start(what, size);
    auto& out = values_of<Number>(made);
    bool const undated = what.operands[0] == program::no_reg;
    made.states.assign(size, state::value);
    std::vector<view<Number>> all;
    for (std::size_t v = 1; v < what.operands.size(); ++v) all.emplace_back(in(what, v));
    for (std::size_t i = 0; i < size; ++i) {
        std::size_t era = by_era.size() - 1;
        if (!undated) {
            view<std::int64_t> const at(in(what, 0));
            if (at.is(i) != state::value) {
                made.states[i] = at.is(i);
                continue;
            }
            era = static_cast<std::size_t>(at[i]);
        }
        auto const version = by_era[era];
        if (version < 0) {
            made.states[i] = version == -1 ? state::pending : state::fault;
            continue;
        }
        auto const& chosen = all[static_cast<std::size_t>(version)];
        out[i] = chosen[i];
        made.states[i] = chosen.is(i);
    }
}

template void machine::versions<std::int64_t>(instruction const&);
template void machine::versions<wide>(instruction const&);

void machine::lookup(instruction const& what) {
    auto const& plan = program_.lookups[what.payload];
    auto const& rates_by_era = with_->lookups[what.payload];
    auto const size = size_for(what);
    auto& made = start(what, size);
    made.states.resize(size);
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
