// Used programmes inside a case.
#include "cases/used_cases.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace carefare::cases {

using checked::entity_id;
using checked::no_id;
using reference::no_row;
using reference::open_result;
using reference::row_fate;
using reference::row_index;
using reference::state;

std::set<reference::need> prefixed(std::set<reference::need> const& needs, std::string const& prefix) {
    std::set<reference::need> told;
    for (auto one : needs) {
        one.name.insert(0, prefix + ".");
        told.insert(std::move(one));
    }
    return told;
}

namespace {

/// What a fault of a row, or of the rows of its partition, is told as.
std::optional<open_result> fault_of_row(prepared_case const& of, reference::evaluator& with, entity_id e, row_index r) {
    auto const& data = of.data;
    bool const host = of.plan->programme->entities[e].made.kind == checked::maker_kind::host;
    open_result fault;
    fault.is = state::fault;
    if (host && data.fates[e][r] != row_fate::used) {
        if (auto const why = data.because[e][r]; why != reference::no_finding) {
            fault.fault_code = data.findings[why].code;
            fault.fault_message = data.findings[why].message;
        }
        return fault;
    }
    auto const* failed = with.fault_of_partition(e, r);
    if (failed == nullptr) return std::nullopt;
    fault.fault_code = failed->fault_code;
    fault.fault_message = failed->fault_message;
    return fault;
}

}  // namespace

used_cases::used_cases(syntax::case_syntax const& of, checked::rule_graph const& graph, workspace& in) : graph_(graph), sink_(in.sink) {
    for (auto const& one : of.uses) add(one, in);
}

void used_cases::add(syntax::used_case_syntax const& of, workspace& in) {
    std::vector<std::string> names;
    for (auto const& use : graph_.uses) names.push_back(use.prefix);
    auto const found = std::find(names.begin(), names.end(), of.prefix.value);
    if (found == names.end()) {
        auto const near = nearest_name(of.prefix.value, names);
        sink_.error(diagnostic_code::W025, of.prefix.where, "the programme '" + graph_.name + "' uses nothing as '" + of.prefix.value + "'",
                    near.empty() ? "Name a prefix of its `uses`." : "Did you mean '" + near + "'?");
        return;
    }
    used made;
    made.use = static_cast<std::uint32_t>(found - names.begin());
    made.where = of.content.where;
    if (!of.content.plan) {
        sink_.error(diagnostic_code::W007, of.content.where, "the case under '" + of.prefix.value + "' names no plan", "Write plan: NAME in it, or under `shared`.");
        return;
    }
    auto const* plan = in.plan_named(of.content.plan->value, of.content.plan->where);
    if (plan == nullptr) return;
    if (plan->programme->name != graph_.uses[made.use].name) {
        sink_.error(diagnostic_code::W027, of.content.plan->where,
                    "'" + of.prefix.value + "' is the programme '" + graph_.uses[made.use].name + "', and this plan is one of '" + plan->programme->name + "'",
                    "Name a plan of '" + graph_.uses[made.use].name + "'.");
        return;
    }
    auto ready = prepare(of.content, {}, in, plan);
    if (!ready) return;
    made.ready = std::make_unique<prepared_case>(std::move(*ready));
    // Hooks that the plan or the case answers leave rules and tables where they are.
    auto const& varied = *made.ready->plan;
    made.evaluator = std::make_unique<reference::evaluator>(*varied.programme, varied.plan, made.ready->settings, made.ready->data);
    used_.push_back(std::move(made));
}

std::vector<used_cases::source> used_cases::sources_of(used const& one) const {
    std::map<entity_id, source> tables;
    for (checked::fact_id f = 0; f < graph_.facts.size(); ++f) {
        auto const& fact = graph_.facts[f];
        if (!fact.from || fact.from->use != one.use) continue;
        auto& table = tables[fact.owner];
        table.here = fact.owner;
        table.there = graph_.uses[one.use].of->rules[fact.from->rule].owner;
        table.facts.push_back(f);
    }
    std::vector<source> all;
    for (auto& [entity, table] : tables) all.push_back(std::move(table));
    return all;
}

