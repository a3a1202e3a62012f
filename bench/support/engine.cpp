// Blocks are datasets that are made beforehand.
#include "support/engine.hpp"

#include <algorithm>

namespace carefare::bench {

using checked::entity_id;

namespace {

checked::scalar_value value_of(std::int64_t cell, checked::type const& type, checked::scalar kind, rational const& denominator) {
    switch (kind) {
        case checked::scalar::boolean: return cell != 0;
        case checked::scalar::number: return rational(cell) / denominator;
        case checked::scalar::word: return checked::word{static_cast<std::uint32_t>(cell)};
        case checked::scalar::date: return date{static_cast<std::int32_t>(cell)};
        case checked::scalar::date_time: return date_time{cell};
        default: throw std::runtime_error("a fact of another type: " + std::to_string(static_cast<int>(type.kind)));
    }
}

reference::dataset dataset_of(programme const& of, eval::host_tables const& all, std::size_t first, std::size_t count) {
    auto const& graph = of.graph();
    reference::dataset data;
    data.tables.resize(graph.entities.size());
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        auto const& from = all.tables[e];
        if (from.begins.empty()) continue;
        for (auto row = from.begins[first]; row < from.begins[first + count]; ++row) {
            reference::row made;
            made.key = from.keys[row];
            if (!from.owner.empty()) made.owner_key = all.tables[graph.entities[e].owner].keys[from.owner[row]];
            std::size_t column = 0;
            for (checked::fact_id f = 0; f < graph.facts.size(); ++f) {
                auto const& fact = graph.facts[f];
                if (fact.owner != e) continue;
                auto const at = column;
                auto const& cells = from.facts[at];
                bool const is_range = fact.type_of.kind == checked::scalar::range;
                column += is_range ? 3 : 1;
                if (!cells.states.empty() && cells.states[row] != eval::state::value) continue;
                auto const& denominator = of.lowered().fact_denominators[f];
                if (!is_range) {
                    made.facts[f] = value_of(cells.cells[row], fact.type_of, fact.type_of.kind, denominator);
                    continue;
                }
                checked::interval range;
                range.low_closed = (cells.cells[row] & 1) != 0;
                range.high_closed = (cells.cells[row] & 2) != 0;
                range.low = value_of(from.facts[at + 1].cells[row], fact.type_of, fact.type_of.element, denominator);
                range.high = value_of(from.facts[at + 2].cells[row], fact.type_of, fact.type_of.element, denominator);
                made.facts[f] = range;
            }
            data.tables[e].push_back(std::move(made));
        }
    }
    reference::check_dataset(data, graph);
    if (!data.findings.empty()) throw std::runtime_error(data.findings.front().message);
    return data;
}

}  // namespace

struct engine::inside {
    programme const& of;
    std::vector<std::pair<std::size_t, reference::dataset>> blocks;
};

engine::engine(programme const& of, tables const& over, std::size_t partitions_of_a_block) : inside_(new inside{of, {}}) {
    auto const all = over.all().partitions;
    for (std::size_t first = 0; first < all; first += partitions_of_a_block)
        inside_->blocks.emplace_back(first, dataset_of(of, over.all(), first, std::min(partitions_of_a_block, all - first)));
}

engine::~engine() = default;

void engine::run(std::function<void(eval::block const&, std::size_t)> const& use) const {
    for (auto const& [first, data] : inside_->blocks) use(eval::block(inside_->of.bound(), data), first);
}

}  // namespace carefare::bench
