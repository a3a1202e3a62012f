// A caseload: a folder with dataset.yaml and a CSV table for each entity, run against a plan as a whole. Every row of it
// ends in exactly one fate, every output of a used row in exactly one state; the counts add up.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <carefare/cases/workspace.hpp>
#include <carefare/reference/dataset.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::cases {

/// The tables of a folder, rows in order of their keys, checked at the door.
struct caseload {
    std::string folder;
    reference::dataset data;
};

/// Reads a caseload against its programme. A cell that cannot be read sets its row's partition aside, as a value out of
/// range does; what is wrong with a table as a whole (its columns, the shape of its lines, a file that is not there)
/// stops the load: empty, with diagnostics in the workspace's sink.
[[nodiscard]] std::optional<caseload> read_caseload(std::string const& folder, checked::rule_graph const& graph, workspace& in);

/// What of a caseload is one partition: its rows and those of tables outside all partitions. Empty if there is no used
/// row of that key.
[[nodiscard]] std::optional<reference::dataset> one_partition(caseload const& of, checked::rule_graph const& graph,
                                                              std::string const& key);

struct result_cell {
    std::string state;                    ///< value, none, pending, fault, incomplete
    std::string text;                     ///< of a value, as a cell of a table
    std::vector<reference::need> needs;   ///< pending
};

/// The results of one row, a cell for each output of its table.
struct result_row {
    std::string key, owner_key;
    std::vector<result_cell> cells;
};

struct output_total {
    std::map<std::string, std::size_t> states;
    std::optional<rational> sum;          ///< of an output of money: of its values
    std::size_t above = 0, zero = 0, below = 0;  ///< of an output of money: values above, at and below zero
};

/// The outputs of one entity; of rules without entity where `entity` is no_id.
struct result_table {
    checked::entity_id entity = checked::no_id;
    std::vector<checked::rule_id> outputs;
    std::vector<result_row> rows;         ///< in order of key
    std::vector<output_total> totals;     ///< one an output
    std::size_t context = 0;              ///< rows of the entity that another run pays
};

/// A row that is not used, or a result that is a fault.
struct reported {
    std::string code, entity, key, field, message;
    location where;                       ///< the cell or line; nothing for a made row
};

/// A row of which it is not known which rows of a made table it owns: they have no results, and that is said.
struct undecided_rows {
    checked::entity_id entity = checked::no_id;   ///< whose rows
    std::string owner_key;
    std::vector<reference::need> needs;
};

/// A group that the window cuts: it has no results, and that is said.
struct incomplete_group {
    checked::entity_id entity = checked::no_id;
    std::string key, owner_key;
};

struct carried_row_text {
    std::string key, owner_key;
    std::vector<std::string> cells;       ///< one a fact
};

/// Rows for the next run of one carried table of the programme.
struct carried_rows {
    std::vector<carried_row_text> rows;   ///< in order of key
    std::map<std::string, std::size_t> states;  ///< rows of the group: written, pending, incomplete, fault
    struct waits { std::string key; std::vector<reference::need> needs; };
    std::vector<waits> waiting;           ///< rows of the group that are pending
};

/// The days whose rows a run pays, by the `pay_by` of their entity: first and last.
struct pay_span {
    date first, last;
};

struct table_counts {
    checked::entity_id entity = checked::no_id;
    std::size_t read = 0, used = 0, context = 0, set_aside = 0, orphan = 0;
};

struct caseload_result {
    std::vector<table_counts> tables;     ///< of every table that was read
    std::vector<result_table> results;
    std::vector<reported> findings;
    std::vector<undecided_rows> undecided;
    std::vector<incomplete_group> incomplete;
    std::vector<carried_rows> carried;    ///< by index of the graph's carried tables
    std::size_t pending = 0;              ///< results that are pending
};

/// Told of the partitions that are done, from time to time.
using progress = std::function<void(std::size_t done, std::size_t all)>;

/// Evaluates every output for every used row, some partitions at a time: memory is bounded by the results. With `pay`
/// rows that another run pays are read, counted as context and not listed. Column by column, unless `row_by_row` asks for
/// the reference evaluator alone: the results are the same.
[[nodiscard]] caseload_result run_caseload(caseload const& of, workspace::loaded_plan const& plan, reference::settings const& with,
                                           progress const& tell = {}, std::optional<pay_span> const& pay = {}, bool row_by_row = false);

/// What a run says of itself in summary.json, beside its counts.
struct run_description {
    workspace::loaded_plan const* plan = nullptr;
    std::optional<date> known_on;
    std::size_t assumptions = 0;
    std::optional<pay_span> pay = {};
};

/// The summary as one JSON document.
[[nodiscard]] std::string summary_json(caseload_result const& of, run_description const& about);
/// Tables of rows and of results, for people.
[[nodiscard]] std::string summary_text(caseload_result const& of, run_description const& about);

/// The files of a run by name: a table of results for each entity with outputs, pending.csv, findings.csv,
/// incomplete.csv, summary.json, and in the folder `carried` the tables for the next run.
/// The same bytes for the same rows in any order.
[[nodiscard]] std::map<std::string, std::string> result_files(caseload_result const& of, run_description const& about);

/// A page that says how to write a caseload: every table, its columns, what they may hold and where that is written.
[[nodiscard]] std::string data_page(checked::rule_graph const& graph);

}  // namespace carefare::cases
