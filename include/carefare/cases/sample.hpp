// A made-up caseload: rows drawn as the section `sampling` of a programme says (docs/language.md, "Sampling").
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/cases/caseload.hpp>
#include <carefare/checked/rule_graph.hpp>

namespace carefare::cases {

struct sample_request {
    std::uint64_t partitions = 0;   ///< rows of the entity that is decided together
    std::uint64_t seed = 0;
    date month;                     ///< its first day
};

struct sample_result {
    struct table { checked::entity_id entity = checked::no_id; std::uint64_t rows = 0; };
    std::vector<table> tables;      ///< every table that a caseload has
    date from, to;                  ///< the days for which they are complete
};

/// Takes a further piece of a file; false if it cannot be written, which ends the sample.
using sample_writer = std::function<bool(std::string const& file, std::string_view text)>;

/// Draws the tables and dataset.yaml, piece by piece. The same request gives the same bytes; a row of the partition and what it
/// owns and chooses from are the same however many there are. Empty after a diagnostic, or if `write` fails.
[[nodiscard]] std::optional<sample_result> sample_caseload(checked::rule_graph const& graph, sample_request const& request, sample_writer const& write,
                                                           diagnostics& sink, progress const& tell = {});

}  // namespace carefare::cases
