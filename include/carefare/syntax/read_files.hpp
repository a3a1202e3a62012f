// From YAML files to `programme_syntax`, `plan_syntax` and cases. Unknown and missing keys, wrong kinds and malformed
// dates are diagnostics; reading goes on so that one run reports several. File access only below the given roots.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>
#include <carefare/syntax/case_syntax.hpp>
#include <carefare/syntax/dataset_syntax.hpp>
#include <carefare/syntax/programme_syntax.hpp>
#include <carefare/syntax/yaml_document.hpp>

namespace carefare::syntax {

/// Bounds on what is read at once; each is reported with a code of its own.
struct read_limits {
    std::uint32_t files = 2000;             ///< YAML files of a programme, and entries of one folder
    std::uint32_t folder_depth = 16;        ///< sub-folders below sub-folders, and includes of includes
    std::uint32_t table_cells = 100'000;    ///< of one decision table
    std::uint32_t merged_nodes = 500'000;   ///< YAML nodes that the variants of all cases of a file copy
};

/// One entry of a folder, by its own name.
struct folder_entry {
    enum class kind : std::uint8_t { file, folder, other };  ///< other: links to folders, pipes, devices
    std::string name;
    kind what = kind::file;
};

/// Where files may be read from. A path is absolute or relative to the working directory, as a person there would write
/// it, and is also the name of the source. After resolving ".", ".." and symbolic links it must lie below one of the roots.
class file_access {
public:
    explicit file_access(std::string root);
    /// Below one of them: nothing between two roots may be read.
    explicit file_access(std::vector<std::string> roots);
    /// Contents of a regular file as a new source named `path`; diagnostics at `asked_for` if it is absent, too large or
    /// outside the root.
    [[nodiscard]] std::optional<source_id> open(std::string const& path, source_map& sources, diagnostics& sink,
                                                location const& asked_for, std::uint64_t max_bytes) const;
    /// Where the regular file is that `open` would read, all links resolved; empty, without a word, if it would not.
    [[nodiscard]] std::optional<std::string> find(std::string const& path) const;
    /// Entries of a folder in order of name; the same diagnostics as `open`, and one if there are more than `most`.
    [[nodiscard]] std::optional<std::vector<folder_entry>> list(std::string const& path, diagnostics& sink,
                                                                location const& asked_for, std::uint32_t most) const;
    /// The path with all links resolved: the same for two spellings of one place. Empty where there is nothing.
    [[nodiscard]] std::optional<std::string> identity(std::string const& path) const;

private:
    std::vector<std::string> roots_;
};

/// Path of what a file names: `path` as seen from the folder of the file `named_in` (the name of its source).
[[nodiscard]] std::string path_beside(std::string_view named_in, std::string_view path);

/// Reads `folder`/programme.yaml, the folders it includes and every other .yaml file of these folders and their
/// sub-folders but `cases`, `messages` and `tables`, in order of path. Nothing but README.md is skipped in silence. What could be read
/// is returned even if there are errors; a programme with errors is not worth checking. Empty if there is none.
[[nodiscard]] std::optional<programme_syntax> read_programme(file_access const& files, std::string const& folder,
                                                             source_map& sources, diagnostics& sink,
                                                             read_limits const& limits = {});
/// These return what could be read, also where they add errors; empty if the document is no mapping.
[[nodiscard]] std::optional<plan_syntax> read_plan(yaml_node const& document, diagnostics& sink);
[[nodiscard]] std::vector<assumption_syntax> read_assumptions(yaml_node const& document, diagnostics& sink);
[[nodiscard]] std::optional<case_file_syntax> read_cases(yaml_node const& document, diagnostics& sink,
                                                         read_limits const& limits = {});

/// dataset.yaml of a caseload.
[[nodiscard]] std::optional<dataset_syntax> read_dataset(yaml_node const& document, diagnostics& sink);

/// A value of a case's row (`$38000`, 2017-03-01, `caretaker`); `what` names it in messages.
[[nodiscard]] std::optional<expr> read_row_value(yaml_node const& node, std::string_view what, diagnostics& sink);

/// What a YAML document is, by its top keys.
enum class document_kind : std::uint8_t { programme, rules, plan, cases, assumptions, messages, unknown };
[[nodiscard]] document_kind kind_of(yaml_node const& document);

}  // namespace carefare::syntax
