// The family of examples/one-family.yaml: 27% x (38,000 - 21,330) / 52 = 86.555769..., half up.
#pragma once

#include <memory>

#include <carefare/engine.hpp>

namespace carefare::engine::testing {

inline library& tree() {
    static library one({CAREFARE_SOURCE_DIR});
    return one;
}

inline std::shared_ptr<plan const> const& westchester() {
    static auto const loaded = tree().load("ny/westchester");
    return loaded;
}

/// By setters, each value in another way.
inline input one_family(std::shared_ptr<plan const> const& of = westchester()) {
    input rows(of);
    auto const families = rows.table("families"), weeks = rows.table("family_weeks");
    auto const family = rows.add(families, "rivera");
    rows.set_text(family, rows.field(families, "determined_on"), "2019-06-20");
    rows.set_whole(family, rows.field(families, "size"), 3, 0);
    rows.set_whole(family, rows.field(families, "annual_gross_income"), 3'800'000, 2);
    for (auto const* fact : {"in_eligibility_period", "public_assistance", "homeless", "foster_care", "protective_or_preventive", "children_only"}) {
        rows.set_boolean(family, rows.field(families, fact), false);
    }
    auto const week = rows.add(weeks, "july", "rivera");
    rows.set_date(week, rows.field(weeks, "start"), parse_date("2019-07-08")->days);
    return rows;
}

inline char const* const one_family_json = R"({
  "families": {
    "rivera": {
      "determined_on": "2019-06-20", "size": 3, "annual_gross_income": 38000.00,
      "in_eligibility_period": false, "public_assistance": false, "homeless": false, "foster_care": false,
      "protective_or_preventive": false, "children_only": "no", "members_complete": null,
      "family_weeks": { "july": { "start": "2019-07-08" } }
    }
  }
})";

inline std::string text_of(results const& of, char const* table, char const* key, char const* output) {
    for (auto const& one : of.tables()) {
        if (one.info().name != table) continue;
        auto const row = one.find_row(key);
        auto const column = one.find_column(output);
        return row && column ? std::string(one.text(*row, *column)) : "no such result";
    }
    return "no such table";
}

}  // namespace carefare::engine::testing