void used_cases::add_rows(reference::dataset& into) const {
    into.tables.resize(graph_.entities.size());
    std::vector<std::set<std::string>> known;
    for (auto const& table : into.tables) {
        auto& keys = known.emplace_back();
        for (auto const& row : table) keys.insert(row.key);
    }
    for (auto const& one : used_) {
        auto& with = *one.evaluator;
        auto const& there = *graph_.uses[one.use].of;
        for (auto const& table : sources_of(one)) {
            bool const owned = graph_.entities[table.here].owner != no_id;
            bool const host = there.entities[table.there].made.kind == checked::maker_kind::host;
            for (auto const r : with.rows(table.there)) {
                if (host && one.ready->data.fates[table.there][r] != row_fate::used) continue;  // it has no results
                if (!known[table.here].insert(with.key_of(table.there, r)).second) continue;
                reference::row row;
                row.key = with.key_of(table.there, r);
                auto const owner = owned ? with.owner_of(table.there, r) : no_row;
                if (owner != no_row) row.owner_key = with.key_of(there.entities[table.there].owner, owner);
                row.link_keys.resize(graph_.entities[table.here].links.size());
                row.where = one.where;
                into.tables[table.here].push_back(std::move(row));
            }
        }
    }
}

void used_cases::refuse_given(used const& one, reference::dataset const& data) const {
    for (auto const& table : data.tables) {
        for (auto const& row : table) {
            for (auto const& [id, value] : row.facts) {
                auto const& fact = graph_.facts[id];
                if (!fact.from || fact.from->use != one.use) continue;
                sink_.error(diagnostic_code::W026, row.where, "row '" + row.key + "' gives '" + fact.name + "', and the case has '" + graph_.uses[one.use].prefix + "' evaluated",
                            "Leave one of the two out.");
            }
        }
    }
}

/// A row that the used programme does not have has no results there, unless it could not say which rows there are.
std::optional<open_result> used_cases::why_not_there(used const& one, reference::dataset const& data, entity_id e, row_index r) const {
    auto const& there = *graph_.uses[one.use].of;
    auto& with = *one.evaluator;
    for (auto at = r; data.tables[e][at].owner != no_row;) {
        auto const below = there.find_entity(graph_.entities[e].name);
        at = data.tables[e][at].owner;
        e = graph_.entities[e].owner;
        auto const owner = there.find_entity(graph_.entities[e].name);
        auto const row = owner ? with.find_row(*owner, data.tables[e][at].key) : std::nullopt;
        if (!row) continue;
        if (auto fault = fault_of_row(*one.ready, with, *owner, *row)) return fault;
        auto const needs = below && there.entities[*below].owner == *owner ? with.undecided(*below, *row) : std::set<reference::need>{};
        if (needs.empty()) return std::nullopt;
        return open_result{state::pending, prefixed(needs, graph_.uses[one.use].prefix), {}, {}};
    }
    return std::nullopt;
}

void used_cases::fill(reference::dataset& into) const {
    for (auto const& one : used_) {
        refuse_given(one, into);
        auto const& prefix = graph_.uses[one.use].prefix;
        for (auto const& table : sources_of(one)) {
            for (row_index r = 0; r < into.tables[table.here].size(); ++r) {
                auto& row = into.tables[table.here][r];
                auto const there = one.evaluator->find_row(table.there, row.key);
                auto const absent = there ? std::nullopt : why_not_there(one, into, table.here, r);
                for (auto const f : table.facts) {
                    if (absent) row.open[f] = *absent;
                    if (!there) continue;
                    auto const& got = one.evaluator->result(graph_.facts[f].from->rule, *there);
                    if (got.is == state::value) {
                        row.facts[f] = got.value;
                    } else if (got.is != state::none) {
                        row.open[f] = {got.is, prefixed(got.needs, prefix), got.fault_code, got.fault_message};
                    }
                }
            }
        }
    }
}

}  // namespace carefare::cases
