// How far a run has come, in its folder of results: a run that was ended from outside goes on from there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <carefare/caseload/run.hpp>

namespace carefare::caseload {

struct journal {
    run_identity who;
    std::size_t partitions = 0;            ///< of all
    bool shared_done = false;              ///< what stands before the first partition
    std::size_t done = 0;                  ///< partitions
    std::vector<std::uint64_t> sizes;      ///< bytes that are good, by number of the file
    totals counts;

    static constexpr char const* file_name = "run.journal";
};

[[nodiscard]] std::string to_text(journal const& of);
/// Whose journal a text is; empty if it is none.
[[nodiscard]] std::optional<run_identity> read_identity(std::string const& text);
/// Empty if the text is no journal of a programme with these tables.
[[nodiscard]] std::optional<journal> read_journal(std::string const& text, checked::rule_graph const& graph);
/// What of two runs differs, in words: "its input, its options"; empty: nothing.
[[nodiscard]] std::string differences(run_identity const& before, run_identity const& now);

}  // namespace carefare::caseload
