// Results of a run that was before, as its files say them: facts of the rows of another. For programmes that use others,
// and for the stages of one.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/eval/host_tables.hpp>

#include "caseload/output_layout.hpp"

namespace carefare::caseload {

/// Which results of one programme are which facts of another.
struct handing {
    checked::rule_graph const* from = nullptr;
    checked::rule_graph const* to = nullptr;
    std::map<checked::rule_id, checked::fact_id> facts;  ///< by output of `from`
    std::string prefix;                                  ///< of a used programme; empty: between stages
};

/// What is wrong with the files of a run.
struct malformed_results : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class handed_results {
public:
    /// The files of a whole run, in the order of its layout. Throws malformed_results.
    handed_results(handing with, output_layout const& layout, std::vector<std::string> texts);
    ~handed_results();
    handed_results(handed_results const&) = delete;
    handed_results& operator=(handed_results const&) = delete;

    /// Key and owner of the rows of a table of `to` that there are results of, in the order of the file.
    struct listed {
        std::string key, owner;
    };
    [[nodiscard]] std::vector<listed> rows_of(checked::entity_id entity) const;
    /// Sets these facts for all rows: of a dataset that is checked, and of tables. Throws malformed_results.
    void fill(reference::dataset& rows) const;
    void fill(eval::host_tables& tables) const;

private:
    struct contents;
    handing with_;
    std::unique_ptr<contents> inside_;
};

}  // namespace carefare::caseload
