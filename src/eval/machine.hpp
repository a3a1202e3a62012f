// One run of a program over a block: registers, frames of items, and an operation for each instruction.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <carefare/eval/evaluate_block.hpp>

#include "eval/column.hpp"
#include "eval/grants.hpp"
#include "eval/kernels/kernels.hpp"
#include "eval/lists.hpp"
#include "eval/looked_back.hpp"
#include "eval/tables.hpp"
#include "eval/unread.hpp"

namespace carefare::eval {

/// The rows that an aggregate runs over, for each row of the outer frame.
struct item_rows {
    bool known = false;
    segments of;                    ///< by row of the outer frame
    buffer<row_number> outer;       ///< of each item its outer row
    buffer<state> open;             ///< by outer row; empty: all rows are known everywhere
    flags incomplete;               ///< of each item: aggregates skip it; empty: none is
    [[nodiscard]] bool skips(std::size_t item) const { return !incomplete.empty() && incomplete[item] != 0; }
    void clear();
};

/// rows: of each operand the same row, so that it may give one value for all; together: not row by row of its frame.
enum class how_it_reads : std::uint8_t { rows, otherwise, together };

/// An instruction as it is run: all of a program lie one behind the other, and so do their operands.
struct step_plan {
    program::code what{};
    program::lane in = program::lane::cell;
    how_it_reads reads = how_it_reads::otherwise;
    program::frame_id of = 0;
    program::reg out = program::no_reg;
    std::uint32_t payload = 0, part = 0;
    std::span<program::reg const> operands;
};

/// What holds for all blocks of an evaluation.
struct run_plan {
    std::vector<bool> within;                         ///< by entity: below a partition
    std::vector<checked::entity_id> given_within;     ///< those of them whose rows are handed in
    std::vector<std::uint32_t> fact_columns;          ///< by fact: its first column in the table of its owner
    std::vector<std::uint32_t> once, of_blocks;       ///< instructions, in order
    std::vector<std::uint32_t> of_binding, of_shared_rows;  ///< of `once`: what no row has a part in, and the rest
    std::vector<step_plan> steps;                     ///< by instruction
    std::shared_ptr<lists<program::reg> const> operands;  ///< what they look into
    lists<kernels::span> spans;                       ///< of `in_spans`, by number
    lists<program::reg> free_after;                   ///< by instruction: registers that nothing reads later
    std::vector<bool> is_shared;                      ///< by register
    looked_back seen_again;                           ///< by who looks for what a pending result waits for
    std::vector<unsigned> parts_read;                 ///< by allocation: which parts of a grant are read, a bit each
    reading_plan reads;
};

class machine {
public:
    /// The shared instructions, where `shared` is null; else those of blocks, beside a machine that ran the shared ones.
    machine(bind::binding const& with, host_tables const& given, run_plan const& how, machine* shared, tables::part of);
    /// Of blocks, over partitions that were chosen: all of `chosen`.
    machine(bind::binding const& with, host_tables const& given, run_plan const& how, machine* shared, std::vector<host_table> chosen,
            std::size_t partitions);
    ~machine();
    machine(machine const&) = delete;
    machine& operator=(machine const&) = delete;
    /// Without what `unread` finds that no row reads, where it is given; registers that vary, where they are given, decide nothing there.
    void run(layout with = {}, unread* found = nullptr, std::vector<bool> const* varying = nullptr);
    /// No column is written any more: other machines may read them.
    void keep();
    /// The registers of one of the same binding that stays; before anything has run.
    void start_from(machine const& kept) { at_ = kept.at_, flat_ = kept.flat_; }
    /// What only runs again need is kept: these registers, the tables of these entities, the items of these frames.
    void keep_only(std::vector<bool> const& registers, std::vector<bool> const& entities, std::vector<bool> const& frames);
    /// Which rows stand where another binding may change: by order, and by frame of items.
    struct stale_rows {
        std::vector<bool> orders, frames;
        bool any = false;
    };
    void forget(stale_rows const& stale);
    /// Some instructions once more, under another binding; registers that all blocks share are those of `shared`.
    void run_again(bind::binding const& with, machine* shared, std::vector<std::uint32_t> const& instructions);
    /// Gives up what these instructions made: it may be columns of the shared rows, which are gone when a scenario is done.
    void let_go(std::vector<std::uint32_t> const& instructions);
    [[nodiscard]] std::size_t bytes() const;
    [[nodiscard]] tables const& rows() const { return tables_; }
    [[nodiscard]] program::program const& runs() const { return program_; }
    [[nodiscard]] column const& at(program::reg of) const { return *at_[of]; }
    /// What makes rows gives none.
    [[nodiscard]] bool has_column(program::reg of) const { return at_[of] != nullptr; }
    // What a run that kept its registers has left behind: for who goes back over it.
    struct ordered_rows {
        bool known = false;
        segments of;          ///< by row of the partition
        buffer<state> open;
    };
    [[nodiscard]] bind::binding const& with() const { return *with_; }
    [[nodiscard]] item_rows const& items_of(program::frame_id of) const {
        return items_[of].known || shared_ == nullptr ? items_[of] : shared_->items_of(of);
    }
    [[nodiscard]] ordered_rows const& turns_of(program::allocation_plan const& plan) const {
        auto const found = ordered_.find({plan.order, plan.items});
        return found != ordered_.end() || shared_ == nullptr ? found->second : shared_->turns_of(plan);
    }
    [[nodiscard]] bool has_windows() const { return !given_.windows.empty(); }
    [[nodiscard]] given used_before(program::limit_plan const& limit, given const& within, std::size_t row) const;

private:
    using instruction = step_plan;

