// A caseload as a run takes it: its programme bound to the plan, partitions in columns, what is left as rows.
#pragma once

#include <memory>
#include <string>

#include <carefare/bind/binding.hpp>
#include <carefare/caseload/run.hpp>
#include <carefare/cases/columnar_caseload.hpp>
#include <carefare/program/program.hpp>

namespace carefare::caseload {

struct run_input {
    std::shared_ptr<program::program const> program;
    std::shared_ptr<bind::binding const> binding;  ///< null: row by row throughout; then all rows stand in `read.rest`
    cases::columnar_caseload read;
};

/// Reads a folder, and says in `asked` what was known on which day if it does not say so itself. Null, with diagnostics in
/// the sink, where a table as a whole is wrong.
[[nodiscard]] std::unique_ptr<run_input const> read_input(std::string const& folder, run_request& asked, cases::workspace& in);

}  // namespace carefare::caseload
