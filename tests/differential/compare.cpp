// Both evaluators over one dataset, rule by rule and row by row; what differs is printed.
#include "differential/compare.hpp"

#include <iostream>
#include <map>
#include <set>
#include <vector>

#include <carefare/checked/partition.hpp>
#include <carefare/checked/stages.hpp>

namespace carefare::differential {

namespace {

char const* name_of(eval::state is) {
    switch (is) {
        case eval::state::value: return "value";
        case eval::state::none: return "none";
        case eval::state::pending: return "pending";
        case eval::state::incomplete: return "incomplete";
        case eval::state::fault: return "fault";
    }
    return "";
}

char const* name_of(reference::state is) {
    switch (is) {
        case reference::state::value: return "value";
        case reference::state::none: return "none";
        case reference::state::pending: return "pending";
        case reference::state::incomplete: return "incomplete";
        case reference::state::fault: return "fault";
    }
    return "";
}

std::string shown(checked::constant_value const& value, checked::type const& type, checked::rule_graph const& graph) {
    if (auto const* one = std::get_if<checked::scalar_value>(&value)) return graph.to_string(*one, type);
    return graph.to_string(std::get<checked::interval>(value), type);
}

using keyed_rows = std::map<std::string, eval::row_number>;

class comparer {
public:
    comparer(subject const& of, std::string const& name, comparison& into)
        : of_(of), name_(name), into_(into), known_on_(of.settings.known_on ? of.settings.known_on : of.data.known_on),
          data_(of.data), binding_(bind::bind(of.program, of.plan, {of.settings.readings, of.settings.options}, known_on_)),
          given_(eval::to_host_tables(binding_, known(data_, known_on_), known_on_)), evaluation_(binding_, given_),
          got_(evaluation_.run(0, evaluation_.partitions())),
          kept_(evaluation_.run(0, evaluation_.partitions(), {.keep_registers = true})), wanted_(of.whole == nullptr ? of.graph : *of.whole, of.plan, of.settings, of.given == nullptr ? of.data : *of.given) {}

    void rows_of(checked::entity_id e) {
        auto& places = places_[e];
        // Of a partition at fault the one or the other may have made more rows before it stopped: all of them are that fault.
        std::size_t standing = 0, wanted = 0;
        for (eval::row_number r = 0; r < got_.size(e); ++r) {
            if (!got_.stands(e, r)) continue;
            places.emplace(got_.key_of(e, r), r);
            if (!got_.has_failed(e, r)) ++standing;
        }
        auto& rows = rows_[e];
        bool const host = of_.graph.entities[e].made.kind == checked::maker_kind::host;
        for (auto const r : wanted_.rows(e)) {
            if (is_aside(e, r)) continue;
            rows.push_back(r);
            if (wanted_.fault_of_partition(e, r) == nullptr) ++wanted;
        }
        needs_of_places(e);
        if (host || is_of_another_stage(e)) return;
        ++into_.compared;
        if (wanted == standing || !tell()) return;
        std::cout << name_ << ": " << standing << " rows of " << of_.graph.entities[e].name << ", wanted " << wanted << '\n';
    }

    void output(std::size_t number) {
        auto const id = of_.graph.outputs[number];
        auto const& rule = of_.graph.rules[id];
        auto const e = rule.owner;
        if (e == checked::no_id) return result(number, 0, 0, {});
        for (auto const r : rows_[e]) {
            auto const& key = wanted_.key_of(e, r);
            auto const found = places_[e].find(key);
            if (found != places_[e].end()) {
                result(number, r, found->second, key);
                continue;
            }
            if (wanted_.fault_of_partition(e, r) != nullptr) continue;
            ++into_.compared;
            if (tell()) std::cout << name_ << ": " << of_.graph.full_name(rule) << " [" << key << "] no such row\n";
        }
    }

    /// Of all owners what has to be known before it is certain which rows they own. After the rows of all entities.
    void undecided(checked::entity_id e) {
        auto const& declared = of_.graph.entities[e];
        if (declared.made.kind == checked::maker_kind::host || is_of_another_stage(e)) return;
        for (auto const owner : rows_[declared.owner]) {
            auto const& key = wanted_.key_of(declared.owner, owner);
            auto const found = places_[declared.owner].find(key);
            if (found == places_[declared.owner].end() || wanted_.fault_of_partition(declared.owner, owner) != nullptr) continue;
            same_needs(declared.rows, key, kept_.needs_of_rows(e, found->second), wanted_.undecided(e, owner));
        }
    }

    void carried(std::size_t number) {
        auto const& table = of_.graph.carried[number];
        for (auto const r : rows_[table.from]) {
            auto const& key = wanted_.key_of(table.from, r);
            auto const found = places_[table.from].find(key);
            if (found == places_[table.from].end()) continue;
            for (std::size_t f = 0; f < table.facts.size(); ++f) {
                auto const wanted = wanted_.value_of(table.facts[f].second, table.from, r);
                auto const what = "carried " + of_.graph.full_name(of_.graph.facts[table.facts[f].first]);
                same_needs(what, key, kept_.needs_of_carried(number, f, found->second), wanted.needs);
            }
        }
    }

private:
    /// Rows that are made above the finest partition are there in their stage alone.
    [[nodiscard]] bool is_of_another_stage(checked::entity_id e) const {
        return of_.whole != nullptr && of_.whole->entities[e].made.kind != of_.graph.entities[e].made.kind;
    }

