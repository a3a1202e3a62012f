// From the texts of a run's files to tables, without the files.
#pragma once

#include <string_view>

#include <carefare/caseload/run.hpp>
#include <carefare/engine/results.hpp>

#include "caseload/output_layout.hpp"
#include "engine/plan_inside.hpp"

namespace carefare::engine {

/// What a run counted, and what it was asked for.
struct results::counted {
    caseload::totals counts;
    caseload::run_request about;
};

class results_reader {
public:
    explicit results_reader(std::shared_ptr<plan::inside const> under) : programme_(under->programme) { out_.plan_ = std::move(under); }
    [[nodiscard]] results read(caseload::file_texts texts, caseload::totals counts, caseload::run_request const& about);

    /// Without the tables of results and the counts.
    [[nodiscard]] results read_lists(caseload::file_texts texts);

private:
    void read_lists();
    void read_table(std::size_t number);
    void read_needs();
    void read_findings();
    void read_incomplete();
    /// Calls `take` with the cells of each record, as long-lived as the results.
    template <class Take>
    void each_record(std::size_t file, std::size_t width, Take take);

    std::shared_ptr<compiled const> programme_;
    results out_;
};

}  // namespace carefare::engine
