// Section 7: decision tables, row by row. A cell and a row are outcomes: true (certain), false (out), pending (a maybe,
// with the needs of its undecided inputs) or a fault.
#include <algorithm>

#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::constant_value;
using checked::node_id;
using checked::none_value;
using checked::scalar_value;
using syntax::hit_policy;

namespace {

/// "equal to, or inside, one of these"
bool matches(constant_value const& test, scalar_value const& input) {
    if (auto const* range = std::get_if<checked::interval>(&test)) return contains(*range, input);
    return std::get<scalar_value>(test) == input;
}

bool says_none(constant_value const& test) {
    auto const* scalar = std::get_if<scalar_value>(&test);
    return scalar != nullptr && std::holds_alternative<none_value>(*scalar);
}

std::vector<std::size_t> certain_rows(std::vector<outcome> const& rows) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (is_true(rows[i])) found.push_back(i);
    }
    return found;
}

}  // namespace

/// "decision table | section 7 | section 7 | by type of the output | two rows of a unique table certain; unequal
/// outputs of `any`". An input that is a fault makes the table one, as any operand does.
outcome evaluation::decide(node_id id, place const& at) {
    auto const& table = graph_.decisions[graph_.nodes[id].payload];
    std::vector<outcome> inputs;
    for (auto const input : table.inputs)
        inputs.push_back(evaluate(input, at));
    for (auto const& input : inputs) {
        if (is_fault(input)) return input;
    }
    std::vector<outcome> rows;
    for (auto const& row : table.rows)
        rows.push_back(decision_row(row, inputs, at));
    switch (table.policy) {
        case hit_policy::unique:
            return unique(id, at, rows);
        case hit_policy::any:
            return any(id, at, rows);
        case hit_policy::first:
            return first(id, at, rows);
        case hit_policy::collect_sum:
        case hit_policy::collect_count:
        case hit_policy::collect_min:
        case hit_policy::collect_max:
            return collect(id, at, rows);
    }
    return contradiction("a hit policy that does not exist");
}

/// "unique: one certain row decides (more: fault); no certain row but maybes: pending with the needs of their undecided
/// inputs; none of either: `otherwise`, else a fault that the checker has excluded."
outcome evaluation::unique(node_id id, place const& at, std::vector<outcome> const& rows) {
    for (auto const& row : rows) {
        if (is_fault(row)) return row;
    }
    auto const certain = certain_rows(rows);
    if (certain.size() > 1) {
        return fault_of(diagnostic_code::R011, "rows " + std::to_string(certain[0] + 1) + " and " +
                                                   std::to_string(certain[1] + 1) + " of a unique table apply");
    }
    if (certain.size() == 1) return output(id, at, certain[0]);
    if (auto stopped = fault_or_pending(rows)) return *stopped;
    return no_row_applies(id, at);
}

/// "any: as unique, but several certain rows must give equal outputs."
outcome evaluation::any(node_id id, place const& at, std::vector<outcome> const& rows) {
    for (auto const& row : rows) {
        if (is_fault(row)) return row;
    }
    auto const certain = certain_rows(rows);
    if (certain.empty()) {
        if (auto stopped = fault_or_pending(rows)) return *stopped;
        return no_row_applies(id, at);
    }
    std::vector<outcome> outputs;
    for (auto const row : certain)
        outputs.push_back(output(id, at, row));
    for (auto const& given : outputs) {
        if (is_fault(given)) return given;
    }
    std::optional<std::size_t> agreed;  // place of the first output that is known
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (is_undecided(outputs[i])) continue;
        if (!agreed) agreed = i;
        if (scalar_of(outputs[*agreed]) == scalar_of(outputs[i])) continue;
        auto const row_and_output = [&](std::size_t which) {
            return "row " + std::to_string(certain[which] + 1) + " gives " +
                   graph_.to_string(scalar_of(outputs[which]), graph_.nodes[id].type_of);
        };
        return fault_of(diagnostic_code::R012,
                        row_and_output(*agreed) + " and " + row_and_output(i) + " in a table where any row may decide");
    }
    if (auto stopped = fault_or_pending(outputs)) return *stopped;
    return outputs[*agreed];
}

