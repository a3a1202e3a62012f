// A programme as columns: instructions over registers, made once from the checked graph. A register is a column over the
// rows of a frame: of one entity, or of the rows that an aggregate runs over. Nothing here depends on a plan, a date or
// data; slots and rate tables are read by number and bound later.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::program {

using checked::entity_id;
using checked::no_id;
using reg = std::uint32_t;
using frame_id = std::uint32_t;
inline constexpr reg no_reg = no_id;

/// What a column holds in a row beside its state: 64 bits (numbers by their denominator, words, days, minutes, row
/// numbers, 0 and 1), or 128 for numbers that need them.
enum class lane : std::uint8_t { cell, wide };

/// What of a relation an aggregate sees: all rows, the neighbour in the order of the entity, or the rows up to this one.
enum class reach : std::uint8_t { all, previous, next, up_to };

struct way_step {
    enum class kind : std::uint8_t { owned, grouped, linked } how{};
    entity_id from = no_id, to = no_id;
    std::uint32_t link = 0;   ///< linked: index of the computed link of `to`
    reg linked = no_reg;      ///< linked: its column over the rows of `to`
    reg complete = no_reg;    ///< owned, of a host table with `complete_by`: a boolean over the rows of `from`
    entity_id common = no_id; ///< linked: the owner of both
    frame_id candidates = no_id;  ///< linked: items over the rows of `common`: the rows of `to` that may link
    friend bool operator==(way_step const&, way_step const&) = default;
};

struct frame {
    /// single: one value for all rows. eras: of the binding; what depends on an era alone is computed once for each.
    enum class kind : std::uint8_t { single, rows, candidates, items, eras } what{};
    entity_id entity = no_id;   ///< whose rows; candidates: rows made by `each` before `where` drops some
    frame_id outer = no_id;     ///< items: the frame whose rows are aggregated for
    reg start = no_reg;         ///< items: over `outer`, the row of `from` whose relation it is
    entity_id from = no_id;
    reach how = reach::all;
    std::vector<way_step> way;
    std::uint32_t order = no_id;  ///< previous, next, up_to: index into program::orders
    reg guard = no_reg;           ///< items: a truth over `outer`; rows where it is false have none, whatever belongs to them
    friend bool operator==(frame const&, frame const&) = default;
};

enum class code : std::uint8_t {
    // sources
    flat,           ///< payload: constant; one value for all rows
    row_number,     ///< rows, eras: 0, 1, ...
    item_row,       ///< items: the row of the item's entity
    spread,         ///< items: a register of an outer frame, for each item
    fact,           ///< payload: fact, part; of the rows of its entity
    owner,          ///< row of the owner
    link,           ///< payload: link
    field,          ///< payload: field, part; of the rows of a made entity
    group_of,       ///< payload: entity of the group; row of the group; part 1: groups outside the window, too
    base,           ///< subset: row of the base
    gather,         ///< 0: row of another entity (payload; no_id: an era), 1: a register of its frame
    linked_row,     ///< payload: index into program::links
    key_text,       ///< 0: row of the entity in payload; its key
    beside,         ///< 0, in the state of all
    placed,         ///< 0: for rows inside the window, 1: for those outside or cut
    // numbers, of one lane; `wide_` where the operands are wide
    widen, narrow,
    add, subtract, multiply, negate, absolute, minimum, maximum,
    scale,          ///< times payload constant (a whole number)
    divide_exactly, ///< by payload constant; without remainder, by proof
    floor_to,       ///< to whole multiples of payload constant, down; result in multiples
    ceiling_to,
    modulo,
    round,          ///< 0: dividend, 1: divisor (flat or not), both whole; payload: rounding mode or, with 2, its word
    // comparison
    less, less_equal, equal, not_equal,
    in_range,       ///< 0: value, 1: flags of the range, 2: low, 3: high
    in_spans,       ///< payload: index into program::spans; decision tables' constant tests
    // logic
    conjunction, disjunction, negation, select, otherwise,
    is_none,        ///< part 1: false of what is not known
    // dates
    day_of_moment, clock_of_moment, moment, add_days, add_months, months_between, year_of, month_of, day_of_month,
    weekday_of, make_date, week_start, month_start, month_last,
    // ranges: state and flags in one register, ends in two
    range_flags,    ///< 0: low, 1: high; payload: closed bits; state of the range
    range_end,      ///< 0: flags, 1: an end
    overlap,        ///< 0..2: one range, 3..5: the other; payload: part (0 flags, 1 low, 2 high)
    length, clock_overlap,
    // dated reads
    era,            ///< 0: date; the era of the binding it lies in
    slot,           ///< payload: slot, part; 0: era (absent: constant)
    versions,       ///< payload: rule; 0: era; 1..: a register for each version
    lookup,         ///< payload: index into program::lookups; 0..: keys, then the era (absent for an undated table)
    decide,         ///< payload: index into program::decisions
    // aggregates, over `outer` of the items' frame; 0: filter (no_reg), 1: body (no_reg)
    sum, count, least, greatest, some, every, only, best,
    // results
    result,         ///< 0: computed; payload: rule, part; rows that give no result, overrides
    // steps that make rows or decide them together
    make,           ///< payload: index into program::makers
    allocate,       ///< payload: index into program::allocations
    granted,        ///< payload: index into program::allocations; part
};

