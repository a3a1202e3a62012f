// The lines of partitions.
#include "caseload/column_families.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include <carefare/eval/cell_value.hpp>

#include "caseload/closing_row.hpp"
#include "cases/caseload_text.hpp"

namespace carefare::caseload {

using checked::entity_id;
using eval::no_row;
using eval::row_number;
using eval::state;
using program::wide;

namespace {

/// The names of states behind the values that have them.
constexpr std::array<std::string_view, result_state_names.size()> behind_value{",value", ",none", ",pending", ",fault", ",incomplete"};
static_assert(std::equal(behind_value.begin(), behind_value.end(), result_state_names.begin(),
                         [](std::string_view cell, std::string_view name) { return cell.substr(1) == name; }));

}  // namespace

result_state result_state_of(state is) {
    switch (is) {
        case state::value: return result_state::value;
        case state::none: return result_state::none;
        case state::pending: return result_state::pending;
        case state::incomplete: return result_state::incomplete;
        case state::fault: break;
    }
    return result_state::fault;
}

template <class Takes>
void column_families::list_rows(entity_id e, std::size_t partition, Takes takes) {
    auto const [first, last] = rows_of(e, partition);
    list_.list(block_, e, first, last, takes);
}

void column_families::write(std::size_t partition, file_texts& texts, totals& into) {
    for (std::size_t t = 0; t < into.results.size(); ++t) {
        if (is_here(into.results[t].entity)) write_results(t, partition, texts, into);
    }
    write_beside_results(partition, texts, into);
}

void column_families::write_lists(std::size_t partition, file_texts& texts, totals& into) {
    for (std::size_t t = 0; t < into.results.size(); ++t) {
        if (is_here(into.results[t].entity)) write_waiting(t, partition, texts, into);
    }
    write_beside_results(partition, texts, into);
}

void column_families::write_beside_results(std::size_t partition, file_texts& texts, totals& into) {
    auto const& graph = plan_.graph;
    if (of(partition) == standing::waiting) write_undecided(partition, texts, into);
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        if (is_here(e) && graph.entities[e].made.kind == checked::maker_kind::group) write_incomplete(e, partition, texts, into);
    }
    for (std::size_t i = 0; i < plan_.program.carried_tables.size(); ++i) {
        if (is_here(plan_.program.carried_tables[i].from)) write_carried(i, partition, texts, into);
    }
}

void column_families::write_undecided(std::size_t partition, file_texts& texts, totals& into) {
    auto const& graph = plan_.graph;
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        if (!is_here(e) || graph.entities[e].made.kind == checked::maker_kind::host) continue;
        bool const is_told = std::any_of(into.results.begin(), into.results.end(), [&](result_total const& one) { return one.entity == e; }) ||
                             std::any_of(plan_.program.carried_tables.begin(), plan_.program.carried_tables.end(),
                                         [&](program::carried const& one) { return one.from == e; });
        auto const owner = graph.entities[e].owner;
        if (!is_told) continue;
        list_rows(owner, partition, [&](row_number o) { return block_.known_rows(e, o) != state::value; });
        for (std::size_t i = 0; i < list_.size(); ++i) {
            auto const needs = block_.needs_of_rows(e, list_.row(i));
            if (needs.empty()) continue;
            ++into.undecided[e];
            waiting_.add(graph.entities[owner].name, list_.key(i), graph.entities[e].rows, needs, texts[plan_.layout.pending()]);
        }
    }
}

void column_families::write_results(std::size_t table, std::size_t partition, file_texts& texts, totals& into) {
    auto& total = into.results[table];
    auto& text = texts[table];
    auto const e = total.entity;
    list_rows(e, partition, [&](row_number r) {
        bool const paid = is_paid(e, r);
        if (!paid) ++total.context;
        return paid;
    });
    total.rows += list_.size();
    auto const owner_entity = plan_.graph.entities[e].owner;
    row_number owner_before = no_row;
    std::string owner_cell, owner_key;
    for (std::size_t i = 0; i < list_.size(); ++i) {
        auto const row = list_.row(i);
        cases::add_cell(text, list_.key(i));
        if (owner_entity != checked::no_id) {
            if (auto const owner = block_.owner_of(e, row); owner != owner_before || owner == no_row) {
                owner_key.clear();
                if (owner != no_row) block_.add_key(owner_key, owner_entity, owner);
                owner_cell = ",";
                cases::add_cell(owner_cell, owner_key);
                owner_cell.erase(0, 1);
                owner_before = owner;
            }
            text += owner_cell;
        }
        for (std::size_t o = 0; o < plan_.outputs[table].size(); ++o) {
            auto const number = plan_.outputs[table][o];
            auto const& column = columns_[number];
            auto const is = result_state_of(column.is(row));
            ++total.totals[o].states[static_cast<std::size_t>(is)];
            text += ',';
            if (is == result_state::value) {
                add_value(text, number, row);
                if (total.totals[o].sum) add_amount(total.totals[o], column[row], number);
            }
            text += behind_value[static_cast<std::size_t>(is)];
            if (is == result_state::pending) write_needs_of(number, row, list_.key(i), texts, into);
        }
        text += '\n';
    }
}

