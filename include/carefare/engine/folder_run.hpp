// A caseload in a folder of tables run into a folder of results: what `carefare run` does.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include <carefare/engine/plan.hpp>
#include <carefare/engine/results.hpp>

namespace carefare::engine {

struct folder_run {
    std::string plan;                 ///< name or file
    std::string input, output;
    std::string assumptions_file;     ///< empty: none
    std::map<std::string, std::string> uses;  ///< by prefix of a used programme: the output folder of a run of it; empty: there are no results
    std::optional<date> known_on;
    std::optional<days> pay;
    unsigned threads = 1;
    std::size_t block_rows = 4096;
    bool row_by_row = false;
    bool force = false;               ///< results in the output folder are replaced
    bool resume = false;              ///< goes on with the run that was stopped there
    double save_every = 5;            ///< seconds between two states of the journal
};

struct folder_outcome {
    bool is_done = false;             ///< else it was stopped, and can be resumed
    bool is_clear = false;            ///< nothing found, nothing pending; where days to pay were named, something is paid on them
    std::string summary;              ///< JSON, as summary.json
};

using folder_progress = std::function<void(std::size_t done, std::size_t all)>;

/// Looks for plans where `where` does. Throws `error`. `stop` is asked between blocks.
[[nodiscard]] folder_outcome run_folder(library const& where, folder_run const& what, folder_progress const& tell = {},
                                        std::function<bool()> const& stop = {});

}  // namespace carefare::engine
