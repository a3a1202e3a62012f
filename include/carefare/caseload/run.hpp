// A run over a caseload: every output for every used row, written to files while it goes. The same bytes for the same
// rows in any order, on any number of threads, in blocks of any size, with and without a stop on the way.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include <carefare/caseload/totals.hpp>
#include <carefare/cases/caseload.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::caseload {

/// The days whose rows a run pays, by the `pay_by` of their entity: first and last.
struct pay_span {
    date first, last;
};

struct run_request {
    cases::workspace::loaded_plan const* plan = nullptr;
    reference::settings settings;
    std::optional<date> known_on;         ///< what counts: of the settings, or of the caseload
    std::size_t assumptions = 0;
    std::optional<pay_span> pay;
    std::map<std::string, std::string> uses;  ///< by prefix of a used programme: the folder of its results; empty where there are none
    bool row_by_row = false;              ///< by the reference evaluator alone: the same results
    unsigned threads = 1;
    std::size_t block_rows = 4096;        ///< about as many rows has the largest table of a block
};

/// What a run was asked for and what it read, by parts that are named where two differ. Each is a text of its own, or
/// the digest of one.
struct run_identity {
    std::string plan, options, input, rules, assumptions, program;
    friend bool operator==(run_identity const&, run_identity const&) = default;
};

/// Where results are written to, and how often it is said how far they are good.
struct run_output {
    std::string folder;
    bool resume = false;
    double save_every = 5;                ///< seconds between two states of the journal; 0: after every block
};

using cases::progress;

struct run_input;

enum class run_end : std::uint8_t { done, stopped, failed };

/// Runs from the beginning or, where the folder has a journal of the same run and `resume` is asked for, from where that
/// is good. `stop` is asked between blocks. Failed, with a diagnostic in the sink of `in`, where a file cannot be written
/// or the journal does not fit; stopped with the journal in the folder; done with all files written and no journal.
/// `counts` are those of the whole run, begun before or not.
[[nodiscard]] run_end run(run_request const& asked, run_input const& of, run_identity const& who, run_output const& to, totals& counts,
                          cases::workspace& in, progress const& tell = {}, std::function<bool()> const& stop = {});

/// The summary as one JSON document.
[[nodiscard]] std::string summary_json(totals const& of, run_request const& about);
/// Tables of rows and of results, for people.
[[nodiscard]] std::string summary_text(totals const& of, run_request const& about);

}  // namespace carefare::caseload
