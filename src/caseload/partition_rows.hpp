// Partitions that were read into columns, as rows again: for the evaluator that goes row by row. Of a record with versions
// only the one that counts is there, and what counts where a cell was empty is said.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <carefare/cases/columnar_caseload.hpp>

#include "cases/caseload_blocks.hpp"

namespace carefare::caseload {

class partition_rows {
public:
    /// `rest` are the blocks of the rows that were not read into columns: shared rows are taken from there.
    partition_rows(cases::columnar_caseload const& of, checked::rule_graph const& graph, cases::blocks const& rest);

    /// A checked dataset of the partitions with these numbers in the columns, in that order, and what they lead to outside.
    /// May be called from several threads at once.
    [[nodiscard]] reference::dataset take(std::vector<std::size_t> const& partitions) const;
    /// One row; with `wanted` only these facts of it.
    [[nodiscard]] reference::row row_of(checked::entity_id e, eval::row_number r, std::set<checked::fact_id> const* wanted = nullptr) const;

private:
    void add_facts(checked::entity_id e, eval::row_number r, std::set<checked::fact_id> const* wanted, reference::row& into) const;
    void add_overrides(checked::entity_id e, eval::row_number r, reference::row& into) const;
    [[nodiscard]] checked::scalar_value scalar_of(program::wide whole, checked::scalar kind, rational const& denominator) const;

    cases::columnar_caseload const& of_;
    checked::rule_graph const& graph_;
    cases::blocks const& rest_;
    std::vector<bool> within_;
    std::vector<std::uint32_t> columns_;                        ///< by fact
    std::vector<std::vector<checked::fact_id>> facts_;          ///< by entity
    /// By entity outside all partitions: a row of `rest` of each key.
    std::vector<std::unordered_map<std::string, reference::row_index>> shared_;
};

}  // namespace carefare::caseload
