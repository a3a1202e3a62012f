// See direct_tables.hpp.
#include "engine/direct_tables.hpp"

#include <algorithm>
#include <cstring>

#include "eval/place_rows.hpp"

namespace carefare::engine {

using eval::no_row;
using eval::row_number;
using eval::state;
using cell_kind = typed_cell::kind;

namespace {

std::uint64_t first_bytes(std::string_view key) {
    std::uint64_t made = 0;
    for (std::size_t i = 0; i < sizeof made; ++i) made = (made << 8U) | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
    return made;
}

void set(eval::given_column& column, std::size_t row, state is) {
    if (column.states.empty()) column.states.assign(column.cells.size(), state::value);
    column.states[row] = is;
}

}  // namespace

bool direct_tables::fill(typed_rows const& rows, direct_plan const& plan, std::shared_ptr<bind::binding const> const& with, std::optional<date> known_on,
                         chosen_rows const* chosen) {
    rows_ = &rows;
    plan_ = &plan;
    chosen_ = chosen;
    if (chosen == nullptr && (!plan.is_possible || !rows.others.empty())) return false;
    placed_.resize(plan.tables.size());
    bool is_once = true;
    for (std::uint32_t t = 0; t < plan.tables.size(); ++t) {
        if (chosen == nullptr && !is_ordinary(plan.tables[t], rows.tables[t], known_on)) return false;
        placed_[t].index.fill(rows, rows.tables[t].keys, [&](row_number, row_number) { is_once = chosen != nullptr; });
        if (!is_once) return false;
    }
    take_binding(with);
    out_.known_on = known_on;
    out_.windows = rows.windows;
    out_.partitions = 0;
    for (auto const t : plan.order) {
        if (!find_owners(t)) return false;
        put_in_order(t);
        take_keys(t);
    }
    for (std::uint32_t t = 0; t < plan.tables.size(); ++t) {
        if (!take_links(t) || !take_facts(t)) return false;
    }
    return true;
}

void direct_tables::take_binding(std::shared_ptr<bind::binding const> const& with) {
    if (with_ != with) {
        with_ = with;
        out_ = {};
        out_.of = with->of;
        out_.tables.resize(with->of->graph->entities.size());
        out_.texts.resize(with->texts.size());
        for (auto const& [text, number] : with->texts) {
            out_.texts[static_cast<std::size_t>(number)] = text;
            out_.text_numbers.emplace(text, number);
        }
        bound_texts_ = out_.texts.size();
    }
    for (; out_.texts.size() > bound_texts_; out_.texts.pop_back()) out_.text_numbers.erase(out_.texts.back());
}

/// Every version is the only one of its record, is known, and withdraws nothing; nothing of a row is unread.
bool direct_tables::is_ordinary(direct_plan::table const& its, typed_table const& from, std::optional<date> known_on) const {
    if (!from.unread.empty()) return false;
    for (std::size_t r = 0; r < from.rows() && its.versions_by != direct_plan::none; ++r) {
        if (!its.counts(from, r, known_on)) return false;
    }
    return true;
}

bool direct_tables::find_owners(std::uint32_t t) {
    auto const& its = plan_->tables[t];
    auto const& from = rows_->tables[t];
    auto& here = placed_[t];
    if (its.owner == direct_plan::none) return true;
    auto const& above = rows_->tables[its.owner].keys;
    counts_.assign(its.at_most ? above.size() : 0, 0);
    here.owner.resize(from.rows());
    std::string_view last;
    auto found = no_row;
    for (std::size_t r = 0; r < from.rows(); ++r) {
        if (!stands(t, r)) continue;
        auto const wanted = rows_->text(from.owners[r]);
        if (found == no_row || wanted != last) found = placed_[its.owner].index.find(*rows_, above, wanted);
        if (found == no_row) return false;
        last = wanted;
        if (its.at_most && ++counts_[found] > *its.at_most) return false;
        here.owner[r] = placed_[its.owner].place[found];
    }
    return true;
}

/// Partitions stand in the order of their keys, all other rows in that of their owners, then of their keys.
void direct_tables::put_in_order(std::uint32_t t) {
    auto const& its = plan_->tables[t];
    auto& here = placed_[t];
    auto const size = rows_->tables[t].rows();
    bool const by_owner = its.owner != direct_plan::none && !its.is_partition;
    sorted_.clear();
    for (row_number r = 0; r < size; ++r) {
        if (stands(t, r)) sorted_.push_back({first_bytes(key(t, r)), by_owner ? here.owner[r] : 0, r});
    }
    auto const before = [&](sorted const& a, sorted const& b) {
        if (a.owner != b.owner) return a.owner < b.owner;
        if (a.first != b.first) return a.first < b.first;
        return key(t, a.row) < key(t, b.row);
    };
    if (!std::is_sorted(sorted_.begin(), sorted_.end(), before)) std::sort(sorted_.begin(), sorted_.end(), before);
    here.place.assign(size, no_row);
    here.order.resize(sorted_.size());
    for (row_number i = 0; i < sorted_.size(); ++i) {
        here.order[i] = sorted_[i].row;
        here.place[sorted_[i].row] = i;
    }
}

void direct_tables::take_keys(std::uint32_t t) {
    auto const& its = plan_->tables[t];
    auto& here = placed_[t];
    auto& table = out_.tables[its.entity];
    table.size = here.order.size();
    table.keys.begin_again(rows_->texts.data());
    for (auto const r : here.order) table.keys.push_back(key(t, r));
    table.owner.clear();
    if (its.owner != direct_plan::none) {
        for (auto const r : here.order) table.owner.push_back(here.owner[r]);
    }
    if (!its.within) return;
    here.partition.resize(table.size);
    for (row_number i = 0; i < table.size; ++i)
        here.partition[i] = its.is_partition ? static_cast<std::uint32_t>(out_.partitions++) : placed_[its.owner].partition[table.owner[i]];
    table.begins.assign(1, 0);
}

bool direct_tables::take_links(std::uint32_t t) {
    auto const& its = plan_->tables[t];
    auto const& from = rows_->tables[t];
    auto const& order = placed_[t].order;
    auto& links = out_.tables[its.entity].links;
    links.resize(its.links.size());
    for (std::size_t l = 0; l < links.size(); ++l) {
        auto const& link = its.links[l];
        auto const& there = placed_[link.to];
        links[l].assign(order.size(), no_row);
        for (row_number i = 0; i < order.size(); ++i) {
            auto const& cell = from.at(order[i], link.column);
            if (cell.is == cell_kind::absent) continue;
            auto const target = there.index.find(*rows_, rows_->tables[link.to].keys, rows_->text(static_cast<text_place>(cell.value)));
            if (target == no_row) return false;
            links[l][i] = there.place[target];
            // A link into another partition sets its own aside.
            bool const leads_away = plan_->tables[link.to].within && (!its.within || there.partition[links[l][i]] != placed_[t].partition[i]);
            if (leads_away) return false;
        }
    }
    if (!its.within) return true;
    // How many rows each partition has, one behind the other.
    auto& begins = out_.tables[its.entity].begins;
    begins.assign(out_.partitions + 1, 0);
    for (auto const p : placed_[t].partition) ++begins[p + 1];
    for (std::size_t p = 0; p < out_.partitions; ++p) begins[p + 1] += begins[p];
    return true;
}

bool direct_tables::take_facts(std::uint32_t t) {
    auto const& its = plan_->tables[t];
    auto const& from = rows_->tables[t];
    auto const& order = placed_[t].order;
    auto& table = out_.tables[its.entity];
    table.facts.resize(its.places);
    if (order.empty()) {
        for (auto& column : table.facts) column.cells.clear(), column.states.clear();
        return true;
    }
    for (auto const& fact : its.facts) {
        if (!fact.is_range) {
            take_fact(fact, from, order, table);
            continue;
        }
        auto* const columns = &table.facts[fact.place];
        for (std::size_t part = 0; part < 3; ++part) columns[part].cells.assign(order.size(), 0), columns[part].states.clear();
        for (row_number i = 0; i < order.size(); ++i) {
            typed_cell const* const ends[2] = {&from.at(order[i], fact.column), &from.at(order[i], fact.to)};
            if (ends[0]->is == cell_kind::absent && ends[1]->is == cell_kind::absent) {
                for (std::size_t part = 0; part < 3; ++part) set(columns[part], i, fact.absent);
                continue;
            }
            if (!fact.is_whole_range(from, order[i])) return false;
            columns[0].cells[i] = fact.flags;
            for (std::size_t part = 1; part <= 2; ++part) {
                if (ends[part - 1]->is == cell_kind::whole)
                    columns[part].cells[i] = ends[part - 1]->value;
                else
                    set(columns[part], i, state::none);
            }
        }
    }
    return true;
}

void direct_tables::take_fact(direct_plan::fact const& fact, typed_table const& from, std::vector<row_number> const& order, eval::host_table& into) {
    auto& column = into.facts[fact.place];
    column.cells.resize(order.size());
    column.states.clear();
    for (row_number i = 0; i < order.size(); ++i) {
        auto const& cell = from.at(order[i], fact.column);
        column.cells[i] = 0;
        switch (cell.is) {
            case cell_kind::whole: column.cells[i] = cell.value; break;
            case cell_kind::text: column.cells[i] = out_.number_of(std::string(rows_->text(static_cast<text_place>(cell.value)))); break;
            case cell_kind::none: set(column, i, state::none); break;
            case cell_kind::absent:
            case cell_kind::other:
                column.cells[i] = fact.absent_text ? out_.number_of(*fact.absent_text) : fact.absent_cell;
                if (fact.absent != state::value) set(column, i, fact.absent);
                break;
        }
    }
}

}  // namespace carefare::engine
