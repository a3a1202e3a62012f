// A caseload's dataset.yaml as written: where the rows of a table stand, and for which days they are complete.
// Made by `read_dataset` (read_files.hpp); which tables there are is known to a programme only.
#pragma once

#include <optional>
#include <vector>

#include <carefare/base/date.hpp>
#include <carefare/base/located.hpp>
#include <carefare/syntax/programme_syntax.hpp>

namespace carefare::syntax {

struct dataset_syntax {
    /// `visits: { file: visits.csv, window: 2019-06-03..2019-06-30 }`
    struct table {
        name_text rows;                       ///< plural of the entity
        name_text file;                       ///< beside dataset.yaml; ROWS.csv (at the place of `rows`) where not said
        std::optional<located<date>> from;    ///< window: first and last day the table is complete for; both or neither
        std::optional<located<date>> until;
    };
    std::optional<name_text> programme;
    std::optional<located<date>> known_on;
    std::vector<table> tables;                ///< one a name
};

}  // namespace carefare::syntax