struct instruction {
    code what{};
    lane in = lane::cell;         ///< lane of number operands
    frame_id of = 0;              ///< frame of the result
    reg out = no_reg;
    std::vector<reg> operands;
    std::uint32_t payload = 0, part = 0;
};

/// A whole number of up to 127 bits, or a state alone.
__extension__ using wide = __int128;

/// Values of a decision table's cell: hit if inside any of the spans (ends included), or none where `none` is said.
struct span_test {
    std::vector<std::pair<std::int64_t, std::int64_t>> spans;
    bool none = false, negated = false;
    std::vector<reg> predicates;
    friend bool operator==(span_test const&, span_test const&) = default;
};

struct lookup_plan {
    std::uint32_t table = no_id;
    std::vector<rational> key_denominators;
    rational denominator = 1;     ///< of the cells
    bool dated = false;
    friend bool operator==(lookup_plan const&, lookup_plan const&) = default;
};

struct decision_plan {
    syntax::hit_policy policy{};
    std::vector<reg> inputs;      ///< faults of inputs are faults of the table
    std::vector<reg> truths, outputs;  ///< one a row; outputs: no_reg for collect count
    reg otherwise = no_reg;
    lane of = lane::cell;
    friend bool operator==(decision_plan const&, decision_plan const&) = default;
};

struct order_plan {
    struct key {
        reg value = no_reg;
        bool descending = false;
        bool is_wide = false;
        entity_id rows = no_id;   ///< a row: in the order of its key
        bool is_text = false;     ///< in the order of the text that the cell stands for
        bool key_text = false;    ///< the row's own key; `value` is its row number
        friend bool operator==(key const&, key const&) = default;
    };
    entity_id entity = no_id;     ///< ordered entity; best: of the items
    std::vector<key> keys;
    friend bool operator==(order_plan const&, order_plan const&) = default;
};

struct maker_plan {
    entity_id entity = no_id;
    checked::maker_kind kind{};
    frame_id source = no_id;      ///< items over the owner's rows; each over a range: none
    reg range_flags = no_reg, low = no_reg, high = no_reg;  ///< each: over owners; merge: over the source's rows
    rational denominator = 1;     ///< of the ends of a range of numbers
    reg where_true = no_reg;      ///< subset: over the source's rows; each: over candidates
    std::vector<reg> by, by_low, by_high;  ///< group: over the source's rows
    reg when = no_reg;            ///< each over dates, group: the date by which a row lies in the window
    bool moment = false;          ///< `when` and ranges are in minutes
    enum class stage : std::uint8_t { rows, marks, narrows } what{};  ///< `each`: rows, then which lie outside, then `where`
    bool has_candidates = false;  ///< `each`: rows are candidates first
};

