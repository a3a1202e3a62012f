// One run of a program over a block: registers, frames of items, and an operation for each instruction.
#pragma once

#include <optional>
#include <vector>

#include <carefare/eval/evaluate_block.hpp>

#include "eval/column.hpp"
#include "eval/grants.hpp"
#include "eval/tables.hpp"

namespace carefare::eval {

/// The rows that an aggregate runs over, for each row of the outer frame.
struct item_rows {
    bool known = false;
    segments of;                    ///< by row of the outer frame
    std::vector<row_number> outer;  ///< of each item its outer row
    std::vector<state> open;        ///< by outer row; empty: all rows are known everywhere
    std::vector<bool> incomplete;   ///< of each item: aggregates skip it; empty: none is
    [[nodiscard]] bool skips(std::size_t item) const { return !incomplete.empty() && incomplete[item]; }
};

class machine {
public:
    machine(bind::binding const& with, reference::dataset const& data);
    void run();
    [[nodiscard]] tables const& rows() const { return tables_; }
    [[nodiscard]] program::program const& runs() const { return program_; }
    [[nodiscard]] column const& at(program::reg of) const { return registers_[of]; }
    // What a run has left behind: for who goes back over it.
    [[nodiscard]] bind::binding const& with() const { return with_; }
    [[nodiscard]] item_rows const& items_of(program::frame_id of) const { return items_[of]; }
    [[nodiscard]] column const& granted_part(std::uint32_t allocation, std::size_t part) const { return grants_[allocation].parts[part]; }
    [[nodiscard]] bool has_windows() const { return !data_.windows.empty(); }
    [[nodiscard]] given used_before(program::limit_plan const& limit, given const& within, std::size_t row) const;

private:
    using instruction = program::instruction;

    // machine.cpp
    void step(instruction const& what);
    [[nodiscard]] std::size_t size_of(program::frame_id of);
    column& start(instruction const& what, std::size_t size);
    [[nodiscard]] column const& in(instruction const& what, std::size_t i) const { return registers_[what.operands[i]]; }
    [[nodiscard]] table& rows_of(program::frame_id of);
    [[nodiscard]] bool is_flat(instruction const& what) const;

    // sources.cpp
    void flat(instruction const& what);
    void load_fact(instruction const& what);
    void load_rows(instruction const& what);
    void gather(instruction const& what);
    void spread(instruction const& what);
    void linked_row(instruction const& what);
    void key_text(instruction const& what);
    void result(instruction const& what);
    bool is_cut(program::frame_id of, row_number r);
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
    template <class Number>
    void decide(instruction const& what);

    // items.cpp, aggregates.cpp, orders.cpp
    item_rows& items(program::frame_id of);
    template <class Number>
    void aggregate(instruction const& what);
    void truths(instruction const& what);
    void best(instruction const& what);
    /// Below zero: the first row stands before the second. The columns of the keys are over one frame.
    [[nodiscard]] int compare_keys(program::order_plan const& order, std::size_t a, std::size_t b) const;
    [[nodiscard]] state key_state(program::order_plan const& order, std::size_t row) const;
    void in_order(program::frame const& frame, item_rows& made);

    // make_rows.cpp
    void make(instruction const& what);
    void make_each(program::maker_plan const& plan);
    void mark(program::maker_plan const& plan);
    void narrow(program::maker_plan const& plan);
    /// Before, inside or after what the windows have in common.
    struct window_place {
        bool before = false, after = false;
    };
    [[nodiscard]] window_place place_of_day(std::int64_t day) const;
    void make_subset(program::maker_plan const& plan);
    void make_groups(program::maker_plan const& plan);
    void make_merged(program::maker_plan const& plan);
    void finish_table(program::maker_plan const& plan, table& made);
    [[nodiscard]] bool makes_below(checked::entity_id owner, row_number r) const { return !tables_.is_gone(owner, r); }

    // allocate.cpp
    void allocate(instruction const& what);
    void granted(instruction const& what);

    bind::binding const& with_;
    program::program const& program_;
    checked::rule_graph const& graph_;
    reference::dataset const& data_;
    tables tables_;
    std::vector<column> registers_;
    std::vector<item_rows> items_;
    struct grants {
        column parts[6];  ///< grant, unmet, before, left, place, bound_by
    };
    std::vector<grants> grants_;
};

}  // namespace carefare::eval
