// The files of a made-up caseload: a table for every entity whose rows are handed in, dataset.yaml last.
#pragma once

#include <string>
#include <vector>

#include <carefare/cases/sample.hpp>
#include <carefare/checked/sampling.hpp>

#include "cases/sample_draw.hpp"

namespace carefare::cases {

class sample_tables {
public:
    /// Begins every table with its first line.
    sample_tables(checked::rule_graph const& graph, checked::sampling const& plan, sample_writer const& write);

    void add(sampled_row const& row);
    /// Hands on what is left, then dataset.yaml.
    void finish(sample_result const& result);
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] std::vector<sample_result::table> counts() const;

private:
    void begin(checked::entity_id entity);
    void hand_on(checked::entity_id entity, std::size_t above);

    checked::rule_graph const& graph_;
    checked::sampling const& plan_;
    sample_writer const& write_;
    std::vector<std::uint32_t> sampled_;   ///< by entity: index of its table
    std::vector<std::string> text_;        ///< by entity: what was not handed on yet
    std::vector<std::uint64_t> rows_;
    bool failed_ = false;
};

}  // namespace carefare::cases