    machine(bind::binding const& with, host_tables const& given, run_plan const& how, machine* shared, tables::part of,
            std::unique_ptr<std::vector<host_table> const> chosen);

    // machine.cpp
    void step(instruction const& what);
    void operate(instruction const& what);
    void give_no_rows(instruction const& what) {
        at_[what.out] = &no_rows_;
        flat_[what.out] = 0;
    }
    void know_empty_tables(unread& found);
    void know_made(instruction const& what, unread& found);
    [[nodiscard]] std::size_t size_of(program::frame_id of) { return sizes_[of] != not_known ? sizes_[of] : sizes_[of] = find_size(of); }
    [[nodiscard]] std::size_t find_size(program::frame_id of);
    /// Of the column of a result: one row where all operands have one value for all rows.
    [[nodiscard]] std::size_t size_for(instruction const& what) { return is_one_ ? 1 : size_of(what.of); }
    [[nodiscard]] bool reads_one_value(instruction const& what) const;
    [[nodiscard]] bool is_known_for_all(program::reg of) const { return at_[of] != nullptr && at_[of]->flat && at_[of]->plain(); }
    /// A column with the same value in every row, or none in every row, is one for all rows.
    static void settle(column& made);
    column& start(instruction const& what, std::size_t size);
    /// The result is the column of an operand as it is.
    void same(instruction const& what, program::reg as);
    /// The result is a column that a table keeps.
    void kept(instruction const& what, column& as);
    /// By who looks for what a pending result waits for; once all that reads it has run.
    [[nodiscard]] bool may_be_looked_back_at(program::reg of);
    [[nodiscard]] bool is_pending_somewhere(program::reg of);
    void release(program::reg of) {
        auto* const held = at_[of];
        at_[of] = nullptr;
        if (held == nullptr || held->is_kept || --held->holders > 0) return;
        (held->is_wide ? free_wide_ : free_).push_back(held);
    }
    [[nodiscard]] column const& in(instruction const& what, std::size_t i) const { return *at_[what.operands[i]]; }
    [[nodiscard]] table& rows_of(program::frame_id of);

    // sources.cpp
    void flat(instruction const& what);
    void load_fact(instruction const& what);
    void load_rows(instruction const& what);
    void gather(instruction const& what);
    [[nodiscard]] bool gather_of_eras(instruction const& what, column const& rows, column const& from, std::size_t size);
    void spread(instruction const& what);
    void linked_row(instruction const& what);
    void key_text(instruction const& what);
    void result(instruction const& what);
    void load_numbers(instruction const& what, buffer<row_number> const& rows, state missing);
    std::uint8_t const* cut_rows(program::frame_id of, flags& kept);
    void placed(instruction const& what);