struct link_plan {
    entity_id from = no_id, to = no_id, common = no_id;
    std::uint32_t link = 0;
    reg key = no_reg;             ///< over the rows of `from`
    reg field = no_reg;           ///< over the rows of `to`
    frame_id candidates = no_id;  ///< items over the rows of `common`
};

struct limit_plan {
    reg within = no_reg, counts = no_reg, up_to = no_reg, used_before = no_reg;
    entity_id entity = no_id;
};

struct allocation_plan {
    checked::rule_id rule = no_id;
    std::uint32_t allocation = no_id;
    reg ask = no_reg, partition = no_reg;  ///< over the rows of the rule's entity
    std::uint32_t order = no_id;
    std::vector<limit_plan> limits;
    rational denominator = 1;     ///< of the ask, the limits and the grant
    rational step = 1;
    frame_id items = no_id;       ///< over the rows of the partition: those that take part
};

struct constant {
    wide value = 0;
    std::string text;
    bool none = false, is_text = false, incomplete = false;
    friend bool operator==(constant const&, constant const&) = default;
};

/// A table that a run hands to the next, or the day that says which run pays a row: over the rows of an entity.
struct placing {
    entity_id entity = no_id;
    reg day = no_reg;
    reg at = no_reg;              ///< of rows made by `each` over dates
};
struct carried {
    entity_id into = no_id, from = no_id;
    struct fact {
        checked::fact_id id = no_id;
        reg value = no_reg;
        lane in = lane::cell;
        rational denominator = 1;
    };
    std::vector<fact> facts;
};

/// Where the results of a rule stand.
struct output {
    checked::rule_id rule = no_id;
    frame_id of = 0;
    lane in = lane::cell;
    rational denominator = 1;
    reg value = no_reg, low = no_reg, high = no_reg;
};

struct program {
    checked::rule_graph const* graph = nullptr;
    std::vector<frame> frames;
    std::vector<frame_id> frame_of;      ///< by register
    std::vector<lane> lane_of;           ///< by register
    std::vector<instruction> code;
    std::vector<constant> constants;
    std::vector<span_test> spans;
    std::vector<lookup_plan> lookups;
    std::vector<decision_plan> decisions;
    std::vector<order_plan> orders;
    std::vector<maker_plan> makers;
    std::vector<link_plan> links;
    std::vector<allocation_plan> allocations;
    std::vector<rational> slot_denominators;   ///< by slot
    std::vector<rational> fact_denominators;   ///< by fact
    std::vector<rational> rule_denominators;   ///< by rule: of its results
    std::vector<output> outputs;         ///< in the order of the graph's
    std::vector<placing> paid_by;        ///< of entities with `pay_by`
    std::vector<carried> carried_tables;
    /// By instruction: the registers that nothing reads after it, so that their columns may be used again. Registers of
    /// what all partitions share (flat, eras, tables above partitions) stay. Empty: not worked out.
    std::vector<std::vector<reg>> last_use;
};

/// What a program cannot hold: a number of more than 127 bits, a constant beyond its lane.
struct not_representable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What is done to a program once it is lowered (see optimise.hpp); each leaves every result what it is.
struct optimisations {
    bool constants = true;  ///< fold_constants
    bool shared = true;     ///< share_subexpressions; without it lowering writes what it needs where it needs it
    bool results = true;    ///< skip_results
    bool keys = true;       ///< compare_rows
    bool hoisted = true;    ///< hoist_gathers
    bool guarded = true;    ///< guard_items
    bool unused = true;     ///< drop_unused
    bool late = true;       ///< put_off
    bool slots = true;      ///< assign_slots
    [[nodiscard]] static optimisations none() { return {false, false, false, false, false, false, false, false, false}; }
};

/// The outputs of a checked programme and all they need. Throws not_representable.
[[nodiscard]] program lower(checked::rule_graph const& graph, optimisations const& with = {});

/// What is wrong with a program; nothing, of one that `lower` made.
[[nodiscard]] std::vector<std::string> verify(program const& of);

/// One instruction a line: "r12 week = add r3 r7".
[[nodiscard]] std::string to_string(program const& of);

}  // namespace carefare::program
