// How one leads from a row of one entity to rows of another: rows it owns, rows of its group, rows that link to it, and
// any chain of these. Aggregates, `best`, limits of cost and circles of makers all ask here.
#pragma once

#include <optional>
#include <vector>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

struct way_step {
    enum class kind : std::uint8_t { owned, grouped, linked } how{};
    entity_id from = no_id, to = no_id;
    std::uint32_t link = 0;  ///< linked: index into the computed links of `to`
};

struct relation_way {
    std::vector<way_step> steps;  ///< empty: there is none
    bool several = false;         ///< another way is as short
};

/// True if rows of `owner` own rows of `owned`, however deep.
[[nodiscard]] bool owns(rule_graph const& graph, entity_id owner, entity_id owned);
/// Down the owners where `from` owns `to`, else the fewest steps.
[[nodiscard]] relation_way find_way(rule_graph const& graph, entity_id from, entity_id to);
/// The nearest entity that owns both; no_id if there is none.
[[nodiscard]] entity_id common_owner(rule_graph const& graph, entity_id a, entity_id b);

/// Rows of `items` that one row of `owner` owns at most; empty and `unbounded` set where an entity says no bound.
[[nodiscard]] std::optional<rational> rows_below(rule_graph const& graph, entity_id owner, entity_id items,
                                                 entity_id& unbounded);
/// The same for a way: a group has at most the rows of its table, a row at most all rows that may link to it.
[[nodiscard]] std::optional<rational> rows_of_way(rule_graph const& graph, relation_way const& way,
                                                  entity_id& unbounded);
/// True if all rows that a way leads to have one owner in common with each other, their own.
[[nodiscard]] bool stays_below_one_owner(rule_graph const& graph, relation_way const& way);

/// The entity of the table that a subset keeps rows of; no_id for others.
[[nodiscard]] inline entity_id base_of(rule_graph const& graph, entity_id e) {
    return graph.entities[e].made.kind == maker_kind::subset ? graph.entities[e].made.source : no_id;
}
[[nodiscard]] inline bool is_made(entity const& e) {
    return e.made.kind != maker_kind::host;
}

}  // namespace carefare::checked
