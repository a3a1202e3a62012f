// The columnar evaluator: a program under a binding over a block of partitions, column by column.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <carefare/bind/binding.hpp>
#include <carefare/reference/dataset.hpp>

namespace carefare::eval {

using bind::state;

/// The results of one output over the rows of its entity.
struct result_column {
    checked::rule_id rule = checked::no_id;
    rational denominator = 1;
    std::vector<state> states;
    std::vector<program::wide> values, low, high;  ///< ends of ranges; empty for all else
    std::vector<bool> low_open, high_open;
};

struct result_table {
    checked::entity_id entity = checked::no_id;
    std::vector<std::uint32_t> rows;     ///< their numbers among all rows of the entity
    std::vector<std::string> keys;       ///< of the rows, in order of their owners
    std::vector<result_column> columns;
};

struct block_result {
    std::vector<result_table> tables;    ///< one for each entity with outputs
    std::vector<std::string> texts;      ///< by number: values of text
};

/// Evaluates all outputs. Rows of the dataset that are not used have no results, and versions of a record that do not
/// count no line. The dataset has been checked (`check_dataset`).
[[nodiscard]] block_result evaluate_block(bind::binding const& with, reference::dataset const& data);

/// The value of a row as the graph's type has it; only where its state is value. Of a link the number of the row.
[[nodiscard]] checked::constant_value value_at(block_result const& of, result_column const& column, std::size_t row,
                                               checked::rule_graph const& graph);

}  // namespace carefare::eval
