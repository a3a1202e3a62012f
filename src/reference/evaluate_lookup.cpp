// Section 4: lookup in a rate table, row by row.
#include <algorithm>

#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::node_id;
using checked::none_value;
using checked::scalar_value;

namespace {

bool is_in_domain(checked::key_domain const& domain, scalar_value const& key) {
    if (std::find(domain.words.begin(), domain.words.end(), key) != domain.words.end()) return true;
    auto const* number = std::get_if<rational>(&key);  // a range holds whole numbers, and nothing between them
    return domain.range && number != nullptr && number->is_integer() && contains(*domain.range, key);
}

bool is_in_block(std::vector<checked::key_domain> const& block, std::vector<scalar_value> const& keys) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!is_in_domain(block[i], keys[i])) return false;
    }
    return true;
}

}  // namespace

/// "lookup `t[k: e, ...]` | the cell | any key pending; the schedule is a gap; the cell is missing in a `partial`
/// schedule | the cell is `none`; a key outside the schedule's domains; an exception row that is not there | any key"
outcome evaluation::lookup(node_id id, place const& at) {
    auto const& table = graph_.tables[graph_.nodes[id].payload];
    auto operands = children(id, at);
    bool const is_dated = operands.size() > table.keys.size();
    reading_date when{std::nullopt, in_.known_on};
    if (is_dated && is_value(operands.back())) when.at = day_of(operands.back());

    // The schedule is an operand as the keys are: where it is a gap that is needed, too.
    chosen_entry chosen;
    if (!is_dated || when.at) {
        chosen = choose_entry(table.entries, when);
        if (chosen.tie) return contradiction("two schedules of '" + table.name + "' take hold on one day");
        if (to_ != nullptr && chosen.index) {
            to_->on_entry(at.of.first, at.of.second, id, *chosen.index, when.at, false);
        }
        if (chosen.gap) operands.push_back(pending_on(need{need::kind::gap, table.name, {}, chosen.reason}));
    }
    if (auto stopped = fault_or_pending(operands)) return *stopped;
    if (!chosen.index) return contradiction("a lookup without a date");

    std::vector<scalar_value> keys;
    for (std::size_t i = 0; i < table.keys.size(); ++i)
        keys.push_back(scalar_of(operands[i]));
    return cell_of(table, *table.entries[*chosen.index].payload, keys, id, at);
}

outcome evaluation::cell_of(checked::rate_table const& table, checked::schedule const& rates,
                            std::vector<scalar_value> const& keys, node_id id, place const& at) {
    auto const holds_keys = [&](auto const& block) { return is_in_block(block, keys); };
    if (std::none_of(rates.blocks.begin(), rates.blocks.end(), holds_keys)) return none_outcome();
    for (std::size_t i = 0; i < rates.rows.size(); ++i) {
        if (rates.rows[i].keys != keys) continue;
        if (to_ != nullptr) to_->on_row(at.of.first, at.of.second, id, i);
        return outcome_of(checked::constant_value{rates.rows[i].value});
    }
    bool const is_exception =
        rates.exceptions_by != checked::no_id && !std::holds_alternative<none_value>(keys[rates.exceptions_by]);
    if (is_exception) return none_outcome();
    if (!rates.partial.empty()) return pending_on(need{need::kind::gap, table.name, {}, rates.partial});
    return contradiction("'" + table.name + "' has no row for these keys");
}

}  // namespace carefare::reference
