// A caseload in blocks of partitions: what each comes to, as text and counts. A block depends on no other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <carefare/caseload/run.hpp>
#include <carefare/cases/columnar_caseload.hpp>
#include <carefare/eval/evaluate_block.hpp>

#include "caseload/column_families.hpp"
#include "caseload/output_layout.hpp"
#include "caseload/row_families.hpp"
#include "cases/caseload_blocks.hpp"

namespace carefare::caseload {

/// What is added to each file, and to the counts.
struct block_outcome {
    file_texts texts;
    totals counts;
};

class block_runner {
public:
    block_runner(run_request const& asked, cases::caseload const& of, output_layout const& layout);

    /// Partitions in the order of their keys, numbered from zero.
    [[nodiscard]] std::size_t partitions() const { return rows_.partitions().size(); }
    /// How many make up the block that begins with `first`.
    [[nodiscard]] std::size_t block_size(std::size_t first) const;
    /// What was read and what was found at the door, and all that stands outside the partitions: before the first of them.
    [[nodiscard]] block_outcome run_shared(source_map const& sources) const;
    /// May be called from several threads at once.
    [[nodiscard]] block_outcome run(std::size_t first, std::size_t count) const;

private:
    void bind_columns();
    [[nodiscard]] block_outcome nothing_yet() const;
    /// By the reference evaluator.
    [[nodiscard]] std::vector<family_results> evaluate_partitions(std::vector<std::size_t> const& partitions) const;
    void run_columns(std::size_t first, std::size_t count, block_outcome& into) const;
    /// Of the partitions in columns those from one number to before another.
    void count_unpaid_days(column_families const& families, std::size_t first, std::size_t last, totals& into) const;
    void number_clean();

    run_request const& asked_;
    cases::caseload const& of_;
    checked::rule_graph const& graph_;
    output_layout const& layout_;
    cases::blocks rows_;
    std::optional<program::program> program_;
    std::optional<bind::binding> binding_;
    std::optional<column_plan> columns_;   ///< empty: row by row throughout
    cases::columnar_caseload split_;
    std::optional<eval::evaluation> evaluation_;
    std::vector<std::size_t> clean_before_;  ///< by partition, and one more: how many before it are in columns
    std::vector<std::uint32_t> fact_columns_;
};

}  // namespace carefare::caseload
