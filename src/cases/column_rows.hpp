// Rows from columns: keys, owners, links, facts and overrides, for the evaluator that goes row by row. Of a record with
// versions only the one that counts is there, and what counts where a cell was empty is said.
#pragma once

#include <set>
#include <vector>

#include <carefare/eval/host_tables.hpp>
#include <carefare/reference/dataset.hpp>

namespace carefare::cases {

class column_rows {
public:
    /// Both must outlive it.
    column_rows(eval::host_tables const& of, checked::rule_graph const& graph);

    /// One row, its owner and links by their keys; with `wanted` only these facts of it.
    [[nodiscard]] reference::row row_of(checked::entity_id e, eval::row_number r, std::set<checked::fact_id> const* wanted = nullptr) const;

private:
    void add_facts(checked::entity_id e, eval::row_number r, std::set<checked::fact_id> const* wanted, reference::row& into) const;
    void add_overrides(checked::entity_id e, eval::row_number r, reference::row& into) const;
    [[nodiscard]] checked::scalar_value scalar_of(program::wide whole, checked::scalar kind, rational const& denominator) const;

    eval::host_tables const& of_;
    checked::rule_graph const& graph_;
    std::vector<std::uint32_t> columns_;                ///< by fact
    std::vector<std::vector<checked::fact_id>> facts_;  ///< by entity
};

}  // namespace carefare::cases
