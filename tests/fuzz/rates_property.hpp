// What must hold of any bytes as the file of a rate table: a programme with it, or errors with a place and advice. Shared by the
// fuzz target and the test that replays its corpus.
#pragma once

#include <carefare/checked/check.hpp>
#include <carefare/syntax/read_files.hpp>

#include "unit/cases/columns_fixture.hpp"

namespace carefare::cases {

inline char const* const rate_rules = R"(programme: rates
title: Rates
types:
  period: [weekly, daily]
  county: [east, west]
tables:
  price:
    cite: c
    type: money
    range: "[$0..$100]"
    step: $0.01
    keys: { period: period, county: county, size: number }
    entries:
      - { from: 2019-01-01, file: tables/t.csv, column: amount, keys: { period: [weekly, daily], county: [east, west], size: "[1..2]" } }
)";

inline bool is_checked_or_refused(std::string const& text) {
    laid_folder const folder({{"programme.yaml", rate_rules}, {"tables/t.csv", text}});
    source_map sources;
    diagnostics found;
    syntax::file_access const files(folder.path());
    auto const programme = syntax::read_programme(files, folder.path(), sources, found);
    if (!programme || found.has_errors()) return false;
    auto const graph = checked::check(*programme, files, sources, found);
    if (graph.has_value() == found.has_errors()) return false;
    for (auto const& item : found.items()) {
        if (item.message.empty() || item.advice.empty() || item.where.where.begin > item.where.where.end) return false;
        if (item.where.source.value < sources.size() && item.where.where.end > sources[item.where.source].text().size()) return false;
    }
    return true;
}

}  // namespace carefare::cases
