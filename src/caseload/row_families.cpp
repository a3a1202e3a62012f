// Every output, table and count of some partitions, row by row.
#include "caseload/row_families.hpp"

#include <algorithm>

#include <carefare/checked/partition.hpp>

#include "caseload/closing_row.hpp"
#include "caseload/paid_rows.hpp"
#include "cases/caseload_text.hpp"

namespace carefare::caseload {

using checked::entity_id;
using reference::no_row;
using reference::row_fate;
using reference::row_index;

namespace {

result_state state_of(reference::state is) {
    switch (is) {
        case reference::state::value: return result_state::value;
        case reference::state::pending: return result_state::pending;
        case reference::state::none: return result_state::none;
        case reference::state::fault: return result_state::fault;
        case reference::state::incomplete: return result_state::incomplete;
    }
    return result_state::fault;
}

class row_evaluation {
public:
    row_evaluation(run_request const& asked, reference::dataset const& data, bool shared)
        : asked_(asked), graph_(*asked.plan->programme), data_(data), shared_(shared), within_(checked::entities_within(graph_)),
          evaluator_(graph_, asked.plan->plan, asked.settings, data), paid_(evaluator_, graph_, asked.pay) {
        number_families();
    }

    std::vector<family_results> evaluate() {
        if (out_.empty()) return {};
        for (std::size_t t = 0; t < out_.front().tables.size(); ++t) {
            auto const e = out_.front().counts.results[t].entity;
            if (is_wanted(e)) list_results(t, e);
        }
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (!is_wanted(e)) continue;
            count_unpaid_days(e);
            list_incomplete(e);
        }
        for (std::uint32_t i = 0; i < graph_.carried.size(); ++i) {
            auto const from = graph_.carried[i].from;
            if (!is_wanted(from)) continue;
            carry(i);
            auto const has_results = [&](result_total const& table) { return table.entity == from; };
            auto const& results = out_.front().counts.results;
            if (std::none_of(results.begin(), results.end(), has_results)) find_undecided(from);
        }
        return std::move(out_);
    }

private:
    void number_families() {
        if (shared_) {
            out_.emplace_back(graph_);
            return;
        }
        number_.resize(graph_.entities.size());
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (!graph_.entities[e].partition) continue;
            number_[e].resize(data_.tables[e].size());
            for (row_index r = 0; r < data_.tables[e].size(); ++r) {
                if (data_.fates[e][r] != row_fate::used || top_of(e, r).second != r) continue;
                number_[e][r] = out_.size();
                out_.emplace_back(graph_);
            }
        }
    }

    bool is_wanted(entity_id e) const { return (e != checked::no_id && within_[e]) != shared_; }

    std::pair<entity_id, row_index> top_of(entity_id e, row_index r) const {
        std::pair<entity_id, row_index> found{e, r};
        while (e != checked::no_id && r != no_row) {
            if (graph_.entities[e].partition) found = {e, r};
            r = evaluator_.owner_of(e, r);
            e = graph_.entities[e].owner;
        }
        return found;
    }

    family_results& family_of(entity_id e, row_index r) {
        if (shared_) return out_.front();
        auto const [partition, row] = top_of(e, r);
        return out_[number_[partition][row]];
    }

    void list_results(std::size_t t, entity_id e) {
        auto const rows = e == checked::no_id ? 1 : evaluator_.row_count(e);
        for (row_index r = 0; r < rows; ++r) {
            if (!is_evaluated(e, r)) continue;
            auto& family = family_of(e, r);
            if (paid_.is_paid(e, r)) {
                list_row(t, e, r, family);
            } else {
                ++family.counts.results[t].context;
            }
        }
        if (e != checked::no_id) find_undecided(e);
    }

    void list_row(std::size_t t, entity_id e, row_index r, family_results& family) {
        auto& total = family.counts.results[t];
        ++total.rows;
        auto& row = family.tables[t].emplace_back();
        if (e != checked::no_id) {
            row.key = evaluator_.key_of(e, r);
            auto const owner = evaluator_.owner_of(e, r);
            if (owner != no_row) row.owner_key = evaluator_.key_of(graph_.entities[e].owner, owner);
        }
        for (std::size_t i = 0; i < total.outputs.size(); ++i) {
            auto const& rule = graph_.rules[total.outputs[i]];
            auto const& got = evaluator_.result(total.outputs[i], r);
            auto& cell = row.cells.emplace_back();
            cell.is = state_of(got.is);
            ++total.totals[i].states[static_cast<std::size_t>(cell.is)];
            if (got.is == reference::state::value) take_value(got, rule, cell, total.totals[i]);
            if (got.is == reference::state::pending) take_needs(got, cell, family.counts);
            if (got.is == reference::state::fault) {
                family.findings.push_back({got.fault_code, e == checked::no_id ? "" : graph_.entities[e].name, row.key, rule.name, got.fault_message});
            }
        }
    }

