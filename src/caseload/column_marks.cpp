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

/// A stretch at a time, without a branch for each.
bool has_open(state const* states, std::size_t size) {
    constexpr std::size_t stretch = 256;
    for (std::size_t first = 0; first < size; first += stretch) {
        auto const last = std::min(size, first + stretch);
        unsigned any = 0;
        for (auto i = first; i < last; ++i) any |= is_open(states[i]) ? 1U : 0U;
        if (any != 0) return true;
    }
    return false;
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
    for (auto const& one : of.outputs) texts.emplace_back(graph, graph.rules[one.rule].type_of, one.denominator);
    for (auto const& table : of.carried_tables) {
        auto& facts = carried.emplace_back();
        for (auto const& one : table.facts)
            facts.push_back({value_text(graph, graph.facts[one.id].type_of, one.denominator), cases::fact_cells(graph, one.id, one.denominator)});
    }
}

column_families::column_families(column_plan const& with, run_days const& days, eval::block const& of, std::size_t partitions)
    : plan_(with), days_(days), block_(of), begins_(with.graph.entities.size()), standing_(partitions), sums_(with.program.outputs.size()),
      waiting_(with.layout, of) {
    find_begins(partitions);
    find_open();
}

column_families::column_families(column_plan const& with, run_days const& days, eval::block const& of, outside)
    : plan_(with), days_(days), block_(of), is_outside_(true), begins_(with.graph.entities.size()), standing_(1), sums_(with.program.outputs.size()),
      waiting_(with.layout, of) {
    for (entity_id e = 0; e < plan_.graph.entities.size(); ++e) {
        if (is_here(e)) begins_[e] = {0, static_cast<row_number>(block_.size(e))};
    }
    find_open();
}

void column_families::find_open() {
    for (std::size_t i = 0; i < plan_.program.outputs.size(); ++i) columns_.push_back(block_.column_of(i));
    for (std::size_t i = 0; days_.pay && i < plan_.program.paid_by.size(); ++i) paid_by_.push_back(block_.column_of_paid_by(i));
    mark_outputs();
    mark_made();
    mark_days();
    mark_carried();
}

/// Rows stand in the order of their owners, so that those of a partition stand together.
void column_families::find_begins(std::size_t partitions) {
    auto const& graph = plan_.graph;
    for (bool more = true; more;) {
        more = false;
        for (entity_id e = 0; e < graph.entities.size(); ++e) {
            auto const owner = graph.entities[e].owner;
            auto& begins = begins_[e];
            if (!plan_.within[e] || !begins.empty() || (!graph.entities[e].partition && begins_[owner].empty())) continue;
            more = true;
            begins.resize(partitions + 1);
            for (std::size_t p = 0; p <= partitions; ++p) {
                begins[p] = graph.entities[e].partition ? static_cast<row_number>(p) : block_.first_below(e, begins_[owner][p]);
            }
        }
    }
}

void column_families::mark(entity_id e, row_number row, bool fault) {
    std::size_t partition = 0;
    if (!is_outside_) partition = static_cast<std::size_t>(std::upper_bound(begins_[e].begin(), begins_[e].end(), row) - begins_[e].begin()) - 1;
    standing_[partition] = std::max(standing_[partition], fault ? standing::at_fault : standing::waiting);
}

bool column_families::is_paid(entity_id e, row_number row) const {
    if (!days_.pay || e == checked::no_id || plan_.paid_by[e] == column_plan::none) return true;
    auto const& day = paid_by_[plan_.paid_by[e]];
    return day.is(row) != state::value || (day[row] >= days_.pay->first.days && day[row] <= days_.pay->last.days);
}

void column_families::mark_outputs() {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        auto const e = plan_.graph.rules[plan_.program.outputs[i].rule].owner;
        bool const counts = e == checked::no_id ? is_outside_ : is_here(e);
        if (!counts || columns_[i].states == nullptr) continue;
        auto const size = block_.size(e);
        if (!has_open(columns_[i].states, columns_[i].flat ? std::min<std::size_t>(size, 1) : size)) continue;
        for (row_number r = 0; r < size; ++r) {
            if (is_open(columns_[i].is(r)) && block_.stands(e, r) && is_paid(e, r)) mark(e, r, columns_[i].is(r) == state::fault);
        }
    }
}

