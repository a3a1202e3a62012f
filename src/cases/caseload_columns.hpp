// The columns that the table of an entity may have.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/checked/rule_graph.hpp>

#include "checked/csv_reader.hpp"

namespace carefare::cases {

struct caseload_column {
    enum class kind : std::uint8_t {
        key, owner, link, fact, range_from, range_to,
        override_value, override_reason, override_authorizer, override_recorded_on,
    };
    std::string name;
    kind what{};
    std::uint32_t id = 0;  ///< index of the link, fact or rule
    bool required = false;
};

/// Every column a table of the entity may have, in the order of their declaration.
[[nodiscard]] std::vector<caseload_column> columns_of(checked::entity_id entity, checked::rule_graph const& graph);

/// What each cell of the header names. Empty after a diagnostic: a column twice, unknown or missing.
[[nodiscard]] std::optional<std::vector<caseload_column>> find_columns(std::vector<checked::csv_cell> const& header,
                                                                       checked::entity_id entity, checked::rule_graph const& graph,
                                                                       checked::csv_reader const& file, diagnostics& sink);

}  // namespace carefare::cases
