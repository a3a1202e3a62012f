// A folder to a dataset: dataset.yaml, the table of each entity, then the door.
#include <carefare/cases/caseload.hpp>

#include "cases/caseload_blocks.hpp"
#include "cases/caseload_folder.hpp"
#include "cases/caseload_table.hpp"

namespace carefare::cases {

std::optional<caseload> read_tables(caseload_folder const& of, checked::rule_graph const& graph, workspace& in) {
    auto const errors = in.sink.error_count();
    caseload out;
    out.folder = of.folder;
    out.data.known_on = of.known_on;
    out.data.windows = of.windows;
    out.data.tables.resize(graph.entities.size());
    for (checked::entity_id e = 0; e < graph.entities.size(); ++e) {
        if (of.files[e].empty()) continue;
        // Every table is read even if one is wrong: one run reports several mistakes.
        (void)read_table(of, e, graph, in, out.data.tables[e]);
    }
    if (in.sink.error_count() != errors) return std::nullopt;
    check_with_links(out.data, graph);
    return out;
}

std::optional<caseload> read_caseload(std::string const& folder, checked::rule_graph const& graph, workspace& in) {
    auto const described = read_folder(folder, graph, in);
    return described ? read_tables(*described, graph, in) : std::nullopt;
}

}  // namespace carefare::cases
