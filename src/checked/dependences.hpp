// What rules and the makers of rows read of each other, and over which rows they run: for circles, and for stages.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

/// A rule, or behind all rules the maker of an entity's rows.
using vertex_id = std::uint32_t;

/// What something reads, each with the first place where it is read.
using reads = std::map<vertex_id, location>;

/// Rows that are gone through together: those of `items` that a row of `base` has.
struct run_over {
    entity_id base = no_id, items = no_id;
    location where;
};

struct dependence {
    reads of;
    std::map<entity_id, location> rows;   ///< entities of which a row is read
    std::set<fact_id> facts;
    std::vector<run_over> runs;
    std::set<node_id> grants;             ///< nodes that read of an allocation what it keeps beside its grant
};

class dependences {
public:
    explicit dependences(rule_graph const& graph) : graph_(graph), seen_(graph.nodes.size(), no_id) {}

    /// With all versions.
    [[nodiscard]] dependence of_rule(rule_id id);
    /// Nothing, of a table that comes from a host.
    [[nodiscard]] dependence of_maker(entity_id id);
    /// What an entity says of its rows beside its maker: where they lie, whether they are all there, what they link to.
    [[nodiscard]] dependence of_entity(entity_id id);
    [[nodiscard]] dependence of_links(entity_id id);
    [[nodiscard]] dependence of_node(node_id id);
    [[nodiscard]] vertex_id maker_of(entity_id id) const { return static_cast<vertex_id>(graph_.rules.size()) + id; }

private:
    void start(vertex_id id);
    void start_apart();
    dependence finish();
    void push(std::optional<node_id> id);
    void read_rows(entity_id id, location const& where);
    void run(entity_id base, entity_id items, location const& where);
    void read_table(entity_id owner, entity_id items, location const& where);
    void read_link(entity_id from, computed_link const& link, location const& where);
    void read_way(entity_id from, entity_id to, location const& where);
    void read_allocation(allocation const& a, rule const& r);
    [[nodiscard]] entity_id row_entity(node_id id) const;
    void visit(node_id id);
    void visit_table(decision_table const& table);

    rule_graph const& graph_;
    std::vector<vertex_id> seen_;  ///< by node: the last vertex it was visited for
    vertex_id mark_ = no_id;
    std::uint32_t apart_ = 0;
    std::vector<node_id> open_;
    dependence found_;
};

}  // namespace carefare::checked
