// What must hold of any bytes as a table of a caseload: read into columns they come to what rows come to, or both ways refuse
// them with the same words. Shared by the fuzz target and the test that replays its corpus.
#pragma once

#include "unit/cases/columns_lines.hpp"

namespace carefare::cases {

inline bool is_read_alike(std::string text) {
    auto files = tables_of_all_kinds();
    files["notes.csv"] = std::move(text);
    auto const got = read_both(all_kinds, files, parse_date("2019-06-15"), {2, 200});
    // A key with doubled quotes goes the way of rows: it does not stand in the file as it is meant.
    return got.columns == got.rows || (!got.refused && files["notes.csv"].find("\"\"") != std::string::npos);
}

}  // namespace carefare::cases
