// The runs that a caseload's programme takes results from, one for each prefix.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <carefare/caseload/input.hpp>

#include "caseload/handed_results.hpp"
#include "cases/caseload_folder.hpp"

namespace carefare::caseload {

class used_runs {
public:
    /// Reads the folders that `asked` names for the prefixes of the programme; what is wrong with one is in the sink.
    used_runs(run_request const& asked, checked::rule_graph const& graph, cases::workspace& in);
    ~used_runs();
    /// Rows that stand only in results, behind those of the tables.
    void add_rows(cases::caseload_folder& to, cases::workspace& in) const;
    void fill(run_input& into, cases::workspace& in) const;

private:
    struct used;
    void read(std::uint32_t use, std::string const& folder, cases::workspace& in);
    void add_rows_of(checked::entity_id entity, cases::caseload_folder& to, cases::workspace& in) const;
    [[nodiscard]] bool is_given(checked::entity_id entity, std::string const& column) const;

    checked::rule_graph const& graph_;
    std::vector<std::unique_ptr<used>> used_;
};

}  // namespace carefare::caseload
