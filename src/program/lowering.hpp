// From the checked graph to instructions. One object a programme; each file adds what it lowers.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include <carefare/program/program.hpp>

namespace carefare::program {

inline constexpr int flat_depth = -1;

[[nodiscard]] inline rational magnitude(rational const& a) {
    return a.sign() < 0 ? -a : a;
}

/// The registers that hold a node, and what is known of it. `depth` is the frame of the context they are over; a flat
/// operand is over none.
struct operand {
    int depth = flat_depth;
    reg value = no_reg;              ///< of a range: its state, and which ends are closed
    reg low = no_reg, high = no_reg; ///< ranges
    lane in = lane::cell;
    rational denominator = 1;        ///< numbers: cell / denominator; of both ends of a range of numbers
    rational least, most;            ///< numbers: bounds
    bool is_number = false, is_range = false;
    std::shared_ptr<operand const> over;  ///< of a ratio: what it is divided by, above zero
};

/// Where nodes are lowered: frames from the rule's own to the innermost aggregate's.
struct context {
    std::vector<frame_id> frames;
    std::map<std::uint32_t, int> items;  ///< depth of the frame of each enclosing aggregate, by its level
};

class lowering {
public:
    lowering(checked::rule_graph const& graph, bool shares);
    program finish();

private:
    // lowering.cpp: registers and frames
    reg emit(code what, frame_id of, std::vector<reg> operands, lane in = lane::cell, std::uint32_t payload = 0,
             std::uint32_t part = 0, lane result = lane::cell);
    /// As `emit`, over the deepest frame of the operands.
    reg emit_at(code what, context const& in, int depth, std::vector<reg> operands, lane lane_in = lane::cell,
                std::uint32_t payload = 0, std::uint32_t part = 0, lane result = lane::cell);
    reg flat(constant value, lane in = lane::cell);
    reg flat_number(rational const& whole, lane in);
    std::uint32_t constant_of(rational const& whole);
    [[nodiscard]] frame_id frame_at(context const& in, int depth) const;
    frame_id rows_frame(entity_id e);
    frame_id add_frame(frame made);
    operand bring(operand of, int depth, context const& in);
    reg bring(reg of, int from, int to, context const& in);
    [[nodiscard]] int free_depth(checked::node_id id, context const& in) const;
    [[nodiscard]] context cut(context const& in, int depth) const;
    [[nodiscard]] context context_of(entity_id e);

    // numbers.cpp
    /// Values over either are whole over it; denominators may be below one (steps of $1000).
    static rational common_denominator(rational const& a, rational const& b);
    static lane lane_for(rational const& least, rational const& most, rational const& denominator);
    operand number(reg value, int depth, lane in, rational denominator, rational least, rational most) const;
    operand rescale(operand const& of, rational const& denominator, context const& in);
    operand in_lane(operand const& of, lane in, context const& at);
    /// Both over one denominator, in one lane, at one depth.
    void align(std::vector<operand>& all, context const& in, std::optional<lane> at_least = {});
    operand arithmetic(checked::node_id id, context const& in);
    operand ratio(checked::node_id id, std::vector<operand> all, context const& in);
    operand quotient(checked::node_id id, operand const& a, operand const& b, context const& in);
    /// To so many decimals, by a mode or by the word that says it.
    struct rounding_way {
        unsigned scale = 0;
        std::optional<checked::rounding_mode> mode;
        operand word;
    };
    operand rounded(checked::node_id id, context const& in);
    operand rounded(checked::node_id id, operand const& a, rounding_way const& how, context const& in);
    operand compared(checked::node_id id, context const& in);
    operand compared(checked::op how, std::vector<operand> both, context const& in);
    operand bounded(operand made, checked::node_id id) const;

