// The public evaluator: refuses rows that are not used, keeps one evaluation for results and makes a new one for each
// listener.
#include <carefare/reference/evaluate.hpp>

#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

struct evaluator::implementation {
    implementation(checked::rule_graph const& graph, checked::plan const& plan, settings const& with,
                   dataset const& data)
        : in{graph, plan, with, data, with.known_on ? with.known_on : data.known_on, owned_rows(graph, data)},
          kept(in, steps) {}

    /// A row that is set aside or an orphan has no results but the fault of its finding.
    outcome const* refusal(rule_row asked) {
        auto const entity = in.graph.rules[asked.first].owner;
        if (entity == checked::no_id || in.data.fates.at(entity).at(asked.second) == row_fate::used) return nullptr;
        outcome refused;
        refused.is = state::fault;
        auto const why = in.data.because.at(entity).at(asked.second);
        if (why != no_finding) {
            refused.fault_code = in.data.findings[why].code;
            refused.fault_message = in.data.findings[why].message;
        }
        return &refused_.emplace(asked, std::move(refused)).first->second;
    }

    world in;
    std::uint64_t steps = 0;
    evaluation kept;

private:
    std::map<rule_row, outcome> refused_;
};

evaluator::evaluator(checked::rule_graph const& graph, checked::plan const& plan, settings const& with,
                     dataset const& data)
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

std::uint64_t evaluator::steps() const {
    return inside_->steps;
}

}  // namespace carefare::reference
