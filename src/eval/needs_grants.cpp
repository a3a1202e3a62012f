// What a turn of an allocation waits for: its own ask and limits, and those before it that it cannot pass. How much is
// granted does not matter to that.
#include "eval/needs.hpp"

#include <algorithm>

namespace carefare::eval {

using program::no_reg;

row_number needs_walk::partition_of(std::uint32_t allocation, row_number row) const {
    auto const& plan = program_.allocations[allocation];
    return machine_.rows().above(graph_.rules[plan.rule].owner, row, graph_.allocations[plan.allocation].partition);
}

void needs_walk::list_granted(instruction const& what, row_number row) {
    enum part { grant, unmet, before, left, turn_number, bound_by };
    auto const& plan = program_.allocations[what.payload];
    if (what.part == turn_number) return see(place::kind::turns, what.payload, partition_of(what.payload, row));
    // What is granted nothing has its whole ask unmet.
    if (what.part == unmet && is_granted_nothing(asked(what.payload, row).of)) return see(plan.ask, row);
    see(place::kind::turn, what.payload, row);
}

/// "A limit that does not count the row, or does not bind, is not asked for the rest."
needs_walk::asked_turn needs_walk::asked(std::uint32_t allocation, row_number row) const {
    auto const& plan = program_.allocations[allocation];
    auto const read = [&](program::reg of) { return given{is(of, row), value(of, row)}; };
    asked_turn made;
    made.of.row = row;
    made.of.ask = read(plan.ask);
    for (auto const& limit : plan.limits) {
        limit_of_turn its;
        its.within = read(limit.within);
        its.counts = limit.counts == no_reg ? given{state::value, 1} : read(limit.counts);
        if (its.may_count()) its.up_to = read(limit.up_to);
        if (its.may_count() && its.up_to.is != state::none) its.before = machine_.used_before(limit, its.within, row);
        made.limits.push_back(its);
    }
    made.of.limits = made.limits;
    return made;
}

void needs_walk::list_asked(std::uint32_t allocation, row_number row) {
    auto const& plan = program_.allocations[allocation];
    auto const of = asked(allocation, row);
    see(plan.ask, row);
    for (std::size_t l = 0; l < of.limits.size(); ++l) {
        if (!of.limits[l].may_count()) continue;
        see(plan.limits[l].within, row);
        see(plan.limits[l].counts, row);
        see(plan.limits[l].up_to, row);
        bool const asks_before = of.limits[l].within.is == state::value && of.limits[l].before.is == state::pending;
        if (asks_before) see(plan.limits[l].used_before, row);
    }
}

void needs_walk::list_turn(std::uint32_t allocation, row_number row) {
    auto const& all = turns(allocation, partition_of(allocation, row));
    auto const found = all.rows.find(row);
    if (found == all.rows.end()) return;
    auto const& its = found->second;
    if (its.asks == state::pending) see(place::kind::asked, allocation, row);
    if (its.counts_open && all.open == state::pending) see(place::kind::turns, allocation, partition_of(allocation, row));
    bool const in_proportion = graph_.allocations[program_.allocations[allocation].allocation].in_proportion;
    for (auto const other : its.waits) see(in_proportion ? place::kind::asked : place::kind::turn, allocation, other);
}

void needs_walk::list_turns(std::uint32_t allocation, row_number partition) {
    auto const& plan = program_.allocations[allocation];
    auto const& rows = machine_.items_of(plan.items);
    see_rows(plan.items, partition);
    for (auto at = rows.of.begins[partition]; at < rows.of.begins[partition + 1]; ++at) {
        if (!rows.skips(at)) list_order(program_.orders[plan.order], rows.of.rows[at]);
    }
}

needs_walk::turns_taken const& needs_walk::turns(std::uint32_t allocation, row_number partition) {
    auto const [at, fresh] = turns_.try_emplace({allocation, partition});
    auto& made = at->second;
    if (!fresh) return made;
    auto const& plan = program_.allocations[allocation];
    auto const& turns = machine_.turns_of(plan);
    std::vector<row_number> const order(turns.of.rows.begin() + turns.of.begins[partition], turns.of.rows.begin() + turns.of.begins[partition + 1]);
    made.open = turns.open[partition];
    if (graph_.allocations[plan.allocation].in_proportion)
        take_in_proportion(allocation, order, made);
    else
        take_in_order(allocation, order, made);
    return made;
}

/// "rows after a pending one, in limits that may count it, are pending on the same"
void needs_walk::take_in_order(std::uint32_t allocation, std::vector<row_number> const& order, turns_taken& made) const {
    auto const& how = graph_.allocations[program_.allocations[allocation].allocation];
    struct account {
        state is = state::value;
        std::vector<row_number> rows;
    };
    std::map<std::pair<std::size_t, std::int64_t>, account> accounts;
    std::vector<account> everywhere(how.limits.size());
    for (auto const row : order) {
        auto const with_limits = asked(allocation, row);
        auto const& of = with_limits.of;
        auto& its = made.rows[row];
        if (of.ask.is == state::none) continue;
        its.asks = its.why = undecided_of(of);
        its.nothing = is_granted_nothing(of);
        if (made.open != state::value) {
            its.counts_open = true;
            its.why = std::max(its.why, made.open);
            continue;
        }
        std::set<row_number> waits;
        std::vector<bool> looked_at(how.limits.size(), false);
        for (std::size_t l = 0; l < of.limits.size(); ++l) {
            auto const& limit = of.limits[l];
            if (!limit.may_count() || limit.up_to.is == state::none || limit.within.is != state::value) continue;
            looked_at[l] = true;
            for (auto const* before : {&accounts[{l, limit.within.value}], &everywhere[l]}) {
                its.why = std::max(its.why, before->is);
                waits.insert(before->rows.begin(), before->rows.end());
            }
        }
        its.waits.assign(waits.begin(), waits.end());
        if (its.why == state::value || its.nothing || (its.why != state::fault && how.pending_skips)) continue;
        for (std::size_t l = 0; l < of.limits.size(); ++l) {
            auto const& limit = of.limits[l];
            if (!limit.may_count()) continue;
            bool const placed = limit.within.is == state::value;
            auto& of_limit = placed ? accounts[{l, limit.within.value}] : everywhere[l];
            of_limit.is = std::max(of_limit.is, its.why);
            if (placed && looked_at[l]) of_limit.rows.clear();  // this row waits for all of them
            of_limit.rows.push_back(row);
        }
    }
}

void needs_walk::take_in_proportion(std::uint32_t allocation, std::vector<row_number> const& order, turns_taken& made) const {
    auto const& how = graph_.allocations[program_.allocations[allocation].allocation];
    std::map<row_number, asked_turn> all;
    std::vector<row_number> everywhere;
    std::map<std::int64_t, std::vector<row_number>> within;  // by row of the limit
    auto const stops = [&](turn const& of) {
        auto const why = undecided_of(of);
        return why != state::value && !is_granted_nothing(of) && (why == state::fault || !how.pending_skips);
    };
    for (auto const row : order) {
        auto const& of = all.emplace(row, asked(allocation, row)).first->second.of;
        auto const& limit = of.limits.front();
        if (of.ask.is != state::none && limit.may_count() && limit.within.is != state::value && stops(of)) everywhere.push_back(row);
    }
    bool const anywhere = !everywhere.empty() || made.open != state::value;
    for (auto const row : order) {
        auto const& of = all.at(row).of;
        auto const& limit = of.limits.front();
        bool const binds = limit.may_count() && limit.up_to.is != state::none;
        auto& its = made.rows[row];
        if (of.ask.is == state::none) continue;
        its.asks = undecided_of(of);
        its.counts_open = true;
        if (binds && limit.within.is == state::value && !anywhere)
            within[limit.within.value].push_back(row);
        else if (binds)
            its.waits = everywhere;
    }
    for (auto const& [limit, rows] : within) {
        std::vector<row_number> waits;
        for (auto const row : rows) {
            if (stops(all.at(row).of)) waits.push_back(row);
        }
        for (auto const row : rows) made.rows[row].waits = waits;
    }
}

}  // namespace carefare::eval
