// The one layout of diagnostics for people:
//
//   plans/x.yaml:12:8: error Y001: the key 'value' stands twice
//     12 |   a: { value: 1, value: 2 }
//        |                  ^~~~~
//     note: plans/x.yaml:12:8: first here
//     12 |   a: { value: 1, value: 2 }
//        |        ^~~~~
//     advice: Remove one of them.
//
// Whatever came from a file is shown as `printable` text, so that no input can steer a terminal.
#pragma once

#include <string>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>

namespace carefare {

/// One diagnostic, every line ended. The excerpt is left out where the place lies in no file; a long line is cut to
/// 100 code points around the place, with "..." where something is missing.
[[nodiscard]] std::string render(diagnostic const& item, source_map const& sources);

/// All of them in their order, then a line such as "2 errors, 1 warning" or "1001 errors (1 not shown)". Empty if there
/// are none.
[[nodiscard]] std::string render_all(diagnostics const& found, source_map const& sources);

}  // namespace carefare
