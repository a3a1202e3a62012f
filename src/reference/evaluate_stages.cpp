// Section 19: stages that put the rows of several partitions together. Which partitions have no part in one, and what is at
// fault above them.
#include <deque>

#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::entity_id;
using checked::no_id;

/// A partition that was set aside, or "of which a result that the stage reads, or the making of its rows before it, is a fault".
/// Empty where it has its part.
std::optional<outcome> const& evaluation::out_of(std::uint32_t stage, row_index partition) {
    auto const known = outs_.find({stage, partition});
    if (known != outs_.end()) return known->second;
    auto found = fault_before(stage, partition);
    return outs_.emplace(std::pair{stage, partition}, std::move(found)).first->second;
}

std::optional<outcome> evaluation::fault_before(std::uint32_t stage, row_index partition) {
    auto const& handed = in_.stages.handed[stage];
    if (handed.empty()) return std::nullopt;
    auto const first = in_.stages.partition;
    if (auto fault = fault_below(first, partition, [&](entity_id e) { return in_.stages.of_makers[e] < stage; })) return fault;
    for (auto const rule : handed) {
        auto got = seen({rule, partition});
        if (is_fault(got)) return got;
    }
    return std::nullopt;
}

/// The first fault of rows that are made, or of links by key, below a row, as far down as `goes` says.
template <class Goes>
std::optional<outcome> evaluation::fault_below(entity_id entity, row_index row, Goes goes) {
    std::deque<entity_row> waiting{{entity, row}};
    while (!waiting.empty()) {
        auto const [e, r] = waiting.front();
        waiting.pop_front();
        for (std::uint32_t i = 0; i < graph_.entities[e].computed.size(); ++i) {
            if (auto const& target = linked_row(e, i, r); is_fault(target)) return target;
        }
        for (entity_id below = 0; below < graph_.entities.size(); ++below) {
            if (graph_.entities[below].owner != e || below == in_.stages.partition || (is_made(below) && !goes(below))) continue;
            if (!is_made(below)) {
                for (auto const owned : in_.owned.of(below, r))
                    waiting.emplace_back(below, owned);
                continue;
            }
            auto const& table = table_of(below, r);
            for (auto const& open : table.open) {
                if (is_fault(open)) return open;
            }
            for (auto const made : table.rows)
                waiting.emplace_back(below, made);
        }
    }
    return std::nullopt;
}

/// "a fault while rows above the first partition are made is the result of all that the stage has of the row they belong to"
std::optional<outcome> const& evaluation::fault_above(std::uint32_t stage, row_index partition) {
    auto const known = above_.find({stage, partition});
    if (known != above_.end()) return known->second;
    auto found = fault_below(graph_.stages[stage].partition, partition, [&](entity_id e) { return in_.stages.of_makers[e] == stage; });
    return above_.emplace(std::pair{stage, partition}, std::move(found)).first->second;
}

/// Empty where the rule is computed; why not, where its row has no part in its stage.
std::optional<outcome> evaluation::no_part(rule_row of) {
    auto const& r = graph_.rules[of.first];
    if (!checked::is_above(graph_, r.stage) || r.owner != in_.stages.partition) return std::nullopt;
    return out_of(r.stage, of.second);
}

/// What a result is to who is not of its stage. Within the stage its rules make the rows.
std::optional<outcome> evaluation::fault_across(rule_row of) {
    auto const& r = graph_.rules[of.first];
    if (stage_ == r.stage || !checked::is_above(graph_, r.stage)) return std::nullopt;
    auto const partition = row_above(r.owner, of.second, graph_.stages[r.stage].partition);
    return partition == no_row ? std::nullopt : fault_above(r.stage, partition);
}

outcome evaluation::seen(rule_row of) {
    if (auto fault = fault_across(of)) return *fault;
    return read(of);
}

/// Rows of the first partition that have their part in the stage that reads them; all, where none puts them together.
std::vector<row_index> evaluation::with_part(std::vector<row_index> const& rows) {
    std::vector<row_index> kept;
    for (auto const r : rows) {
        if (is_used(in_.stages.partition, r) && !out_of(stage_, r)) kept.push_back(r);
    }
    return kept;
}

}  // namespace carefare::reference
