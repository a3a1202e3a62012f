// The results of partitions that the columnar evaluator has decided through and through. Where anything is pending or at
// fault it says which partitions: those are left to who can say what is needed.
#pragma once

#include <set>

#include <carefare/cases/caseload.hpp>
#include <carefare/eval/evaluate_block.hpp>

namespace carefare::cases {

class block_results {
public:
    block_results(bind::binding const& with, checked::rule_graph const& graph, reference::dataset const& data,
                  std::optional<pay_span> const& pay, std::optional<date> last_day);

    /// Rows of the partition entity, by their keys, of which something listed is pending or a fault.
    [[nodiscard]] std::set<std::string> const& undecided() const { return undecided_; }
    /// Adds the results of all other partitions. `is_context` says of a row of a dated table that it lies outside its window.
    void add_to(caseload_result& out, std::function<bool(checked::entity_id, reference::row const&)> const& is_context) const;

private:
    [[nodiscard]] bool is_paid(checked::entity_id e, eval::row_number row) const;
    [[nodiscard]] bool is_left_out(checked::entity_id e, eval::row_number row) const;
    [[nodiscard]] bool is_partitioned(checked::entity_id e) const;
    void find_undecided();
    void add_rows(result_table& table, caseload_result& out) const;
    void add_incomplete(checked::entity_id e, caseload_result& out) const;
    void add_carried(std::size_t number, caseload_result& out) const;
    void count_unpaid_days(checked::entity_id e, caseload_result& out,
                           std::function<bool(checked::entity_id, reference::row const&)> const& is_context) const;

    reference::dataset const& data_;
    eval::host_tables given_;
    eval::evaluation evaluation_;
    eval::block block_;
    checked::rule_graph const& graph_;
    program::program const& program_;
    std::optional<pay_span> const& pay_;
    std::optional<date> last_day_;
    std::vector<bool> within_;
    std::vector<std::size_t> paid_by_;    ///< by entity: number in program::paid_by
    std::set<std::string> undecided_;
    std::set<eval::row_number> undecided_rows_;
    checked::entity_id partition_ = checked::no_id;
};

}  // namespace carefare::cases
