// Which rows a stage has: those of its partition and of tables above, and all below it in a stage of the finest partition.
#pragma once

#include <optional>

#include <carefare/checked/rule_graph.hpp>

#include "checked/dependences.hpp"

namespace carefare::checked {

class stage_lines {
public:
    /// The graph must have stages.
    explicit stage_lines(rule_graph const& graph) : graph_(graph), makers_(graph.entities.size(), no_id) {}
    /// From which stage on the rows of a made entity are there; said once what it reads is placed.
    void place_maker(entity_id e, std::uint32_t stage) { makers_[e] = stage; }
    /// Of a graph whose rules are placed: all of them, in the order in which rows are made. `needs_of`: what a maker reads.
    template <class Needs>
    void place_makers(Needs needs_of) {
        for (auto const e : graph_.making_order) {
            if (auto const found = place_for(e, needs_of(e))) place_maker(e, found->stage);
        }
    }
    /// The stage in which rows can be made that need this; empty where they are made in all.
    struct maker_place {
        std::uint32_t from = 0, stage = no_id;  ///< no_id: there is none, from `from` on
    };
    [[nodiscard]] std::optional<maker_place> place_for(entity_id e, dependence const& needs) const;
    [[nodiscard]] std::vector<std::uint32_t> const& makers() const { return makers_; }
    /// Where what is read stands, at the latest; no_id: in all stages.
    [[nodiscard]] std::uint32_t bound_of(dependence const& of) const;
    [[nodiscard]] std::uint32_t first_that_can(entity_id owner, dependence const& needs, std::uint32_t from) const;
    /// The rows of a made entity that puts partitions together; they are in its stage alone.
    [[nodiscard]] bool is_made_above(entity_id e) const;
    /// A row of the finest partition, or below one.
    [[nodiscard]] bool is_within(entity_id e) const;
    /// Below a row of the finest partition.
    [[nodiscard]] bool is_below(entity_id e) const;
    /// Does it run over rows of several partitions of the finest kind?
    [[nodiscard]] bool runs_above(dependence const& of) const;
    [[nodiscard]] bool can_stand(entity_id owner, dependence const& needs, std::uint32_t stage) const;

private:
    [[nodiscard]] entity_id finest() const { return graph_.stages.front().partition; }
    [[nodiscard]] bool is_of(entity_id e, entity_id partition) const;

    rule_graph const& graph_;
    std::vector<std::uint32_t> makers_;  ///< by entity
};

}  // namespace carefare::checked
