// What pending results wait for: a second pass over the registers of a run that is done, back from a pending cell to what
// is missing. What a cell waits for is the union of what those of its operands wait for that leave it open; a fact is not
// asked where a known one decides already. Every cell is gone through once.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include <carefare/reference/evaluate.hpp>

#include "eval/machine.hpp"

namespace carefare::eval {

/// What is missing, without names and keys: those are looked up when they are asked for.
struct missing {
    enum class kind : std::uint8_t { fact, owner, link, complete_rows, slot, version, schedule, cell } what{};
    std::uint32_t id = 0;    ///< fact, link, slot, rule, table
    std::uint32_t in = 0;    ///< owner, link, complete_rows: the entity
    std::uint32_t row = 0;   ///< of it; slot, version, schedule, cell: the era
    friend auto operator<=>(missing const&, missing const&) = default;
};

class needs_walk {
public:
    /// The machine must have run with its registers kept, and outlive the walk.
    explicit needs_walk(machine const& of);
    [[nodiscard]] std::set<reference::need> of_cell(program::reg of, row_number row) { return told(number_of_cell(of, row)); }
    /// The number of a set of needs; 0: of none.
    [[nodiscard]] std::uint32_t number_of_cell(program::reg of, row_number row);
    [[nodiscard]] std::set<reference::need> told(std::uint32_t set) const;
    /// What has to be known before it is certain which rows of a made entity a row owns.
    [[nodiscard]] std::set<reference::need> of_rows(checked::entity_id e, row_number owner);

private:
    using instruction = program::instruction;

    /// A place where something may be open.
    struct place {
        enum class kind : std::uint8_t {
            cell,    ///< register, row
            rows,    ///< frame of items, row of the outer frame: whether these are all, and their order
            table,   ///< made entity, owner: whether these are all
            asked,   ///< allocation, row: its ask and its limits
            turn,    ///< allocation, row: that, and those before it
            turns,   ///< allocation, partition: which rows take part, in which order
        } what{};
        std::uint32_t id = 0;
        row_number row = 0;
        [[nodiscard]] std::uint64_t packed() const {
            return (static_cast<std::uint64_t>(what) << 56U) | (static_cast<std::uint64_t>(id) << 32U) | row;
        }
    };

    // needs.cpp: the walk, and unions
    static constexpr std::uint32_t not_known = 0xffffffffU;
    std::uint32_t walk(place const& from);
    std::uint32_t& known(place const& of);
    std::uint32_t unite(std::size_t first_place, std::size_t first_missing);
    [[nodiscard]] reference::open_result const* open_result(missing const& fact) const;
    void list(place const& of);
    void see(program::reg of, row_number row);
    void see(place::kind what, std::uint32_t id, row_number row) { places_.push_back({what, id, row}); }
    void lacks(missing what);
    [[nodiscard]] state is(program::reg of, std::size_t row) const;
    [[nodiscard]] std::int64_t value(program::reg of, std::size_t row) const;

    // needs_cells.cpp: what an instruction takes from where
    void list_cell(program::reg of, row_number row);
    void list_placed(instruction const& what, row_number row);
    void list_gather(instruction const& what, row_number row);
    void list_dated(instruction const& what, row_number row);
    void list_lookup(instruction const& what, row_number row);
    void list_decision(program::decision_plan const& plan, row_number row);
    void list_items(instruction const& what, row_number row);

    // needs_rows.cpp: rows that may be missing, and orders
    void list_rows(program::frame_id of, row_number outer);
    void list_step(program::way_step const& step, row_number from);
    [[nodiscard]] std::vector<row_number> next_rows(program::way_step const& step, row_number from) const;
    void list_table(checked::entity_id e, row_number owner);
    void list_made(program::maker_plan const& plan, row_number owner);
    void list_group_of(checked::entity_id group, row_number source);
    void list_order(program::order_plan const& order, row_number row);
    void see_rows(program::frame_id of, row_number outer);
    void see_table(checked::entity_id e, row_number owner);
    [[nodiscard]] bool is_cut(program::frame_id of, row_number row) const;

    // needs_grants.cpp
    struct turn_taken {
        state asks = state::value, why = state::value;
        bool nothing = false, counts_open = false;
        std::vector<row_number> waits;  ///< rows whose turn comes before
    };
    struct turns_taken {
        state open = state::value;
        std::map<row_number, turn_taken> rows;
    };
    void list_granted(instruction const& what, row_number row);
    void list_asked(std::uint32_t allocation, row_number row);
    void list_turn(std::uint32_t allocation, row_number row);
    void list_turns(std::uint32_t allocation, row_number partition);
    /// A turn with the limits that it stands beside.
    struct asked_turn {
        std::vector<limit_of_turn> limits;
        turn of;
        asked_turn() = default;
        asked_turn(asked_turn&&) = default;
        asked_turn& operator=(asked_turn&&) = default;
    };
    [[nodiscard]] asked_turn asked(std::uint32_t allocation, row_number row) const;
    turns_taken const& turns(std::uint32_t allocation, row_number partition);
    void take_in_order(std::uint32_t allocation, std::vector<row_number> const& order, turns_taken& made) const;
    void take_in_proportion(std::uint32_t allocation, std::vector<row_number> const& order, turns_taken& made) const;
    [[nodiscard]] row_number partition_of(std::uint32_t allocation, row_number row) const;

    // needs_names.cpp
    [[nodiscard]] reference::need named(missing const& what) const;
    [[nodiscard]] std::string name_of(checked::entity_id e, std::string const& member) const;

    machine const& machine_;
    program::program const& program_;
    checked::rule_graph const& graph_;
    std::vector<std::uint32_t> made_by_;                       ///< by register: its instruction
    std::map<checked::entity_id, std::vector<std::uint32_t>> makers_;  ///< by entity: its stages
    std::vector<checked::entity_id> rows_of_;                  ///< by register: entity of its frame
    std::map<missing, std::uint32_t> numbers_;
    std::vector<missing> all_missing_;
    /// By place: the number of its set, or not_known. Of cells by register, as long as its column.
    std::vector<std::vector<std::uint32_t>> cells_;
    std::unordered_map<std::uint64_t, std::uint32_t> others_;
    std::vector<std::vector<std::uint32_t>> sets_{{}};         ///< of numbers of what is missing, ascending; the first is empty
    std::map<std::pair<std::uint32_t, row_number>, turns_taken> turns_;
    // while a place is gone through, behind those of the places that wait for it
    std::vector<place> places_;
    std::vector<std::uint32_t> lacking_;
    /// A place whose places are gone through, the next of them first.
    struct visit {
        place of;
        std::size_t first_place, next, last_place, first_missing;
    };
    std::vector<visit> visits_;
    std::vector<std::uint32_t> united_, union_;
};

}  // namespace carefare::eval
