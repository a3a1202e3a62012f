// A caseload in blocks of partitions: what each comes to, as text and counts. A block depends on no other.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <carefare/caseload/input.hpp>
#include <carefare/eval/evaluate_block.hpp>

#include "caseload/column_families.hpp"
#include "caseload/output_layout.hpp"
#include "caseload/partition_rows.hpp"
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
    block_runner(run_request const& asked, run_input const& of, output_layout const& layout);

    /// Partitions in the order of their keys, numbered from zero.
    [[nodiscard]] std::size_t partitions() const { return parts_.size(); }
    /// How many make up the block that begins with `first`.
    [[nodiscard]] std::size_t block_size(std::size_t first) const;
    /// What was read and what was found at the door, and all that stands outside the partitions: before the first of them.
    [[nodiscard]] block_outcome run_shared(source_map const& sources) const;
    /// May be called from several threads at once.
    [[nodiscard]] block_outcome run(std::size_t first, std::size_t count) const;
    /// Texts that have been used: their memory is that of later ones. From several threads, too.
    void give_back(file_texts texts) const;

private:
    /// A partition: its number among those in columns, or among those in rows.
    struct part {
        bool in_columns = false;
        std::size_t number = 0;
    };
    void list_parts();
    [[nodiscard]] bool tells_of_shared() const;
    [[nodiscard]] bool write_shared_columns(block_outcome& into) const;
    void count_clean(totals& into) const;
    /// The days of the rows of a dated table, of all versions: told with the row of the owner. Of a shared table all.
    template <class Tell>
    void each_day(checked::entity_id e, std::size_t first, std::size_t last, Tell tell) const;
    [[nodiscard]] bool is_context(checked::entity_id e, std::int64_t day) const;
    [[nodiscard]] block_outcome nothing_yet() const;
    /// By the reference evaluator, in this order.
    [[nodiscard]] std::vector<family_results> evaluate_parts(std::vector<part> const& parts) const;
    void run_columns(std::size_t first, std::size_t count, block_outcome& into) const;
    /// `written`: of each partition of the block its number in the columns, or none where it is not counted here.
    void count_unpaid_days(column_families const& families, std::vector<std::size_t> const& written, totals& into) const;
    /// Is it worth while to keep the registers of a block, in which those that wait look for what they need? No result depends on it.
    [[nodiscard]] bool expects_waiting() const;
    static constexpr std::size_t most_kept = 4;  ///< partitions of which all registers are kept at once, whatever is expected
    static constexpr std::size_t blocks_between_releases = 64;
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    run_request const& asked_;
    run_input const& of_;
    checked::rule_graph const& graph_;
    output_layout const& layout_;
    cases::blocks rest_;
    std::vector<bool> within_;
    std::vector<part> parts_;                ///< in the order of their keys
    std::vector<std::size_t> clean_before_;  ///< by partition, and one more: how many before it are in columns
    std::optional<eval::evaluation> evaluation_;
    std::shared_ptr<column_plan const> columns_;  ///< null: row by row throughout
    run_days days_;
    std::optional<partition_rows> rows_of_clean_;
    std::vector<std::uint32_t> fact_columns_;
    std::vector<std::pair<std::int64_t, std::int64_t>> windows_;  ///< by entity: first and last day
    mutable std::atomic<std::size_t> seen_ = 0, waited_ = 0;  ///< partitions in columns, and those of them that wait
    mutable std::atomic<std::size_t> done_ = 0;  ///< blocks
    mutable std::mutex guards_used_texts_;
    mutable std::vector<file_texts> used_texts_;
};

}  // namespace carefare::caseload