/// "first: rows in order; a certain row decides if no maybe stands above it, else pending."
outcome evaluation::first(node_id id, place const& at, std::vector<outcome> const& rows) {
    auto const certain = std::find_if(rows.begin(), rows.end(), is_true);
    std::vector<outcome> const above(rows.begin(), certain);
    if (auto stopped = fault_or_pending(above)) return *stopped;
    if (certain == rows.end()) return no_row_applies(id, at);
    return output(id, at, above.size());
}

/// "collect: any maybe makes it pending; sum of no row is 0, min and max of no row are none, count counts."
outcome evaluation::collect(node_id id, place const& at, std::vector<outcome> const& rows) {
    auto const& table = graph_.decisions[graph_.nodes[id].payload];
    auto const certain = certain_rows(rows);
    std::vector<outcome> all = rows;
    std::vector<outcome> outputs;
    for (auto const row : certain) {
        if (table.policy == hit_policy::collect_count) {
            if (to_ != nullptr) to_->on_row(at.of.first, at.of.second, id, row);
            continue;
        }
        outputs.push_back(output(id, at, row));
        all.push_back(outputs.back());
    }
    if (auto stopped = fault_or_pending(all)) return *stopped;
    if (certain.empty() && table.otherwise) return no_row_applies(id, at);
    if (table.policy == hit_policy::collect_count)
        return outcome_of(rational(static_cast<std::int64_t>(certain.size())));

    std::erase_if(outputs, is_none);
    if (table.policy == hit_policy::collect_sum) {
        rational total;
        for (auto const& given : outputs)
            total += number_of(given);
        return outcome_of(total);
    }
    if (outputs.empty()) return none_outcome();
    auto const by_value = [](outcome const& a, outcome const& b) { return is_less(scalar_of(a), scalar_of(b)); };
    return table.policy == hit_policy::collect_min ? *std::min_element(outputs.begin(), outputs.end(), by_value)
                                                   : *std::max_element(outputs.begin(), outputs.end(), by_value);
}

outcome evaluation::no_row_applies(node_id id, place const& at) {
    auto const& table = graph_.decisions[graph_.nodes[id].payload];
    if (!table.otherwise) return contradiction("no row of a decision table applies");
    if (to_ != nullptr) to_->on_row(at.of.first, at.of.second, id, table.rows.size());
    return evaluate(*table.otherwise, at);
}

outcome evaluation::output(node_id id, place const& at, std::size_t row) {
    auto const& table = graph_.decisions[graph_.nodes[id].payload];
    if (to_ != nullptr) to_->on_row(at.of.first, at.of.second, id, row);
    return evaluate(table.rows[row].output, at);
}

/// "A row is *out* if any cell is false, *certain* if all are true, else a *maybe*."
outcome evaluation::decision_row(checked::decision_row const& row, std::vector<outcome> const& inputs,
                                 place const& at) {
    std::vector<outcome> cells;
    for (std::size_t i = 0; i < row.tests.size(); ++i)
        cells.push_back(cell(row.tests[i], inputs[i], at));
    return all_of(cells);
}

/// "A cell whose input is missing is a *maybe*; `-` matches missing, and an input that is none matches `none` and `-`
/// only."
outcome evaluation::cell(checked::cell_test const& test, outcome const& input, place const& at) {
    if (test.any) return outcome_of(true);
    if (is_none(input)) {
        return outcome_of(!test.negated && std::any_of(test.values.begin(), test.values.end(), says_none));
    }
    std::vector<outcome> parts;
    for (auto const& value : test.values) {
        parts.push_back(is_undecided(input) ? input : outcome_of(matches(value, scalar_of(input))));
    }
    for (auto const predicate : test.predicates)
        parts.push_back(evaluate(predicate, at));
    if (is_undecided(input)) {
        parts.push_back(input);
        return *fault_or_pending(parts);
    }
    auto const matched = any_of(parts);
    return test.negated ? negation_of(matched) : matched;
}

}  // namespace carefare::reference
