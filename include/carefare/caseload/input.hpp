// A caseload as a run takes it: its programme bound to the plan, partitions in columns, what is left as rows.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <carefare/bind/binding.hpp>
#include <carefare/caseload/run.hpp>
#include <carefare/cases/columnar_caseload.hpp>
#include <carefare/checked/stages.hpp>
#include <carefare/eval/evaluate_block.hpp>
#include <carefare/program/program.hpp>

namespace carefare::caseload {

struct column_plan;

struct run_input {
    std::vector<checked::pass> passes;     ///< of a programme with stages; those before the last have been run
    std::optional<cases::workspace::loaded_plan> plan;  ///< of the last pass
    std::shared_ptr<program::program const> program;
    std::shared_ptr<bind::binding const> binding;  ///< null: row by row throughout; then all rows stand in `read.rest`
    /// Of the program, where the caller keeps them from run to run; else a run makes its own.
    std::shared_ptr<eval::run_plan const> how;
    std::shared_ptr<column_plan const> columns;
    std::shared_ptr<eval::bound_columns const> bound;  ///< of the binding
    cases::columnar_caseload read;
};

/// Reads a folder, and says in `asked` what was known on which day if it does not say so itself. Of a programme with stages
/// runs all but the last, and puts the plan of that in the place of the one asked for. Null, with diagnostics in the sink,
/// where a table as a whole is wrong, or the results of a run that is used.
[[nodiscard]] std::unique_ptr<run_input const> read_input(std::string const& folder, run_request& asked, cases::workspace& in);

/// The same of rows in memory, which are checked, of a programme with stages.
void take_stages(cases::caseload load, run_request& asked, run_input& into);

}  // namespace carefare::caseload
