// What the columns of the tables that are handed in stand for: worked out once a programme.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <carefare/checked/rule_graph.hpp>
#include <carefare/program/program.hpp>

#include "cases/caseload_columns.hpp"
#include "cases/columns_cell.hpp"

namespace carefare::engine {

/// What a value of a column has to be.
struct column_plan {
    std::string name;
    cases::caseload_column::kind what{};
    std::uint32_t id = 0;
    checked::type type;
    /// Of facts and ends of ranges, where the programme has columns for them.
    std::optional<cases::fact_cells> cells;
    rational denominator = 1;

    /// The cell of a value that the door takes; empty of all else.
    [[nodiscard]] std::optional<std::int64_t> cell_of(checked::scalar_value const& value) const;
    /// The value of such a cell.
    [[nodiscard]] checked::scalar_value value_of(std::int64_t cell) const;
};

struct input_table {
    static constexpr std::uint32_t none = 0xffffffffU;
    struct range {
        checked::fact_id fact = checked::no_id;
        std::uint32_t from = none, to = none;
    };
    struct replacement {
        checked::rule_id rule = checked::no_id;
        std::uint32_t value = none, reason = none, authorizer = none, recorded_on = none;
    };

    checked::entity_id entity = checked::no_id;
    std::vector<column_plan> columns;
    std::unordered_map<std::string_view, std::uint32_t> by_name;  ///< looks into `columns`
    std::vector<range> ranges;              ///< in the order of their facts
    std::vector<replacement> replacements;  ///< in the order of their rules
};

/// `program`: null where the programme fits no columns.
[[nodiscard]] input_table describe_input(checked::entity_id entity, checked::rule_graph const& graph, program::program const* program);

}  // namespace carefare::engine
