// A caseload in columns: partitions of which nothing is wrong at the door, ready for the columnar evaluator; the rest as
// rows, judged row by row. Every row of the folder stands in exactly one of the two, shared rows in both where they are asked for
// as rows.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <carefare/cases/caseload.hpp>
#include <carefare/eval/host_tables.hpp>

namespace carefare::cases {

/// Of a table with versions the rows that do not count in favour of another: they were read, and are counted.
struct superseded_rows {
    std::vector<eval::row_number> owner;  ///< row in the owner's table of `clean`, ascending
    std::vector<std::int64_t> day;        ///< by the table's `dated_by`; no_day where it is absent
};
inline constexpr std::int64_t no_day = INT64_MIN;

struct columnar_caseload {
    eval::host_tables clean;
    std::vector<superseded_rows> superseded;  ///< by entity; of the partitions of `clean`
    /// Shared tables whole, and all rows of partitions with a finding, and orphans; checked (`check_with_links`).
    caseload rest;
    /// Shared rows stand in `clean` alone, nothing wrong with any; in `rest` those that its rows lead to.
    bool shared_in_columns = false;
    /// Gives back the memory of the files that keys stand in: what is looked at is read again. Empty where there are no files; by any
    /// thread, at any time.
    std::function<void()> release_texts;
};

/// Takes a checked caseload apart: what a run over its columns and a run over `rest` come to is what a run over all of it
/// comes to. The binding must be the one that evaluates; versions are those that count on `known_on`.
[[nodiscard]] columnar_caseload to_columns(caseload const& of, bind::binding const& with, checked::rule_graph const& graph,
                                           std::optional<date> known_on);

/// The folder read into columns at once, file by file, as `read_caseload` and `to_columns` would: the same rows, the same
/// findings. Empty, with diagnostics in the workspace's sink, where a table as a whole is wrong.
[[nodiscard]] std::optional<columnar_caseload> read_columns(std::string const& folder, bind::binding const& with,
                                                            checked::rule_graph const& graph, std::optional<date> known_on,
                                                            unsigned threads, workspace& in);

}  // namespace carefare::cases