void column_families::write_waiting(std::size_t table, std::size_t partition, file_texts& texts, totals& into) {
    auto const e = into.results[table].entity;
    auto const waits = [&](std::size_t output, row_number row) { return result_state_of(columns_[output].is(row)) == result_state::pending; };
    auto const& outputs = plan_.outputs[table];
    list_rows(e, partition, [&](row_number r) {
        return is_paid(e, r) && std::any_of(outputs.begin(), outputs.end(), [&](std::size_t output) { return waits(output, r); });
    });
    for (std::size_t i = 0; i < list_.size(); ++i) {
        for (auto const output : outputs) {
            if (waits(output, list_.row(i))) write_needs_of(output, list_.row(i), list_.key(i), texts, into);
        }
    }
}

void column_families::write_needs_of(std::size_t output, row_number row, std::string_view key, file_texts& texts, totals& into) {
    ++into.pending;
    auto const& rule = plan_.graph.rules[plan_.program.outputs[output].rule];
    waiting_.add(plan_.graph.entities[rule.owner].name, key, rule.name, block_.number_of_needs(output, row), texts[plan_.layout.pending()]);
}

void column_families::add_amount(output_total& total, wide amount, std::size_t output) {
    ++(amount == 0 ? total.zero : amount > 0 ? total.above : total.below);
    wide sum = 0;
    if (__builtin_add_overflow(sums_[output], amount, &sum)) {
        *total.sum += amount_of(sums_[output], output);
        sum = amount;
    }
    sums_[output] = sum;
}

rational column_families::amount_of(wide whole, std::size_t output) const {
    return eval::rational_of(whole) / plan_.program.outputs[output].denominator;
}

void column_families::add_sums(totals& into) {
    for (std::size_t t = 0; t < into.results.size(); ++t) {
        for (std::size_t o = 0; o < plan_.outputs[t].size(); ++o) {
            auto const number = plan_.outputs[t][o];
            if (sums_[number] != 0) *into.results[t].totals[o].sum += amount_of(sums_[number], number);
            sums_[number] = 0;
        }
    }
    waiting_.count(into.waiting_for);
}

void column_families::write_incomplete(entity_id e, std::size_t partition, file_texts& texts, totals& into) {
    struct group {
        std::string owner, key;
    };
    std::vector<group> groups;
    auto const [first, last] = rows_of(e, partition);
    for (auto r = first; r < last; ++r) {
        if (!block_.is_incomplete(e, r) || !block_.stands(e, r)) continue;
        auto& one = groups.emplace_back();
        block_.add_key(one.owner, plan_.graph.entities[e].owner, block_.owner_of(e, r));
        block_.add_key(one.key, e, r);
    }
    std::sort(groups.begin(), groups.end(), [](group const& a, group const& b) { return std::tie(a.owner, a.key) < std::tie(b.owner, b.key); });
    for (auto const& one : groups) plan_.layout.add_incomplete(e, one.key, one.owner, texts);
    into.incomplete[e] += groups.size();
}

void column_families::write_carried(std::size_t number, std::size_t partition, file_texts& texts, totals& into) {
    auto const& table = plan_.program.carried_tables[number];
    auto const& graph = plan_.graph;
    list_rows(table.from, partition, [](row_number) { return true; });
    if (list_.size() == 0) return;
    struct line {
        std::size_t key, key_size, begin, size;
    };
    std::vector<line> lines;
    std::string text, keys, owner_key;
    auto const behind_key = carried_key("", days_.last);
    for (std::size_t i = 0; i < list_.size(); ++i) {
        auto const row = list_.row(i);
        line one{keys.size(), 0, text.size(), 0};
        keys.append(list_.key(i)).append(behind_key);
        one.key_size = keys.size() - one.key;
        auto const key = std::string_view(keys).substr(one.key);
        cases::add_cell(text, key);
        owner_key.clear();
        block_.add_key(owner_key, graph.entities[table.from].owner, block_.owner_of(table.from, row));
        cases::add_cell(text, owner_key);
        // An incomplete row tells more than a fact that is missing.
        auto is = carried_state::written;
        std::set<reference::need> needs;
        for (std::size_t f = 0; f < table.facts.size(); ++f) {
            auto const got = block_.state_of_carried(number, f, row);
            if (got == state::incomplete) is = carried_state::incomplete;
            if (got == state::pending) {
                if (is == carried_state::written) is = carried_state::pending;
                needs.merge(block_.needs_of_carried(number, f, row));
            }
            text += ',';
            auto const& how = plan_.carried[number][f].text;
            if (got != state::value)
                text += "none";
            else if (!how.add(text, block_, block_.column_of_carried(number, f)[row]))
                how.add(text, block_.carried(number, f, row).value);
        }
        text += '\n';
        one.size = text.size() - one.begin;
        ++into.carried[number][static_cast<std::size_t>(is)];
        if (is == carried_state::written) lines.push_back(one);
        if (is == carried_state::pending)
            waiting_.add(graph.entities[table.from].name, list_.key(i), "carried " + graph.entities[table.into].rows, needs, texts[plan_.layout.pending()]);
    }
    auto const key_of = [&](line const& one) { return std::string_view(keys).substr(one.key, one.key_size); };
    std::sort(lines.begin(), lines.end(), [&](line const& a, line const& b) { return key_of(a) < key_of(b); });
    for (auto const& one : lines) texts[plan_.layout.carried(number)].append(text, one.begin, one.size);
}

}  // namespace carefare::caseload