    // lower_node.cpp
    operand lower(checked::node_id id, context const& in);
    operand literal(checked::constant_value const& value, checked::type const& of);
    operand scalar(checked::scalar_value const& value);
    operand simple(code what, checked::node_id id, context const& in, std::uint32_t payload = 0);
    operand row_step(checked::node_id id, context const& in);
    operand gather(operand const& row, operand const& column, entity_id e, context const& in);
    operand choose(code what, std::vector<operand> all, context const& in);
    operand logic(code what, checked::node_id id, context const& in);
    operand range_operation(checked::node_id id, context const& in);
    /// Ranges with their ends over one denominator.
    void align_ranges(std::vector<operand>& all, context const& in);
    operand membership(operand const& value, operand const& range, context const& in);

    // lower_reads.cpp
    operand fact(checked::node_id id, context const& in);
    operand fact_column(checked::fact_id id);
    operand field(checked::node_id id, context const& in);
    operand field_column(entity_id e, std::uint32_t index);
    operand slot(checked::node_id id, context const& in);
    operand lookup(checked::node_id id, context const& in);
    operand era_of(operand const& date, context const& in);

    // lower_decision.cpp
    operand decide(checked::node_id id, context const& in);
    operand cell_test(checked::cell_test const& test, operand const& input, checked::type const& of, context const& in);

    // lower_rules.cpp
    std::optional<operand>& kept(checked::rule_id id, bool outside);
    operand const& rule(checked::rule_id id);
    operand const& placed_rule(checked::rule_id id);
    operand compute(checked::rule_id id);
    operand versions_of(checked::rule_id id, context const& in);
    operand unanswered(checked::rule_id id);
    operand expression_of(checked::rule_id id, context const& in);
    /// An expression that says where a row lies: of a row outside the window as far as it reads no other rows.
    operand lower_placed(checked::node_id id, context const& in);
    operand placed(operand const& inside, operand const& outside, context const& in);
    operand incomplete(checked::type const& of);
    operand read_rule(checked::node_id id, context const& in);
    void list_outputs();
    std::uint32_t allocation(checked::rule_id id);
    operand grant_part(checked::node_id id, context const& in);

    // lower_rows.cpp
    void ensure_rows(entity_id e);
    frame_id items_of(operand const& start, entity_id from, entity_id items, reach how, context const& in);
    operand aggregate(checked::node_id id, context const& in);
    operand best(checked::node_id id, context const& in);
    std::uint32_t order_of(std::vector<checked::order_key> const& keys, entity_id e, context const& in, int depth);
    std::uint32_t entity_order(entity_id e);
    reg linked(entity_id e, std::uint32_t link);
    std::vector<way_step> way(entity_id from, entity_id to);
    void make(entity_id e);

    using shape = std::tuple<code, frame_id, std::vector<reg>, lane, std::uint32_t, std::uint32_t, lane>;

    checked::rule_graph const& graph_;
    bool shares_;  ///< an instruction that is there already is not written again
    program out_;
    std::map<shape, reg> known_;
    std::map<std::tuple<frame_id, reg, entity_id, entity_id, reach>, frame_id> items_;
    std::map<std::pair<entity_id, bool>, frame_id> rows_;
    std::map<std::tuple<std::string, std::string>, reg> flats_;
    std::vector<std::optional<operand>> rules_, placed_;
    std::map<std::pair<checked::rule_id, bool>, std::optional<operand>> candidate_rules_;
    /// While it lives, expressions are lowered as rows inside the window have them.
    class normally {
    public:
        explicit normally(bool& placing) : placing_(placing), before_(placing) { placing = false; }
        ~normally() { placing_ = before_; }
        normally(normally const&) = delete;
        normally& operator=(normally const&) = delete;

    private:
        bool& placing_;
        bool before_;
    };
    bool placing_ = false;    ///< lowering what is asked of rows outside the window
    bool marking_ = false;    ///< lowering by what it is told which rows lie outside
    std::map<checked::rule_id, std::optional<operand>> marked_rules_;
    std::map<checked::rule_id, std::uint32_t> allocations_;
    std::map<std::pair<entity_id, std::uint32_t>, reg> links_;
    std::map<entity_id, std::uint32_t> orders_;
    std::set<entity_id> made_;
    std::set<entity_id> candidates_;  ///< of these, rows stand for the candidates while `where` is lowered
};

}  // namespace carefare::program
