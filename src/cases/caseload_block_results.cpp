// Of clean partitions what a run lists, counts and hands on; the rest is named for the reference evaluator.
#include "cases/caseload_block_results.hpp"

#include <algorithm>
#include <unordered_map>

#include "cases/caseload_paid.hpp"
#include "cases/caseload_text.hpp"
#include "reference/check_values.hpp"

namespace carefare::cases {

using checked::entity_id;
using eval::no_row;
using eval::row_number;
using eval::state;

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

char const* name_of(state is) {
    switch (is) {
        case state::value: return "value";
        case state::none: return "none";
        case state::pending: return "pending";
        case state::incomplete: return "incomplete";
        case state::fault: return "fault";
    }
    return "fault";
}

bool is_open(state is) {
    return is == state::pending || is == state::fault;
}

}  // namespace

block_results::block_results(bind::binding const& with, checked::rule_graph const& graph, reference::dataset const& data,
                             std::optional<pay_span> const& pay, std::optional<date> last_day)
    : data_(data), given_(eval::to_host_tables(with, data, with.known_on)), evaluation_(with, given_),
      block_(evaluation_.run(0, evaluation_.partitions())), graph_(graph), program_(*with.of), pay_(pay), last_day_(last_day), paid_by_(graph.entities.size(), none) {
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        bool within = false;
        for (auto up = e; up != checked::no_id && !within;) {
            within = graph.entities[up].partition;
            if (within) partition_ = up;
            up = graph.entities[up].owner == up ? checked::no_id : graph.entities[up].owner;
        }
        within_.push_back(within);
    }
    for (std::size_t i = 0; i < program_.paid_by.size(); ++i) paid_by_[program_.paid_by[i].entity] = i;
    find_undecided();
}

bool block_results::is_partitioned(entity_id e) const {
    return e != checked::no_id && within_[e];
}

bool block_results::is_paid(entity_id e, row_number row) const {
    if (!pay_ || paid_by_[e] == none) return true;
    auto const day = block_.paid_by(paid_by_[e], row);
    return day.is != state::value || (day.days >= pay_->first.days && day.days <= pay_->last.days);
}

bool block_results::is_left_out(entity_id e, row_number row) const {
    auto const partition = block_.partition_of(e, row);
    return partition == no_row || undecided_rows_.contains(partition);
}

void block_results::find_undecided() {
    auto const mark = [&](entity_id e, row_number row) {
        auto const partition = block_.partition_of(e, row);
        if (partition != no_row && undecided_rows_.insert(partition).second) undecided_.insert(block_.key_of(partition_, partition));
    };
    for (std::size_t i = 0; i < graph_.outputs.size(); ++i) {
        auto const e = graph_.rules[graph_.outputs[i]].owner;
        if (!is_partitioned(e)) continue;
        for (row_number r = 0; r < block_.size(e); ++r) {
            if (block_.stands(e, r) && is_open(block_.state_of(i, r)) && is_paid(e, r)) mark(e, r);
        }
    }
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        auto const owner = graph_.entities[e].owner;
        if (!within_[e] || graph_.entities[e].made.kind == checked::maker_kind::host) continue;
        for (row_number o = 0; o < block_.size(owner); ++o) {
            if (block_.known_rows(e, o) != state::value || block_.has_failed(owner, o)) mark(owner, o);
        }
    }
    for (std::size_t i = 0; i < program_.paid_by.size(); ++i) {
        auto const e = program_.paid_by[i].entity;
        for (row_number r = 0; within_[e] && r < block_.size(e); ++r) {
            bool const dates = program_.paid_by[i].at != program::no_reg;
            if (block_.paid_by(i, r).is == state::pending || block_.paid_by(i, r).is == state::fault || (dates && is_open(block_.at(i, r).is))) mark(e, r);
        }
    }
    for (std::size_t t = 0; t < program_.carried_tables.size(); ++t) {
        auto const& table = program_.carried_tables[t];
        for (row_number r = 0; within_[table.from] && r < block_.size(table.from); ++r) {
            for (std::size_t f = 0; f < table.facts.size(); ++f) {
                auto const got = block_.carried(t, f, r);
                auto const& fact = graph_.facts[table.facts[f].id];
                bool const wrong = got.is == state::value && reference::fault_of_value(got.value, fact.type_of, fact.range, fact.step, graph_);
                if (is_open(got.is) || wrong) mark(table.from, r);
            }
        }
    }
}

void block_results::add_to(caseload_result& out, std::function<bool(entity_id, reference::row const&)> const& is_context) const {
    for (auto& table : out.results) {
        if (is_partitioned(table.entity)) add_rows(table, out);
    }
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (!within_[e]) continue;
        if (graph_.entities[e].made.kind == checked::maker_kind::group) add_incomplete(e, out);
        if (pay_ && graph_.entities[e].made.kind == checked::maker_kind::host) count_unpaid_days(e, out, is_context);
    }
    for (std::size_t i = 0; i < program_.carried_tables.size(); ++i) {
        if (within_[program_.carried_tables[i].from]) add_carried(i, out);
    }
}