    void take_value(reference::outcome const& got, checked::rule const& rule, family_results::cell& cell, output_total& total) const {
        if (rule.type_of.kind == checked::scalar::link) {
            cell.text = evaluator_.key_of(rule.type_of.entity, got.row);
            return;
        }
        cell.text = cases::cell_text(got.value, rule.type_of, graph_);
        if (!total.sum) return;
        auto const& amount = std::get<rational>(std::get<checked::scalar_value>(got.value));
        *total.sum += amount;
        ++(amount.is_zero() ? total.zero : amount.sign() > 0 ? total.above : total.below);
    }

    static void take_needs(reference::outcome const& got, family_results::cell& cell, totals& counts) {
        cell.needs.assign(got.needs.begin(), got.needs.end());
        ++counts.pending;
        std::string const* last = nullptr;
        for (auto const& need : cell.needs) {  // in order of kind and name: of a name that several rows lack, once
            if (last == nullptr || need.name != *last) ++counts.waiting_for[need.name];
            last = &need.name;
        }
    }

    /// A row inside the window that stands for no date that is paid for is read for the sake of others.
    void count_unpaid_days(entity_id e) {
        if (!asked_.pay || graph_.entities[e].made.kind != checked::maker_kind::host) return;
        for (row_index r = 0; r < data_.tables[e].size(); ++r) {
            auto const& row = data_.tables[e][r];
            if (data_.fates[e][r] != row_fate::used || is_context(graph_.entities[e], data_, e, row) || !paid_.is_unpaid_day(e, row)) continue;
            ++family_of(e, r).counts.unpaid[e];
        }
    }

    void list_incomplete(entity_id e) {
        if (graph_.entities[e].made.kind != checked::maker_kind::group) return;
        for (auto const r : evaluator_.rows(e)) {
            if (!evaluator_.is_incomplete(e, r)) continue;
            auto& family = family_of(e, r);
            family.incomplete.push_back({e, evaluator_.key_of(graph_.entities[e].owner, evaluator_.owner_of(e, r)), evaluator_.key_of(e, r)});
            ++family.counts.incomplete[e];
        }
    }

    /// Rows that were not made have no line among the results: what they wait for is told of their owner.
    void find_undecided(entity_id e) {
        if (graph_.entities[e].made.kind == checked::maker_kind::host) return;
        auto const owner = graph_.entities[e].owner;
        auto const owners = evaluator_.row_count(owner);
        for (row_index r = 0; r < owners; ++r) {
            if (!is_evaluated(owner, r)) continue;
            auto const needs = evaluator_.undecided(e, r);
            if (needs.empty()) continue;
            auto& family = family_of(owner, r);
            family.undecided.push_back({e, evaluator_.key_of(owner, r), {needs.begin(), needs.end()}});
            ++family.counts.undecided[e];
            for (auto const& need : needs) ++family.counts.waiting_for[need.name];
        }
    }

    void carry(std::uint32_t number) {
        auto const& table = graph_.carried[number];
        auto const& group = graph_.entities[table.from];
        auto const last_day = common_window(data_).to;
        for (auto const r : evaluator_.rows(table.from)) {
            auto made = close(table, r, evaluator_, graph_);
            auto& family = family_of(table.from, r);
            ++family.counts.carried[number][static_cast<std::size_t>(made.is)];
            auto const key = evaluator_.key_of(table.from, r);
            if (made.is == carried_state::written) {
                auto owner = evaluator_.key_of(group.owner, evaluator_.owner_of(table.from, r));
                family.carried[number].push_back({carried_key(key, last_day), std::move(owner), std::move(made.cells)});
            } else if (made.is == carried_state::pending) {
                for (auto const& need : made.needs) ++family.counts.waiting_for[need.name];
                family.carried_waiting.push_back({number, key, {made.needs.begin(), made.needs.end()}});
            } else if (made.is == carried_state::fault) {
                family.findings.push_back({made.code, group.name, key, made.field, made.message});
            }
        }
    }

    /// Of the versions of a record the one that counts.
    bool is_evaluated(entity_id e, row_index r) {
        if (e == checked::no_id) return true;
        bool const host = graph_.entities[e].made.kind == checked::maker_kind::host;
        return (!host || data_.fates[e][r] == row_fate::used) && evaluator_.is_row(e, r);
    }

    run_request const& asked_;
    checked::rule_graph const& graph_;
    reference::dataset const& data_;
    bool shared_;
    std::vector<bool> within_;
    reference::evaluator evaluator_;
    paid_rows paid_;
    std::vector<std::vector<std::size_t>> number_;  ///< by entity of partitions and row
    std::vector<family_results> out_;
};

}  // namespace

std::vector<family_results> evaluate_rows(run_request const& asked, reference::dataset const& data, bool shared) {
    return row_evaluation(asked, data, shared).evaluate();
}

}  // namespace carefare::caseload
