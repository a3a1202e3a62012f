// Diagnostics as SARIF 2.1.0 (OASIS), which code hosts show beside the lines of a change.
#pragma once

#include <nlohmann/json.hpp>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>

namespace carefare::cli {

/// A log of one run: every code that was met with its title, every diagnostic with its places. Paths are as files were
/// named; columns count code points.
[[nodiscard]] nlohmann::ordered_json to_sarif(diagnostics const& all, source_map const& sources);

}  // namespace carefare::cli
