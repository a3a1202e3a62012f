// Counts of a part of a run, and their sums.
#include <carefare/caseload/totals.hpp>

#include <algorithm>
#include <numeric>

#include "cases/caseload_text.hpp"

namespace carefare::caseload {

totals totals::of(checked::rule_graph const& graph) {
    totals made;
    for (auto const rule : graph.outputs) {
        auto const entity = graph.rules[rule].owner;
        auto const same = [&](result_total const& table) { return table.entity == entity; };
        auto found = std::find_if(made.results.begin(), made.results.end(), same);
        if (found == made.results.end()) {
            found = made.results.insert(made.results.end(), result_total{});
            found->entity = entity;
        }
        found->outputs.push_back(rule);
        found->totals.emplace_back();
        if (cases::is_money(graph.rules[rule].type_of)) found->totals.back().sum = rational(0);
    }
    for (checked::entity_id e = 0; e < graph.entities.size(); ++e) {
        if (graph.entities[e].made.kind != checked::maker_kind::host) continue;
        made.tables.emplace_back();
        made.tables.back().entity = e;
    }
    made.carried.resize(graph.carried.size());
    for (auto* const counts : {&made.unpaid, &made.undecided, &made.incomplete}) counts->resize(graph.entities.size());
    return made;
}

void totals::add(totals const& other) {
    auto const add_each = [](auto& into, auto const& from) {
        for (std::size_t i = 0; i < into.size(); ++i) into[i] += from[i];
    };
    for (std::size_t i = 0; i < tables.size(); ++i) {
        auto& into = tables[i];
        auto const& from = other.tables[i];
        into.read += from.read;
        into.used += from.used;
        into.context += from.context;
        into.set_aside += from.set_aside;
        into.orphan += from.orphan;
    }
    for (std::size_t t = 0; t < results.size(); ++t) {
        results[t].rows += other.results[t].rows;
        results[t].context += other.results[t].context;
        for (std::size_t i = 0; i < results[t].totals.size(); ++i) {
            auto& into = results[t].totals[i];
            auto const& from = other.results[t].totals[i];
            add_each(into.states, from.states);
            if (into.sum) *into.sum += *from.sum;
            into.above += from.above;
            into.zero += from.zero;
            into.below += from.below;
        }
    }
    for (std::size_t i = 0; i < carried.size(); ++i) add_each(carried[i], other.carried[i]);
    add_each(unpaid, other.unpaid);
    add_each(undecided, other.undecided);
    add_each(incomplete, other.incomplete);
    pending += other.pending;
    findings += other.findings;
    for (auto const& [name, count] : other.waiting_for) waiting_for[name] += count;
    for (auto const& [code, count] : other.findings_by_code) findings_by_code[code] += count;
    for (auto const& line : other.shown) {
        if (shown.size() < most_shown) shown.push_back(line);
    }
}

bool totals::is_clear() const {
    return findings == 0 && pending == 0 && undecided_rows() == 0;
}

std::size_t totals::undecided_rows() const {
    return std::accumulate(undecided.begin(), undecided.end(), std::size_t{0});
}

std::size_t totals::incomplete_groups() const {
    return std::accumulate(incomplete.begin(), incomplete.end(), std::size_t{0});
}

}  // namespace carefare::caseload
