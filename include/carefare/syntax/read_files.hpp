// From YAML files to `programme_syntax`, `plan_syntax` and cases. Unknown and missing keys, wrong kinds and malformed
// dates are diagnostics; reading goes on so that one run reports several. File access only below the given roots.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>
#include <carefare/syntax/case_syntax.hpp>
#include <carefare/syntax/programme_syntax.hpp>
#include <carefare/syntax/yaml_document.hpp>

namespace carefare::syntax {

/// Where files may be read from. Paths in files are relative to the file that names them and must stay below `root`
/// (after resolving "." and ".." and symbolic links).
class file_access {
public:
    explicit file_access(std::string root);
    /// Contents of a file below the root as a new source named `display`; diagnostics if it is absent, too large or outside.
    [[nodiscard]] std::optional<source_id> open(std::string const& path, source_map& sources, diagnostics& sink,
                                                location const& asked_for, std::uint64_t max_bytes) const;
    [[nodiscard]] std::string const& root() const noexcept { return root_; }

private:
    std::string root_;
};

/// Reads `folder`/programme.yaml, the folders it includes and every other .yaml file of these folders and their
/// sub-folders but `cases` and `tables`, in order of path. Nothing is skipped in silence.
[[nodiscard]] std::optional<programme_syntax> read_programme(file_access const& files, std::string const& folder,
                                                             source_map& sources, diagnostics& sink);
[[nodiscard]] std::optional<plan_syntax> read_plan(yaml_node const& document, diagnostics& sink);
[[nodiscard]] std::vector<assumption_syntax> read_assumptions(yaml_node const& document, diagnostics& sink);
[[nodiscard]] std::optional<case_file_syntax> read_cases(yaml_node const& document, diagnostics& sink);

/// What a YAML document is, by its top keys.
enum class document_kind : std::uint8_t { programme, rules, plan, cases, assumptions, unknown };
[[nodiscard]] document_kind kind_of(yaml_node const& document);

}  // namespace carefare::syntax
