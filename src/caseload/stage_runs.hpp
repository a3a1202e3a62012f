// The passes of a programme with stages before its last: each run in memory, and what it gives set as facts of the caseload.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <carefare/caseload/input.hpp>
#include <carefare/checked/stages.hpp>

namespace carefare::caseload {

class stage_runs {
public:
    /// `asked` names the plan of the programme itself; `passes` must outlive this.
    stage_runs(run_request const& asked, std::vector<checked::pass> const& passes);
    ~stage_runs();
    /// Makes the programs of all passes; throws program::not_representable. Gives the numbers of the texts that they know.
    [[nodiscard]] std::map<std::string, std::int64_t> bind();
    /// Runs them over what was read by the last pass, and sets its facts.
    void run(run_input& read, source_map const& sources);

private:
    struct stage;
    void run_fine(stage& one, run_input& read, source_map const& sources);
    void run_above(stage& one, run_input& read, source_map const& sources);
    void hand_on(stage& one, std::vector<std::string> texts, run_input& read) const;

    run_request const& asked_;
    std::vector<checked::pass> const& passes_;
    std::map<checked::rule_id, checked::fact_id> facts_;
    std::vector<std::unique_ptr<stage>> stages_;
};

}  // namespace carefare::caseload
