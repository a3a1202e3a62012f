// Rows found by their keys, and their facts set.
#include "caseload/fact_columns.hpp"

#include <carefare/bind/cell_of.hpp>
#include <carefare/eval/cell_value.hpp>

namespace carefare::caseload {

using checked::entity_id;
using checked::fact_id;
using eval::state;

namespace {

template <class Row>
std::optional<std::size_t> found_in(std::unordered_map<std::string_view, Row> const& rows, std::string const& key) {
    auto const found = rows.find(key);
    return found == rows.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

void facts_of_rows::begin(entity_id e, std::vector<std::pair<std::size_t, fact_id>> const& columns) {
    auto& known = rows_[e];
    known.clear();
    for (std::size_t r = 0; r < size(e); ++r) {
        auto& row = data_.tables[e][r];
        known.emplace(row.key, r);
        for (auto const& [column, fact] : columns) {
            row.facts.erase(fact);
            row.open.erase(fact);
        }
    }
}

std::optional<std::size_t> facts_of_rows::owner(entity_id e, std::size_t row) const {
    auto const owner = data_.tables[e][row].owner;
    return owner == reference::no_row ? std::nullopt : std::optional<std::size_t>(owner);
}

std::optional<std::size_t> facts_of_rows::find(entity_id e, std::string const& key) const {
    return found_in(rows_[e], key);
}

void facts_in_columns::begin(entity_id e, std::vector<std::pair<std::size_t, fact_id>> const& columns) {
    auto& table = tables_.tables[e];
    auto& known = rows_[e];
    known.clear();
    known.reserve(table.size);
    for (std::size_t r = 0; r < table.size; ++r) known.emplace(table.keys[r], r);
    for (auto const& [number, fact] : columns) {
        auto const absent = graph_.facts[fact].absent ? state::none : state::pending;
        for (std::size_t part = 0; part < parts_of(fact); ++part) {
            auto& one = column(fact, part);
            one = {};
            one.cells.assign(table.size, 0);
            one.states.assign(table.size, absent);
        }
    }
}

std::optional<std::size_t> facts_in_columns::owner(entity_id e, std::size_t row) const {
    auto const& owners = tables_.tables[e].owner;
    if (owners.empty() || owners[row] == eval::no_row) return std::nullopt;
    return owners[row];
}

std::optional<std::size_t> facts_in_columns::find(entity_id e, std::string const& key) const {
    return found_in(rows_[e], key);
}

/// Of a shared row that is set aside all facts are absent.
bool facts_in_columns::is_used(fact_id f, std::size_t row) const {
    auto const& used = tables_.tables[graph_.facts[f].owner].used;
    return used.empty() || used[row] != 0;
}

void facts_in_columns::set(fact_id f, std::size_t row, state is) {
    if (!is_used(f, row)) return;
    for (std::size_t part = 0; part < parts_of(f); ++part) column(f, part).states[row] = is;
}

void facts_in_columns::put_scalar(fact_id f, std::size_t part, std::size_t row, checked::scalar_value const& value) {
    auto& one = column(f, part);
    auto& cell = one.cells[row];
    one.states[row] = state::value;
    if (auto const* text = std::get_if<std::string>(&value)) {
        cell = tables_.number_of(*text);
    } else if (auto const whole = bind::cell_of(value, tables_.of->fact_denominators[f])) {
        cell = *whole;
    } else if (std::holds_alternative<rational>(value)) {
        cell = 0;
        one.states[row] = state::fault;
    } else {
        one.states[row] = state::none;
    }
}

void facts_in_columns::put(fact_id f, std::size_t row, checked::constant_value const& value) {
    if (!is_used(f, row)) return;
    auto const* range = std::get_if<checked::interval>(&value);
    if (range == nullptr) return put_scalar(f, 0, row, std::get<checked::scalar_value>(value));
    column(f, 0).cells[row] = (range->low_closed ? 1 : 0) | (range->high_closed ? 2 : 0);
    column(f, 0).states[row] = state::value;
    for (std::size_t part = 1; part <= 2; ++part) {
        auto const& end = part == 1 ? range->low : range->high;
        if (end)
            put_scalar(f, part, row, *end);
        else
            column(f, part).states[row] = state::none;
    }
}

void facts_in_columns::put_open(fact_id f, std::size_t row, reference::open_result const& result) {
    if (!is_used(f, row)) return;
    set(f, row, eval::state_of(result.is));
    tables_.tables[graph_.facts[f].owner].open[{f, static_cast<eval::row_number>(row)}] = result;
}

}  // namespace carefare::caseload