void block_results::add_rows(result_table& table, caseload_result&) const {
    auto const e = table.entity;
    std::vector<std::size_t> numbers;
    for (auto const rule : table.outputs)
        numbers.push_back(static_cast<std::size_t>(std::find(graph_.outputs.begin(), graph_.outputs.end(), rule) - graph_.outputs.begin()));
    auto const owner_entity = graph_.entities[e].owner;
    for (row_number r = 0; r < block_.size(e); ++r) {
        if (!block_.stands(e, r) || is_left_out(e, r)) continue;
        if (!is_paid(e, r)) {
            ++table.context;
            continue;
        }
        result_row row;
        row.key = block_.key_of(e, r);
        if (auto const owner = block_.owner_of(e, r); owner != no_row) row.owner_key = block_.key_of(owner_entity, owner);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            auto const got = block_.result(numbers[i], r);
            auto const& rule = graph_.rules[table.outputs[i]];
            auto& total = table.totals[i];
            ++total.states[name_of(got.is)];
            if (got.is != state::value) {
                row.cells.push_back({name_of(got.is), {}, {}});
                continue;
            }
            if (rule.type_of.kind == checked::scalar::link) {
                auto const& number = std::get<rational>(std::get<checked::scalar_value>(got.value));
                row.cells.push_back({"value", block_.key_of(rule.type_of.entity, static_cast<row_number>(*number.to_int64())), {}});
                continue;
            }
            row.cells.push_back({"value", cell_text(got.value, rule.type_of, graph_), {}});
            if (!total.sum) continue;
            auto const& amount = std::get<rational>(std::get<checked::scalar_value>(got.value));
            *total.sum += amount;
            ++(amount.is_zero() ? total.zero : amount.sign() > 0 ? total.above : total.below);
        }
        table.rows.push_back(std::move(row));
    }
}

void block_results::add_incomplete(entity_id e, caseload_result& out) const {
    for (row_number r = 0; r < block_.size(e); ++r) {
        if (!block_.stands(e, r) || is_left_out(e, r) || !block_.is_incomplete(e, r)) continue;
        out.incomplete.push_back({e, block_.key_of(e, r), block_.key_of(graph_.entities[e].owner, block_.owner_of(e, r))});
    }
}

void block_results::add_carried(std::size_t number, caseload_result& out) const {
    auto const& table = program_.carried_tables[number];
    auto& into = out.carried[number];
    for (row_number r = 0; r < block_.size(table.from); ++r) {
        if (!block_.stands(table.from, r) || is_left_out(table.from, r)) continue;
        std::vector<std::string> cells;
        bool incomplete = false;
        for (std::size_t f = 0; f < table.facts.size(); ++f) {
            auto const got = block_.carried(number, f, r);
            incomplete = incomplete || got.is == state::incomplete;
            cells.push_back(got.is == state::value ? cell_text(got.value, graph_.facts[table.facts[f].id].type_of, graph_) : "none");
        }
        ++into.states[incomplete ? "incomplete" : "written"];
        if (incomplete) continue;
        auto const owner = graph_.entities[table.from].owner;
        into.rows.push_back({block_.key_of(table.from, r) + (last_day_ ? ", to " + to_string(*last_day_) : ""),
                             block_.key_of(owner, block_.owner_of(table.from, r)), std::move(cells)});
    }
}

/// A row inside the window that stands for no date that is paid for is read for the sake of others.
void block_results::count_unpaid_days(entity_id e, caseload_result& out,
                                      std::function<bool(entity_id, reference::row const&)> const& is_context) const {
    auto const& declared = graph_.entities[e];
    if (!declared.dated_by) return;
    std::vector<std::set<std::int64_t>> paid(block_.size(declared.owner));
    bool any = false;
    for (std::size_t i = 0; i < program_.paid_by.size(); ++i) {
        auto const made = program_.paid_by[i].entity;
        if (program_.paid_by[i].at == program::no_reg || graph_.entities[made].owner != declared.owner) continue;
        any = true;
        for (row_number r = 0; r < block_.size(made); ++r) {
            if (auto const day = block_.at(i, r); day.is == state::value && is_paid(made, r)) paid[block_.owner_of(made, r)].insert(day.days);
        }
    }
    if (!any) return;
    auto const counts = std::find_if(out.tables.begin(), out.tables.end(), [&](table_counts const& t) { return t.entity == e; });
    // Every version of a record is counted, not only the one that the block has.
    std::unordered_map<std::string, row_number> owners;
    for (row_number o = 0; o < block_.size(declared.owner); ++o) owners.emplace(block_.key_of(declared.owner, o), o);
    for (auto const& row : data_.tables[e]) {
        auto const owner = owners.find(row.owner_key);
        auto const day = day_of_row(declared, row);
        if (owner == owners.end() || is_left_out(declared.owner, owner->second) || !day || is_context(e, row)) continue;
        if (paid[owner->second].contains(day->days)) continue;
        --counts->used;
        ++counts->context;
    }
}

}  // namespace carefare::cases