void column_families::mark_made() {
    for (entity_id e = 0; e < plan_.graph.entities.size(); ++e) {
        auto const owner = plan_.graph.entities[e].owner;
        if (!is_here(e) || plan_.graph.entities[e].made.kind == checked::maker_kind::host) continue;
        if (block_.knows_all_rows(e) && !block_.has_failures()) continue;
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
    if (days_.pay) find_paid_days();
}

void column_families::find_paid_days() {
    struct dated {
        row_number owner;
        std::int64_t day;
        auto operator<=>(dated const&) const = default;
    };
    std::vector<std::vector<dated>> found(plan_.graph.entities.size());
    paid_.resize(plan_.graph.entities.size());
    for (std::size_t i = 0; i < plan_.program.paid_by.size(); ++i) {
        auto const& placed = plan_.program.paid_by[i];
        auto const owner = plan_.graph.entities[placed.entity].owner;
        if (!is_here(placed.entity) || placed.at == program::no_reg) continue;
        auto const owners = block_.size(owner);
        auto& open = paid_[owner].open;
        open.resize(owners);
        for (row_number o = 0; o < owners; ++o) open[o] = open[o] != 0 || block_.known_rows(placed.entity, o) != state::value ? 1 : 0;
        auto const size = block_.size(placed.entity);
        found[owner].reserve(found[owner].size() + size);
        for (row_number r = 0; r < size; ++r) {
            auto const day = block_.at(i, r);
            auto const o = block_.owner_of(placed.entity, r);
            if (day.is != state::value) open[o] = 1;
            if (day.is == state::value && is_paid(placed.entity, r)) found[owner].push_back({o, day.days});
        }
    }
    for (entity_id e = 0; e < found.size(); ++e) {
        if (paid_[e].open.empty()) continue;
        if (!std::is_sorted(found[e].begin(), found[e].end())) std::sort(found[e].begin(), found[e].end());
        auto& its = paid_[e];
        its.begins.assign(its.open.size() + 1, 0);
        for (auto const& one : found[e]) ++its.begins[one.owner + 1];
        for (std::size_t o = 0; o + 1 < its.begins.size(); ++o) its.begins[o + 1] += its.begins[o];
        its.days.reserve(found[e].size());
        for (auto const& one : found[e]) its.days.push_back(one.day);
    }
}

bool column_families::is_unpaid_day(entity_id owner_entity, row_number owner, std::int64_t day) const {
    auto const& its = paid_[owner_entity];
    if (its.begins.empty() || its.open[owner] != 0) return false;
    auto const* const days = its.days.data();
    return !std::binary_search(days + its.begins[owner], days + its.begins[owner + 1], day);
}

/// What no table can hold is a fault, and that is said with the words of the reference evaluator.
void column_families::mark_carried() {
    for (std::size_t t = 0; t < plan_.program.carried_tables.size(); ++t) {
        auto const& table = plan_.program.carried_tables[t];
        auto const size = is_here(table.from) ? block_.size(table.from) : 0;
        for (std::size_t f = 0; f < table.facts.size(); ++f) {
            auto const column = block_.column_of_carried(t, f);
            for (row_number r = 0; r < size; ++r) {
                if (column.is(r) == state::value && !block_.has_failures() && is_plain(t, f, column[r])) continue;
                auto const got = block_.carried(t, f, r);
                auto const& fact = plan_.graph.facts[table.facts[f].id];
                bool const wrong = got.is == state::value && reference::fault_of_value(got.value, fact.type_of, fact.range, fact.step, plan_.graph);
                if (is_open(got.is) || wrong) mark(table.from, r, wrong || got.is == state::fault);
            }
        }
    }
}

/// Seen from its cell alone that the fact of a carried table may have a value.
bool column_families::is_plain(std::size_t table, std::size_t fact, program::wide value) const {
    auto const& its = plan_.program.carried_tables[table].facts[fact];
    auto const cell = static_cast<std::int64_t>(value);
    if (cell != value || !plan_.carried[table][fact].cells.takes(cell)) return false;
    switch (plan_.graph.facts[its.id].type_of.kind) {
        case checked::scalar::number:
        case checked::scalar::boolean:
        case checked::scalar::word: return true;
        case checked::scalar::date: return cell >= first_date.days && cell <= last_date.days;
        default: return false;
    }
}

}  // namespace carefare::caseload
