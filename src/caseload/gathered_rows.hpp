// The rows of a stage that puts partitions together: those of the tables above, and one of each partition that has its part.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include <carefare/caseload/input.hpp>
#include <carefare/checked/stages.hpp>

namespace carefare::caseload {

class gathered_rows {
public:
    gathered_rows(checked::pass const& of, checked::rule_graph const& read_by, run_input const& from);
    [[nodiscard]] cases::caseload const& rows() const { return rows_; }
    [[nodiscard]] cases::caseload take_rows() { return std::move(rows_); }
    void let_go() { rows_ = {}; }
    /// Of partitions that have no part the results of the stage are the fault that keeps them out.
    void tell_out(std::vector<checked::rule_id> const& gives, std::map<checked::rule_id, checked::fact_id> const& facts, run_input& into) const;

private:
    void gather_above();
    void gather_partitions();
    void add(reference::row row, bool in_columns, std::size_t number);
    [[nodiscard]] bool is_computed(checked::rule_id id) const;
    void keep_what_is_read(reference::row& row) const;

    struct out {
        bool in_columns = false;
        std::size_t row = 0;
        reference::open_result why;
    };
    checked::pass const& pass_;
    checked::rule_graph const& graph_;  ///< by which the caseload was read
    run_input const& from_;
    checked::entity_id partition_ = checked::no_id;
    std::set<checked::fact_id> wanted_;
    cases::caseload rows_;
    std::vector<out> outs_;
};

}  // namespace carefare::caseload
