// The pass that gives numbers their bounds, shared by the two files that implement it: analyse_numbers.cpp walks rules
// and branches, number_operations.cpp knows what each operation does.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "checked/bounds.hpp"
#include "checked/builder.hpp"
#include "checked/narrow.hpp"

namespace carefare::checked {

class number_pass {
public:
    explicit number_pass(builder& b) : b_(b), graph_(b.graph) {}
    void run();

private:
    using result = std::optional<numeric_bounds>;

    void evaluate_rule(rule_id id);
    /// Bounds of the fields a maker gives; done when they are first read.
    void evaluate_maker(entity_id id);
    void evaluate_sentences();
    void evaluate_expressions(entity_id id);
    result evaluate_allocation(rule const& of);
    /// A plan's answers lie in what is proven for any plan.
    void hold_answer(rule const& of, dated<node_id> const& answer, numeric_bounds const& bounds);
    void check_cents(rule_id id);
    /// Bounds of a node and, on the way, of everything below it. Empty for what is not a number.
    result evaluate(node_id id);
    result choose(node_id id);
    result compute(node_id id);
    result read(node const& n);
    result field(node_id id, node const& n);
    result running(node const& n, std::vector<std::uint32_t> const& ids, std::vector<result> const& values);
    result grant(node const& n);
    result divide(std::vector<std::uint32_t> const& ids, std::vector<result> const& values);
    result aggregate(node const& n, std::vector<std::uint32_t> const& ids, std::vector<result> const& values);
    result decide(node const& n);
    result range_end(node_id range, bool low) const;
    /// Number keys of a lookup stay inside what every schedule covers.
    void hold_keys(node const& n, std::vector<std::uint32_t> const& ids, std::vector<result> const& values);
    void refuse_zero(node_id divisor, numeric_bounds const& bounds);
    /// Every value a divisor that is a constant of the programme can have; empty if it is not one.
    std::vector<rational> constant_values(node_id id) const;
    /// Rows of `items` that belong to one row of `from`.
    rational rows_of(entity_id from, entity_id items) const;
    std::vector<std::uint32_t> child_ids(node_id id) const;

    builder& b_;
    rule_graph& graph_;
    std::vector<refinement> known_;
    std::map<rule_id, result> rules_;
    std::set<rule_id> begun_rules_;
    std::set<entity_id> begun_makers_;
};

}  // namespace carefare::checked
