// Partitions that were read into columns, as rows again: for the evaluator that goes row by row.
#pragma once

#include <mutex>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <carefare/cases/columnar_caseload.hpp>

#include "cases/caseload_blocks.hpp"
#include "cases/column_rows.hpp"
#include "cases/shared_rows.hpp"

namespace carefare::caseload {

class partition_rows {
public:
    /// `rest` are the blocks of the rows that were not read into columns: shared rows are taken from there, or from columns if
    /// they stand there alone.
    partition_rows(cases::columnar_caseload const& of, checked::rule_graph const& graph, cases::blocks const& rest);

    /// A checked dataset of the partitions with these numbers in the columns, in that order, and what they lead to outside.
    /// May be called from several threads at once.
    [[nodiscard]] reference::dataset take(std::vector<std::size_t> const& partitions) const;
    /// A checked dataset of all that stands outside partitions.
    [[nodiscard]] reference::dataset take_shared() const;
    /// One row; with `wanted` only these facts of it.
    [[nodiscard]] reference::row row_of(checked::entity_id e, eval::row_number r, std::set<checked::fact_id> const* wanted = nullptr) const;

private:
    [[nodiscard]] reference::dataset nothing_yet() const;
    void find_shared() const;

    cases::columnar_caseload const& of_;
    checked::rule_graph const& graph_;
    cases::blocks const& rest_;
    std::vector<bool> within_;
    cases::column_rows rows_;
    cases::shared_rows in_columns_;
    /// By entity outside all partitions: a row of `rest` of each key. Found when they are first asked for.
    mutable std::vector<std::unordered_map<std::string_view, reference::row_index>> shared_;
    mutable std::once_flag is_found_;
};

}  // namespace carefare::caseload
