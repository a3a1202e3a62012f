// A run over a folder, for the command line and for callers alike: what is asked is checked, everything read, then run.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <carefare/caseload/run.hpp>
#include <carefare/cases/workspace.hpp>
#include <carefare/engine/folder_run.hpp>

namespace carefare::engine {

/// The plan, a file or by name; null with diagnostics in the workspace's sink.
[[nodiscard]] cases::workspace::loaded_plan const* find_plan(cases::workspace& tree, std::string const& plan);
/// An output folder is made where there is none; what lies in one is kept unless `force` was given. `option` is that of
/// the folder, `what` lies in it: "the results".
void check_output_folder(std::string const& folder, bool force, std::string const& option, std::string const& what, diagnostics& sink);
/// A month (2019-06), or its first and last day with two dots between them; empty with a diagnostic.
[[nodiscard]] std::optional<days> read_pay_days(std::string const& text, diagnostics& sink);
/// What was asked and what it came to.
struct folder_counts {
    caseload::run_request asked;
    caseload::totals counts;
    bool pays_rows = true;  ///< false where days were named, and no row is paid on them
    [[nodiscard]] bool is_clear() const { return pays_rows && counts.is_clear(); }
};
/// Failed with diagnostics in the workspace's sink; done with warnings there.
[[nodiscard]] caseload::run_end run_folder(cases::workspace& tree, folder_run const& what, folder_counts& into, folder_progress const& tell,
                                           std::function<bool()> const& stop);

}  // namespace carefare::engine
