// Partitions by the reference evaluator: what each results in, told partition by partition.
#pragma once

#include <array>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <carefare/caseload/run.hpp>

#include "caseload/output_layout.hpp"

namespace carefare::caseload {

/// What one partition results in, or what stands outside all.
class family_results {
public:
    explicit family_results(checked::rule_graph const& graph) : counts(totals::of(graph)), tables(counts.results.size()), carried(graph.carried.size()) {}

    struct cell {
        result_state is = result_state::none;
        std::string text;                     ///< of a value, as a cell of a table
        std::vector<reference::need> needs;   ///< pending
    };
    struct row {
        std::string key, owner_key;
        std::vector<cell> cells;
    };
    struct carried_row {
        std::string key, owner_key;
        std::vector<std::string> cells;
    };
    struct waiting {                          ///< undecided: of an entity; carried: of a carried table
        std::uint32_t of = 0;
        std::string key;
        std::vector<reference::need> needs;
    };
    struct group {
        checked::entity_id entity = checked::no_id;
        std::string owner_key, key;
    };

    totals counts;                            ///< findings are counted when they are written
    std::vector<std::vector<row>> tables;
    std::vector<std::vector<carried_row>> carried;
    std::vector<waiting> undecided, carried_waiting;
    std::vector<group> incomplete;
    std::vector<reported> findings;

    /// Adds all of it, in order, to the files and the counts.
    void write(output_layout const& layout, file_texts& texts, totals& into);

private:
    void write_pending(output_layout const& layout, file_texts& texts);
};

/// What the rows of a dataset come to: those of each partition in the order in which they stand there; with `shared`
/// what stands outside all partitions, alone.
[[nodiscard]] std::vector<family_results> evaluate_rows(run_request const& asked, reference::dataset const& data, bool shared);

}  // namespace carefare::caseload
