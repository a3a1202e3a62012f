// Which partitions of a block are decided, and where the rows of each stand.
#include "caseload/column_families.hpp"

#include <algorithm>

#include <carefare/checked/partition.hpp>

#include "caseload/paid_rows.hpp"
#include "reference/check_values.hpp"

namespace carefare::caseload {

using checked::entity_id;
using eval::row_number;
using eval::state;

namespace {

bool is_open(state is) {
    return is == state::pending || is == state::fault;
}

}  // namespace

column_plan::column_plan(program::program const& of, output_layout const& with)
    : program(of), graph(*of.graph), layout(with), within(checked::entities_within(graph)), paid_by(graph.entities.size(), none) {
    for (std::size_t i = 0; i < of.paid_by.size(); ++i) paid_by[of.paid_by[i].entity] = i;
    for (auto const& table : layout.nothing().results) {
        outputs.emplace_back();
        for (auto const rule : table.outputs)
            outputs.back().push_back(static_cast<std::size_t>(std::find(graph.outputs.begin(), graph.outputs.end(), rule) - graph.outputs.begin()));
    }
    for (std::size_t i = 0; i < of.outputs.size(); ++i) texts.emplace_back(of, i);
}

column_families::column_families(column_plan const& with, run_days const& days, eval::block const& of, std::size_t partitions)
    : plan_(with), days_(days), block_(of), partition_(with.graph.entities.size()), begins_(with.graph.entities.size()), standing_(partitions),
      sums_(with.program.outputs.size()) {
    find_begins(partitions);
    find_open();
}

column_families::column_families(column_plan const& with, run_days const& days, eval::block const& of, outside)
    : plan_(with), days_(days), block_(of), is_outside_(true), partition_(with.graph.entities.size()), begins_(with.graph.entities.size()), standing_(1),
      sums_(with.program.outputs.size()) {
    for (entity_id e = 0; e < plan_.graph.entities.size(); ++e) {
        if (is_here(e)) begins_[e] = {0, static_cast<row_number>(block_.size(e))};
    }
    find_open();
}

void column_families::find_open() {
    for (std::size_t i = 0; i < plan_.program.outputs.size(); ++i) columns_.push_back(block_.column_of(i));
    mark_outputs();
    mark_made();
    mark_days();
    mark_carried();
}

/// Rows stand in the order of their owners, so that those of a partition stand together.
void column_families::find_begins(std::size_t partitions) {
    auto const& graph = plan_.graph;
    std::vector<bool> found(graph.entities.size());
    for (bool more = true; more;) {
        more = false;
        for (entity_id e = 0; e < graph.entities.size(); ++e) {
            auto const owner = graph.entities[e].owner;
            if (!plan_.within[e] || found[e] || (!graph.entities[e].partition && !found[owner])) continue;
            found[e] = more = true;
            auto const size = block_.size(e);
            auto& numbers = partition_[e];
            numbers.resize(size);
            for (row_number r = 0; r < size; ++r) numbers[r] = graph.entities[e].partition ? r : partition_[owner][block_.owner_of(e, r)];
            auto& begins = begins_[e];
            begins.resize(partitions + 1);
            std::size_t r = 0;
            for (std::size_t p = 0; p <= partitions; ++p) {
                while (r < size && numbers[r] < p) ++r;
                begins[p] = static_cast<row_number>(r);
            }
        }
    }
}

bool column_families::is_paid(entity_id e, row_number row) const {
    if (!days_.pay || e == checked::no_id || plan_.paid_by[e] == column_plan::none) return true;
    auto const day = block_.paid_by(plan_.paid_by[e], row);
    return day.is != state::value || (day.days >= days_.pay->first.days && day.days <= days_.pay->last.days);
}

void column_families::mark_outputs() {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        auto const e = plan_.graph.rules[plan_.program.outputs[i].rule].owner;
        bool const counts = e == checked::no_id ? is_outside_ : is_here(e);
        if (!counts || columns_[i].states == nullptr) continue;
        auto const size = block_.size(e);
        for (row_number r = 0; r < size; ++r) {
            if (is_open(columns_[i].is(r)) && block_.stands(e, r) && is_paid(e, r)) mark(e, r, columns_[i].is(r) == state::fault);
        }
    }
}

void column_families::mark_made() {
    for (entity_id e = 0; e < plan_.graph.entities.size(); ++e) {
        auto const owner = plan_.graph.entities[e].owner;
        if (!is_here(e) || plan_.graph.entities[e].made.kind == checked::maker_kind::host) continue;
        auto const owners = block_.size(owner);
        for (row_number o = 0; o < owners; ++o) {
            auto const is = block_.known_rows(e, o);
            bool const fault = is == state::fault || block_.has_failed(owner, o);
            if (is != state::value || fault) mark(owner, o, fault);
        }
    }
}

void column_families::mark_days() {
    for (std::size_t i = 0; i < plan_.program.paid_by.size(); ++i) {
        auto const& placed = plan_.program.paid_by[i];
        auto const size = is_here(placed.entity) ? block_.size(placed.entity) : 0;
        for (row_number r = 0; r < size; ++r) {
            auto const day = block_.paid_by(i, r).is, at = placed.at == program::no_reg ? state::value : block_.at(i, r).is;
            if (is_open(day) || is_open(at)) mark(placed.entity, r, day == state::fault || at == state::fault);
        }
    }
    paid_.resize(plan_.graph.entities.size());
    open_.resize(plan_.graph.entities.size());
    if (!days_.pay) return;
    for (std::size_t i = 0; i < plan_.program.paid_by.size(); ++i) {
        auto const& placed = plan_.program.paid_by[i];
        auto const owner = plan_.graph.entities[placed.entity].owner;
        if (!is_here(placed.entity) || placed.at == program::no_reg) continue;
        auto& paid = paid_[owner];
        paid.resize(block_.size(owner));
        auto& open = open_[owner];
        open.resize(block_.size(owner));
        for (row_number o = 0; o < open.size(); ++o) open[o] = open[o] || block_.known_rows(placed.entity, o) != state::value;
        auto const size = block_.size(placed.entity);
        for (row_number r = 0; r < size; ++r) {
            auto const day = block_.at(i, r);
            auto const o = block_.owner_of(placed.entity, r);
            if (day.is != state::value) open[o] = true;
            if (day.is == state::value && is_paid(placed.entity, r)) paid[o].push_back(day.days);
        }
        for (auto& days : paid) std::sort(days.begin(), days.end());
    }
}

bool column_families::is_unpaid_day(entity_id owner_entity, row_number owner, std::int64_t day) const {
    auto const& paid = paid_[owner_entity];
    return !paid.empty() && !open_[owner_entity][owner] && !std::binary_search(paid[owner].begin(), paid[owner].end(), day);
}

/// What no table can hold is a fault, and that is said with the words of the reference evaluator.
void column_families::mark_carried() {
    for (std::size_t t = 0; t < plan_.program.carried_tables.size(); ++t) {
        auto const& table = plan_.program.carried_tables[t];
        auto const size = is_here(table.from) ? block_.size(table.from) : 0;
        for (row_number r = 0; r < size; ++r) {
            for (std::size_t f = 0; f < table.facts.size(); ++f) {
                auto const got = block_.carried(t, f, r);
                auto const& fact = plan_.graph.facts[table.facts[f].id];
                bool const wrong = got.is == state::value && reference::fault_of_value(got.value, fact.type_of, fact.range, fact.step, plan_.graph);
                if (is_open(got.is) || wrong) mark(table.from, r, wrong || got.is == state::fault);
            }
        }
    }
}

}  // namespace carefare::caseload
