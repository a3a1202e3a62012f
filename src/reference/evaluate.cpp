// The public evaluator: refuses rows that are not used, keeps one evaluation for results and makes a new one for each
// listener.
#include <carefare/reference/evaluate.hpp>

#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::entity_id;

struct evaluator::implementation {
    implementation(checked::rule_graph const& graph, checked::plan const& plan, settings const& with, dataset const& data)
        : known_on(with.known_on ? with.known_on : data.known_on),
          made(graph.entities.size()),
          versions(graph, data, known_on),
          in{graph, plan, with, data, known_on, versions, owned_rows(graph, data, &versions), made},
          kept(in, steps) {}

    using place_of_row = std::pair<entity_id, row_index>;

    /// The row of the partition that a row belongs to; outside of partitions the row at the top.
    [[nodiscard]] place_of_row partition_of(entity_id e, row_index r) const {
        while (!in.graph.entities[e].partition) {
            auto const owner = kept.owner_row_of(e, r);
            if (owner == no_row) break;
            r = owner;
            e = in.graph.entities[e].owner;
        }
        return {e, r};
    }

    /// Rows are made partition by partition, so that a fault while they are made is the fault of all: whichever of its
    /// results is asked for first.
    outcome const* make_rows(place_of_row partition) {
        auto known = prepared_.find(partition);
        if (known == prepared_.end()) {
            known = prepared_.emplace(partition, kept.make_everything_below(partition.first, partition.second)).first;
        }
        return known->second ? &*known->second : nullptr;
    }

    void make_all_rows() {
        for (entity_id e = 0; e < in.graph.entities.size(); ++e) {
            if (kept.is_made(e)) continue;
            for (row_index r = 0; r < in.data.tables[e].size(); ++r) {
                bool const counts = versions.of(e, r) == r && in.data.fates.at(e).at(r) == row_fate::used;
                if (counts && partition_of(e, r) == place_of_row{e, r}) make_rows({e, r});
            }
        }
    }

    /// A row that is set aside or an orphan has no results but the fault of its finding.
    outcome const* refusal(rule_row asked) {
        auto const entity = in.graph.rules[asked.first].owner;
        if (entity == checked::no_id) return nullptr;
        if (!kept.is_made(entity) && versions.of(entity, asked.second) != asked.second) {
            return &refused_.emplace(asked, contradiction("a version of a record that does not count")).first->second;
        }
        if (kept.is_made(entity) || in.data.fates.at(entity).at(asked.second) == row_fate::used) {
            return make_rows(partition_of(entity, asked.second));
        }
        if (in.data.fates.at(entity).at(asked.second) == row_fate::used) return nullptr;
        outcome refused;
        refused.is = state::fault;
        auto const why = in.data.because.at(entity).at(asked.second);
        if (why != no_finding) {
            refused.fault_code = in.data.findings[why].code;
            refused.fault_message = in.data.findings[why].message;
        }
        return &refused_.emplace(asked, std::move(refused)).first->second;
    }

    std::optional<date> known_on;
    made_rows made;
    counting_versions versions;
    world in;
    std::uint64_t steps = 0;
    evaluation kept;

private:
    std::map<rule_row, outcome> refused_;
    std::map<place_of_row, std::optional<outcome>> prepared_;
};

evaluator::evaluator(checked::rule_graph const& graph, checked::plan const& plan, settings const& with, dataset const& data)
    : inside_(std::make_unique<implementation>(graph, plan, with, data)) {}

evaluator::~evaluator() = default;

outcome const& evaluator::result(checked::rule_id rule, row_index row) {
    auto const* refused = inside_->refusal({rule, row});
    return refused != nullptr ? *refused : inside_->kept.settle({rule, row});
}

outcome evaluator::result_with(checked::rule_id rule, row_index row, listener& to) {
    if (auto const* refused = inside_->refusal({rule, row})) return *refused;
    evaluation anew(inside_->in, inside_->steps);
    auto result = anew.settle({rule, row});
    anew.tell_everything(to);
    return result;
}

std::size_t evaluator::row_count(entity_id entity) { return rows(entity).size(); }

std::vector<row_index> evaluator::rows(entity_id entity) {
    if (inside_->kept.is_made(entity)) {
        inside_->make_all_rows();
        return inside_->made.all(entity);
    }
    std::vector<row_index> counting;
    for (row_index r = 0; r < inside_->in.data.tables[entity].size(); ++r) {
        if (inside_->versions.of(entity, r) == r) counting.push_back(r);
    }
    return counting;
}

std::string const& evaluator::key_of(entity_id entity, row_index row) const { return inside_->kept.key_of(entity, row); }

std::optional<row_index> evaluator::find_row(entity_id entity, std::string const& key) {
    for (auto const r : rows(entity)) {
        if (key_of(entity, r) == key) return r;
    }
    return std::nullopt;
}

row_index evaluator::owner_of(entity_id entity, row_index row) const { return inside_->kept.owner_row_of(entity, row); }

bool evaluator::is_incomplete(entity_id entity, row_index row) const {
    return inside_->kept.is_incomplete_row(entity, row);
}

outcome const* evaluator::fault_of_partition(entity_id entity, row_index row) {
    return inside_->make_rows(inside_->partition_of(entity, row));
}

std::uint64_t evaluator::steps() const { return inside_->steps; }

}  // namespace carefare::reference