    void same_needs(std::string const& what, std::string const& key, std::set<reference::need> const& got, std::set<reference::need> const& wanted) {
        ++into_.compared;
        into_.needs += wanted.size();
        if (got == wanted || !tell()) return;
        std::cout << name_ << ": " << what << " [" << key << "] waits for\n";
        for (auto const& need : got) {
            if (!wanted.contains(need)) std::cout << "    " << told(need) << ", which is not wanted\n";
        }
        for (auto const& need : wanted) {
            if (!got.contains(need)) std::cout << "    wanted " << told(need) << '\n';
        }
    }

    static std::string told(reference::need const& need) {
        return std::to_string(static_cast<int>(need.what)) + ' ' + need.name + " [" + need.row_key + "] " + need.reason;
    }

    /// Where the rows of an entity lie, and which run pays them.
    void needs_of_places(checked::entity_id e) {
        auto const& declared = of_.graph.entities[e];
        for (std::size_t i = 0; i < of_.program.paid_by.size(); ++i) {
            if (of_.program.paid_by[i].entity != e) continue;
            for (auto const r : rows_[e]) {
                auto const found = places_[e].find(wanted_.key_of(e, r));
                if (found == places_[e].end() || wanted_.fault_of_partition(e, r) != nullptr) continue;
                same_needs(declared.name + " paid by", found->first, kept_.needs_of_paid_by(i, found->second), wanted_.place_of(*declared.pay_by, e, r).needs);
                if (of_.program.paid_by[i].at == program::no_reg) continue;
                same_needs(declared.name + " at", found->first, kept_.needs_of_at(i, found->second), wanted_.place_of(*declared.at, e, r).needs);
            }
        }
    }

    static reference::dataset const& known(reference::dataset& data, std::optional<date> on) {
        data.known_on = on;
        return data;
    }

    /// Of a partition that was set aside nothing is compared, nor what is made below its rows.
    [[nodiscard]] bool is_aside(checked::entity_id e, reference::row_index r) const {
        while (of_.graph.entities[e].made.kind != checked::maker_kind::host) {
            r = wanted_.owner_of(e, r);
            e = of_.graph.entities[e].owner;
        }
        return of_.data.fates[e][r] != reference::row_fate::used;
    }

    [[nodiscard]] bool tell() {
        return ++into_.differ <= 40;
    }

    void result(std::size_t number, reference::row_index wanted_row, eval::row_number row, std::string const& key) {
        auto const& rule = of_.graph.rules[of_.graph.outputs[number]];
        auto const& wanted = wanted_.result(of_.graph.outputs[number], wanted_row);
        auto const got = got_.result(number, row);
        ++into_.compared;
        ++into_.states[static_cast<std::size_t>(wanted.is)];
        std::string a = name_of(got.is), b = name_of(wanted.is);
        if (a == b && got.is == eval::state::value) {
            if (rule.type_of.kind == checked::scalar::link) {
                auto const& number_of_row = std::get<rational>(std::get<checked::scalar_value>(got.value));
                a = got_.key_of(rule.type_of.entity, static_cast<eval::row_number>(*number_of_row.to_int64()));
                b = wanted_.key_of(rule.type_of.entity, wanted.row);
            } else {
                a = shown(got.value, rule.type_of, of_.graph);
                b = shown(wanted.value, rule.type_of, of_.graph);
            }
        }
        if (a == b && wanted.is == reference::state::pending) return same_needs(of_.graph.full_name(rule), key, kept_.needs(number, row), wanted.needs);
        if (a == b || !tell()) return;
        std::cout << name_ << ": " << of_.graph.full_name(rule) << " [" << key << "] got " << a << ", wanted " << b << ' ' << wanted.fault_message << '\n';
    }

    subject const& of_;
    std::string const& name_;
    comparison& into_;
    std::optional<date> known_on_;
    reference::dataset data_;
    bind::binding binding_;
    eval::host_tables given_;
    eval::evaluation evaluation_;
    eval::block got_;
    eval::block kept_;
    reference::evaluator wanted_;
    std::map<checked::entity_id, keyed_rows> places_;
    std::map<checked::entity_id, std::vector<reference::row_index>> rows_;
};

}  // namespace

void compare(subject const& of, std::string const& name, comparison& into) {
    comparer both(of, name, into);
    for (checked::entity_id e = 0; e < of.graph.entities.size(); ++e)
        both.rows_of(e);
    for (std::size_t i = 0; i < of.graph.outputs.size(); ++i)
        both.output(i);
    for (checked::entity_id e = 0; e < of.graph.entities.size(); ++e)
        both.undecided(e);
    for (std::size_t i = 0; i < of.graph.carried.size(); ++i)
        both.carried(i);
}

checked::rule_graph with_every_rule(checked::rule_graph const& graph) {
    auto all = graph;
    all.outputs.clear();
    auto const stages = checked::plan_of_stages(graph);
    auto const within = checked::entities_within(graph);
    for (checked::rule_id r = 0; r < graph.rules.size(); ++r) {
        auto const owner = graph.rules[r].owner;
        bool const made_above = !graph.stages.empty() && owner != checked::no_id && !within[owner] && stages.of_makers[owner] != checked::no_id;
        if (!made_above) all.outputs.push_back(r);
    }
    return all;
}

}  // namespace carefare::differential
