// Partitions by the columnar evaluator: their lines. Where something is pending what it needs is looked for in a block that
// kept its registers; where something is a fault, the words for it are left to the reference evaluator.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <carefare/caseload/run.hpp>
#include <carefare/eval/evaluate_block.hpp>

#include "caseload/listed_rows.hpp"
#include "caseload/output_layout.hpp"
#include "caseload/value_text.hpp"
#include "caseload/waiting_lines.hpp"
#include "cases/columns_cell.hpp"

namespace carefare::caseload {

/// How the results of a program are listed, whatever the rows. The program and the layout must outlive it.
struct column_plan {
    column_plan(program::program const& of, output_layout const& with);

    program::program const& program;
    checked::rule_graph const& graph;
    output_layout const& layout;
    std::vector<bool> within;                   ///< by entity
    std::vector<std::size_t> paid_by;           ///< by entity: number in program::paid_by, or none
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    /// The outputs of each table of results, by their numbers.
    std::vector<std::vector<std::size_t>> outputs;
    std::vector<value_text> texts;              ///< by number of the output
    /// A fact of a table that is handed to the next run: its text, and which cells it may have.
    struct carried_fact {
        value_text text;
        cases::fact_cells cells;
    };
    std::vector<std::vector<carried_fact>> carried;  ///< by numbers of the table and the fact
};

[[nodiscard]] result_state result_state_of(eval::state is);

/// Which days a run is about.
struct run_days {
    std::optional<pay_span> pay;
    std::optional<date> last;                   ///< of what all windows have in common
};

/// The partitions of one block, numbered from zero; or all that stands outside of partitions, as if it were one. Results that belong
/// to no row have their part in how far that is decided, and are not written.
class column_families {
public:
    column_families(column_plan const& with, run_days const& days, eval::block const& of, std::size_t partitions);
    struct outside {};
    column_families(column_plan const& with, run_days const& days, eval::block const& of, outside what);

    /// Waiting: something listed of it is pending, and nothing a fault.
    enum class standing : std::uint8_t { decided, waiting, at_fault };
    [[nodiscard]] standing of(std::size_t partition) const { return standing_[partition]; }
    /// Adds all of a partition to the files and the counts; of one that waits, where the block has kept its registers.
    void write(std::size_t partition, file_texts& texts, totals& into);
    /// The same without the results: what pending ones wait for, cut groups, what the next run is to read.
    void write_lists(std::size_t partition, file_texts& texts, totals& into);
    /// Adds the amounts of all partitions that were written and what their results wait for: once, behind them.
    void add_sums(totals& into);
    /// Is a day one that no row made for it below `owner` pays? Not, where none is made there.
    [[nodiscard]] bool is_unpaid_day(checked::entity_id owner_entity, eval::row_number owner, std::int64_t day) const;
    /// The rows of an entity within that a partition has.
    [[nodiscard]] std::pair<eval::row_number, eval::row_number> rows_of(checked::entity_id e, std::size_t partition) const {
        return {begins_[e][partition], begins_[e][partition + 1]};
    }
    /// Not a row that another run pays.
    [[nodiscard]] bool is_paid(checked::entity_id e, eval::row_number row) const;
    [[nodiscard]] eval::block::whole_column const& column(std::size_t output) const { return columns_[output]; }
    /// Adds a result whose state is a value, as a cell. Commas are the caller's.
    void add_value(std::string& into, std::size_t output, eval::row_number row) const {
        auto const& text = plan_.texts[output];
        if (!text.add(into, block_, columns_[output][row])) text.add(into, block_.result(output, row).value);
    }

private:
    [[nodiscard]] bool is_here(checked::entity_id e) const { return e != checked::no_id && plan_.within[e] != is_outside_; }
    void find_begins(std::size_t partitions);
    void find_open();
    void mark(checked::entity_id e, eval::row_number row, bool fault);
    void mark_outputs();
    void mark_made();
    void mark_days();
    void find_paid_days();
    void mark_carried();
    [[nodiscard]] bool is_plain(std::size_t table, std::size_t fact, program::wide value) const;
    /// The rows of a partition that stand and that `takes` takes.
    template <class Takes>
    void list_rows(checked::entity_id e, std::size_t partition, Takes takes);
    void write_results(std::size_t table, std::size_t partition, file_texts& texts, totals& into);
    void write_waiting(std::size_t table, std::size_t partition, file_texts& texts, totals& into);
    void write_needs_of(std::size_t output, eval::row_number row, std::string_view key, file_texts& texts, totals& into);
    /// All but what stands among the results.
    void write_beside_results(std::size_t partition, file_texts& texts, totals& into);
    /// Rows that were not made have no line among the results: what they wait for is told of their owner.
    void write_undecided(std::size_t partition, file_texts& texts, totals& into);
    void write_incomplete(checked::entity_id e, std::size_t partition, file_texts& texts, totals& into);
    void write_carried(std::size_t number, std::size_t partition, file_texts& texts, totals& into);
    void add_amount(output_total& total, program::wide amount, std::size_t output);
    [[nodiscard]] rational amount_of(program::wide whole, std::size_t output) const;

    column_plan const& plan_;
    run_days const& days_;
    eval::block const& block_;
    bool is_outside_ = false;
    std::vector<std::vector<eval::row_number>> begins_;         ///< by entity that is here: the first row of each partition, and one more
    std::vector<standing> standing_;
    std::vector<eval::block::whole_column> columns_;            ///< by number of the output
    std::vector<program::wide> sums_;                           ///< by number of the output
    /// Days that are paid below the rows of an owner; see is_unpaid_day.
    struct paid_days {
        std::vector<std::uint32_t> begins;                      ///< by row, and one more: its first day; empty: no such rows are made
        std::vector<std::int64_t> days;                         ///< of each row ascending
        std::vector<std::uint8_t> open;                         ///< by row: not all of them are known
    };
    std::vector<paid_days> paid_;                               ///< by owner entity
    std::vector<eval::block::whole_column> paid_by_;            ///< by number in program::paid_by, where a run pays some days alone
    listed_rows list_;
    waiting_lines waiting_;
};

}  // namespace carefare::caseload
