// The public evaluator: refuses rows that are not used, keeps one evaluation for results and makes a new one for each
// listener.
#include <carefare/reference/evaluate.hpp>

#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::entity_id;

struct evaluator::implementation {
    implementation(checked::rule_graph const& graph, checked::plan const& plan, settings const& with,
                   dataset const& data)
        : known_on(with.known_on ? with.known_on : data.known_on),
          made(graph.entities.size()),
          versions(graph, data, known_on),
          in{graph, plan, with, data, known_on, versions, owned_rows(graph, data, &versions), made, checked::plan_of_stages(graph)},
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
        if (all_are_made_) return;
        all_are_made_ = true;
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
        make_all_rows();
        if (entity == checked::no_id) return nullptr;
        bool const has_versions = !kept.is_made(entity) && in.graph.entities[entity].versions;
        if (has_versions && versions.of(entity, asked.second) != asked.second) {
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

    outcome const* fault_of_stage(rule_row asked) {
        auto fault = kept.fault_of_stage(asked);
        return fault ? &refused_.emplace(asked, std::move(*fault)).first->second : nullptr;
    }

    std::optional<date> known_on;
    made_rows made;
    counting_versions versions;
    world in;
    std::uint64_t steps = 0;
    evaluation kept;
    std::map<entity_id, std::map<std::string, row_index>> rows_by_key;

private:
    std::map<rule_row, outcome> refused_;
    std::map<place_of_row, std::optional<outcome>> prepared_;
    bool all_are_made_ = false;
};

evaluator::evaluator(checked::rule_graph const& graph, checked::plan const& plan, settings const& with,
                     dataset const& data)
    : inside_(std::make_unique<implementation>(graph, plan, with, data)) {}

evaluator::~evaluator() = default;

outcome const& evaluator::result(checked::rule_id rule, row_index row) {
    auto const* refused = inside_->refusal({rule, row});
    if (refused == nullptr) refused = inside_->fault_of_stage({rule, row});
    return refused != nullptr ? *refused : inside_->kept.settle({rule, row});
}

outcome evaluator::result_with(checked::rule_id rule, row_index row, listener& to) {
    if (auto const* refused = inside_->refusal({rule, row})) return *refused;
    evaluation anew(inside_->in, inside_->steps);
    auto fault = anew.fault_of_stage({rule, row});
    auto result = anew.settle({rule, row});
    anew.tell_everything(to);
    return fault ? *fault : result;
}

outcome evaluator::value_of(checked::node_id node, row_index row, listener* to) {
    inside_->make_all_rows();
    return inside_->kept.settle_node(node, row, to);
}

grant_record const* evaluator::grant(checked::rule_id rule, row_index row) {
    if (inside_->refusal({rule, row}) != nullptr) return nullptr;
    return &inside_->kept.grant_of({rule, row});
}

std::size_t evaluator::row_count(entity_id entity) {
    if (!inside_->kept.is_made(entity)) return inside_->in.data.tables.at(entity).size();
    inside_->make_all_rows();
    return inside_->made.count(entity);
}

bool evaluator::is_row(entity_id entity, row_index row) {
    if (row >= row_count(entity)) return false;
    while (inside_->kept.is_made(entity)) {
        if (!inside_->made.at(entity, row).stands) return false;
        row = inside_->kept.owner_row_of(entity, row);
        entity = inside_->in.graph.entities[entity].owner;
    }
    return row != no_row && inside_->versions.of(entity, row) == row;
}

std::vector<row_index> evaluator::rows(entity_id entity) {
    std::vector<row_index> all;
    auto const count = row_count(entity);
    for (row_index r = 0; r < count; ++r) {
        if (is_row(entity, r)) all.push_back(r);
    }
    return all;
}

std::string const& evaluator::key_of(entity_id entity, row_index row) const {
    return inside_->kept.key_of(entity, row);
}

std::optional<row_index> evaluator::find_row(entity_id entity, std::string const& key) {
    auto& known = inside_->rows_by_key[entity];
    if (known.empty()) {
        for (auto const r : rows(entity))
            known.emplace(key_of(entity, r), r);
    }
    auto const found = known.find(key);
    return found == known.end() ? std::nullopt : std::optional(found->second);
}

row_index evaluator::owner_of(entity_id entity, row_index row) const {
    return inside_->kept.owner_row_of(entity, row);
}

std::set<need> evaluator::undecided(entity_id entity, row_index owner) {
    inside_->make_all_rows();
    std::set<need> needs;
    auto const* table = inside_->made.find(entity, owner);
    if (table == nullptr) return needs;
    for (auto const& reason : table->open)
        needs.insert(reason.needs.begin(), reason.needs.end());
    for (auto const& [row, reason] : table->unplaced)
        needs.insert(reason.needs.begin(), reason.needs.end());
    return needs;
}

bool evaluator::is_incomplete(entity_id entity, row_index row) const {
    return inside_->kept.is_incomplete_row(entity, row);
}

outcome evaluator::place_of(checked::node_id expression, entity_id entity, row_index row) {
    inside_->make_all_rows();
    if (auto const* fault = inside_->make_rows(inside_->partition_of(entity, row))) return *fault;
    auto& kept = inside_->kept;
    return kept.settle_with([&] { return kept.place_of_row(expression, entity, row); });
}

outcome evaluator::value_of(checked::node_id expression, entity_id entity, row_index row) {
    inside_->make_all_rows();
    if (auto const* fault = inside_->make_rows(inside_->partition_of(entity, row))) return *fault;
    auto& kept = inside_->kept;
    if (kept.is_incomplete_row(entity, row)) return incomplete_outcome();
    return kept.settle_with([&] { return kept.value_of(expression, row); });
}

outcome const* evaluator::fault_of_partition(entity_id entity, row_index row) {
    return inside_->make_rows(inside_->partition_of(entity, row));
}

std::uint64_t evaluator::steps() const {
    return inside_->steps;
}

}  // namespace carefare::reference
