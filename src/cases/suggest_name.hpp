// Which of the names below the roots of a workspace was meant.
#pragma once

#include <string>
#include <vector>

namespace carefare::cases {

/// Names of plans (plans/a/b.yaml: "a/b") below the roots.
[[nodiscard]] std::vector<std::string> plan_names_below(std::vector<std::string> const& roots);
/// Names of programmes (rules/a/b/programme.yaml: "a/b") below the roots.
[[nodiscard]] std::vector<std::string> programme_names_below(std::vector<std::string> const& roots);

/// The nearest name: of the whole, or of the last part alone where no more is given ("b" for "a/b").
/// Empty where none is near enough.
[[nodiscard]] std::string nearest_path_name(std::string const& name, std::vector<std::string> const& names);
/// The file that was meant where there is none at `path`: one beside it. Empty where none is near enough.
[[nodiscard]] std::string nearest_file(std::string const& path);

}  // namespace carefare::cases
