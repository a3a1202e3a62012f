// Reads at an era: slots, versions of rules, rate tables; and decision tables.
#include "eval/machine.hpp"

namespace carefare::eval {

using program::code;
using syntax::hit_policy;

void machine::era(instruction const& what) {
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    view<std::int64_t> const day(in(what, 0));
    if (!day.plain()) made.states.resize(size);
    std::int64_t last = INT64_MIN, last_era = 0;
    for (std::size_t i = 0; i < size; ++i) {
        if (!day.plain()) made.states[i] = strict(day.is(i));
        if (day.is(i) != state::value) continue;
        if (day[i] != last) {
            last = day[i];
            last_era = static_cast<std::int64_t>(with_.era_of(last));
        }
        made.cells[i] = last_era;
    }
}

void machine::slot(instruction const& what) {
    auto const& by_era = with_.slots[what.payload];
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    auto const put = [&](std::size_t i, bind::slot_value const& value) {
        made.cells[i] = value.part[what.part];
        auto is = value.is;
        if (is == state::value && ((what.part == 1 && value.low_open) || (what.part == 2 && value.high_open))) is = state::none;
        if (is == state::value && made.states.empty()) return;
        if (made.states.empty()) made.states.assign(size, state::value);
        made.states[i] = is;
    };
    if (what.operands.empty()) return put(0, by_era.back());
    view<std::int64_t> const era(in(what, 0));
    for (std::size_t i = 0; i < size; ++i) {
        if (era.is(i) == state::value) {
            put(i, by_era[static_cast<std::size_t>(era[i])]);
            continue;
        }
        if (made.states.empty()) made.states.assign(size, state::value);
        made.states[i] = era.is(i);
    }
}

template <class Number>
void machine::versions(instruction const& what) {
    auto const& by_era = with_.versions[what.payload];
    auto const size = size_of(what.of);
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
    auto const& by_era = with_.lookups[what.payload];
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    made.states.assign(size, state::value);
    std::vector<view<std::int64_t>> operands;
    for (std::size_t k = 0; k < what.operands.size(); ++k) operands.emplace_back(in(what, k));
    auto const keys = operands.size() - (plan.dated ? 1 : 0);
    std::vector<std::int64_t> denominators;
    for (auto const& one : plan.key_denominators) denominators.push_back(one.to_int64().value_or(0));
    for (std::size_t i = 0; i < size; ++i) {
        bind::rate_index const* rates = nullptr;
        auto worst = state::value;
        for (std::size_t k = 0; k < operands.size(); ++k) {
            auto const is = operands[k].is(i);
            if (is != state::none) worst = std::max(worst, is);
            if (is == state::none && k == keys) worst = state::fault;
        }
        bool const known = !plan.dated || operands[keys].is(i) == state::value;
        if (known) {
            rates = by_era[plan.dated ? static_cast<std::size_t>(operands[keys][i]) : by_era.size() - 1];
            if (rates == nullptr) worst = std::max(worst, state::pending);
        }
        if (worst != state::value) {
            made.states[i] = worst;
            continue;
        }
        std::size_t at = 0;
        bool outside = false;
        for (std::size_t k = 0; k < keys && !outside; ++k) {
            auto const& key = rates->keys[k];
            std::int64_t place = operands[k][i];
            auto const numbers = static_cast<std::int64_t>(key.size) - (key.may_be_none ? 1 : 0);
            if (operands[k].is(i) == state::none) {
                outside = !key.may_be_none;
                place = numbers;
            } else if (key.is_number) {
                outside = denominators[k] == 0 || place % denominators[k] != 0;
                place = outside ? 0 : place / denominators[k] - key.low;
                outside = outside || place < 0 || place >= numbers;
            }
            if (!outside) at = at * key.size + static_cast<std::size_t>(place);
        }
        made.states[i] = outside ? state::none : rates->states[at];
        made.cells[i] = outside ? 0 : rates->cells[at];
    }
}

template <class Number>
void machine::decide(instruction const& what) {
    auto const& plan = program_.decisions[what.payload];
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    auto& out = values_of<Number>(made);
    made.states.assign(size, state::value);
    std::vector<view<std::int64_t>> inputs, truths;
    std::vector<view<Number>> outputs;
    for (auto const one : plan.inputs) inputs.emplace_back(at(one));
    for (auto const one : plan.truths) truths.emplace_back(at(one));
    bool const counts = plan.policy == hit_policy::collect_count;
    if (!counts) {
        for (auto const one : plan.outputs) outputs.emplace_back(at(one));
    }
    std::optional<view<Number>> otherwise;
    if (plan.otherwise != program::no_reg) otherwise.emplace(at(plan.otherwise));
    auto const rows = truths.size();
    for (std::size_t i = 0; i < size; ++i) {
        auto const give = [&](view<Number> const& from) {
            out[i] = from[i];
            made.states[i] = from.is(i);
        };
        auto const nothing_applies = [&] {
            if (otherwise)
                give(*otherwise);
            else
                made.states[i] = state::fault;
        };
        auto is_fault = false;
        for (auto const& input : inputs) is_fault = is_fault || input.is(i) == state::fault;
        if (is_fault) {
            made.states[i] = state::fault;
            continue;
        }
        auto worst = state::value;          // of rows that are not decided
        std::size_t certain = 0, first = rows;
        auto above = state::value;          // of those above the first certain row
        for (std::size_t r = 0; r < rows; ++r) {
            auto const is = truths[r].is(i);
            if (is != state::value) {
                worst = std::max(worst, is);
                if (first == rows) above = std::max(above, is);
            } else if (truths[r][i] != 0) {
                if (first == rows) first = r;
                ++certain;
            }
        }
        if (plan.policy == hit_policy::first) {
            if (above != state::value)
                made.states[i] = above;
            else if (first == rows)
                nothing_applies();
            else
                give(outputs[first]);
            continue;
        }
        if (plan.policy == hit_policy::unique) {
            if (worst == state::fault || certain > 1)
                made.states[i] = state::fault;
            else if (certain == 1)
                give(outputs[first]);
            else if (worst != state::value)
                made.states[i] = worst;
            else
                nothing_applies();
            continue;
        }
        auto const is_certain = [&](std::size_t r) { return truths[r].is(i) == state::value && truths[r][i] != 0; };
        if (plan.policy == hit_policy::any) {
            if (worst == state::fault) {
                made.states[i] = state::fault;
                continue;
            }
            if (certain == 0) {
                if (worst != state::value)
                    made.states[i] = worst;
                else
                    nothing_applies();
                continue;
            }
            auto given = state::value;
            std::optional<std::size_t> agreed;
            bool differs = false;
            for (std::size_t r = 0; r < rows; ++r) {
                if (!is_certain(r)) continue;
                auto const is = outputs[r].is(i);
                given = is == state::none ? given : std::max(given, is);
                if (is != state::value && is != state::none) continue;
                if (!agreed) agreed = r;
                bool const same = outputs[*agreed].is(i) == is && (is == state::none || outputs[*agreed][i] == outputs[r][i]);
                differs = differs || !same;
            }
            if (given == state::fault || differs)
                made.states[i] = state::fault;
            else if (given != state::value)
                made.states[i] = given;
            else
                give(outputs[*agreed]);
            continue;
        }
        Number total = 0;
        bool any = false;
        for (std::size_t r = 0; r < rows && !counts; ++r) {
            if (!is_certain(r)) continue;
            auto const is = outputs[r].is(i);
            if (is == state::none) continue;
            worst = std::max(worst, is);
            auto const value = outputs[r][i];
            if (plan.policy == hit_policy::collect_sum)
                total += value;
            else if (!any || (plan.policy == hit_policy::collect_min ? value < total : total < value))
                total = value;
            any = true;
        }
        if (worst != state::value) {
            made.states[i] = worst;
        } else if (certain == 0 && otherwise) {
            give(*otherwise);
        } else {
            out[i] = counts ? static_cast<Number>(certain) : total;
            bool const extreme = plan.policy == hit_policy::collect_min || plan.policy == hit_policy::collect_max;
            if (extreme && !any) made.states[i] = state::none;
        }
    }
}

template void machine::decide<std::int64_t>(instruction const&);
template void machine::decide<wide>(instruction const&);

}  // namespace carefare::eval
