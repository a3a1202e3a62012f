// The pass that gives numbers their bounds, shared by the two files that implement it: analyse_numbers.cpp walks rules
// and branches, number_operations.cpp knows what each operation does.
#pragma once

#include <map>
#include <optional>
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
    void check_cents(rule_id id);
    /// Bounds of a node and, on the way, of everything below it. Empty for what is not a number.
    result evaluate(node_id id);
    result choose(node_id id);
    result compute(node_id id);
    result read(node const& n) const;
    result divide(std::vector<std::uint32_t> const& ids, std::vector<result> const& values);
    result aggregate(node const& n, std::vector<std::uint32_t> const& ids, std::vector<result> const& values);
    result decide(node const& n);
    result range_end(node_id range, bool low) const;
    /// Number keys of a lookup stay inside what every schedule covers.
    void hold_keys(node const& n, std::vector<std::uint32_t> const& ids, std::vector<result> const& values);
    void refuse_zero(node_id divisor, numeric_bounds const& bounds);
    /// Every value a divisor that is a constant of the programme can have; empty if it is not one.
    std::vector<rational> constant_values(node_id id) const;
    /// Rows of `items` that one row of `owner` can have.
    rational rows_of(entity_id owner, entity_id items) const;
    std::vector<std::uint32_t> child_ids(node_id id) const;

    builder& b_;
    rule_graph& graph_;
    std::vector<refinement> known_;
    std::map<rule_id, result> rules_;
};

}  // namespace carefare::checked