    // arithmetic.cpp, logic.cpp, calendar.cpp, ranges.cpp
    template <class Number>
    void arithmetic(instruction const& what);
    void change_lane(instruction const& what);
    template <class Number>
    void compare(instruction const& what);
    template <class Number>
    void in_range(instruction const& what);
    void in_spans(instruction const& what);
    void logic(instruction const& what);
    template <class Number>
    void choose(instruction const& what);
    void calendar(instruction const& what);
    void ranges(instruction const& what);

    // dated_reads.cpp
    void era(instruction const& what);
    void slot(instruction const& what);
    template <class Number>
    void versions(instruction const& what);
    void lookup(instruction const& what);
    [[nodiscard]] bool look_up_by_columns(instruction const& what, column& made, std::size_t size) const;
    template <class Number>
    void decide(instruction const& what);

    // items.cpp, aggregates.cpp, orders.cpp
    item_rows& items(program::frame_id of);
    void go_back(program::way_step const& step, segments& rows, buffer<state>& open);
    template <class Number>
    void aggregate(instruction const& what);
    void truths(instruction const& what);
    void best(instruction const& what);
    /// Below zero: the first row stands before the second, by the keys from `first` on. Their columns are over one frame.
    [[nodiscard]] int compare_keys(program::order_plan const& order, std::size_t a, std::size_t b, std::size_t first = 0) const;
    [[nodiscard]] state key_state(program::order_plan const& order, std::size_t row) const;
    void in_order(program::frame const& frame, item_rows& made);

    // make_rows.cpp
    void make(instruction const& what);
    void make_each(program::maker_plan const& plan);
    void mark(program::maker_plan const& plan);
    void narrow(program::maker_plan const& plan);
    /// The days that all windows have in common.
    struct span_of_days {
        std::int64_t first = INT64_MIN, last = INT64_MAX;
    };
    [[nodiscard]] span_of_days common_window() const;
    [[nodiscard]] bool may_be_outside(checked::entity_id e) const;
    void make_subset(program::maker_plan const& plan);
    void make_groups(program::maker_plan const& plan);
    void make_merged(program::maker_plan const& plan);
    void finish_table(program::maker_plan const& plan, table& made);
    [[nodiscard]] bool makes_below(checked::entity_id owner, row_number r) const { return !tables_.is_gone(owner, r); }

    // allocate.cpp
    void allocate(instruction const& what);
    void granted(instruction const& what);
    ordered_rows const& in_turn(program::allocation_plan const& plan);
    [[nodiscard]] bool is_never_used_before(program::limit_plan const& limit) const;

    bind::binding const* with_;
    program::program const& program_;
    checked::rule_graph const& graph_;
    host_tables const& given_;
    run_plan const& how_;
    machine* shared_;
    std::unique_ptr<std::vector<host_table> const> chosen_;
    std::vector<item_rows> items_;
    tables tables_;
    std::vector<column*> at_;                       ///< by register
    bool is_one_ = false;                           ///< the instruction that runs gives one value for all rows
    std::vector<std::uint8_t> flat_;                ///< by register: its column has one value for all rows
    std::vector<std::optional<bool>> pending_;      ///< by register: is it in any row? Once it was asked
    static constexpr std::size_t not_known = static_cast<std::size_t>(-1);
    std::vector<std::size_t> sizes_;                ///< by frame, once its rows stand
    column no_rows_;                                ///< of all frames without rows
    column* started_ = nullptr;                     ///< the column that it began
    std::vector<std::unique_ptr<column>> all_;
    std::vector<column*> free_, free_wide_;
    std::deque<column> lent_;                       ///< columns of the tables that were handed in
    std::vector<kernels::cells_and_marks> truths_;  ///< those of the instruction that runs
    /// A decision table that runs: its columns, and the rows that are decided apart.
    struct decision_room {
        std::vector<std::size_t> rows;
        std::vector<column const*> inputs, truths, outputs;
        std::vector<kernels::table_row> hits;
        flags apart;
    };
    decision_room decided_;
    struct grants {
        column parts[6];  ///< grant, unmet, before, left, place, bound_by
    };
    std::vector<grants> grants_;
    std::map<std::pair<std::uint32_t, program::frame_id>, ordered_rows> ordered_;  ///< by order and items
};

}  // namespace carefare::eval
